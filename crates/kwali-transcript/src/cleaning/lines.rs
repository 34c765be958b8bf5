//! The lines of a text with their places.

use std::ops::Range;

/// A line without its line feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line<'a> {
    /// The place of the line, in bytes of the text.
    pub(super) place: Range<usize>,
    pub(super) text: &'a str,
}

/// Returns every line of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |line: &'_ str| {
        let place = start..start + line.len();
        start = place.end + 1;
        place
    };
    let places: Vec<Range<usize>> = text.split('\n').map(line).collect();
    places.into_iter().map(|place| Line { text: &text[place.clone()], place }).collect()
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The byte of the text at which the words begin.
    pub(super) fn words_start(&self) -> usize {
        self.place.end - self.text.trim_start().len()
    }

    /// The byte of the text at which the words end.
    pub(super) fn words_end(&self) -> usize {
        self.place.start + self.text.trim_end().len()
    }

    /// The number of characters up to the end of the words.
    pub(super) fn width(&self) -> usize {
        self.text.trim_end().chars().count()
    }

    /// The number of blank characters before the words.
    pub(super) fn indent(&self) -> usize {
        self.text.chars().take_while(|char| char.is_whitespace()).count()
    }

    pub(super) fn first_word(&self) -> &str {
        self.text.split_whitespace().next().unwrap_or_default()
    }
}
