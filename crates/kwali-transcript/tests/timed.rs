//! Transcripts by programs that listen, and for linguists: from file to turns.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{Format, ReadOptions, ReadTranscript, read};

mod support;

fn read_named(name: &str, file: &str) -> ReadTranscript {
    read(name, file.as_bytes(), &ReadOptions::default()).unwrap()
}

/// Checks text and turns of a file of that name.
#[track_caller]
fn check(name: &str, file: &str, text: &str, turns: &[&str]) {
    let transcript = read_named(name, file).transcript;
    assert_eq!(transcript.text.as_str(), text);
    let shown = support::shown(&transcript.text, &transcript.layout, &transcript.speakers);
    assert_eq!(shown, turns);
}

const WHISPER: &str = r#"{"text": " Thee? Graag.", "language": "nl", "segments": [
    {"start": 1.0, "end": 3.5, "text": " Thee?"}, {"start": 3.6, "end": 5, "text": " Graag."}]}"#;

#[test]
fn whisper_speaks_for_nobody() {
    check("a.json", WHISPER, "Thee?\nGraag.", &[" 1-3.5 | Thee?", " 3.6-5 | Graag."]);
    let table = "start\tend\ttext\n1000\t3500\tThee?\n3600\t5000\tGraag.\n";
    check("a.tsv", table, "Thee?\nGraag.", &[" 1-3.5 | Thee?", " 3.6-5 | Graag."]);
}

#[test]
fn the_language_of_a_file_is_told() {
    let read = read_named("a.json", WHISPER);
    assert_eq!(read.language.as_deref(), Some("nl"));
    let notes: Vec<String> = read.notes.iter().map(|note| note.to_string()).collect();
    assert_eq!(notes[0], "read as a transcript by Whisper");
    assert!(notes[1].starts_with("the file says its language is `nl`"));
}

#[test]
fn voices_are_speakers_even_if_they_speak_once() {
    let file = r#"{"segments": [
        {"start": 1, "end": 3.5, "text": "Thee?", "speaker": "SPEAKER_00"},
        {"start": 3, "end": 5, "text": "Om 10:30 graag.", "speaker": "SPEAKER_01"},
        {"start": 2, "end": 2.5, "text": "Hm.", "speaker": "SPEAKER_01"}]}"#;
    check(
        "a.json",
        file,
        "Thee?\nHm.\nOm 10:30 graag.",
        &["SPEAKER_00 1-3.5 | Thee?", "SPEAKER_01 2-2.5 | Hm.", "SPEAKER_01 3-5 | Om 10:30 graag."],
    );
}

#[test]
fn o_transcribe_has_exact_times_in_a_page() {
    let stamp = |time: &str, shown: &str| {
        format!(r#"<span class=\"timestamp\" data-timestamp=\"{time}\">{shown}</span>"#)
    };
    let file = format!(
        r#"{{"text":"<p>{} Drink je thee?<br></p><p>{} Altijd.</p>","media":"a.mp3","media-time":5.0}}"#,
        stamp("1.02", "0:01"),
        stamp("3.6", "0:03")
    );
    check(
        "a.otr",
        &file,
        "Drink je thee?\n\nAltijd.",
        &[" 1.02 | Drink je thee?", " 3.6 | Altijd."],
    );
    let named = file.replace("Drink", "<b>I:</b> Drink").replace("Altijd", "<b>Els:</b> Altijd");
    check(
        "a.otr",
        &named,
        "I: Drink je thee?\n\nEls: Altijd.",
        &["I 1.02 | Drink je thee?", "Els 3.6 | Altijd."],
    );
}

#[test]
fn no_scribe_has_times_in_names_of_links() {
    check(
        "a.html",
        "<html><body><p>Audio: thee.mp3</p><p><a name=\"ts_1000_2000_S00\">Noor: Drink je</a> <a name=\"ts_2000_3500_S00\">thee?</a></p><p><a name=\"ts_3600_5000_S01\">S01: //Altijd.//</a></p><p><a name=\"ts_5000_6000_S00\">Noor: Goed.</a></p></body></html>",
        "Audio: thee.mp3\n\nNoor: Drink je thee?\n\nS01: //Altijd.//\n\nNoor: Goed.",
        &["Noor 1-3.5 | Drink je thee?", "S01 3.6-5 | //Altijd.//", "Noor 5-6 | Goed."],
    );
}

#[test]
fn files_are_told_by_their_content() {
    let turns = [" 1-3.5 | Thee?", " 3.6-5 | Graag."];
    check("a.txt", WHISPER, "Thee?\nGraag.", &turns);
    let cues = "00:00:01.000 --> 00:00:03.500\nThee?\n\n2\n00:00:03.600 --> 00:00:05.000\nGraag.";
    check("a.txt", &format!("WEBVTT\n\n{cues}"), "Thee?\nGraag.", &turns);
    check("a.txt", &format!("1\n{cues}"), "Thee?\nGraag.", &turns);
    let records = "00:00:01.00\t00:00:03.50\tThee?\n00:00:03.60\t00:00:05.00\tGraag.";
    check("a.txt", records, "Thee?\nGraag.", &turns);
    let tier = "<TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t\" TIME_VALUE=\"1000\"/></TIME_ORDER><TIER TIER_ID=\"Els\"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"t\"><ANNOTATION_VALUE>Ja.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>";
    let annotations = format!("<ANNOTATION_DOCUMENT>{tier}</ANNOTATION_DOCUMENT>");
    for name in ["a.xml", "a.exb", "a.eaf"] {
        check(name, &annotations, "Ja.", &["Els 1 | Ja."]);
    }
}

#[test]
fn a_plain_text_that_is_asked_for_is_one() {
    let options = ReadOptions { format: Some(Format::Text), ..ReadOptions::default() };
    let text = read("a.txt", WHISPER.as_bytes(), &options).unwrap().transcript.text;
    assert_eq!(text.as_str(), WHISPER);
}

#[test]
fn captions_that_roll_up_are_read_once() {
    let cue = |(n, lines): (usize, &&str)| {
        format!("00:0{n}.000 --> 00:0{}.000 align:start\n{lines}\n\n", n + 1)
    };
    let shown = [
        " \nhet is<00:00.500><c> zaterdag</c>",
        "het is zaterdag\n ",
        "het is zaterdag\nen iedereen komt",
        "en iedereen komt\nnaar de markt",
        "naar de markt\n>> ja",
    ];
    let file = format!("WEBVTT\n\n{}", (0..).zip(&shown).map(cue).collect::<String>());
    let turns = [
        " 0-1 | het is zaterdag",
        " 2-3 | en iedereen komt",
        " 3-4 | naar de markt",
        " 4-5 | >> ja",
    ];
    let read_once = read_named("a.vtt", &file);
    assert_eq!(support::turns(&read_once), turns);
    assert_eq!(
        support::notes(&read_once),
        ["4 lines that subtitles repeat were left out (repeated-captions)"]
    );
    let mut options = ReadOptions::default();
    options.cleaning.switch_off(&["repeated-captions".into()]).unwrap();
    let all = read("a.vtt", file.as_bytes(), &options).unwrap();
    assert_eq!(all.transcript.layout.turns.len(), 5);
}
