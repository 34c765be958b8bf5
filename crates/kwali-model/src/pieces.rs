//! Cuts a document into the stretches in which words are looked for and counted.

use std::ops::Range;

use kwali_text::{Span, Text};

use crate::{Layout, SpeakerNumber};

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
