//! How a table is made to fit a page: its type, its paper, and where it is parted.

use super::pages::Paper;
use crate::Error;
use crate::chart::{Typeface, Weight};
use crate::table::fitting::{Block, GAP, Wish, blocks};
use crate::wrapping::pieces;

/// The type of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Usual,
    Small,
}

impl Type {
    /// What the names of its styles end in.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Type::Usual => "",
            Type::Small => "Small",
        }
    }

    /// How wide a character is on average, in twentieths of a point: 0.53 em of 8.5 and 7.5 points.
    pub(super) fn character(self) -> u32 {
        match self {
            Type::Usual => 90,
            Type::Small => 80,
        }
    }
}

/// The same in em of Noto Sans, in which texts are measured: Arial, in which they are set, is hardly ever
/// wider, and in bold by a twenty-fifth at most.
fn character(weight: Weight) -> f64 {
    match weight {
        Weight::Regular => 0.53,
        Weight::Bold => 0.51,
    }
}

/// No column of texts that are longer is narrower, in characters, nor wider for the sake of one word.
const NARROWEST_TEXT: usize = 18;
const LONGEST_WORD: usize = 30;

/// What is tried until the whole table fits.
const TRIES: [(Paper, Type); 4] = [
    (Paper::Portrait, Type::Usual),
    (Paper::Portrait, Type::Small),
    (Paper::Landscape, Type::Usual),
    (Paper::Landscape, Type::Small),
];

/// How a table is set.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) paper: Paper,
    pub(super) size: Type,
    /// The tables it is parted in, each with the first column; nearly always one.
    pub(super) blocks: Vec<Block>,
}

impl Fit {
    /// The widths of the columns of a block in twentieths of a point.
    pub(super) fn widths(&self, block: &Block) -> Vec<u32> {
        let (room, _) = self.paper.room();
        let wide = |width: &usize| (*width + GAP) as u32 * self.size.character();
        let widths: Vec<u32> = block.widths.iter().map(wide).collect();
        let all: u32 = widths.iter().sum();
        match all <= room {
            true => widths,
            // No column is left out, however many there are.
            false => widths.iter().map(|width| (width * room / all).max(1)).collect(),
        }
    }

    /// The white at each side of a cell, in twentieths of a point.
    pub(super) fn padding(&self) -> u32 {
        GAP as u32 * self.size.character() / 2
    }
}

/// Returns how a table is set; it lies on its side only where `may_turn`.
pub(super) fn fit(wishes: &[Wish], may_turn: bool) -> Fit {
    let tries = if may_turn { &TRIES[..] } else { &TRIES[..2] };
    let room = |(paper, size): (Paper, Type)| (paper.room().0 / size.character()) as usize - GAP;
    for &(paper, size) in tries {
        if let Some(widths) = widths(wishes, room((paper, size))) {
            let block = Block { columns: (0..wishes.len()).collect(), widths };
            return Fit { paper, size, blocks: vec![block] };
        }
    }
    let (paper, size) = tries[tries.len() - 1];
    Fit { paper, size, blocks: blocks(wishes, 1, room((paper, size))) }
}

/// Returns the widths of the columns if they fit the room.
///
/// What room is left goes, character by character, to the column whose longest cell takes the most
/// lines, so that rows become as low as can be.
fn widths(wishes: &[Wish], room: usize) -> Option<Vec<usize>> {
    let least = |wish: &Wish| if wish.is_text { wish.word.min(LONGEST_WORD) } else { wish.word };
    let mut widths: Vec<usize> = wishes.iter().map(|wish| least(wish).max(1)).collect();
    let gaps = GAP * widths.len().saturating_sub(1);
    let mut left = room.checked_sub(widths.iter().sum::<usize>() + gaps)?;
    while left > 0 {
        let n_lines = |at: usize| wishes[at].whole.div_ceil(widths[at]);
        // Of several that take as many the first.
        let Some(at) = (0..widths.len()).rev().max_by_key(|&at| n_lines(at)) else { break };
        if n_lines(at) <= 1 {
            break;
        }
        widths[at] += 1;
        left -= 1;
    }
    Some(widths)
}

/// Measures texts in characters of average width.
pub(super) struct Measure(Typeface);

impl Measure {
    pub(super) fn new() -> Result<Measure, Error> {
        Ok(Measure(Typeface::load()?))
    }

