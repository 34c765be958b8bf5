//! The words of one part of a Word file: the document, its footnotes, a header.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::{is_on, walk};
use crate::Error;
use crate::passage::Passage;
use crate::story::{LeftOut, Look, Story, note_sign};
use crate::style_sheet::{Family, StyleSheet};
use crate::symbols::symbol;
use crate::xml::{Part, Step, attribute};

/// What the other parts of the file say about the words.
#[derive(Default)]
pub(super) struct Around {
    pub(super) styles: StyleSheet,
    /// From the id of each comment to its number.
    pub(super) asides: BTreeMap<String, usize>,
}

/// The words of a part and what was done to get them.
pub(super) struct Document {
    pub(super) lines: Vec<Passage>,
    /// Footnotes and endnotes in the order of their signs: which list, and their id there.
    pub(super) footnotes: Vec<(Note, String)>,
    pub(super) left_out: LeftOut,
}

/// Where the words of a note stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Note {
    Footnote,
    Endnote,
}

/// The head of a note or comment in a list of them.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
}

/// Reads all of a part.
pub(super) fn read(part: &Part, around: &Around) -> Result<Document, Error> {
    let mut reader = Reader::new(around);
    walk(part, &mut |step| reader.take(step))?;
    Ok(reader.finish())
}

/// Reads each element of a list of notes or comments.
pub(super) fn read_each(
    part: &Part,
    element: &str,
    around: &Around,
) -> Result<Vec<(Entry, Document)>, Error> {
    let mut entries = Vec::new();
    let mut open: Option<(Entry, Reader)> = None;
    walk(part, &mut |step| match (&mut open, step) {
        (None, Step::Start(name, start)) if name == element => {
            let head = |id| Entry {
                id,
                author: attribute(start, "author").map(Cow::into_owned),
                date: attribute(start, "date").map(Cow::into_owned),
            };
            let id = attribute(start, "id").map(Cow::into_owned);
            open = id.map(|id| (head(id), Reader::new(around)));
        }
        (Some(_), Step::End(name)) if name == element => {
            entries.extend(open.take().map(|(entry, reader)| (entry, reader.finish())));
        }
        (Some((_, reader)), step) => reader.take(step),
        _ => {}
    })?;
    Ok(entries)
}

/// Elements whose words are not to be read: markup of old states, instructions, annotations.
fn is_unread(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "delText" | "delInstrText" | "instrText" | "sdtPr" | "rt")
        || name.ends_with("PrChange")
}

struct Reader<'a> {
    around: &'a Around,
    story: Story,
    footnotes: Vec<(Note, String)>,
    /// Comments that hang somewhere already.
    hung: BTreeSet<usize>,
    /// How words look by the style of each paragraph that is open.
    paragraph_looks: Vec<Look>,
    runs: Vec<Look>,
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

