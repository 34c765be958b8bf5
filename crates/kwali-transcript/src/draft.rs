//! What a format's reader hands over: lines of text, with what the format says about them.

use std::borrow::Cow;
use std::ops::Range;

use kwali_model::{CleaningStep, SourceMap, TimeRange};
use kwali_text::chars_by_first_byte;

use crate::cleaning::{self, Change, Cleaning, EditedText};
use crate::encoding::is_stray_control;
use crate::{Aside, Note, NoteKind, marks};

/// Lines of a text to be, with marks on those that hold words.
#[derive(Default)]
pub(crate) struct Draft {
    text: EditedText,
    /// One for each line that has more than white space; empty if the format says nothing.
    pub(crate) marks: Vec<Mark>,
    pub(crate) notes: Vec<Note>,
    /// Comments in the margin, which marks refer to by their number here.
    pub(crate) asides: Vec<Aside>,
    /// The code of the language that the file says it is in.
    pub(crate) language: Option<String>,
    /// Nothing was added or changed since accents were joined and control characters taken out.
    is_settled: bool,
}

/// A draft at its end.
pub(crate) struct Finished {
    pub(crate) text: String,
    /// The way back to what was read.
    pub(crate) source_map: SourceMap,
    pub(crate) marks: Vec<Mark>,
    pub(crate) notes: Vec<Note>,
    pub(crate) asides: Vec<Aside>,
    pub(crate) language: Option<String>,
    /// Where in what was read each page begins, for files that have pages.
    pub(crate) pages: Vec<usize>,
}

impl Finished {
    /// Makes changes of a last step; marks follow their lines.
    pub(crate) fn changed(self, step: CleaningStep, changes: &[Change]) -> Finished {
        if changes.is_empty() {
            return self;
        }
        let changes: Vec<_> = changes.iter().map(|change| (step, change.clone())).collect();
        let placed = marks::moved(marks::placed(&self.text, self.marks), &changes);
        let mut text = EditedText::reopened(self.text, &self.source_map);
        text.apply(changes);
        let (text, source_map, _) = text.finish();
        let marks = marks::by_line(&text, placed);
        Finished { text, source_map, marks, ..self }
    }
}

/// What a format says about one line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Mark {
    /// Bytes that are set apart as a label would be: bold, or a cell of their own.
    pub(crate) set_apart: Range<usize>,
    /// A heading of the document.
    pub(crate) is_heading: bool,
    /// What of a table's row the line is.
    pub(crate) in_row: InRow,
    /// The number of the block quote that it stands in, from 1; 0 in none.
    pub(crate) quote: usize,
    /// As it is laid out on its page, the line goes on with the one before it.
    pub(crate) goes_on: bool,
    /// The subtitle that the line belongs to.
    pub(crate) cue: Option<CueMark>,
    /// The comments that hang on the line.
    pub(crate) asides: Vec<usize>,
}

/// What of a table's row a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum InRow {
    /// It stands in no table.
    #[default]
    No,
    /// The cells of a row, with tabs between them.
    Cells,
    /// A further line of the row's last cell.
    LastCell,
}

/// The subtitle of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct CueMark {
    pub(crate) time: Option<TimeRange>,
    /// Who speaks, if the format has a place for that.
    pub(crate) voice: Option<String>,
}

impl Draft {
    /// Returns a draft of a text about which the format says nothing.
    pub(crate) fn of_plain(source: &str) -> Draft {
        let mut draft = Draft::default();
        if source.contains('\r') {
            draft.notes.push(NoteKind::LineEndsChanged.at(None));
        }
        let source = source.replace("\r\n", "\n").replace('\r', "\n");
        for (number, page) in source.split_inclusive(PAGE_BREAK).enumerate() {
            if number > 0 || page.ends_with(PAGE_BREAK) {
                draft.begin_page();
            }
            draft.text.push(page);
        }
        draft
    }

    /// Makes room for so many bytes.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// Adds a line; white space at its end goes, what is in it of line ends becomes spaces.
    ///
    /// A blank line after a blank line, or as the first, is not added.
    pub(crate) fn push(&mut self, line: &str, mark: Mark) {
        let line = line.trim_end();
        if line.chars().all(|char| char.is_whitespace() || is_stray_control(char)) {
            let controls: String = line.chars().filter(|&char| is_stray_control(char)).collect();
            self.take_out(CleaningStep::ControlCharacters, &controls);
            if let Some(last) = self.marks.last_mut() {
                last.asides.extend(mark.asides);
            }
            return self.push_blank();
        }
        let upto = |end: usize| spaces_for_line_ends(&line[..end.min(line.len())]).len();
        let set_apart = upto(mark.set_apart.start)..upto(mark.set_apart.end);
        self.text.push(&spaces_for_line_ends(line));
        self.text.push("\n");
        self.is_settled = false;
        self.marks.push(Mark { set_apart, ..mark });
    }

    /// Adds a blank line, unless the draft is empty or ends with one.
    pub(crate) fn push_blank(&mut self) {
        let text = self.text();
        if !text.is_empty() && !text.ends_with("\n\n") {
            self.text.push("\n");
        }
    }

    /// Keeps words that were read here but are not to be in the text, for the source map.
    pub(crate) fn take_out(&mut self, step: CleaningStep, words: &str) {
        if !words.is_empty() {
            self.text.push_taken_out(step, words);
        }
    }

    /// Says that the next page of the file begins here.
    pub(crate) fn begin_page(&mut self) {
        self.text.begin_page();
    }

