//! The lines of a word processor's document in the making: paragraphs, tables, boxes and notes.

use crate::draft::Draft;
use crate::passage::Passage;
use crate::{Aside, NoteKind, table};

/// How words look; hidden ones are left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Look {
    pub(crate) is_bold: bool,
    pub(crate) is_hidden: bool,
}

/// What was left out of a document, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) deletions: usize,
    pub(crate) hidden: usize,
    pub(crate) symbols: usize,
    pub(crate) headers: usize,
}

impl LeftOut {
    /// Adds what was left out of another part of the document.
    pub(crate) fn add(&mut self, other: LeftOut) {
        self.deletions += other.deletions;
        self.hidden += other.hidden;
        self.symbols += other.symbols;
        self.headers += other.headers;
    }
}

/// A whole document as a word processor wrote it.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) lines: Vec<Passage>,
    /// The lines of each foot- and endnote, in the order of their signs.
    pub(crate) footnotes: Vec<Vec<Passage>>,
    pub(crate) asides: Vec<Aside>,
    pub(crate) left_out: LeftOut,
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    lines: Vec<Passage>,
    is_heading: bool,
    is_quote: bool,
    /// Its end was deleted: the next paragraph goes on in it.
    runs_on: bool,
    /// The lines of boxes that hang on it.
    boxes: Vec<Passage>,
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<Passage>>,
    is_deleted: bool,
}

/// Puts the lines of a document together while its elements begin and end.
///
/// Ends without a beginning, and what is never ended, do no harm.
#[derive(Default)]
pub(crate) struct Story {
    pub(crate) left_out: LeftOut,
    lines: Vec<Passage>,
    /// Finished lines of each cell, box and note that is open, outermost first.
    containers: Vec<Vec<Passage>>,
    paragraphs: Vec<Paragraph>,
    rows: Vec<Row>,
    /// What of a paragraph whose end was deleted goes on in the next.
    carried: Vec<Passage>,
    /// The last words were hidden, and counted as such.
    in_hidden: bool,
}

impl Story {
    pub(crate) fn begin_paragraph(&mut self) {
        self.paragraphs.push(Paragraph::default());
    }

