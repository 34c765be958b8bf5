//! Writes paragraphs, one after the other, and keeps what the parts of the file share.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::fit::Measure;
use super::headings::{Rank, ranks};
use super::lists::Lists;
use super::package::Part;
use super::pages::Paper;
use super::runs::{self, Look};
use crate::factsheet::blocks::{Block, Blocks, Inline};
use crate::factsheet::shown::Showing;
use crate::{Error, Language};

/// What is being written.
pub(super) struct Writer<'a> {
    pub(super) page: &'a Blocks,
    pub(super) language: Language,
    /// The part that is being written.
    pub(super) part: Part,
    /// The notes at the foot of pages.
    pub(super) notes: Part,
    pub(super) lists: Lists,
    pub(super) measure: Measure,
    /// By place: the pictures of the exhibits.
    pub(super) charts: BTreeMap<usize, &'a [u8]>,
    /// The link to the foot of every page.
    pub(super) footer: String,
    /// The ranks of the headings that are still to come.
    pub(super) ranks: VecDeque<Rank>,
    /// By label: the notes that have not been referred to yet.
    pub(super) unused_notes: BTreeMap<&'a str, &'a [Block]>,
    pub(super) n_notes: usize,
    /// Runs with which the next paragraph begins.
    pub(super) before: String,
    /// The exhibits that a link can lead to and that are still to come, by their places.
    pub(super) bookmarks: BTreeSet<usize>,
    /// All exhibits that stand in the document.
    exhibits: BTreeSet<usize>,
    /// How the paper lies, and whether anything stands on it.
    paper: (Paper, bool),
    last_id: u32,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// Whether the template sets it apart.
    pub(super) is_aside: bool,
    /// Whether it is a note at the foot of a page.
    pub(super) in_note: bool,
    /// How many lists it stands in.
    pub(super) depth: usize,
}

impl Place {
    /// Whether pages may be turned for it.
    pub(super) fn may_turn(self) -> bool {
        !self.is_aside && !self.in_note && self.depth == 0
    }
}

/// How a paragraph looks beside its style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    pub(super) keep_next: bool,
    /// Its list and level, if it begins an item.
    pub(super) numbered: Option<(u32, usize)>,
    /// A line along its left side.
    pub(super) bar: bool,
    /// How far it stands in, in twentieths of a point.
    pub(super) indent: usize,
    /// `right` or `center`.
    pub(super) align: Option<&'static str>,
}

