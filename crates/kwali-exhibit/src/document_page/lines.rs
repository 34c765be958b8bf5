//! A document as a page: lines of a readable width, each of which knows its place in the text.

use std::ops::Range;

use kwali_model::{Document, Layout, Turn};
use kwali_text::Text;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A document broken into lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DocumentLines {
    /// The lines from first to last.
    pub lines: Vec<DocumentLine>,
    /// How many columns a line has at most.
    pub width: usize,
}

/// One line of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentLine {
    /// What stands on it.
    pub kind: LineKind,
    /// Its bytes of the text, with the white space at which it was broken; none of a line without words.
    pub bytes: Range<usize>,
    /// The number of its paragraph, or of the one that follows; counted from 0.
    pub paragraph: usize,
}

/// What stands on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// Words of the text.
    Words,
    /// Who speaks and when, where the text itself does not say so, and then words of the text.
    OpeningWords(String),
    /// Who speaks and when, where the text itself does not say so.
    Opening(Opening),
    /// Nothing.
    Blank,
}

/// Who begins to speak, and when, as far as the words themselves do not tell it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    /// The speaker's name.
    pub name: Option<String>,
    /// The time in the recording: `01:02:03`.
    pub time: Option<String>,
}

/// Where it stands who begins to speak.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Openings {
    /// On a line of its own above the words.
    Above,
    /// Before the words, on the same line; every paragraph stands apart.
    Before,
}

impl DocumentLines {
    /// Breaks a document into lines of at most `width` columns.
    pub fn new(
        document: &Document,
        (text, layout): (&Text, &Layout),
        width: usize,
        openings: Openings,
    ) -> DocumentLines {
        let width = width.max(10);
        let mut lines = Vec::new();
        let mut turns = layout.turns.iter().peekable();
        for (paragraph, span) in layout.paragraphs.iter().enumerate() {
            let start = span.start();
            let empty = |kind: LineKind| DocumentLine { kind, bytes: start..start, paragraph };
            while turns.next_if(|turn| turn.span.start() < start).is_some() {}
            let turn = turns.next_if(|turn| turn.span.start() == start);
            // Where nothing stands above the words, a gap is all that shows where a paragraph ends.
            let is_apart = openings == Openings::Before || layout.turns.is_empty();
            let starts_block = turn.is_some() || is_apart;
            if starts_block && !lines.is_empty() {
                lines.push(empty(LineKind::Blank));
            }
            let opening = turn.and_then(|turn| opening(document, text, turn));
            let before = match (&opening, openings) {
                (Some(opening), Openings::Before) => opening.before_words(),
                _ => String::new(),
            };
            // What would leave the words no room stands above them.
            let before = Some(before).filter(|before| before.width() <= width / 2);
            let before = before.unwrap_or_default();
            if let Some(opening) = opening.filter(|_| before.is_empty()) {
                lines.push(empty(LineKind::Opening(opening)));
            }
            let broken = broken(text.slice(*span), width, before.width());
            let mut kind = match before.is_empty() {
                true => LineKind::Words,
                false => LineKind::OpeningWords(before),
            };
            lines.extend(broken.into_iter().map(|line| DocumentLine {
                kind: std::mem::replace(&mut kind, LineKind::Words),
                bytes: start + line.start..start + line.end,
                paragraph,
            }));
        }
        DocumentLines { lines, width }
    }

    /// Returns the number of the line on which a byte of the text stands.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start <= byte).saturating_sub(1)
    }

    /// Returns the numbers of the first and the last line that bytes of the text stand on.
    pub fn lines_of(&self, bytes: &Range<usize>) -> (usize, usize) {
        (self.line_of(bytes.start), self.line_of(bytes.end.saturating_sub(1).max(bytes.start)))
    }
}

impl DocumentLine {
    /// True if words stand on it.
    pub fn has_words(&self) -> bool {
        matches!(self.kind, LineKind::Words | LineKind::OpeningWords(_))
    }

