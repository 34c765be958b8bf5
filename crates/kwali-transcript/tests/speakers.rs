//! Which speakers and turns are recognised in a plain text.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_text::Text;
use kwali_transcript::{NoteKind, SpeakerLabels, recognise_turns};

mod support;

fn turns(text: &str, labels: &SpeakerLabels) -> Vec<String> {
    let text = Text::new(text).unwrap();
    let (layout, speakers, _) = recognise_turns(&text, labels);
    support::shown(&text, &layout, &speakers)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(turns(text, &SpeakerLabels::Detect), expected);
}

#[track_caller]
fn check_doubted(text: &str, expected: &[&str]) {
    let (_, _, notes) = recognise_turns(&Text::new(text).unwrap(), &SpeakerLabels::Detect);
    let doubted = notes.into_iter().find_map(|note| match note.what {
        NoteKind::DoubtedSpeakers(names) => Some(names),
        _ => None,
    });
    assert_eq!(doubted.unwrap_or_default(), expected);
}

#[track_caller]
fn check_only(text: &str, names: &[&str], expected: &[&str]) {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(turns(text, &SpeakerLabels::Only(names)), expected);
}

#[test]
fn an_interview_with_names() {
    check(
        "Interview 3\nGesprek in de wijk\n\nInterviewer: Hoe gaat het?\n\nAaltje: Goed.\n\nEn thuis ook.\n\nInterviewer: Mooi.\n\nAaltje: Ja.",
        &[
            "Interviewer | Hoe gaat het?",
            "Aaltje | Goed.//En thuis ook.",
            "Interviewer | Mooi.",
            "Aaltje | Ja.",
        ],
    );
}

#[test]
fn initials_and_roles() {
    check("I: Ja?\nR: Nee.", &["I | Ja?", "R | Nee."]);
    check(
        "Int.: Een?\nR1: Twee.\nINT: Drie?\nR2: Vier.\nR1: Vijf.\nR2: Zes.",
        &["Int. | Een?", "R1 | Twee.", "Int. | Drie?", "R2 | Vier.", "R1 | Vijf.", "R2 | Zes."],
    );
    check("Vraag: Hoe?\nAntwoord: Zo.", &["Vraag | Hoe?", "Antwoord | Zo."]);
}

