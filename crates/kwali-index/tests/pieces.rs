//! A document is cut where paragraphs and turns end.

use kwali_index::{pieces, units};
use kwali_model::{Layout, SpeakerNumber, Turn};
use kwali_testkit::study;
use kwali_text::Text;

#[track_caller]
fn check(marked: &str, expected: &[(&str, Option<u32>)]) {
    let made = study(marked);
    let (text, layout) = (&made.texts[0], &made.layouts[0]);
    let codings = made.snapshot.codings_at(0);
    let found = match codings.first() {
        Some(coding) => pieces(text, layout, coding.span),
        None => units(text, layout),
    };
    let found: Vec<(&str, Option<u32>)> = found
        .iter()
        .map(|piece| (&text.as_str()[piece.bytes.clone()], piece.speaker.map(|s| s.0)))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_unit_is_a_paragraph_without_its_label() {
    check(
        "-- I\n-- R\nVooraf.\nI: Hoe gaat het?\nR: Goed.\n\nHeel goed.",
        &[
            ("Vooraf.", None),
            ("Hoe gaat het?", Some(0)),
            ("Goed.", Some(1)),
            ("Heel goed.", Some(1)),
        ],
    );
    check("Zonder sprekers.", &[("Zonder sprekers.", None)]);
    check("== leeg\n", &[]);
}

#[test]
fn a_segment_leaves_labels_and_paragraph_ends_out() {
    check(
        "-- I\n-- R\nI: Hoe <a>gaat het?\nR: Goed</a>.",
        &[("gaat het?", Some(0)), ("Goed", Some(1))],
    );
    check("-- R\nR<a>: Go</a>ed.", &[("Go", Some(0))]);
    check("-- R\n<a>R: </a>Goed.", &[]);
}

#[test]
fn several_turns_in_one_paragraph_are_several_units() {
    let text = Text::new("vooraf I: ja R: nee daarna").unwrap();
    let turn = |start: usize, end: usize, words_start, speaker| Turn {
        speaker: SpeakerNumber(speaker),
        span: text.span(start, end).unwrap(),
        words_start,
        time: None,
    };
    let turns = vec![turn(7, 13, 10, 0), turn(13, 20, 16, 1)];
    let layout = Layout { paragraphs: text.paragraphs(), turns };
    let words: Vec<_> =
        units(&text, &layout).into_iter().map(|p| &text.as_str()[p.bytes]).collect();
    assert_eq!(words, ["vooraf ", "ja ", "nee ", "daarna"]);
}
