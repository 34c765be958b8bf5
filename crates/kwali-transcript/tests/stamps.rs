//! Time stamps in transcripts: out of the words, into the times of the turns.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{Format, NoteKind, ReadOptions, SpeakerLabels, read};

mod support;

/// Checks text and turns of a file, and how many stamps were taken out.
#[track_caller]
fn check(file: &str, text: &str, turns: &[&str], n_stamps: usize) {
    check_as(Format::Text, file, text, turns, n_stamps);
}

#[track_caller]
fn check_as(format: Format, file: &str, text: &str, turns: &[&str], n_stamps: usize) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let read = read("", file.as_bytes(), &options).unwrap();
    let transcript = &read.transcript;
    assert_eq!(transcript.text.as_str(), text);
    let shown = support::shown(&transcript.text, &transcript.layout, &transcript.speakers);
    assert_eq!(shown, turns);
    let taken_out = read.notes.iter().find_map(|note| match note.what {
        NoteKind::StampsTakenOut(n) => Some(n),
        _ => None,
    });
    assert_eq!(taken_out.unwrap_or(0), n_stamps);
}

#[test]
fn f4_stamps_say_when_a_paragraph_stops() {
    check(
        "I: Drink je thee? #00:00:03-5#\nB: Altijd. #00:00:05-0#\nEn koffie. #00:00:09-2#\nI: Mooi.",
        "I: Drink je thee?\nB: Altijd.\nEn koffie.\nI: Mooi.",
        &["I 0-3.5 | Drink je thee?", "B 3.5-9.2 | Altijd./En koffie.", "I | Mooi."],
        3,
    );
}

#[test]
fn f4_stamps_may_stand_first() {
    check(
        "#00:00:01-0# I: Drink je thee?\n#00:00:03-5# B: Altijd.\n#00:00:05-0# I: Mooi.",
        "I: Drink je thee?\nB: Altijd.\nI: Mooi.",
        &["I 1 | Drink je thee?", "B 3.5 | Altijd.", "I 5 | Mooi."],
        3,
    );
    check(
        "I: #00:00:01-0# Drink je thee? #00:00:03-0#\nB: #00:00:03-5# Altijd. #00:00:05-0#",
        "I: Drink je thee?\nB: Altijd.",
        &["I 1-3 | Drink je thee?", "B 3.5-5 | Altijd."],
        4,
    );
}

#[test]
fn every_bracket_and_place() {
    for (one, two, three) in [
        ("[00:00:01] I: ", "[00:00:03] Els: ", "[00:00:05] I: "),
        ("(0:00:01.0) I: ", "(0:00:03.0) Els: ", "(0:00:05.0) I: "),
        ("{00:00:01} I: ", "{00:00:03} Els: ", "{00:00:05} I: "),
        ("[00:01] I: ", "[00:03] Els: ", "[00:05] I: "),
        ("[00.01] I: ", "[00.03] Els: ", "[00.05] I: "),
        ("[00.00.01] I: ", "[00.00.03] Els: ", "[00.00.05] I: "),
        ("I [00:01]: ", "Els (00:03): ", "I 00:05: "),
        ("I: [00:01] ", "Els: [00:03] ", "I: [00:05] "),
        ("I: 00:00:01 ", "Els: 00:00:03 ", "I: 00:00:05 "),
        ("00:00:01 I: ", "00:00:03 Els: ", "00:00:05 I: "),
        ("00:00:01\nI: ", "00:00:03\nEls: ", "00:00:05\nI: "),
        ("[00:01]\nI: ", "[00:03]\nEls: ", "[00:05]\nI: "),
        ("¤<1000>I: ", "¤<3000>Els: ", "¤<5000>I: "),
        ("I: ¤(0:00:01.0)<1000>", "Els: ¤(0:00:03.0)<3000>", "I: ¤<5000> "),
    ] {
        check(
            &format!("{one}Thee?\n{two}Om 10:30 graag.\n{three}Goed."),
            "I: Thee?\nEls: Om 10:30 graag.\nI: Goed.",
            &["I 1 | Thee?", "Els 3 | Om 10:30 graag.", "I 5 | Goed."],
            3,
        );
    }
}

#[test]
fn a_range_has_both_ends() {
    for (one, two) in [
        ("[00:00:01.000 --> 00:00:03.000]", "[00:00:03.000 --> 00:00:05.500]"),
        ("00:00:01 - 00:00:03", "00:00:03 – 00:00:05.5"),
    ] {
        check(
            &format!("{one}  Thee?\n{two}  Graag."),
            "Thee?\nGraag.",
            &[" 1-3 | Thee?", " 3-5.5 | Graag."],
            2,
        );
    }
}

