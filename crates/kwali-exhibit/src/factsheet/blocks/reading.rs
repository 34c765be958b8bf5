//! Reads a filled-in template, which is Markdown, into blocks.

use std::iter::Peekable;

use pulldown_cmark_html::{Alignment, CowStr, Event, Options, Parser, Tag, TextMergeStream};

use super::{Block, Inline};
use crate::Side;
use crate::factsheet::template::{Piece, pieces};

/// Returns the blocks of a filled-in template.
///
/// `is_block` says of what a function shows whether it stands by itself; where that is called
/// within a line, the line ends before it. HTML is text and a picture is a link, so that a page
/// never runs or fetches anything.
pub(crate) fn read(filled: &str, is_block: &dyn Fn(usize) -> bool) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let events = TextMergeStream::new(Parser::new_ext(filled, options)).peekable();
    Reader { events, is_block }.blocks()
}

struct Reader<'a, I: Iterator<Item = Event<'a>>> {
    events: Peekable<I>,
    is_block: &'a dyn Fn(usize) -> bool,
}

impl<'a, I: Iterator<Item = Event<'a>>> Reader<'a, I> {
    /// Reads blocks up to the end of what they stand in.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Rule => blocks.push(Block::Rule),
                Event::Start(tag) if is_of_block(&tag) => self.block(tag, &mut blocks),
                event => {
                    let mut words = Vec::new();
                    self.inline(event, &mut words);
                    while self.events.peek().is_some_and(is_in_line) {
                        if let Some(event) = self.events.next() {
                            self.inline(event, &mut words);
                        }
                    }
                    self.parted(words, Block::Line, &mut blocks);
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                let words = self.line();
                self.parted(words, Block::Paragraph, blocks);
            }
            Tag::Heading { level, .. } => {
                let words = self.line();
                let level = level as u8;
                let (words, behind) = self.without_blocks(words);
                blocks.push(Block::Heading { level, words });
                blocks.extend(behind);
            }
            Tag::BlockQuote(_) => blocks.push(Block::Aside(self.blocks())),
            Tag::CodeBlock(_) => {
                let words = self.line();
                blocks.push(Block::Code(super::plain(&words, &[])));
            }
            Tag::List(first) => {
                let mut items = Vec::new();
                while let Some(Event::Start(_)) = self.events.next() {
                    items.push(self.blocks());
                }
                blocks.push(Block::List { first, items });
            }
            Tag::Table(alignments) => self.table(&alignments, blocks),
            Tag::FootnoteDefinition(label) => {
                blocks.push(Block::Note { label: label.into_string(), blocks: self.blocks() });
            }
            _ => blocks.extend(self.blocks()),
        }
    }

    fn table(&mut self, alignments: &[Alignment], blocks: &mut Vec<Block>) {
        let side = |alignment: &Alignment| match alignment {
            Alignment::Right => Side::Right,
            _ => Side::Left,
        };
        let mut rows = Vec::new();
        let mut behind = Vec::new();
        while let Some(Event::Start(_)) = self.events.next() {
            let mut row = Vec::new();
            while let Some(Event::Start(_)) = self.events.next() {
                let words = self.line();
                let (words, exhibits) = self.without_blocks(words);
                row.push(words);
                behind.extend(exhibits);
            }
            rows.push(row);
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        blocks.push(Block::Table { head, sides: alignments.iter().map(side).collect(), rows });
        blocks.extend(behind);
    }

    /// Reads the words up to the end of what they stand in.
    fn line(&mut self) -> Vec<Inline> {
        let mut words = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                event => self.inline(event, &mut words),
            }
        }
        words
    }

    fn inline(&mut self, event: Event<'a>, words: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => push_pieces(&text, words, Inline::Text),
            Event::Html(text) | Event::InlineHtml(text) => push_pieces(&text, words, Inline::Text),
            Event::Code(text) => push_pieces(&text, words, Inline::Code),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                push_pieces(&text, words, Inline::Text);
            }
            Event::SoftBreak => words.push(Inline::Text(" ".to_owned())),
            Event::HardBreak => words.push(Inline::Break),
            Event::FootnoteReference(label) => words.push(Inline::NoteMark(label.into_string())),
            Event::TaskListMarker(is_ticked) => words.push(Inline::Checkbox(is_ticked)),
            Event::Start(tag) => {
                let inside = self.line();
                match tag {
                    Tag::Strong => words.push(Inline::Strong(inside)),
                    Tag::Emphasis => words.push(Inline::Emphasis(inside)),
                    Tag::Strikethrough => words.push(Inline::Struck(inside)),
                    Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                        words.push(Inline::Link { to: harmless_link(&dest_url), words: inside });
                    }
                    _ => words.extend(inside),
                }
            }
            Event::Rule | Event::End(_) => {}
        }
    }

    /// Adds the words of a paragraph, parted where something stands by itself.
    fn parted(
        &self,
        words: Vec<Inline>,
        block: impl Fn(Vec<Inline>) -> Block,
        blocks: &mut Vec<Block>,
    ) {
        let mut line = Vec::new();
        let flush = |line: &mut Vec<Inline>, blocks: &mut Vec<Block>| {
            let line = std::mem::take(line);
            let is_blank =
                |inline: &Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
            if !line.iter().all(is_blank) {
                blocks.push(block(line));
            }
        };
        for inline in words {
            match inline {
                Inline::Fact(place) if (self.is_block)(place) => {
                    flush(&mut line, blocks);
                    blocks.push(Block::Exhibit(place));
                }
                inline => line.push(inline),
            }
        }
        flush(&mut line, blocks);
    }

    /// Returns the words of a line that cannot be parted, and the exhibits that go behind it.
    fn without_blocks(&self, words: Vec<Inline>) -> (Vec<Inline>, Vec<Block>) {
        let mut behind = Vec::new();
        let mut kept = Vec::new();
        for inline in words {
            match inline {
                Inline::Fact(place) if (self.is_block)(place) => {
                    behind.push(Block::Exhibit(place));
                }
                inline => kept.push(inline),
            }
        }
        (kept, behind)
    }
}