    fn width(&self, text: &str, weight: Weight) -> usize {
        (self.0.ems(text, weight) / character(weight)).ceil() as usize
    }

    /// Returns the widths of the longest line and of the longest word.
    fn longest(&self, text: &str, weight: Weight) -> (usize, usize) {
        let lines = text.lines().map(|line| self.width(line, weight));
        let words = text.lines().flat_map(pieces).map(|word| self.width(word.trim_end(), weight));
        (lines.max().unwrap_or(0), words.max().unwrap_or(0))
    }

    /// How wide a heading is on one line.
    pub(super) fn heading(&self, text: &str) -> usize {
        self.longest(text, Weight::Bold).0
    }

    /// Returns what a column asks for: `head` is its heading, `texts` are its cells.
    pub(super) fn wish<'a>(
        &self,
        (head, is_text): (&str, bool),
        texts: impl Iterator<Item = &'a str>,
        (is_head, joins): (bool, bool),
    ) -> Wish {
        let mut longest = self.longest(head, Weight::Bold);
        for text in texts {
            let (line, word) = self.longest(text, Weight::Regular);
            longest = (longest.0.max(line), longest.1.max(word));
        }
        let (whole, word) = longest;
        let wish = Wish { whole, word, is_text, is_head, joins };
        if is_text { wish.kept_at(NARROWEST_TEXT) } else { wish }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with a label and columns of a text.
    fn fitted(n: usize, text: &str, is_text: bool) -> Fit {
        let measure = Measure::new().unwrap();
        let column = |at| {
            let texts = [if at == 0 { "Belemmering" } else { text }];
            measure.wish(("kop", at == 0 || is_text), texts.into_iter(), (at == 0, false))
        };
        let wishes: Vec<Wish> = (0..=n).map(column).collect();
        fit(&wishes, true)
    }

    #[track_caller]
    fn check(n: usize, text: &str, paper: Paper, size: Type, n_blocks: usize) {
        let fit = fitted(n, text, false);
        assert_eq!((fit.paper, fit.size, fit.blocks.len()), (paper, size, n_blocks));
        for block in &fit.blocks {
            assert!(fit.widths(block).iter().sum::<u32>() <= paper.room().0);
        }
    }

    #[test]
    fn wide_tables_get_smaller_type_then_lie_on_their_side_then_are_parted() {
        check(4, "12", Paper::Portrait, Type::Usual, 1);
        check(17, "12,5", Paper::Portrait, Type::Small, 1);
        check(27, "12,5", Paper::Landscape, Type::Small, 1);
        check(60, "12,5", Paper::Landscape, Type::Small, 3);
    }

    #[test]
    fn texts_get_the_room_that_numbers_leave() {
        let texts = "woord ".repeat(40);
        let fit = fitted(2, &texts, true);
        assert_eq!((fit.paper, fit.size), (Paper::Portrait, Type::Usual));
        let widths = fit.widths(&fit.blocks[0]);
        assert!(widths[1] > 3000 && widths[1].abs_diff(widths[2]) < 600, "{widths:?}");
        // Of texts of 30 and 300 characters the long one gets the room.
        let wish = |whole| Wish { whole, word: 18, is_text: true, is_head: false, joins: false };
        assert_eq!(super::widths(&[wish(30), wish(300)], 80), Some(vec![18, 60]));
        assert_eq!(super::widths(&[wish(30), wish(300)], 37), None);
        assert_eq!(super::widths(&[wish(30), wish(20)], 80), Some(vec![30, 20]));
    }

    #[test]
    fn words_are_not_broken_in_arial() {
        let measure = Measure::new().unwrap();
        // Hundredths of an em, by Adobe's metrics of Helvetica, which Arial keeps.
        for (word, weight, needed) in [
            ("Amsterdam", Weight::Regular, 511),
            ("WMO-momenten", Weight::Regular, 761),
            ("ervaringsdeskundige", Weight::Regular, 923),
            ("Deelnemers", Weight::Bold, 567),
            ("Gesprekken", Weight::Bold, 573),
            ("Segmenten", Weight::Bold, 539),
            ("Som", Weight::Bold, 217),
            ("100,0%", Weight::Regular, 340),
            ("Gepubliceerd", Weight::Bold, 640),
        ] {
            let given = measure.width(word, weight) * 53;
            assert!(given >= needed && given < needed + 3 * 53, "{word}: {given} for {needed}");
        }
    }
}
