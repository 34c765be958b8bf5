//! The blocks of a factsheet as paragraphs, lists and tables.

use super::headings::Rank;
use super::lists;
use super::pages::Paper;
use super::writer::{Looks, Place, Writer};
use crate::factsheet::blocks::{Block, Inline};

impl<'a> Writer<'a> {
    /// Writes blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &'a [Block], place: Place) {
        for (at, block) in blocks.iter().enumerate() {
            if place.may_turn() {
                let paper = self.paper_of(&blocks[at..]);
                self.turn(paper);
            }
            self.block(block, place);
        }
    }

    /// How the paper lies for the first of these blocks: headings go with what they are about.
    fn paper_of(&self, blocks: &[Block]) -> Paper {
        let is_heading = |block: &&Block| matches!(block, Block::Heading { .. });
        match blocks.iter().find(|block| !is_heading(block)) {
            Some(Block::Exhibit(place)) => self.paper_of_exhibit(*place),
            _ => Paper::Portrait,
        }
    }

    fn block(&mut self, block: &'a Block, place: Place) {
        match block {
            Block::Heading { words, .. } => self.heading(words, place),
            Block::Paragraph(words) | Block::Line(words) => {
                let runs = self.line(words, place);
                let (style, looks) = of_paragraph(place);
                self.paragraph(style, looks, &runs);
            }
            Block::Aside(blocks) => self.blocks(blocks, Place { is_aside: true, ..place }),
            Block::List { first, items } => self.list(*first, items, place),
            Block::Code(text) => {
                let looks = Looks { bar: place.is_aside, ..Looks::default() };
                self.plain_paragraph("CodeBlock", looks, text.trim_end_matches('\n'));
            }
            Block::Rule => self.paragraph("Rule", Looks::default(), ""),
            Block::Table { head, sides, rows } => self.written_table((head, sides, rows), place),
            Block::Exhibit(shown) => self.exhibit(*shown, place),
            // It stands at the foot of the page that refers to it.
            Block::Note { .. } => {}
        }
    }

    fn heading(&mut self, words: &'a [Inline], place: Place) {
        let runs = self.line(words, place);
        let rank = if place.in_note { None } else { self.ranks.pop_front() };
        let style = rank.map_or_else(|| "FootnoteText".to_owned(), Rank::style);
        self.paragraph(&style, Looks { bar: place.is_aside, ..Looks::default() }, &runs);
    }

    fn list(&mut self, first: Option<u64>, items: &'a [Vec<Block>], place: Place) {
        let level = lists::level(place.depth);
        let (list, style) = match first {
            None => (lists::BULLETS, "ListBullet"),
            Some(first) => (self.lists.add(level, first), "ListNumber"),
        };
        let inner = Place { depth: place.depth + 1, ..place };
        for item in items {
            let (words, rest): (&[Inline], &[Block]) = match item.split_first() {
                Some((Block::Paragraph(words) | Block::Line(words), rest)) => (words, rest),
                _ => (&[], item),
            };
            let runs = self.line(words, inner);
            let numbered = Some((list, level));
            let looks = Looks { numbered, bar: place.is_aside, ..Looks::default() };
            self.paragraph(style, looks, &runs);
            self.blocks(rest, inner);
        }
    }
}

/// The style of a paragraph by where it stands.
fn of_paragraph(place: Place) -> (&'static str, Looks) {
    let looks = Looks { bar: place.is_aside, ..Looks::default() };
    match place {
        Place { in_note: true, .. } => ("FootnoteText", looks),
        Place { depth: 1.., .. } => {
            ("ListContinue", Looks { indent: lists::indent(place.depth - 1), ..looks })
        }
        Place { is_aside: true, .. } => ("BlockText", looks),
        _ => ("Normal", looks),
    }
}