    /// Says of the open paragraph that it is a heading.
    pub(crate) fn set_heading(&mut self, is_heading: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.is_heading = is_heading;
        }
    }

    /// Says of the open paragraph that it is a quotation.
    pub(crate) fn set_quote(&mut self, is_quote: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.is_quote = is_quote;
        }
    }

    /// Says that the end of the open paragraph was deleted.
    pub(crate) fn run_on(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.runs_on = true;
        }
    }

    pub(crate) fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let mut lines = std::mem::take(&mut self.carried);
        if let (Some(last), false) = (lines.last_mut(), paragraph.lines.is_empty()) {
            let first = paragraph.lines.remove(0);
            last.push(&first.words, false);
            last.mark.asides.extend(first.mark.asides);
        }
        lines.append(&mut paragraph.lines);
        if paragraph.runs_on {
            self.carried = lines;
            return self.put(paragraph.boxes);
        }
        if lines.is_empty() {
            lines.push(Passage::default());
        }
        for line in &mut lines {
            line.mark.is_heading = paragraph.is_heading;
            line.mark.quote = usize::from(paragraph.is_quote);
        }
        lines.append(&mut paragraph.boxes);
        self.put(lines);
    }

    pub(crate) fn has_open_paragraph(&self) -> bool {
        !self.paragraphs.is_empty()
    }

    /// Adds words to the open paragraph; without one they are no part of the text.
    pub(crate) fn words(&mut self, words: &str, look: Look) {
        if look.is_hidden {
            if !words.trim().is_empty() && !std::mem::replace(&mut self.in_hidden, true) {
                self.left_out.hidden += 1;
            }
            return;
        }
        if let Some(line) = self.line() {
            line.push(words, look.is_bold);
            self.in_hidden = false;
        }
    }

    pub(crate) fn break_line(&mut self, look: Look) {
        if look.is_hidden || self.line().is_none() {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.lines.push(Passage::default());
        }
    }

    /// Hangs an aside on the line that is being made.
    pub(crate) fn hang(&mut self, aside: usize) {
        if let Some(line) = self.line() {
            line.mark.asides.push(aside);
        }
    }

    fn line(&mut self) -> Option<&mut Passage> {
        let paragraph = self.paragraphs.last_mut()?;
        if paragraph.lines.is_empty() {
            paragraph.lines.push(Passage::default());
        }
        paragraph.lines.last_mut()
    }

    /// Begins a cell, a box or a note: what follows, up to its end, stands by itself.
    pub(crate) fn begin_container(&mut self) {
        self.containers.push(Vec::new());
    }

    /// Ends the innermost cell, box or note and returns its lines.
    pub(crate) fn end_container(&mut self) -> Vec<Passage> {
        self.containers.pop().unwrap_or_default()
    }

    pub(crate) fn end_cell(&mut self) {
        let cell = self.end_container();
        match self.rows.last_mut() {
            Some(row) => row.cells.push(cell),
            None => self.put(cell),
        }
    }

    /// Ends a box, whose lines stand behind the paragraph that it hangs on.
    pub(crate) fn end_box(&mut self) {
        let lines = self.end_container();
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.boxes.extend(lines),
            None => self.put(lines),
        }
    }

    pub(crate) fn begin_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// Says that the open row of a table was deleted.
    pub(crate) fn delete_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.is_deleted = true;
            self.left_out.deletions += 1;
        }
    }

    pub(crate) fn end_row(&mut self) {
        let row = self.rows.pop().unwrap_or_default();
        if !row.is_deleted {
            self.put(table::row(row.cells));
        }
    }

    fn put(&mut self, lines: Vec<Passage>) {
        self.containers.last_mut().unwrap_or(&mut self.lines).extend(lines);
    }

    /// Returns the lines, with those of paragraphs that were never ended.
    pub(crate) fn finish(mut self) -> (Vec<Passage>, LeftOut) {
        while self.has_open_paragraph() {
            self.end_paragraph();
        }
        let carried = std::mem::take(&mut self.carried);
        self.lines.extend(carried);
        self.lines.extend(self.containers.into_iter().flatten());
        (self.lines, self.left_out)
    }
}

/// Returns the sign of a note in the text; numbers start at 1.
pub(crate) fn note_sign(number: usize) -> String {
    format!("[{number}]")
}

impl Draft {
    /// Returns the draft of a document.
    pub(crate) fn of_written(written: Written) -> Draft {
        let Written { lines, footnotes, asides, left_out } = written;
        let mut draft = Draft::default();
        draft.asides = asides;
        draft.reserve(lines.iter().map(|line| line.words.len() + 1).sum());
        draft.push_all(lines);
        draft.append_footnotes(footnotes);
        draft.note_left_out(left_out);
        draft
    }

    fn note_left_out(&mut self, left_out: LeftOut) {
        self.note_count(NoteKind::DeletionsLeftOut, left_out.deletions);
        self.note_count(NoteKind::HiddenTextLeftOut, left_out.hidden);
        self.note_count(NoteKind::SymbolsLeftOut, left_out.symbols);
        self.note_count(NoteKind::HeadersLeftOut, left_out.headers);
    }

    fn append_footnotes(&mut self, footnotes: Vec<Vec<Passage>>) {
        let mut n_appended = 0;
        for (number, lines) in footnotes.into_iter().enumerate() {
            let mut lines = lines.into_iter().filter(|line| !line.is_blank());
            let Some(mut first) = lines.next() else { continue };
            if n_appended == 0 {
                self.push_blank();
            }
            n_appended += 1;
            first.words = format!("{} {}", note_sign(number + 1), first.words.trim_start());
            first.mark.set_apart = 0..0;
            self.push_all([first]);
            self.push_all(lines);
        }
        self.note_count(NoteKind::FootnotesAppended, n_appended);
    }
}
