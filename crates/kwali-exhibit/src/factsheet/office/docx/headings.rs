//! Which style each heading gets, so that their order has no gaps.

use crate::factsheet::blocks::Block;

/// The style of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// The name of the whole.
    Title,
    /// A heading of level 1 to 6.
    Heading(usize),
}

impl Rank {
    /// The id of the style.
    pub(super) fn style(self) -> String {
        match self {
            Rank::Title => "Title".to_owned(),
            Rank::Heading(level) => format!("Heading{level}"),
        }
    }
}

/// Returns the ranks of all headings in the order in which they stand, those in notes aside.
///
/// The first is the title if it is the only one of its level and none is above it. A heading is
/// never more than one level below the one it belongs to.
pub(super) fn ranks(blocks: &[Block]) -> Vec<Rank> {
    let mut levels = Vec::new();
    collect(blocks, &mut levels);
    let has_title = levels
        .split_first()
        .is_some_and(|(first, others)| *first == 1 && others.iter().all(|level| *level > 1));
    let mut above: Vec<u8> = Vec::new();
    let mut ranks = Vec::new();
    for (place, level) in levels.into_iter().enumerate() {
        if place == 0 && has_title {
            ranks.push(Rank::Title);
            continue;
        }
        while above.last().is_some_and(|last| *last >= level) {
            above.pop();
        }
        above.push(level);
        ranks.push(Rank::Heading(above.len()));
    }
    ranks
}

fn collect(blocks: &[Block], levels: &mut Vec<u8>) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => levels.push(*level),
            Block::Aside(blocks) => collect(blocks, levels),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, levels)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(levels: &[u8], styles: &str) {
        let heading = |level: &u8| Block::Heading { level: *level, words: Vec::new() };
        let blocks: Vec<Block> = levels.iter().map(heading).collect();
        let made: Vec<String> = ranks(&blocks).into_iter().map(Rank::style).collect();
        assert_eq!(made.join(" "), styles);
    }

    #[test]
    fn order_has_no_gaps() {
        check(&[], "");
        check(&[1, 2, 3, 2], "Title Heading1 Heading2 Heading1");
        check(&[1, 2, 1, 2], "Heading1 Heading2 Heading1 Heading2");
        check(&[1, 4, 4, 2, 4], "Title Heading1 Heading1 Heading1 Heading2");
        check(&[2, 3, 6], "Heading1 Heading2 Heading3");
    }
}
