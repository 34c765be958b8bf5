//! The text of the page: headings, paragraphs, lists, and tables that the template has written out.

use super::{Writer, exhibit};
use crate::Side;
use crate::factsheet::blocks::{Block, Inline};
use crate::visible::escape;

impl Writer<'_> {
    /// Adds blocks to the page.
    pub(super) fn push_blocks(&self, blocks: &[Block], html: &mut String) {
        push_blocks(self, blocks, html);
    }
}

fn push_blocks(writer: &Writer<'_>, blocks: &[Block], html: &mut String) {
    for block in blocks {
        push_block(writer, block, html);
    }
}

fn push_block(writer: &Writer<'_>, block: &Block, html: &mut String) {
    let within = |tag: &str, blocks: &[Block], html: &mut String| {
        html.push_str(&format!("<{tag}>\n"));
        push_blocks(writer, blocks, html);
        html.push_str(&format!("</{tag}>\n"));
    };
    match block {
        Block::Heading { level, words } => push_line(writer, &format!("h{level}"), words, html),
        Block::Paragraph(words) => push_line(writer, "p", words, html),
        Block::Line(words) => html.push_str(&line(writer, words)),
        Block::Aside(blocks) => within("blockquote", blocks, html),
        Block::List { first, items } => {
            let (start, tag) = match first {
                None => ("<ul>".to_owned(), "ul"),
                Some(1) => ("<ol>".to_owned(), "ol"),
                Some(first) => (format!("<ol start=\"{first}\">"), "ol"),
            };
            html.push_str(&format!("{start}\n"));
            for item in items {
                html.push_str("<li>");
                push_blocks(writer, item, html);
                html.push_str("</li>\n");
            }
            html.push_str(&format!("</{tag}>\n"));
        }
        Block::Code(text) => html.push_str(&format!("<pre><code>{}</code></pre>\n", typed(text))),
        Block::Rule => html.push_str("<hr>\n"),
        Block::Table { head, sides, rows } => push_table(writer, (head, sides, rows), html),
        Block::Exhibit(place) => {
            if let Some(shown) = writer.page.shown(*place) {
                writer.push_exhibit(shown, html);
            }
        }
        Block::Note { label, blocks } => {
            let id = escape(label);
            html.push_str(&format!("<aside class=\"note\" id=\"note-{id}\"><sup>{id}</sup>\n"));
            push_blocks(writer, blocks, html);
            html.push_str("</aside>\n");
        }
    }
}

fn push_line(writer: &Writer<'_>, tag: &str, words: &[Inline], html: &mut String) {
    html.push_str(&format!("<{tag}>{}</{tag}>\n", line(writer, words)));
}

/// Returns a line of text.
fn line(writer: &Writer<'_>, words: &[Inline]) -> String {
    let within = |tag: &str, words: &[Inline]| format!("<{tag}>{}</{tag}>", line(writer, words));
    let inline = |inline: &Inline| match inline {
        Inline::Text(text) => escape(text),
        Inline::Strong(words) => within("strong", words),
        Inline::Emphasis(words) => within("em", words),
        Inline::Struck(words) => within("del", words),
        Inline::Code(text) => format!("<code>{}</code>", escape(text)),
        Inline::Link { to, words } => {
            format!("<a href=\"{}\">{}</a>", escape(to), line(writer, words))
        }
        Inline::Break => "<br>".to_owned(),
        Inline::Fact(place) => writer.page.shown(*place).map_or(String::new(), exhibit::in_line),
        Inline::NoteMark(label) => {
            let id = escape(label);
            format!("<sup><a href=\"#note-{id}\">{id}</a></sup>")
        }
        Inline::Checkbox(is_ticked) => {
            let ticked = if *is_ticked { " checked" } else { "" };
            format!("<input type=\"checkbox\" disabled{ticked}> ")
        }
    };
    words.iter().map(inline).collect()
}

/// A line of a table: the words of its cells.
type Cells = [Vec<Inline>];

fn push_table(
    writer: &Writer<'_>,
    (head, sides, rows): (&Cells, &[Side], &[Vec<Vec<Inline>>]),
    html: &mut String,
) {
    let class = |column: usize| match sides.get(column) {
        Some(Side::Right) => " class=\"number\"",
        _ => "",
    };
    let cells = |cells: &Cells, tag: &str| -> String {
        let cell = |(column, words): (usize, &Vec<Inline>)| {
            let start = if tag == "th" { "th scope=\"col\"" } else { tag };
            format!("<{start}{}>{}</{tag}>", class(column), line(writer, words))
        };
        cells.iter().enumerate().map(cell).collect()
    };
    html.push_str(&format!(
        "<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n",
        cells(head, "th")
    ));
    for row in rows {
        html.push_str(&format!("<tr>{}</tr>\n", cells(row, "td")));
    }
    html.push_str("</tbody>\n</table>\n");
}

/// Returns text whose line ends show.
fn typed(text: &str) -> String {
    text.split('\n').map(escape).collect::<Vec<String>>().join("\n")
}
