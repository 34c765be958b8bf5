//! A filled-in template as blocks: what every form of a factsheet but Markdown is written from.

mod reading;

use super::shown::{Showing, Shown};
use crate::Side;

pub(crate) use reading::read;

/// A part of a page that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading of level 1 to 6.
    Heading { level: u8, words: Vec<Inline> },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The words of an item in a list without room between its items.
    Line(Vec<Inline>),
    /// What the template sets apart: a block quote.
    Aside(Vec<Block>),
    /// A list; an ordered one has the number of its first item.
    List { first: Option<u64>, items: Vec<Vec<Block>> },
    /// Text that stands as it was typed.
    Code(String),
    /// A line between parts.
    Rule,
    /// A table that the template has written out.
    Table { head: Vec<Vec<Inline>>, sides: Vec<Side>, rows: Vec<Vec<Vec<Inline>>> },
    /// What a function shows by itself, by its place among the shown.
    Exhibit(usize),
    /// A note that is referred to by its label.
    Note { label: String, blocks: Vec<Block> },
}

/// A part of a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Words as they are; what would be a line end is a space.
    Text(String),
    /// Words that are stressed more.
    Strong(Vec<Inline>),
    /// Words that are stressed.
    Emphasis(Vec<Inline>),
    /// Words that no longer hold.
    Struck(Vec<Inline>),
    /// Words as they are typed into a program.
    Code(String),
    /// A link that runs nothing when it is followed.
    Link { to: String, words: Vec<Inline> },
    /// A line end.
    Break,
    /// What a function shows within a line, by its place among the shown.
    Fact(usize),
    /// A reference to a note, by its label.
    NoteMark(String),
    /// A box that is ticked or not.
    Checkbox(bool),
}

/// A factsheet as blocks, with what its functions show.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// The text of the first heading, else the study's name.
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
    /// By place: what the functions show; `None` where the template did not use it.
    pub(crate) shown: Vec<Option<Shown>>,
}

impl Blocks {
    /// Returns what a function shows, by its place.
    pub(crate) fn shown(&self, place: usize) -> Option<&Shown> {
        self.shown.get(place).and_then(Option::as_ref)
    }
}

/// Returns the text of a line, with what functions show in it.
pub(crate) fn plain(words: &[Inline], shown: &[Option<Shown>]) -> String {
    let mut text = String::new();
    for inline in words {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Strong(words)
            | Inline::Emphasis(words)
            | Inline::Struck(words)
            | Inline::Link { words, .. } => text.push_str(&plain(words, shown)),
            Inline::Break => text.push(' '),
            Inline::Fact(place) => {
                let shown = shown.get(*place).and_then(Option::as_ref);
                if let Some(Showing::Words(words)) = shown.map(|shown| &shown.content) {
                    text.push_str(words);
                }
            }
            Inline::NoteMark(_) | Inline::Checkbox(_) => {}
        }
    }
    text
}
