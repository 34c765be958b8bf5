//! Successive subtitles of one speaker as one turn.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{NoteKind, ReadOptions, read};

mod support;

/// Makes a file of subtitles: seconds from and to, and what is said.
fn cues(said: &[(u32, u32, &str)]) -> String {
    let cue = |(from, to, words): &(u32, u32, &str)| {
        format!("00:{from:02}.000 --> 00:{to:02}.000\n{words}\n\n")
    };
    format!("WEBVTT\n\n{}", said.iter().map(cue).collect::<String>())
}

/// Checks the turns after joining, with two seconds for a silence, and how many were joined.
#[track_caller]
fn check(said: &[(u32, u32, &str)], turns: &[&str], n_joined: usize) {
    let options = ReadOptions { join_cues: Some(2000), ..ReadOptions::default() };
    let read = read("a.vtt", cues(said).as_bytes(), &options).unwrap();
    let transcript = &read.transcript;
    let shown = support::shown(&transcript.text, &transcript.layout, &transcript.speakers);
    assert_eq!(shown, turns);
    let joined = read.notes.iter().find_map(|note| match note.what {
        NoteKind::CuesJoined(n) => Some(n),
        _ => None,
    });
    assert_eq!(joined.unwrap_or(0), n_joined);
}

#[test]
fn a_sentence_over_subtitles_is_one_paragraph() {
    check(
        &[
            (1, 2, "<v Els>Ik ging"),
            (2, 4, "<v Els>naar huis. En"),
            (5, 6, "<v Els>toen."),
            (6, 7, "<v Noor>Ja?"),
        ],
        &["Els 1-6 | Ik ging naar huis. En toen.", "Noor 6-7 | Ja?"],
        2,
    );
}

#[test]
fn a_long_silence_begins_a_paragraph() {
    check(
        &[(1, 2, "<v Els>Ik ging."), (5, 6, "<v Els>Naar huis.")],
        &["Els 1-6 | Ik ging./Naar huis."],
        1,
    );
}

#[test]
fn labels_in_the_words_are_written_once() {
    check(
        &[
            (1, 2, "Noor: Ging je"),
            (2, 3, "Noor: weg?"),
            (3, 4, "Els: Ja, naar"),
            (4, 5, "huis."),
            (9, 10, "Els: Echt."),
        ],
        &["Noor 1-3 | Ging je weg?", "Els 3-10 | Ja, naar huis./Echt."],
        3,
    );
}

#[test]
fn a_dash_is_another_speaker() {
    check(
        &[(1, 2, "- Ging je weg?\n- Ja."), (2, 3, "- Naar huis"), (3, 4, "of zo.")],
        &[" 1-2 | - Ging je weg?", " 1-2 | - Ja.", " 2-4 | - Naar huis of zo."],
        1,
    );
}

#[test]
fn nobodys_words_are_apart_after_a_silence() {
    check(
        &[(1, 2, "Ik ging"), (2, 3, "naar huis."), (9, 10, "Echt.")],
        &[" 1-3 | Ik ging naar huis.", " 9-10 | Echt."],
        1,
    );
}

#[test]
fn stamps_among_subtitles_go_too() {
    check(
        &[(1, 2, "<v Els>Ik ging [00:00:02]"), (2, 3, "<v Els>[00:00:02] naar [00:00:03] huis.")],
        &["Els 1-3 | Ik ging naar huis."],
        1,
    );
}

#[test]
fn stamps_that_stay_in_the_words_do_not_keep_lines_apart() {
    let said = [
        (1, 2, "Els: Ik ging [00:00:02]"),
        (2, 3, "[00:00:02] Els: naar [00:00:03] huis"),
        (3, 4, "Els: [00:00:03] toe."),
    ];
    let mut options = ReadOptions { join_cues: Some(2000), ..ReadOptions::default() };
    options.cleaning.switch_off(&["time-stamps".into()]).unwrap();
    let read = read("a.vtt", cues(&said).as_bytes(), &options).unwrap();
    let text = "Els: Ik ging [00:00:02] [00:00:02] naar [00:00:03] huis [00:00:03] toe.";
    assert_eq!(read.transcript.text.as_str(), text);
    assert_eq!(support::turns(&read), [format!("Els 1-4 | {}", &text[5..])]);
    assert!(support::notes(&read).iter().all(|note| !note.contains("stamp")));
}