impl<'a> Writer<'a> {
    /// Returns a writer of a page; `charts` are its pictures by the places of their exhibits.
    pub(super) fn new(
        page: &'a Blocks,
        charts: BTreeMap<usize, &'a [u8]>,
        language: Language,
    ) -> Result<Writer<'a>, Error> {
        let mut unused_notes: BTreeMap<&str, &[Block]> = BTreeMap::new();
        let mut exhibits = BTreeSet::new();
        visit(&page.blocks, &mut |block| match block {
            Block::Note { label, blocks } => {
                _ = unused_notes.entry(label.as_str()).or_insert(blocks);
            }
            Block::Exhibit(place) => _ = exhibits.insert(*place),
            _ => {}
        });
        let mut part = Part::default();
        let footer = part.relations.add("footer", "footer.xml");
        Ok(Writer {
            page,
            language,
            part,
            notes: Part::default(),
            lists: Lists::default(),
            measure: Measure::new()?,
            charts,
            footer,
            ranks: ranks(&page.blocks).into(),
            unused_notes,
            n_notes: 0,
            before: String::new(),
            bookmarks: exhibits.clone(),
            exhibits,
            paper: (Paper::default(), false),
            last_id: 0,
        })
    }

    /// Returns a number that nothing else in the document has.
    pub(super) fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    /// Turns the paper for what comes.
    pub(super) fn turn(&mut self, paper: Paper) {
        let (lies, is_used) = self.paper;
        if lies != paper && is_used {
            let section = lies.section(&self.footer);
            self.part.xml.push_str(&format!(
                "<w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/>{section}</w:pPr></w:p>\n"
            ));
        }
        self.paper = (paper, is_used && lies == paper);
    }

    /// Returns the properties of the last section.
    pub(super) fn last_section(&self) -> String {
        self.paper.0.section(&self.footer)
    }

    /// Writes a paragraph with runs that were made before.
    pub(super) fn paragraph(&mut self, style: &str, looks: Looks, runs: &str) {
        self.paper.1 = true;
        let properties = properties(style, looks);
        let before = std::mem::take(&mut self.before);
        self.part.xml.push_str(&format!("<w:p>{properties}{before}{runs}</w:p>\n"));
    }

    /// Writes a paragraph of plain text.
    pub(super) fn plain_paragraph(&mut self, style: &str, looks: Looks, text: &str) {
        let mut xml = String::new();
        runs::push(text, Look::default(), &mut xml);
        self.paragraph(style, looks, &xml);
    }

    /// Returns the runs of a line of text.
    pub(super) fn line(&mut self, words: &'a [Inline], place: Place) -> String {
        let mut xml = String::new();
        self.push_line(words, Look::default(), place, &mut xml);
        xml
    }

    fn push_line(&mut self, words: &'a [Inline], look: Look, place: Place, xml: &mut String) {
        for inline in words {
            match inline {
                Inline::Text(text) => runs::push(text, look, xml),
                Inline::Strong(words) => {
                    self.push_line(words, Look { bold: true, ..look }, place, xml);
                }
                Inline::Emphasis(words) => {
                    self.push_line(words, Look { italic: true, ..look }, place, xml);
                }
                Inline::Struck(words) => {
                    self.push_line(words, Look { struck: true, ..look }, place, xml);
                }
                Inline::Code(text) => runs::push(text, Look { code: true, ..look }, xml),
                Inline::Link { to, words } => self.push_link(to, words, look, place, xml),
                Inline::Break => xml.push_str("<w:r><w:br/></w:r>"),
                Inline::Fact(fact) => {
                    if let Some(Showing::Words(words)) =
                        self.page.shown(*fact).map(|shown| &shown.content)
                    {
                        runs::push(words, look, xml);
                    }
                }
                Inline::NoteMark(label) => self.push_note_mark(label, look, place, xml),
                Inline::Checkbox(is_ticked) => {
                    runs::push(if *is_ticked { "☑ " } else { "☐ " }, look, xml);
                }
            }
        }
    }

    fn push_link(
        &mut self,
        to: &str,
        words: &'a [Inline],
        look: Look,
        place: Place,
        xml: &mut String,
    ) {
        let start = match to.strip_prefix('#') {
            None => format!("r:id=\"{}\"", self.part.relations.add_external(&address(to))),
            Some(id) => {
                let is_it = |place: &&usize| self.page.shown(**place).is_some_and(|it| it.id == id);
                match self.exhibits.iter().find(is_it) {
                    Some(&place) => format!("w:anchor=\"{}\"", bookmark(place)),
                    // It leads nowhere, so that it is no link.
                    None => return self.push_line(words, look, place, xml),
                }
            }
        };
        xml.push_str(&format!("<w:hyperlink {start} w:history=\"1\">"));
        // A link stands in no other.
        let words = words.iter().map(|word| match word {
            Inline::Link { words, .. } => words.as_slice(),
            word => std::slice::from_ref(word),
        });
        for words in words {
            self.push_line(words, Look { linked: true, ..look }, place, xml);
        }
        xml.push_str("</w:hyperlink>");
    }
}

/// What a link leads to that leads to an exhibit.
pub(super) fn bookmark(place: usize) -> String {
    format!("exhibit_{place}")
}

fn properties(style: &str, looks: Looks) -> String {
    let mut xml = String::from("<w:pPr>");
    if style != "Normal" {
        xml.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
    }
    if looks.keep_next {
        xml.push_str("<w:keepNext/>");
    }
    if let Some((list, level)) = looks.numbered {
        xml.push_str(&format!(
            "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
        ));
    }
    if looks.bar {
        xml.push_str(
            "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" w:color=\"1F3A5F\"/></w:pBdr>",
        );
    }
    if looks.indent > 0 {
        xml.push_str(&format!("<w:ind w:left=\"{}\"/>", looks.indent));
    }
    if let Some(align) = looks.align {
        xml.push_str(&format!("<w:jc w:val=\"{align}\"/>"));
    }
    if xml == "<w:pPr>" { String::new() } else { xml + "</w:pPr>" }
}

/// Shows `see` every block and those within it, outer ones first.
fn visit<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        match block {
            Block::Aside(blocks) | Block::Note { blocks, .. } => visit(blocks, see),
            Block::List { items, .. } => items.iter().for_each(|item| visit(item, see)),
            _ => {}
        }
    }
}

/// Returns an address with everything escaped that may not stand in one.
fn address(to: &str) -> String {
    let mut address = String::with_capacity(to.len());
    for byte in to.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
        if is_plain {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain() {
        assert_eq!(address("https://a.nl/b?c=d#e"), "https://a.nl/b?c=d#e");
        assert_eq!(address("één b[1]\"\u{1}"), "%C3%A9%C3%A9n%20b%5B1%5D%22%01");
    }
}