impl<'a> Reader<'a> {
    fn new(around: &'a Around) -> Reader<'a> {
        Reader {
            around,
            story: Story::default(),
            footnotes: Vec::new(),
            hung: BTreeSet::new(),
            paragraph_looks: Vec::new(),
            runs: Vec::new(),
            switches: Vec::new(),
            unread: 0,
            in_text: 0,
            in_paragraph_properties: 0,
            in_row_properties: 0,
            deletion_without_words: false,
        }
    }

    fn finish(self) -> Document {
        let (lines, left_out) = self.story.finish();
        Document { lines, footnotes: self.footnotes, left_out }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Start(name, start) => self.start(name, start),
            Step::End(name) => self.end(name),
            Step::Text(text) if self.unread > 0 => {
                if self.deletion_without_words && !text.trim().is_empty() {
                    self.story.left_out.deletions += 1;
                    self.deletion_without_words = false;
                }
            }
            Step::Text(text) if self.in_text > 0 => self.story.words(text, self.look()),
            Step::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart) {
        if self.unread > 0 {
            self.unread += 1;
            return;
        }
        // The commonest first.
        match name {
            "r" => self.runs.push(self.paragraph_looks.last().copied().unwrap_or_default()),
            "t" => self.in_text += 1,
            "p" => {
                self.story.begin_paragraph();
                self.paragraph_looks.push(Look::default());
            }
            "pPr" => self.in_paragraph_properties += 1,
            "trPr" => self.in_row_properties += 1,
            "pStyle" => self.style(&attribute(start, "val").unwrap_or_default()),
            "tr" => self.story.begin_row(),
            "tc" | "txbxContent" => self.story.begin_container(),
            "AlternateContent" => self.switches.push(false),
            "b" | "vanish" | "rStyle" => self.run_property(name, start),
            "sym" => self.symbol(start),
            "footnoteReference" => self.note_sign(Note::Footnote, start),
            "endnoteReference" => self.note_sign(Note::Endnote, start),
            "commentRangeStart" | "commentReference" => self.hang(start),
            _ if is_unread(name) || self.is_other_alternative(name) => self.leave_unread(name),
            _ => self.mark(name),
        }
    }

    /// Passes over an element that has just begun, with all that is in it.
    fn leave_unread(&mut self, name: &str) {
        let is_deletion = matches!(name, "del" | "moveFrom");
        let is_property = self.in_paragraph_properties + self.in_row_properties > 0;
        if is_deletion && self.in_paragraph_properties > 0 {
            self.story.run_on();
        } else if is_deletion && self.in_row_properties > 0 {
            self.story.delete_row();
        }
        self.unread = 1;
        self.deletion_without_words = is_deletion && !is_property;
    }

    fn end(&mut self, name: &str) {
        if self.unread > 0 {
            self.unread -= 1;
            self.deletion_without_words &= self.unread > 0;
            return;
        }
        match name {
            "r" => drop(self.runs.pop()),
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "p" => {
                self.story.end_paragraph();
                self.paragraph_looks.pop();
            }
            "pPr" => self.in_paragraph_properties = self.in_paragraph_properties.saturating_sub(1),
            "trPr" => self.in_row_properties = self.in_row_properties.saturating_sub(1),
            "tc" => self.story.end_cell(),
            "tr" => self.story.end_row(),
            "txbxContent" => self.story.end_box(),
            "AlternateContent" => drop(self.switches.pop()),
            _ => {}
        }
    }

    /// Elements that stand for characters; a soft hyphen is seen only where a line ends.
    fn mark(&mut self, name: &str) {
        if self.runs.is_empty() || self.in_paragraph_properties > 0 {
            return;
        }
        match name {
            "tab" | "ptab" => self.story.words("\t", self.look()),
            "br" | "cr" => self.story.break_line(self.look()),
            "noBreakHyphen" => self.story.words("-", self.look()),
            _ => {}
        }
    }

    fn look(&self) -> Look {
        self.runs.last().copied().unwrap_or_default()
    }

    fn run_property(&mut self, name: &str, start: &BytesStart) {
        if self.in_paragraph_properties > 0 {
            return;
        }
        let value = attribute(start, "val");
        let Some(run) = self.runs.last_mut() else { return };
        match name {
            "b" => run.is_bold = is_on(value.as_deref()),
            "vanish" => run.is_hidden = is_on(value.as_deref()),
            _ => {
                let style = value.unwrap_or_default();
                *run = self.around.styles.look(Family::Words, &style, *run);
                run.is_bold |= matches!(style.as_ref(), "Strong" | "Zwaar");
            }
        }
    }

    fn style(&mut self, style: &str) {
        let headings = ["Heading", "Kop", "Title", "Titel", "Subtitle", "Ondertitel", "berschrift"];
        let sheet = &self.around.styles;
        let is_heading = match sheet.is_empty() {
            true => headings.iter().any(|heading| style.starts_with(heading)),
            false => sheet.is_heading(style),
        };
        let is_quote = match sheet.is_empty() {
            true => ["Quote", "IntenseQuote", "Citaat"].contains(&style),
            false => sheet.is_quote(style),
        };
        self.story.set_heading(is_heading);
        self.story.set_quote(is_quote);
        if let Some(look) = self.paragraph_looks.last_mut() {
            *look = sheet.look(Family::Paragraph, style, Look::default());
        }
    }

    fn symbol(&mut self, start: &BytesStart) {
        let font = attribute(start, "font").unwrap_or_default();
        let number = attribute(start, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        match number.and_then(|number| symbol(&font, number)) {
            Some(char) => self.story.words(char.encode_utf8(&mut [0; 4]), self.look()),
            None => self.story.left_out.symbols += 1,
        }
    }

    fn note_sign(&mut self, note: Note, start: &BytesStart) {
        let Some(id) = attribute(start, "id") else { return };
        self.footnotes.push((note, id.into_owned()));
        self.story.words(&note_sign(self.footnotes.len()), self.look());
    }

    /// Hangs a comment on the paragraph in which it begins.
    fn hang(&mut self, start: &BytesStart) {
        let number = attribute(start, "id").and_then(|id| self.around.asides.get(&*id).copied());
        let Some(number) = number else { return };
        if self.story.has_open_paragraph() && self.hung.insert(number) {
            self.story.hang(number);
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
}