#[test]
fn names_and_times_above_the_words() {
    check(
        "Els Bos  0:03\nEen.\n\nPiet  0:07\nTwee.\n\nEls Bos  0:09\nDrie.",
        "Els Bos\nEen.\n\nPiet\nTwee.\n\nEls Bos\nDrie.",
        &["Els Bos 3 | Een.", "Piet 7 | Twee.", "Els Bos 9 | Drie."],
        3,
    );
    check(
        "Audiobestand\nthee.mp3\nTranscript\n00:00:01 Spreker 1\nThee?\n00:00:03 Spreker 2\nGraag.",
        "Audiobestand\nthee.mp3\nTranscript\nSpreker 1\nThee?\nSpreker 2\nGraag.",
        &["Spreker 1 1 | Thee?", "Spreker 2 3 | Graag."],
        2,
    );
}

#[test]
fn a_line_of_a_stamp_goes_as_a_whole() {
    check(
        "Gesprek\n\n[00:00:01]\n\nI: Thee?\n\n[00:00:03]\n\nEls: Graag.",
        "Gesprek\n\nI: Thee?\n\nEls: Graag.",
        &["I 1 | Thee?", "Els 3 | Graag."],
        2,
    );
    check(
        "I: Thee?\n#00:00:03-0#\nEls: Graag.\n#00:00:05-0#",
        "I: Thee?\nEls: Graag.",
        &["I 0-3 | Thee?", "Els 3-5 | Graag."],
        2,
    );
}

#[test]
fn stamps_among_the_words_leave_whole_words() {
    check(
        "I: Thee? [00:01:10], of\u{a0}[00:01:20] koffie?\nEls: Ja[00:01:30].",
        "I: Thee?, of koffie?\nEls: Ja.",
        &["I 70 | Thee?, of koffie?", "Els 90 | Ja."],
        3,
    );
}

#[test]
fn times_of_day_and_durations_are_words() {
    for text in [
        "I: Om 10:30 was ik er.\nEls: Ik om 11:15:00 pas, of later.",
        "I: De trein (10:30) was te laat.\nEls: Die van 9:15 ook.",
        "I: Ja.\nEls: Ik liep de marathon in 3:45:12",
        "I: Zie [12:30] van het schema.\nEls: Ja.",
        "I: Hij is van 12:30:15.\nEls: Ja.",
        "Uit gesprek 3 (00:40:10)\nUit gesprek 1 (00:20:00)\nUit gesprek 2 (00:10:00)",
        "I: Bestel #thee# of #00:99#.\nEls: ¤ 5 en ¤<vijf>.",
    ] {
        let options = ReadOptions { format: Some(Format::Text), ..ReadOptions::default() };
        assert_eq!(read("", text.as_bytes(), &options).unwrap().transcript.text.as_str(), text);
    }
}

#[test]
fn frames_are_not_hundredths() {
    let file = "[00:00:01.00] Noor: Thee?\n[00:00:03.15] P1: Altijd.";
    check(file, "Noor: Thee?\nP1: Altijd.", &["Noor 1 | Thee?", "P1 3 | Altijd."], 2);
    let read = read("a.txt", file.as_bytes(), &ReadOptions::default()).unwrap();
    assert!(read.notes.iter().any(|note| note.what == NoteKind::FramesDropped(2)));
    let hundredths = "[00:00:01.00] Noor: Thee?\n[00:00:03.45] P1: Altijd.";
    check(hundredths, "Noor: Thee?\nP1: Altijd.", &["Noor 1 | Thee?", "P1 3.45 | Altijd."], 2);
}

#[test]
fn all_readers_take_stamps_out() {
    let turns = ["I 1 | Thee?", "Els 3 | Graag.", "I 5 | Goed."];
    let file = "**I:** [00:00:01] Thee?\n\n**Els:** [00:00:03] Graag.\n\n**I:** [00:00:05] Goed.";
    check_as(Format::Markdown, file, "I: Thee?\n\nEls: Graag.\n\nI: Goed.", &turns, 3);
    let file = "<p><b>I:</b> [00:00:01] Thee?<p><b>Els:</b> [00:00:03] Graag.<p><b>I:</b> [00:00:05] Goed.";
    check_as(Format::Html, file, "I: Thee?\n\nEls: Graag.\n\nI: Goed.", &turns, 3);
    let file = "<table><tr><td>00:00:01<td>I<td>Thee?<tr><td>00:00:03<td>Els<td>Graag.<tr><td>00:00:05<td>I<td>Goed.</table>";
    check_as(Format::Html, file, "I\tThee?\nEls\tGraag.\nI\tGoed.", &turns, 3);
}

#[test]
fn times_stay_with_unwanted_speakers() {
    let options = ReadOptions { speakers: SpeakerLabels::Off, ..ReadOptions::default() };
    let file = "[00:00:01] I: Thee?\n[00:00:03] Els: Graag.";
    let transcript = read("a.txt", file.as_bytes(), &options).unwrap().transcript;
    let shown = support::shown(&transcript.text, &transcript.layout, &transcript.speakers);
    assert_eq!(shown, [" 1 | I: Thee?", " 3 | Els: Graag."]);
}
