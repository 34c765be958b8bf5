//! Where in its sentence a number stands: the words before and behind it.

use serde::{Deserialize, Serialize};

use super::blocks::{Block, Blocks, Inline, plain};

/// So many words on either side say where a number stands.
const WORDS: usize = 12;

/// The words around what a function shows in a line, as far as they are in its paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Around {
    pub(crate) before: String,
    pub(crate) behind: String,
}

/// Returns the words around each thing that is shown in a line, by its place; the first time where
/// it is shown several times.
pub(super) fn around(page: &Blocks) -> Vec<Option<Around>> {
    let mut around = vec![None; page.shown.len()];
    walk(&page.blocks, page, &mut around);
    around
}

fn walk(blocks: &[Block], page: &Blocks, around: &mut [Option<Around>]) {
    for block in blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) | Block::Line(words) => {
                in_line(words, page, around);
            }
            Block::Aside(blocks) | Block::Note { blocks, .. } => walk(blocks, page, around),
            Block::List { items, .. } => items.iter().for_each(|item| walk(item, page, around)),
            Block::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|words| in_line(words, page, around));
            }
            Block::Code(_) | Block::Rule | Block::Exhibit(_) => {}
        }
    }
}

/// Finds what is shown in a line, with the text of the line before and behind it.
fn in_line(words: &[Inline], page: &Blocks, around: &mut [Option<Around>]) {
    let mut pieces = Vec::new();
    flatten(words, page, &mut pieces);
    for (number, (place, _)) in pieces.iter().enumerate() {
        let Some(place) = place else { continue };
        let text = |pieces: &[(Option<usize>, String)]| {
            pieces.iter().map(|(_, text)| text.as_str()).collect::<String>()
        };
        let (before, behind) = (text(&pieces[..number]), text(&pieces[number + 1..]));
        if let Some(known @ None) = around.get_mut(*place) {
            *known = Some(Around { before: last_words(&before), behind: first_words(&behind) });
        }
    }
}

/// Takes a line apart in text and what functions show in it, by place.
fn flatten(words: &[Inline], page: &Blocks, pieces: &mut Vec<(Option<usize>, String)>) {
    for inline in words {
        match inline {
            Inline::Strong(words)
            | Inline::Emphasis(words)
            | Inline::Struck(words)
            | Inline::Link { words, .. } => flatten(words, page, pieces),
            Inline::Fact(place) => {
                pieces.push((Some(*place), plain(std::slice::from_ref(inline), &page.shown)));
            }
            _ => pieces.push((None, plain(std::slice::from_ref(inline), &page.shown))),
        }
    }
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[words.len().saturating_sub(WORDS)..].join(" ")
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ")
}
