//! The words of a passage line by line, each with whose turn begins in it.

use std::borrow::Cow;
use std::ops::Range;

use kwali_model::{Layout, Turn};

use crate::Passages;

/// A line of a transcript.
pub(super) struct Line<'a> {
    /// Who begins to speak in it, as the transcript says it: `Aaltje:`.
    pub(super) label: Option<Cow<'a, str>>,
    /// What is said.
    pub(super) words: &'a str,
}

/// Returns the lines between two bytes of a document, without those of white space.
pub(super) fn lines<'a>(
    passages: &Passages<'a>,
    place: usize,
    bytes: Range<usize>,
) -> Vec<Line<'a>> {
    let no_layout = Layout::default();
    let layout = passages.layouts.get(place).unwrap_or(&no_layout);
    let mut lines = Vec::new();
    let mut at = bytes.start;
    for line in passages.words(place, bytes.start, bytes.end).split('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let turn = turn_from(layout, start);
            lines.push(turn.map_or(Line { label: None, words }, |turn| {
                labelled(passages, place, turn, words)
            }));
        }
        at += line.len() + 1;
    }
    lines
}

/// Returns the turn that begins at a byte.
fn turn_from(layout: &Layout, start: usize) -> Option<&Turn> {
    let number = layout.turns.partition_point(|turn| turn.span.start() < start);
    layout.turns.get(number).filter(|turn| turn.span.start() == start)
}

/// Returns the first line of a turn; where the transcript has no label in it, one is made.
fn labelled<'a>(passages: &Passages<'a>, place: usize, turn: &Turn, words: &'a str) -> Line<'a> {
    let label = (turn.words_start as usize).saturating_sub(turn.span.start());
    if label > 0 {
        return match words.split_at_checked(label) {
            Some((label, words)) => {
                Line { label: Some(Cow::Borrowed(label.trim_end())), words: words.trim_start() }
            }
            None => Line { label: None, words },
        };
    }
    let speakers = passages.snapshot.documents().get(place).map(|document| &document.speakers);
    let speaker = speakers.and_then(|speakers| speakers.get(turn.speaker.index()));
    let name = speaker.map(|speaker| speaker.name.as_str()).filter(|name| !name.is_empty());
    Line { label: name.map(|name| Cow::Owned(format!("{name}:"))), words }
}