    /// Returns the text as it is by now.
    pub(crate) fn text(&self) -> &str {
        self.text.as_str()
    }

    /// Changes the text; marks follow their lines. The changes are in order and do not overlap. True
    /// if there are any.
    ///
    /// A line that grows together with the one before it loses its mark, one that goes too.
    pub(crate) fn apply(&mut self, step: CleaningStep, changes: Vec<Change>) -> bool {
        self.apply_steps(changes.into_iter().map(|change| (step, change)).collect())
    }

    /// Like [`Draft::apply`], with the step of each change.
    pub(crate) fn apply_steps(&mut self, changes: Vec<(CleaningStep, Change)>) -> bool {
        if changes.is_empty() {
            return false;
        }
        self.is_settled = false;
        let before = marks::placed(self.text.as_str(), std::mem::take(&mut self.marks));
        let after = marks::moved(before, &changes);
        self.text.apply(changes);
        self.marks = marks::by_line(self.text.as_str(), after);
        true
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

    /// Takes the steps that every text takes first: accents joined, without control characters.
    pub(crate) fn settle(&mut self) {
        if self.is_settled {
            return;
        }
        self.text.trim_end();
        // Before accents are joined, as a letter and an accent may meet where one goes.
        let controls = cleaning::control_characters(self.text());
        self.apply(CleaningStep::ControlCharacters, controls);
        self.apply(CleaningStep::Accents, cleaning::join_accents(self.text()));
        self.is_settled = true;
    }

    /// Returns the text in the form that every text of a study has: NFC, with line feeds for line
    /// ends, without control characters, trimmed at its end.
    pub(crate) fn finish(mut self) -> Finished {
        self.settle();
        self.apply(CleaningStep::LineEnds, cleaning::line_ends(self.text()));
        let text = self.text();
        let end = text.trim_end().len();
        if end < text.len() {
            self.apply(CleaningStep::LineEnds, vec![Change::removal(end..text.len())]);
        }
        self.finished()
    }

    fn finished(mut self) -> Finished {
        let (text, source_map, pages) = std::mem::take(&mut self.text).finish();
        let edits = source_map.edits();
        if edits.iter().any(|edit| edit.step == CleaningStep::Accents) {
            self.notes.push(NoteKind::AccentsJoined.at(None));
        }
        let was = edits.iter().flat_map(|edit| edit.was.chars());
        let n_controls = was.filter(|&char| is_stray_control(char)).count();
        self.note_count(NoteKind::ControlCharactersRemoved, n_controls);
        for step in Cleaning::optional() {
            let n = source_map.edits().iter().filter(|edit| edit.step == step).count();
            if n > 0 {
                self.notes.push(NoteKind::Cleaned(step, n).at(None));
            }
        }
        let Draft { marks, notes, asides, language, .. } = self;
        Finished { text, source_map, marks, notes, asides, language, pages }
    }
}

fn spaces_for_line_ends(line: &str) -> Cow<'_, str> {
    let is_end = |char: char| matches!(char, '\n'..='\r' | '\u{85}');
    let may_be_end = |byte| matches!(byte, b'\n'..=b'\r' | 0xc2);
    match chars_by_first_byte(line, may_be_end).any(|(_, char)| is_end(char)) {
        true => line.replace(is_end, " ").into(),
        false => line.into(),
    }
}

/// What separates the pages of a plain text.
const PAGE_BREAK: char = '\u{c}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_keeps_its_blank_lines_but_not_its_end() {
        let Finished { text, marks, notes, .. } =
            Draft::of_plain("\n a\r\n\r\n\r\nb\u{c}c\u{1}d \r\n ").finish();
        assert_eq!(text, "\n a\n\n\nb\ncd");
        assert!(marks.is_empty());
        let kinds: Vec<_> = notes.into_iter().map(|note| note.what).collect();
        assert_eq!(kinds, [NoteKind::LineEndsChanged, NoteKind::ControlCharactersRemoved(1)]);
    }

    #[test]
    fn joined_accents_are_told() {
        let Finished { text, notes, .. } = Draft::of_plain("clie\u{308}nt").finish();
        assert_eq!((text.as_str(), notes[0].what.clone()), ("cliënt", NoteKind::AccentsJoined));
    }

    #[test]
    fn an_accent_behind_a_control_character_joins_the_letter_before_it() {
        let Finished { text, .. } = Draft::of_plain("e\u{7}\u{301}").finish();
        assert_eq!(text, "é");
        let mut draft = Draft::default();
        draft.push("e\u{7}\u{301} ja", Mark { set_apart: 0..4, ..Mark::default() });
        let Finished { text, marks, notes, .. } = draft.finish();
        assert_eq!((text.as_str(), marks[0].set_apart.clone()), ("é ja", 0..2));
        assert_eq!(notes[0].what, NoteKind::AccentsJoined);
        assert_eq!(notes[1].what, NoteKind::ControlCharactersRemoved(1));
    }

    #[test]
    fn marks_follow_the_normalised_line() {
        let mut draft = Draft::default();
        draft.push("  ", Mark::default());
        draft.push("Zoe\u{308} ja\n", Mark { set_apart: 0..5, ..Mark::default() });
        draft.push("", Mark::default());
        draft.push("", Mark::default());
        draft.push("nee\nhoor", Mark::default());
        let Finished { text, marks, .. } = draft.finish();
        assert_eq!(text, "Zoë ja\n\nnee hoor");
        assert_eq!((marks.len(), marks[0].set_apart.clone()), (2, 0..4));
    }
}
