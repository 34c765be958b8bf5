//! The words of one part of a Word file: the document, its footnotes, a header.

use quick_xml::events::BytesStart;

use super::package::Part;
use super::symbols::symbol;
use super::xml::{Step, attribute, walk};
use crate::Error;
use crate::passage::Passage;
use crate::table;

/// The words of a part and what was done to get them.
#[derive(Default)]
pub(super) struct Story {
    pub(super) lines: Vec<Passage>,
    /// Footnotes and endnotes in the order of their signs: which list, and their id there.
    pub(super) footnotes: Vec<(Note, String)>,
    pub(super) n_deletions: usize,
    pub(super) n_hidden: usize,
    pub(super) n_symbols: usize,
}

/// Where the words of a note stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Note {
    Footnote,
    Endnote,
}

/// Reads all of a part.
pub(super) fn read(part: &Part) -> Result<Story, Error> {
    let mut reader = StoryReader::default();
    walk(part, &mut |step| reader.take(step))?;
    Ok(reader.finish())
}

/// Reads each element of a list of stories, with its id.
pub(super) fn read_each(part: &Part, element: &str) -> Result<Vec<(String, Story)>, Error> {
    let mut stories = Vec::new();
    let mut open: Option<(String, StoryReader)> = None;
    walk(part, &mut |step| match (&mut open, step) {
        (None, Step::Start(name, start)) if name == element => {
            open = attribute(start, "id").map(|id| (id, StoryReader::default()));
        }
        (Some(_), Step::End(name)) if name == element => {
            stories.extend(open.take().map(|(id, reader)| (id, reader.finish())));
        }
        (Some((_, reader)), step) => reader.take(step),
        _ => {}
    })?;
    Ok(stories)
}

/// Elements whose words are not to be read: markup of old states, instructions, annotations.
fn is_unread(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "delText" | "delInstrText" | "instrText" | "sdtPr" | "rt")
        || name.ends_with("PrChange")
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    lines: Vec<Passage>,
    is_heading: bool,
    /// Its end was deleted: the next paragraph goes on in it.
    runs_on: bool,
    /// The lines of text boxes that hang on it.
    boxes: Vec<Passage>,
}

#[derive(Clone, Copy, Default)]
struct Run {
    is_bold: bool,
    is_hidden: bool,
    /// It was counted as hidden.
    is_counted: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<Passage>>,
    is_deleted: bool,
}

#[derive(Default)]
struct StoryReader {
    story: Story,
    /// Finished lines of each table cell and text box that is open, outermost first.
    containers: Vec<Vec<Passage>>,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    rows: Vec<Row>,
    /// What of a paragraph whose end was deleted goes on in the next.
    carried: Vec<Passage>,
    /// For each open switch, whether its first alternative was seen.
    switches: Vec<bool>,
    /// How many elements are open within one that is not read, itself included.
    unread: usize,
    in_text: usize,
    in_paragraph_properties: usize,
    in_row_properties: usize,
    /// The unread element is a deletion in which no words were seen yet.
    deletion_without_words: bool,
}

impl StoryReader {
    fn take(&mut self, step: Step) {
        match step {
            Step::Start(name, start) => self.start(name, start),
            Step::End(name) => self.end(name),
            Step::Text(text) if self.unread > 0 => {
                if self.deletion_without_words && !text.trim().is_empty() {
                    self.story.n_deletions += 1;
                    self.deletion_without_words = false;
                }
            }
            Step::Text(text) if self.in_text > 0 => self.words(text),
            Step::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart) {
        if self.unread > 0 {
            self.unread += 1;
            return;
        }
        let is_deletion = matches!(name, "del" | "moveFrom");
        let is_property = self.in_paragraph_properties + self.in_row_properties > 0;
        if is_deletion && is_property {
            self.deleted_property();
        }
        if is_unread(name) || self.is_other_alternative(name) {
            self.unread = 1;
            self.deletion_without_words = is_deletion && !is_property;
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_paragraph_properties += 1,
            "trPr" => self.in_row_properties += 1,
            "pStyle" => self.style(&attribute(start, "val").unwrap_or_default()),
            "r" => self.runs.push(Run::default()),
            "tr" => self.rows.push(Row::default()),
            "tc" | "txbxContent" => self.containers.push(Vec::new()),
            "AlternateContent" => self.switches.push(false),
            "t" => self.in_text += 1,
            "b" | "vanish" | "rStyle" => self.run_property(name, start),
            "sym" => self.symbol(start),
            "footnoteReference" => self.note_sign(Note::Footnote, start),
            "endnoteReference" => self.note_sign(Note::Endnote, start),
            _ => self.mark(name),
        }
    }

    fn end(&mut self, name: &str) {
        if self.unread > 0 {
            self.unread -= 1;
            self.deletion_without_words &= self.unread > 0;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph_properties = self.in_paragraph_properties.saturating_sub(1),
            "trPr" => self.in_row_properties = self.in_row_properties.saturating_sub(1),
            "r" => drop(self.runs.pop()),
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "tc" => {
                let cell = self.containers.pop().unwrap_or_default();
                match self.rows.last_mut() {
                    Some(row) => row.cells.push(cell),
                    None => self.put(cell),
                }
            }
            "tr" => {
                let row = self.rows.pop().unwrap_or_default();
                if !row.is_deleted {
                    self.put(table::row(row.cells));
                }
            }
            "txbxContent" => {
                let lines = self.containers.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(lines),
                    None => self.put(lines),
                }
            }
            "AlternateContent" => drop(self.switches.pop()),
            _ => {}
        }
    }

