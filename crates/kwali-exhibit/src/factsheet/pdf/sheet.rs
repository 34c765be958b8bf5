//! The sheet: the blocks of a factsheet as data that the templates read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::exhibit;
use super::grid::Part;
use super::table;
use super::words::Words;
use crate::factsheet::blocks::{Block, Blocks, Inline, plain};
use crate::factsheet::build::Options;
use crate::factsheet::shown::{Showing, Shown};
use crate::visible::show_controls;
use crate::{Error, Language};

/// Returns the sheet of a factsheet.
pub(super) fn write(page: &Blocks, options: &Options) -> Result<String, Error> {
    let mut sheet = Sheet::new(page, options.language)?;
    let mut blocks = sheet.blocks(&page.blocks);
    blocks.extend(sheet.notes_without_mark());
    let language = options.language;
    let lost = language.choose(
        "Characters that the typeface lacks stand as \u{fffd}.",
        "Tekens die het lettertype niet heeft, staan als \u{fffd}.",
    );
    let sheet = json!({
        "title": show_controls(&page.title),
        "foot": sheet.words.line(&page.title),
        "language": language.tag(),
        "date": options.date.as_deref().map(|date| sheet.words.line(date)),
        "page": language.choose("Page", "Pagina"),
        "of": language.choose("of", "van"),
        "blocks": blocks,
        "lost": sheet.words.has_lost().then_some(lost),
    });
    Ok(sheet.to_string())
}

/// What a sheet is written from, and how far it is.
pub(super) struct Sheet<'a> {
    page: &'a Blocks,
    pub(super) language: Language,
    pub(super) words: Words,
    /// The level of the last heading: a heading is at most one deeper.
    level: u8,
    /// The notes by their labels.
    notes: BTreeMap<&'a str, &'a [Block]>,
    /// The labels of the notes that were referred to.
    marked: BTreeSet<&'a str>,
}

impl<'a> Sheet<'a> {
    fn new(page: &'a Blocks, language: Language) -> Result<Sheet<'a>, Error> {
        let mut notes = BTreeMap::new();
        find_notes(&page.blocks, &mut notes);
        let (words, marked) = (Words::new()?, BTreeSet::new());
        Ok(Sheet { page, language, words, level: 0, notes, marked })
    }

    fn blocks(&mut self, blocks: &'a [Block]) -> Vec<Value> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'a Block) -> Option<Value> {
        Some(match block {
            Block::Heading { level, words } => {
                self.level = (*level).min(self.level + 1);
                json!({ "is": "heading", "level": self.level, "words": self.line(words) })
            }
            Block::Paragraph(words) => json!({ "is": "paragraph", "words": self.line(words) }),
            Block::Line(words) => json!({ "is": "line", "words": self.line(words) }),
            Block::Aside(blocks) => {
                let is_box = matches!(blocks.first(), Some(Block::Heading { level: 3, .. }));
                let is = if is_box { "box" } else { "aside" };
                json!({ "is": is, "blocks": self.blocks(blocks) })
            }
            Block::List { first, items } => self.list(*first, items),
            Block::Code(text) => json!({ "is": "typed", "words": self.words.parts(text) }),
            Block::Rule => json!({ "is": "rule" }),
            Block::Table { head, sides, rows } => {
                let head = self.cells(head);
                let rows = rows.iter().map(|row| self.cells(row)).collect();
                table::written_out(&self.words, head, sides, rows)
            }
            Block::Exhibit(place) => exhibit::block(self, self.page.shown(*place)?),
            // It stands where it is referred to.
            Block::Note { .. } => return None,
        })
    }

    fn list(&mut self, first: Option<u64>, items: &'a [Vec<Block>]) -> Value {
        let is_loose = items.iter().flatten().any(|block| matches!(block, Block::Paragraph(_)));
        let items: Vec<Vec<Value>> = items.iter().map(|item| self.blocks(item)).collect();
        json!({ "is": "list", "first": first, "tight": !is_loose, "items": items })
    }

    fn cells(&mut self, cells: &'a [Vec<Inline>]) -> Vec<Part> {
        let shown = &self.page.shown;
        cells.iter().map(|words| Part::new(plain(words, shown), self.line(words))).collect()
    }

    /// Returns the parts of a line of text.
    fn line(&mut self, words: &'a [Inline]) -> Vec<Value> {
        words.iter().flat_map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &'a Inline) -> Vec<Value> {
        let within = |is: &str, words: Vec<Value>| vec![json!({ "is": is, "words": words })];
        match inline {
            Inline::Text(text) => self.words.parts(text),
            Inline::Strong(words) => within("strong", self.line(words)),
            Inline::Emphasis(words) => within("emphasis", self.line(words)),
            Inline::Struck(words) => within("struck", self.line(words)),
            Inline::Code(text) => self.words.parts(text),
            Inline::Link { to, words } => self.link(to, words),
            Inline::Break => vec![json!({ "is": "break" })],
            Inline::Fact(place) => match self.page.shown(*place).map(|shown| &shown.content) {
                Some(Showing::Words(words)) => self.words.parts(words),
                _ => Vec::new(),
            },
            Inline::NoteMark(label) => self.note_mark(label),
            Inline::Checkbox(true) => vec![json!("\u{2611} ")],
            Inline::Checkbox(false) => vec![json!("\u{2610} ")],
        }
    }

    /// Returns a link to another page or to an exhibit; others are words, as they lead nowhere.
    fn link(&mut self, to: &'a str, words: &'a [Inline]) -> Vec<Value> {
        let words = self.line(words);
        if words.is_empty() {
            return words;
        }
        if ["http:", "https:", "mailto:"].iter().any(|scheme| to.starts_with(scheme)) {
            return vec![json!({ "is": "link", "to": to, "words": words })];
        }
        let mut exhibits = self.page.blocks.iter().filter_map(|block| match block {
            Block::Exhibit(place) => self.page.shown(*place),
            _ => None,
        });
        match to.strip_prefix('#') {
            Some(id) if exhibits.any(|shown: &Shown| shown.id == id) => {
                vec![json!({ "is": "reference", "to": id, "words": words })]
            }
            _ => words,
        }
    }

    /// Returns the note where it is first referred to, and its number after that.
    fn note_mark(&mut self, label: &'a str) -> Vec<Value> {
        let Some(&blocks) = self.notes.get(label) else { return Vec::new() };
        if !self.marked.insert(label) {
            return vec![json!({ "is": "note again", "label": label })];
        }
        vec![json!({ "is": "note", "label": label, "blocks": self.blocks(blocks) })]
    }

    /// Returns the notes that nothing refers to.
    fn notes_without_mark(&mut self) -> Vec<Value> {
        let notes = std::mem::take(&mut self.notes);
        let left = notes.into_iter().filter(|(label, _)| !self.marked.contains(label));
        let left: Vec<&[Block]> = left.map(|(_, blocks)| blocks).collect();
        left.into_iter().flat_map(|blocks| self.blocks(blocks)).collect()
    }
}

fn find_notes<'a>(blocks: &'a [Block], notes: &mut BTreeMap<&'a str, &'a [Block]>) {
    for block in blocks {
        match block {
            Block::Note { label, blocks } => {
                notes.insert(label, blocks);
            }
            Block::Aside(blocks) => find_notes(blocks, notes),
            Block::List { items, .. } => items.iter().for_each(|item| find_notes(item, notes)),
            _ => {}
        }
    }
}
