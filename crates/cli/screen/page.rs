//! A document as a page: lines of a readable width, each of which knows its place in the text.

use std::ops::Range;

use kwali_model::{Document, Layout, Turn};
use kwali_study::OpenDocument;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A document broken into lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Page {
    /// The lines from first to last.
    pub(crate) lines: Vec<Line>,
    /// How many columns a line has at most.
    pub(crate) width: usize,
}

/// One line of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// What stands on it.
    pub(crate) kind: LineKind,
    /// Its bytes of the text, with the white space at which it was broken; none of a line without words.
    pub(crate) bytes: Range<usize>,
}

/// What stands on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum LineKind {
    /// Words of the text.
    Words,
    /// Who speaks and when, where the text itself does not say so.
    Opening(String),
    /// Nothing.
    Blank,
}

impl Page {
    /// Breaks a document into lines of at most `width` columns.
    pub(crate) fn new(document: &Document, open: &OpenDocument, width: usize) -> Page {
        let width = width.max(10);
        let mut lines = Vec::new();
        let mut turns = open.layout.turns.iter().peekable();
        for paragraph in &open.layout.paragraphs {
            let start = paragraph.start();
            while turns.next_if(|turn| turn.span.start() < start).is_some() {}
            let turn = turns.next_if(|turn| turn.span.start() == start);
            let starts_block = turn.is_some() || open.layout.turns.is_empty();
            if starts_block && !lines.is_empty() {
                lines.push(Line { kind: LineKind::Blank, bytes: start..start });
            }
            if let Some(opening) = turn.and_then(|turn| opening(document, open, turn)) {
                lines.push(Line { kind: LineKind::Opening(opening), bytes: start..start });
            }
            let words = open.text.slice(*paragraph);
            let broken = broken(words, width).into_iter();
            lines.extend(broken.map(|line| Line {
                kind: LineKind::Words,
                bytes: start + line.start..start + line.end,
            }));
        }
        Page { lines, width }
    }

    /// Returns the number of the line on which a byte of the text stands.
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start <= byte).saturating_sub(1)
    }

    /// Returns the numbers of the first and the last line that bytes of the text stand on.
    pub(crate) fn lines_of(&self, bytes: &Range<usize>) -> (usize, usize) {
        (self.line_of(bytes.start), self.line_of(bytes.end.saturating_sub(1).max(bytes.start)))
    }
}

impl Line {
    /// True if words stand on it.
    pub(crate) fn has_words(&self) -> bool {
        self.kind == LineKind::Words
    }

    /// Returns the byte at a column of the line; behind its end, the last one of its words.
    pub(crate) fn byte_at(&self, text: &str, column: usize) -> usize {
        let words = text.get(self.bytes.clone()).unwrap_or_default();
        let mut passed = 0;
        let mut last = self.bytes.start;
        for (place, grapheme) in words.trim_end().grapheme_indices(true) {
            last = self.bytes.start + place;
            passed += cells(grapheme);
            if passed > column {
                break;
            }
        }
        last
    }

    /// Returns the column at which a byte of the line is shown.
    pub(crate) fn column_of(&self, text: &str, byte: usize) -> usize {
        let before = text.get(self.bytes.start..byte.min(self.bytes.end)).unwrap_or_default();
        before.graphemes(true).map(cells).sum()
    }
}

/// Returns how a grapheme is shown: control characters do not reach the terminal.
pub(crate) fn shown(grapheme: &str) -> &str {
    match grapheme.chars().next() {
        Some('\t') => " ",
        Some(char) if char.is_control() => "\u{fffd}",
        _ => grapheme,
    }
}

/// Returns how many columns a grapheme takes.
pub(crate) fn cells(grapheme: &str) -> usize {
    shown(grapheme).width()
}

