//! The words of an OpenDocument text.

use quick_xml::events::BytesStart;

use super::walk;
use crate::story::{Look, Story, Written, note_sign};
use crate::style_sheet::{Family, StyleSheet};
use crate::xml::{Part, Step, attribute};
use crate::{Aside, Error};

/// One space element stands for no more spaces than this, whatever it says.
const MOST_SPACES: usize = 1000;

/// Elements whose words are no part of the text.
const UNREAD: [&str; 10] = [
    "tracked-changes",
    "forms",
    "note-citation",
    "number",
    "ruby-text",
    "script",
    "image",
    "object",
    "hidden-paragraph",
    "event-listeners",
];
/// What is drawn, and may have words in it that stand by themselves.
const SHAPES: [&str; 9] =
    ["frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "connector"];

/// Reads the part with the words; `None` if it has no place for them.
pub(super) fn read(part: &Part, styles: &StyleSheet) -> Result<Option<Written>, Error> {
    let mut reader = Reader {
        styles,
        written: Written::default(),
        has_text: false,
        story: Story::default(),
        open: Vec::new(),
        looks: Vec::new(),
        aside: None,
        unread: 0,
        is_after_space: false,
    };
    walk(part, &mut |step| reader.take(step))?;
    let (lines, left_out) = reader.story.finish();
    let written = Written { lines, left_out, ..reader.written };
    Ok(reader.has_text.then_some(written))
}

/// Which element is the innermost in which words are or are not words of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    /// A shape, a note, a comment, a cell: words are in its paragraphs only.
    Other,
}

/// A comment that is open.
#[derive(Default)]
struct OpenAside {
    author: String,
    date: String,
    /// The element whose words are collected: the author or the date.
    field: Option<Field>,
}

#[derive(Clone, Copy)]
enum Field {
    Author,
    Date,
}

struct Reader<'a> {
    styles: &'a StyleSheet,
    written: Written,
    /// There is an element for the text.
    has_text: bool,
    story: Story,
    open: Vec<Place>,
    /// How words look in each paragraph and span that is open.
    looks: Vec<Look>,
    aside: Option<OpenAside>,
    /// How many elements are open within one that is not read, itself included.
    unread: usize,
    /// The words so far end with a space, or there are none: further ones do not count.
    is_after_space: bool,
}

impl Reader<'_> {
    fn take(&mut self, step: Step) {
        match step {
            Step::Start(name, start) => self.start(name, start),
            Step::End(name) => self.end(name),
            Step::Text(text) if self.unread == 0 => self.text(text),
            Step::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart) {
        if self.unread > 0 {
            self.unread += 1;
            self.story.left_out.deletions += usize::from(name == "deletion");
            return;
        }
        // An element of another namespace says nothing in words of its own.
        if name.is_empty() || UNREAD.contains(&name) || is_hidden_section(name, start) {
            self.story.left_out.hidden +=
                usize::from(name.starts_with("hidden") || name == "section");
            self.unread = 1;
            return;
        }
        match name {
            "text" => self.has_text = true,
            "p" | "h" => self.begin_paragraph(name, start),
            "span" => self.looks.push(self.styled(Family::Words, start)),
            "hidden-text" => self.looks.push(Look { is_hidden: true, ..self.look() }),
            "s" => {
                let spaces = attribute(start, "c").and_then(|count| count.parse().ok());
                self.words(&" ".repeat(spaces.unwrap_or(1).min(MOST_SPACES)));
            }
            "tab" => self.words("\t"),
            "line-break" => {
                self.story.break_line(self.look());
                self.is_after_space = true;
            }
            "table-row" => self.story.begin_row(),
            "table-cell" | "covered-table-cell" => self.begin_container(),
            "note" => {
                self.written.footnotes.push(Vec::new());
                self.words(&note_sign(self.written.footnotes.len()));
            }
            "note-body" => self.begin_container(),
            "annotation" => self.begin_aside(),
            "creator" => self.aside_field(Some(Field::Author)),
            "date" => self.aside_field(Some(Field::Date)),
            name if SHAPES.contains(&name) => self.begin_container(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.unread > 0 {
            self.unread -= 1;
            return;
        }
        match name {
            "p" | "h" => {
                self.story.end_paragraph();
                self.open.pop();
                self.looks.pop();
                self.is_after_space = false;
            }
            "span" | "hidden-text" => drop(self.looks.pop()),
            "table-row" => self.story.end_row(),
            "table-cell" | "covered-table-cell" => {
                self.open.pop();
                self.story.end_cell();
            }
            "note-body" => {
                self.open.pop();
                let lines = self.story.end_container();
                if let Some(last) = self.written.footnotes.last_mut() {
                    *last = lines;
                }
            }
            "annotation" => self.end_aside(),
            "creator" | "date" => self.aside_field(None),
            name if SHAPES.contains(&name) => {
                self.open.pop();
                self.story.end_box();
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, name: &str, start: &BytesStart) {
        let style = attribute(start, "style-name").unwrap_or_default();
        let is_heading = name == "h" || self.styles.is_heading(&style);
        self.story.begin_paragraph();
        self.story.set_heading(is_heading);
        self.story.set_quote(self.styles.is_quote(&style));
        self.looks.push(self.styles.look(Family::Paragraph, &style, Look::default()));
        self.open.push(Place::Paragraph);
        self.is_after_space = true;
    }

    fn begin_container(&mut self) {
        self.story.begin_container();
        self.open.push(Place::Other);
    }

    fn styled(&self, family: Family, start: &BytesStart) -> Look {
        let style = attribute(start, "style-name").unwrap_or_default();
        self.styles.look(family, &style, self.look())
    }

    fn look(&self) -> Look {
        self.looks.last().copied().unwrap_or_default()
    }

    fn words(&mut self, words: &str) {
        if self.open.last() == Some(&Place::Paragraph) {
            self.story.words(words, self.look());
            self.is_after_space = false;
        }
    }

    /// Adds words in which any white space counts as one space, and as none behind another.
    fn text(&mut self, text: &str) {
        if let Some(OpenAside { field: Some(field), author, date }) = &mut self.aside {
            match field {
                Field::Author => author.push_str(text),
                Field::Date => date.push_str(text),
            }
            return;
        }
        if self.open.last() != Some(&Place::Paragraph) {
            return;
        }
        let mut collapsed = String::with_capacity(text.len());
        for char in text.chars() {
            let is_space = matches!(char, ' ' | '\t' | '\n' | '\r');
            if !is_space {
                collapsed.push(char);
            } else if !self.is_after_space {
                collapsed.push(' ');
            }
            self.is_after_space = is_space;
        }
        self.story.words(&collapsed, self.look());
    }

    fn begin_aside(&mut self) {
        if self.story.has_open_paragraph() {
            self.story.hang(self.written.asides.len());
        }
        self.aside = Some(OpenAside::default());
        self.begin_container();
    }

    fn aside_field(&mut self, field: Option<Field>) {
        // A paragraph may hold a date too.
        let is_head = self.open.last() == Some(&Place::Other);
        if let Some(aside) = self.aside.as_mut().filter(|_| is_head) {
            aside.field = field;
        }
    }

    fn end_aside(&mut self) {
        self.open.pop();
        let lines = self.story.end_container();
        let OpenAside { author, date, .. } = self.aside.take().unwrap_or_default();
        self.written.asides.push(Aside::new(Some(&author), Some(&date), &lines));
    }
}

/// A section that is not shown.
fn is_hidden_section(name: &str, start: &BytesStart) -> bool {
    name == "section" && attribute(start, "display").as_deref() == Some("none")
}