fn is_of_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_in_line(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !is_of_block(tag),
        Event::End(_) | Event::Rule => false,
        _ => true,
    }
}

/// Adds a text, with what functions show in it.
fn push_pieces(text: &str, words: &mut Vec<Inline>, inline: impl Fn(String) -> Inline) {
    words.extend(pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => inline(text.to_owned()),
        Piece::Fragment(place) => Inline::Fact(place),
    }));
}

/// Returns the address unless following it would run something.
fn harmless_link(url: &CowStr<'_>) -> String {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
    let is_scheme = |scheme: &String| scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    match scheme.filter(is_scheme).as_deref() {
        None | Some("http" | "https" | "mailto") => url.to_string(),
        Some(_) => "#".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[track_caller]
    fn check(filled: &str, blocks: &[Block]) {
        // What has an odd number stands by itself.
        assert_eq!(read(filled, &|place| place % 2 == 1), blocks);
    }

    #[test]
    fn exhibits_end_the_line_they_stand_in() {
        let alone = [Block::Exhibit(1)];
        check("\u{e000}1\u{e001}", &alone);
        check("\u{e000}1\u{e001}\n\u{e000}3\u{e001}\n", &[Block::Exhibit(1), Block::Exhibit(3)]);
        check(
            "a \u{e000}2\u{e001} b \u{e000}1\u{e001} c",
            &[
                Block::Paragraph(vec![text("a "), Inline::Fact(2), text(" b ")]),
                Block::Exhibit(1),
                Block::Paragraph(vec![text(" c")]),
            ],
        );
        let heading = Block::Heading { level: 2, words: vec![text("a ")] };
        check("## a \u{e000}1\u{e001}", &[heading, Block::Exhibit(1)]);
    }

    #[test]
    fn lists_tables_and_notes_keep_their_parts() {
        let line = |words: &str| vec![Block::Line(vec![text(words)])];
        check("3. a\n4. b", &[Block::List { first: Some(3), items: vec![line("a"), line("b")] }]);
        let paragraph = |words: &str| vec![Block::Paragraph(vec![text(words)])];
        let items = vec![paragraph("a"), paragraph("b")];
        check("- a\n\n- b", &[Block::List { first: None, items }]);
        let inner = Block::List { first: None, items: vec![line("b")] };
        let items = vec![[line("a"), vec![inner]].concat()];
        check("- a\n  - b", &[Block::List { first: None, items }]);
        check(
            "| a | b |\n|---|--:|\n| c | **d** |",
            &[Block::Table {
                head: vec![vec![text("a")], vec![text("b")]],
                sides: vec![Side::Left, Side::Right],
                rows: vec![vec![vec![text("c")], vec![Inline::Strong(vec![text("d")])]]],
            }],
        );
        check(
            "a[^1]\n\n[^1]: b",
            &[
                Block::Paragraph(vec![text("a"), Inline::NoteMark("1".to_owned())]),
                Block::Note { label: "1".to_owned(), blocks: paragraph("b") },
            ],
        );
    }

    #[test]
    fn markup_is_text_and_pictures_are_links() {
        check("<b>a</b>", &[Block::Paragraph(vec![text("<b>"), text("a"), text("</b>")])]);
        let link = |to: &str| Inline::Link { to: to.to_owned(), words: vec![text("a")] };
        check("![a](http://b)", &[Block::Paragraph(vec![link("http://b")])]);
        check("[a](javascript:b)", &[Block::Paragraph(vec![link("#")])]);
    }
}