    /// Elements that stand for characters.
    fn mark(&mut self, name: &str) {
        if self.runs.is_empty() || self.in_paragraph_properties > 0 {
            return;
        }
        match name {
            "tab" | "ptab" => self.words("\t"),
            "br" | "cr" => self.break_line(),
            "noBreakHyphen" => self.words("-"),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let mut none = Run::default();
        let run = self.runs.last_mut().unwrap_or(&mut none);
        if run.is_hidden {
            let is_first =
                !words.trim().is_empty() && !std::mem::replace(&mut run.is_counted, true);
            self.story.n_hidden += usize::from(is_first);
            return;
        }
        let is_bold = run.is_bold;
        if let Some(line) = self.line() {
            line.push(words, is_bold);
        }
    }

    fn break_line(&mut self) {
        let is_hidden = self.runs.last().is_some_and(|run| run.is_hidden);
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !is_hidden) {
            if paragraph.lines.is_empty() {
                paragraph.lines.push(Passage::default());
            }
            paragraph.lines.push(Passage::default());
        }
    }

    fn line(&mut self) -> Option<&mut Passage> {
        let paragraph = self.paragraphs.last_mut()?;
        if paragraph.lines.is_empty() {
            paragraph.lines.push(Passage::default());
        }
        paragraph.lines.last_mut()
    }

    fn run_property(&mut self, name: &str, start: &BytesStart) {
        if self.in_paragraph_properties > 0 {
            return;
        }
        let value = attribute(start, "val");
        let is_on = !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"));
        let Some(run) = self.runs.last_mut() else { return };
        match name {
            "b" => run.is_bold = is_on,
            "vanish" => run.is_hidden = is_on,
            _ => run.is_bold |= matches!(value.as_deref(), Some("Strong" | "Zwaar")),
        }
    }

    fn style(&mut self, style: &str) {
        let headings = ["Heading", "Kop", "Title", "Titel", "Subtitle", "Ondertitel", "berschrift"];
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.is_heading = headings.iter().any(|heading| style.starts_with(heading));
        }
    }

    fn symbol(&mut self, start: &BytesStart) {
        let font = attribute(start, "font").unwrap_or_default();
        match symbol(&font, &attribute(start, "char").unwrap_or_default()) {
            Some(char) => self.words(char.encode_utf8(&mut [0; 4])),
            None => self.story.n_symbols += 1,
        }
    }

    fn note_sign(&mut self, note: Note, start: &BytesStart) {
        let Some(id) = attribute(start, "id") else { return };
        self.story.footnotes.push((note, id));
        let sign = format!("[{}]", self.story.footnotes.len());
        self.words(&sign);
    }

    /// A deletion among the properties: of the end of a paragraph, or of a row of a table.
    fn deleted_property(&mut self) {
        if self.in_paragraph_properties > 0 {
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.runs_on = true;
            }
        } else if let Some(row) = self.rows.last_mut() {
            row.is_deleted = true;
            self.story.n_deletions += 1;
        }
    }

    /// Of several ways to show the same thing only the first is read.
    fn is_other_alternative(&mut self, name: &str) -> bool {
        if !matches!(name, "Choice" | "Fallback") {
            return false;
        }
        let Some(seen) = self.switches.last_mut() else { return false };
        std::mem::replace(seen, true)
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let mut lines = std::mem::take(&mut self.carried);
        if let (Some(last), Some(first)) = (lines.last_mut(), paragraph.lines.first()) {
            last.push(&first.words, false);
            paragraph.lines.remove(0);
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
        }
        lines.append(&mut paragraph.boxes);
        self.put(lines);
    }

    fn put(&mut self, lines: Vec<Passage>) {
        self.containers.last_mut().unwrap_or(&mut self.story.lines).extend(lines);
    }

    fn finish(mut self) -> Story {
        let carried = std::mem::take(&mut self.carried);
        self.story.lines.extend(carried);
        self.story
    }
}