/// Returns the name and time of a turn as far as its words do not tell them.
fn opening(document: &Document, open: &OpenDocument, turn: &Turn) -> Option<String> {
    let label = open.text.as_str().get(turn.span.start()..turn.words_start as usize)?;
    let name = document.speakers.get(turn.speaker.index()).map_or("", |s| s.name.as_str());
    let name = Some(name).filter(|name| !name.is_empty() && label.trim().is_empty());
    let time = turn.time.map(|time| clock(time.start));
    // Some transcripts keep the stamp in the words.
    let time = time.filter(|time| !label.contains(&time[3..]));
    let parts: Vec<&str> = name.into_iter().chain(time.as_deref()).collect();
    (!parts.is_empty()).then(|| parts.join("  "))
}

/// Returns a moment of a recording as hours, minutes and seconds.
pub(crate) fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Returns the bytes of the lines into which a paragraph is broken, at white space where there is any.
fn broken(words: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut column) = (0, 0);
    // Behind the last white space of the line: the byte, and the columns up to it.
    let mut behind_space = (0, 0);
    for (place, grapheme) in words.grapheme_indices(true) {
        let is_space = grapheme.chars().all(char::is_whitespace);
        let wide = cells(grapheme);
        if !is_space && column + wide > width {
            let (end, columns) = match behind_space {
                (end, columns) if end > start => (end, columns),
                _ => (place, column),
            };
            lines.push(start..end);
            (start, column) = (end, column - columns);
            behind_space = (start, 0);
        }
        column += wide;
        if is_space {
            behind_space = (place + grapheme.len(), column);
        }
    }
    if start < words.len() {
        lines.push(start..words.len());
    }
    lines
}

/// Returns the bytes of each paragraph without the label of who speaks, where anything is said.
pub(crate) fn spoken(text: &str, layout: &Layout) -> Vec<Range<usize>> {
    let mut turns = layout.turns.iter().peekable();
    let mut spoken = Vec::new();
    for paragraph in &layout.paragraphs {
        while turns.next_if(|turn| turn.span.end() <= paragraph.start()).is_some() {}
        let words_start = turns
            .peek()
            .filter(|turn| turn.span.start() <= paragraph.start())
            .map_or(0, |turn| turn.words_start as usize);
        let start = paragraph.start().max(words_start);
        let words = text.get(start..paragraph.end()).unwrap_or_default();
        let start = start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        if start < end {
            spoken.push(start..end);
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, width: usize, expected: &[&str]) {
        let lines = broken(words, width);
        let found: Vec<&str> = lines.iter().map(|line| &words[line.clone()]).collect();
        assert_eq!(found, expected);
        assert_eq!(found.concat(), words, "every byte stands on one line");
    }

    #[test]
    fn lines_break_at_white_space_and_long_words_anywhere() {
        check("een twee drie", 7, &["een ", "twee ", "drie"]);
        check("een twee drie", 9, &["een twee ", "drie"]);
        check("een  twee", 4, &["een  ", "twee"]);
        check("zorgverzekeraar", 6, &["zorgve", "rzeker", "aar"]);
        check("de zorgverzekeraar", 6, &["de ", "zorgve", "rzeker", "aar"]);
        check("", 6, &[]);
    }

    #[test]
    fn wide_and_combining_characters_take_the_columns_they_take() {
        check("漢字漢字", 5, &["漢字", "漢字"]);
        check("e\u{301}e\u{301}n twee", 4, &["e\u{301}e\u{301}n ", "twee"]);
        check("👩‍⚕️👩‍⚕️ a", 4, &["👩‍⚕️👩‍⚕️ ", "a"]);
        check("مرحبا بكم", 6, &["مرحبا ", "بكم"]);
    }

    #[test]
    fn a_column_is_found_behind_wide_characters() {
        let text = "漢字 zei ze";
        let line = Line { kind: LineKind::Words, bytes: 0..text.len() };
        let zei = text.find("zei").unwrap();
        assert_eq!(line.column_of(text, zei), 5);
        assert_eq!(line.byte_at(text, 5), zei);
        assert_eq!(line.byte_at(text, 3), "漢".len());
        assert_eq!(line.byte_at(text, 99), text.len() - 1);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!((shown("\t"), shown("\u{1b}"), shown("é")), (" ", "\u{fffd}", "é"));
    }
}