    /// Returns the byte at a column of the line; behind its end, the last one of its words.
    pub fn byte_at(&self, text: &str, column: usize) -> usize {
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
    pub fn column_of(&self, text: &str, byte: usize) -> usize {
        let before = text.get(self.bytes.start..byte.min(self.bytes.end)).unwrap_or_default();
        before.graphemes(true).map(cells).sum()
    }
}

/// Returns how a grapheme is shown: control characters do not reach the terminal, nor signs that turn
/// what follows around, which would take the margin with them.
pub fn shown(grapheme: &str) -> &str {
    match grapheme.chars().next() {
        Some('\t') => " ",
        Some('\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => "",
        Some(char) if char.is_control() => "\u{fffd}",
        _ => grapheme,
    }
}

/// Returns how many columns a grapheme takes.
pub fn cells(grapheme: &str) -> usize {
    shown(grapheme).width()
}

impl Opening {
    /// Returns it as it stands on a line of its own.
    pub fn on_its_own(&self) -> String {
        let parts: Vec<&str> =
            self.name.as_deref().into_iter().chain(self.time.as_deref()).collect();
        parts.join("  ")
    }

    /// Returns it as it stands before words, with a space at its end.
    fn before_words(&self) -> String {
        let time = self.time.as_ref().map(|time| format!("[{time}] "));
        let name = self.name.as_ref().map(|name| format!("{name}: "));
        time.unwrap_or_default() + &name.unwrap_or_default()
    }
}

/// Returns who begins to speak in a turn, as far as its words do not tell it.
fn opening(document: &Document, text: &Text, turn: &Turn) -> Option<Opening> {
    let label = text.as_str().get(turn.span.start()..turn.words_start as usize)?;
    let name = document.speakers.get(turn.speaker.index()).map_or("", |s| s.name.as_str());
    let name = Some(name).filter(|name| !name.is_empty() && label.trim().is_empty());
    let time = turn.time.map(|time| clock(time.start));
    // Some transcripts keep the stamp in the words.
    let time = time.filter(|time| !label.contains(&time[3..]));
    let name = name.map(str::to_owned);
    (name.is_some() || time.is_some()).then_some(Opening { name, time })
}

/// Returns a moment of a recording as hours, minutes and seconds.
pub fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Returns the bytes of the lines into which a paragraph is broken, at white space where there is
/// any; some columns of the first line are taken.
fn broken(words: &str, width: usize, taken: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut column) = (0, taken);
    // Behind the last white space of the line: the byte, and the columns up to it.
    let mut behind_space = (0, 0);
    for (place, grapheme) in words.grapheme_indices(true) {
        let is_space = grapheme.chars().all(char::is_whitespace);
        let wide = cells(grapheme);
        if !is_space && column + wide > width {
            let (end, columns) = match behind_space {
                (end, columns) if end > start => (end, columns),
                _ if taken > 0 && lines.is_empty() => (start, taken),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, width: usize, expected: &[&str]) {
        let lines = broken(words, width, 0);
        let found: Vec<&str> = lines.iter().map(|line| &words[line.clone()]).collect();
        assert_eq!(found, expected);
        assert_eq!(found.concat(), words, "every byte stands on one line");
    }

    #[test]
    fn what_would_upset_a_terminal_is_not_shown() {
        assert_eq!(shown("e\u{301}"), "e\u{301}");
        assert_eq!((shown("\u{1b}"), shown("\t")), ("\u{fffd}", " "));
        assert_eq!((shown("\u{202e}"), cells("\u{2067}")), ("", 0));
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
    fn the_first_line_can_have_less_room() {
        let lines = broken("een twee drie", 9, 5);
        assert_eq!(lines, [0..4, 4..13]);
        assert_eq!(broken("drempels", 9, 5), [0..0, 0..8]);
        assert_eq!(broken("zorgverzekeraar", 9, 99), [0..0, 0..9, 9..15]);
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
        let line = DocumentLine { kind: LineKind::Words, bytes: 0..text.len(), paragraph: 0 };
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
