//! Cuts a document into the stretches in which words are looked for.

use std::ops::Range;

use kwali_model::{Layout, SpeakerNumber};
use kwali_text::{Span, Text};

/// What one speaker says in one paragraph, without the label in front of a turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it stands, in bytes of the text.
    pub bytes: Range<usize>,
    /// Who says it; nobody where no turn is.
    pub speaker: Option<SpeakerNumber>,
}

/// Returns the pieces of a whole document in order: its text units.
///
/// A paragraph of one speaker is one unit; one with several turns is a unit for each of them.
pub fn units(text: &Text, layout: &Layout) -> Vec<Piece> {
    layout.paragraphs.iter().flat_map(|&paragraph| cut(text, layout, paragraph)).collect()
}

/// Returns the pieces of a span in order: where the words of a coded segment stand.
///
/// A phrase is looked for in each piece by itself, so it never runs from one paragraph or speaker
/// into the next.
pub fn pieces(text: &Text, layout: &Layout, span: Span) -> Vec<Piece> {
    let (first, last) = layout.paragraphs_of(span);
    let paragraphs = layout.paragraphs.get(first..=last).unwrap_or_default();
    let within = paragraphs.iter().filter_map(|paragraph| paragraph.intersection(span));
    within.flat_map(|part| cut(text, layout, part)).collect()
}

/// Cuts a part of one paragraph where turns begin and end.
fn cut(text: &Text, layout: &Layout, part: Span) -> Vec<Piece> {
    let mut found = Vec::with_capacity(1);
    let mut add = |bytes: Range<usize>, speaker| {
        let words = text.as_str().get(bytes.clone()).unwrap_or_default();
        if !words.trim().is_empty() {
            found.push(Piece { bytes, speaker });
        }
    };
    let mut at = part.start();
    for turn in layout.turns_of(part) {
        let spoken = turn.span.end().min(part.end());
        add(at..turn.span.start().clamp(at, part.end()), None);
        let words_start = (turn.words_start as usize).max(at).min(spoken);
        add(words_start..spoken, Some(turn.speaker));
        at = spoken.max(at);
    }
    add(at..part.end(), None);
    found
}

#[cfg(test)]
mod tests {
    use kwali_model::Turn;
    use kwali_testkit::study;

    use super::*;

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
}
