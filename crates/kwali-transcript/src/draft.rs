//! What a format's reader hands over: lines of text, with what the format says about them.

use std::borrow::Cow;
use std::ops::Range;

use kwali_model::TimeRange;
use kwali_text::normalise;

use crate::encoding::is_stray_control;
use crate::{Note, NoteKind};

/// Lines of a text to be, with marks on those that hold words.
#[derive(Default)]
pub(crate) struct Draft {
    text: String,
    /// One for each line that has more than white space; empty if the format says nothing.
    pub(crate) marks: Vec<Mark>,
    pub(crate) notes: Vec<Note>,
    controls: usize,
}

/// What a format says about one line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Mark {
    /// Bytes that are set apart as a label would be: bold, or a cell of their own.
    pub(crate) set_apart: Range<usize>,
    /// A heading of the document.
    pub(crate) is_heading: bool,
    /// The subtitle that the line belongs to.
    pub(crate) cue: Option<CueMark>,
}

/// The subtitle of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CueMark {
    pub(crate) time: TimeRange,
    /// Who speaks, if the format has a place for that.
    pub(crate) voice: Option<String>,
}

impl Draft {
    /// Returns a draft of a text about which the format says nothing.
    pub(crate) fn of_plain(source: &str) -> Draft {
        // Before normalising, as a letter and an accent may meet where a control character goes.
        let (source, controls) = cleaned(source);
        let normal = normalise(&source);
        let mut draft = Draft { controls, ..Draft::default() };
        if source.contains('\r') {
            draft.notes.push(NoteKind::LineEndsChanged.at(None));
        }
        if !normal.is_unchanged() && normal.text.len() != without_returns(&source) {
            draft.notes.push(NoteKind::AccentsJoined.at(None));
        }
        draft.text = normal.text;
        draft
    }

    /// Adds a line; white space at its end goes, what is in it of line ends becomes spaces.
    ///
    /// A blank line after a blank line, or as the first, is not added.
    pub(crate) fn push(&mut self, line: &str, mark: Mark) {
        let line = line.trim_end();
        let head = |end: usize| cleaned(&line[..end.min(line.len())]).0;
        let (before, upto) = (head(mark.set_apart.start), head(mark.set_apart.end));
        let line = line.replace(['\n', '\r', '\u{b}', '\u{c}', '\u{85}'], " ");
        let (line, controls) = cleaned(&line);
        self.controls += controls;
        if line.trim().is_empty() {
            return self.push_blank();
        }
        let set_apart = normalise(&before).text.len()..normalise(&upto).text.len();
        self.text.push_str(&normalise(&line).text);
        self.text.push('\n');
        self.marks.push(Mark { set_apart, ..mark });
    }

    /// Adds a blank line, unless the draft is empty or ends with one.
    pub(crate) fn push_blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(crate) fn note(&mut self, what: NoteKind, line: impl Into<Option<usize>>) {
        self.notes.push(what.at(line));
    }

    /// Adds the note of a number of things, unless it is zero.
    pub(crate) fn note_count(&mut self, what: fn(usize) -> NoteKind, n: usize) {
        if n > 0 {
            self.notes.push(what(n).at(None));
        }
    }

    /// Returns text, marks and notes; the text is trimmed at its end.
    pub(crate) fn finish(mut self) -> (String, Vec<Mark>, Vec<Note>) {
        self.text.truncate(self.text.trim_end().len());
        let controls = self.controls;
        self.note_count(NoteKind::ControlCharactersRemoved, controls);
        (self.text, self.marks, self.notes)
    }
}

/// Takes out stray control characters, and says how many; page breaks become line ends.
fn cleaned(text: &str) -> (Cow<'_, str>, usize) {
    if !text.contains(|char: char| char.is_control() && !matches!(char, '\t' | '\n' | '\r')) {
        return (text.into(), 0);
    }
    let mut controls = 0;
    let mut clean = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\u{b}' | '\u{c}' | '\u{85}' => clean.push('\n'),
            char if is_stray_control(char) => controls += 1,
            char => clean.push(char),
        }
    }
    (clean.into(), controls)
}

fn without_returns(source: &str) -> usize {
    source.len() - source.matches("\r\n").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_keeps_its_blank_lines_but_not_its_end() {
        let (text, marks, notes) = Draft::of_plain("\n a\r\n\r\n\r\nb\u{c}c\u{1}d \r\n ").finish();
        assert_eq!(text, "\n a\n\n\nb\ncd");
        assert!(marks.is_empty());
        let kinds: Vec<_> = notes.into_iter().map(|note| note.what).collect();
        assert_eq!(kinds, [NoteKind::LineEndsChanged, NoteKind::ControlCharactersRemoved(1)]);
    }

    #[test]
    fn joined_accents_are_told() {
        let (text, _, notes) = Draft::of_plain("clie\u{308}nt").finish();
        assert_eq!((text.as_str(), notes[0].what.clone()), ("cliënt", NoteKind::AccentsJoined));
    }

    #[test]
    fn an_accent_behind_a_control_character_joins_the_letter_before_it() {
        let (text, _, _) = Draft::of_plain("e\u{7}\u{301}").finish();
        assert_eq!(text, "é");
        let mut draft = Draft::default();
        draft.push("e\u{7}\u{301} ja", Mark { set_apart: 0..4, ..Mark::default() });
        let (text, marks, notes) = draft.finish();
        assert_eq!((text.as_str(), marks[0].set_apart.clone()), ("é ja", 0..2));
        assert_eq!(notes[0].what, NoteKind::ControlCharactersRemoved(1));
    }

    #[test]
    fn marks_follow_the_normalised_line() {
        let mut draft = Draft::default();
        draft.push("  ", Mark::default());
        draft.push("Zoe\u{308} ja\n", Mark { set_apart: 0..5, ..Mark::default() });
        draft.push("", Mark::default());
        draft.push("", Mark::default());
        draft.push("nee\nhoor", Mark::default());
        let (text, marks, _) = draft.finish();
        assert_eq!(text, "Zoë ja\n\nnee hoor");
        assert_eq!((marks.len(), marks[0].set_apart.clone()), (2, 0..4));
    }
}