#[test]
fn other_ways_of_writing_a_label() {
    let expected = ["Interviewer | Een?", "Els | Twee.", "Interviewer | Drie?", "Els | Vier."];
    for text in [
        "**Interviewer:** Een?\n**Els:** Twee.\n**Interviewer:** Drie?\n**Els:** Vier.",
        "**Interviewer** Een?\n**Els** Twee.\n**Interviewer** Drie?\n**Els** Vier.",
        "[Interviewer] Een?\n[Els] Twee.\n[Interviewer] Drie?\n[Els] Vier.",
        "INTERVIEWER: Een?\nELS: Twee.\nINTERVIEWER: Drie?\nELS: Vier.",
        "Interviewer\nEen?\n\nEls\nTwee.\n\nInterviewer\nDrie?\n\nEls\nVier.",
    ] {
        let found: Vec<String> = turns(text, &SpeakerLabels::Detect)
            .into_iter()
            .map(|turn| {
                let (name, words) = turn.split_once(" | ").unwrap();
                let name = name.to_lowercase();
                let name = name[..1].to_uppercase() + &name[1..];
                format!("{name} | {}", words.trim_end_matches('/'))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn times_in_every_place() {
    check(
        "[00:00:01] I: Een?\n[00:00:03] Els: Twee.\n[00:00:05] I: Drie?",
        &["I 1 | Een?", "Els 3 | Twee.", "I 5 | Drie?"],
    );
    check(
        "I: Een? #00:00:03-5#\nB: Twee. #00:00:05-0#\nNog iets. #00:00:09-0#",
        &["I 0-3.5 | Een? #00:00:03-5#", "B 3.5-9 | Twee. #00:00:05-0#/Nog iets. #00:00:09-0#"],
    );
    check(
        "Els Bos  0:03\nEen.\n\nPiet  0:07\nTwee.\n\nEls Bos  0:09\nDrie.",
        &["Els Bos 3 | Een.", "Piet 7 | Twee.", "Els Bos 9 | Drie."],
    );
    check(
        "Transcript\n00:00:01 Speaker 1\nEen?\n00:00:03 Speaker 2\nTwee.",
        &["Speaker 1 1 | Een?", "Speaker 2 3 | Twee."],
    );
    check(
        "00:00:01\nI: Een?\n\n00:00:03\nEls: Twee.\n\n00:00:05\nI: Drie?",
        &["I 1 | Een?", "Els 3 | Twee.", "I 5 | Drie?"],
    );
    check("I: [00:00:01] Een?\nR: [00:00:03] Twee.", &["I 1 | Een?", "R 3 | Twee."]);
}

#[test]
fn times_without_speakers_make_turns_of_nobody() {
    check("[00:00:01] Een.\nMeer.\n[00:00:03] Twee.", &[" 1 | Een./Meer.", " 3 | Twee."]);
    check("[00:00:01] Een.\nTwee.", &[" 1 | Een./Twee."]);
    check("[01:01] Een.\nTwee.", &[]);
}

#[test]
fn a_text_without_speakers_has_no_turns() {
    check("", &[]);
    check("Een.\n\nTwee.\n", &[]);
    check("Aaltje\nJoris\nAaltje\nJoris", &[]);
    check("Zie http://voorbeeld.nl\nZie http://voorbeeld.nl", &[]);
}

#[test]
fn a_name_that_occurs_once_is_doubted_and_named() {
    let text = "I: Een?\nEls: Twee.\nConclusie vooraf: drie.\nI: Vier?\nEls: Vijf.";
    check(text, &["I | Een?", "Els | Twee./Conclusie vooraf: drie.", "I | Vier?", "Els | Vijf."]);
    check_doubted(text, &["Conclusie vooraf"]);
}

#[test]
fn an_interviewer_may_speak_once() {
    check(
        "Moderator: Een?\nEls: Twee.\nPiet: Drie.\nEls: Vier.\nPiet: Vijf.",
        &["Moderator | Een?", "Els | Twee.", "Piet | Drie.", "Els | Vier.", "Piet | Vijf."],
    );
}

#[test]
fn the_head_of_a_transcript_is_nobody_speaking() {
    check(
        "Datum: 5 februari\nLocatie: Utrecht\nRespondent: nummer 4\nInterviewer: Jan\n\nI: Een?\nR: Twee.\nI: Drie?\nR: Vier.",
        &["I | Een?", "R | Twee.", "I | Drie?", "R | Vier."],
    );
    check("Datum: 5 februari\nI: Een?\nR: Twee.", &["I | Een?", "R | Twee."]);
    check("Bron: het archief\nDatum: vandaag\nEen.\nTwee.", &[]);
}

#[test]
fn headings_of_a_report_are_no_speakers() {
    let report = "Tekst over van alles.\n".repeat(20);
    check(&format!("Huiskamer: een\n{report}Problemen: twee\n{report}"), &[]);
    let repeated = format!("Huiskamer: een\n{report}").repeat(3);
    check(&repeated, &[]);
    check_doubted(&repeated, &["Huiskamer"]);
}

#[test]
fn stated_names_are_taken_and_no_others() {
    let text = "i: Een?\nEls: Twee.\nDatum: drie\nvan dijk: Vier.";
    check_only(
        text,
        &["I", "Datum", "Van Dijk"],
        &["I | Een?/Els: Twee.", "Datum | drie", "Van Dijk | Vier."],
    );
    check_only("Els\nEen.\nTwee.", &["Els"], &["Els | Een./Twee."]);
    check_only("Els: Een.", &["Piet"], &[]);
    assert!(turns(text, &SpeakerLabels::Off).is_empty());
}

#[test]
fn absent_stated_names_are_told() {
    let labels = SpeakerLabels::Only(vec!["Els".into(), "Piet".into()]);
    let (_, speakers, notes) = recognise_turns(&Text::new("Els: Een.").unwrap(), &labels);
    assert_eq!(speakers, [("Els".to_owned(), false)]);
    assert_eq!(notes[0].what, NoteKind::SpeakersNotFound(vec!["Piet".into()]));
}

#[test]
fn interviewers_are_marked() {
    let text =
        Text::new("Gespreksleider: Een?\nEls: Twee.\nInterviewer 2: Drie?\nEls: Vier.").unwrap();
    let (_, speakers, _) = recognise_turns(&text, &SpeakerLabels::Detect);
    let expected = [("Gespreksleider", true), ("Els", false), ("Interviewer 2", true)];
    assert_eq!(speakers, expected.map(|(name, asks)| (name.to_owned(), asks)));
}

#[test]
fn a_label_without_words_still_is_a_turn() {
    check("I:\nEen?\nR:\n\nTwee.\nI:", &["I | Een?", "R | Twee.", "I | "]);
}

#[test]
fn abbreviations_of_every_kind() {
    for [asks, answers] in [
        ["Q", "A"],
        ["V", "A"],
        ["Vr", "Antw"],
        ["I", "M1"],
        ["Int", "F2"],
        ["IV", "P-03"],
        ["Interviewer 1", "Respondent 2"],
        ["INTERVIEWER", "VROUW 1"],
    ] {
        let text = format!("{asks}: Een?\n{answers}: Twee.\n{asks}: Drie?");
        let (_, speakers, _) = recognise_turns(&Text::new(&text).unwrap(), &SpeakerLabels::Detect);
        assert_eq!(speakers, [(asks.to_owned(), true), (answers.to_owned(), false)], "{text}");
    }
    let text = Text::new("M: Een?\nV: Twee.\nM: Drie?\nV: Vier.").unwrap();
    let (_, speakers, _) = recognise_turns(&text, &SpeakerLabels::Detect);
    assert_eq!(speakers, [("M".to_owned(), false), ("V".to_owned(), false)]);
}

#[test]
fn a_remark_behind_a_name_is_no_other_person() {
    check(
        "I: Een?\nEls (bewoner, 34 jaar): Twee.\nI: Drie?\nEls: Vier.\nEls (lacht): Vijf.",
        &["I | Een?", "Els | Twee.", "I | Drie?", "Els | Vier.", "Els | Vijf."],
    );
    check(
        "Els (wijkteam): Een.\nEls (bewoner): Twee.\nEls (wijkteam): Drie.\nEls (bewoner): Vier.",
        &[
            "Els (wijkteam) | Een.",
            "Els (bewoner) | Twee.",
            "Els (wijkteam) | Drie.",
            "Els (bewoner) | Vier.",
        ],
    );
}

#[test]
fn a_slip_of_the_key_is_still_a_label() {
    check(
        "NBB: Een?\nAli: Twee.\nNBB; Drie?\nAli: Vier.",
        &["NBB | Een?", "Ali | Twee.", "NBB | Drie?", "Ali | Vier."],
    );
    check(
        "I: Een?\nR: Twee; en drie.\nKoffie; dat wel.\nI: Vier?",
        &["I | Een?", "R | Twee; en drie./Koffie; dat wel.", "I | Vier?"],
    );
}

#[test]
fn remarks_and_headings_are_no_speakers_even_if_they_recur() {
    check(
        "I: Een?\nR: Twee.\nLet op: drie.\nConclusie: vier.\nI: Om\n12:30 of zo?\nR: Ja.\nLet op: vijf.\nConclusie: zes.\nStap 1: zeven.\nStap 2: acht.\nhttps://voorbeeld.nl\nhttps://voorbeeld.nl",
        &[
            "I | Een?",
            "R | Twee./Let op: drie./Conclusie: vier.",
            "I | Om/12:30 of zo?",
            "R | Ja./Let op: vijf./Conclusie: zes./Stap 1: zeven./Stap 2: acht./https://voorbeeld.nl/https://voorbeeld.nl",
        ],
    );
}
