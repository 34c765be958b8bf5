//! The words of a part laid beside the words of a text, so that as few as possible differ.

use std::ops::Range;

use super::needle::{Item, Part};
use super::written::Word;

/// A word that is another.
const DIFFERENT: u32 = 10;
/// A word that was not said: more, so that the words behind what was left out are found.
const ADDED: u32 = 12;
/// A word that was said and is not quoted.
const DROPPED: u32 = 5;
/// A word that is written otherwise.
const WRITTEN_OTHERWISE: u32 = 3;

/// What became of one word; items by number in their part, words by number in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Same { item: usize, word: usize },
    Changed { item: usize, word: usize, is_same_word: bool },
    Added { item: usize },
    Dropped { word: usize },
    Replaced { item: usize, words: Range<usize> },
}

/// A part beside the stretch of a text that differs least from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aligned {
    /// 0 where nothing differs.
    pub(super) cost: u32,
    /// The words of the text.
    pub(super) words: Range<usize>,
    pub(super) steps: Vec<Step>,
}

impl Aligned {
    /// Returns how many words of the part are in the text in that order, however they are written.
    pub(super) fn n_matched(&self) -> usize {
        let is_matched = |step: &&Step| {
            matches!(step, Step::Same { .. } | Step::Changed { is_same_word: true, .. })
        };
        self.steps.iter().filter(is_matched).count()
    }
}

/// Lays a part beside the words of a text in a window of it; of stretches that differ as little,
/// the first.
pub(super) fn align(part: &Part, text: &str, words: &[Word], window: Range<usize>) -> Aligned {
    let window = window.start.min(words.len())..window.end.min(words.len());
    let width = window.len() + 1;
    let in_window = &words[window.clone()];
    let mut costs = vec![0u32; width * (part.items.len() + 1)];
    for (number, item) in part.items.iter().enumerate() {
        for column in 0..width {
            let above = &costs[number * width..(number + 1) * width];
            let cost = match item {
                Item::Word(_) => {
                    let added = above[column] + ADDED;
                    let paired = column
                        .checked_sub(1)
                        .map(|before| above[before] + distance(item, text, &in_window[before]));
                    let dropped = column
                        .checked_sub(1)
                        .map(|before| costs[(number + 1) * width + before] + DROPPED);
                    [paired, dropped].into_iter().flatten().fold(added, u32::min)
                }
                Item::Inserted { .. } => {
                    let from = column.saturating_sub(item.most_replaced());
                    above[from..=column].iter().copied().min().unwrap_or_default()
                }
            };
            costs[(number + 1) * width + column] = cost;
        }
    }
    let last = &costs[part.items.len() * width..];
    let cost = last.iter().copied().min().unwrap_or_default();
    let column = last.iter().position(|&this| this == cost).unwrap_or_default();
    let matrix = Matrix { costs: &costs, width, text, words: in_window, from: window.start };
    let (first, steps) = matrix.steps(part, column);
    Aligned { cost, words: window.start + first..window.start + column, steps }
}

fn distance(item: &Item, text: &str, word: &Word) -> u32 {
    match item {
        Item::Word(wanted) if wanted.is(text, word) => 0,
        Item::Word(wanted) if wanted.key == word.key => WRITTEN_OTHERWISE,
        _ => DIFFERENT,
    }
}

/// The least cost of the first items up to each word.
struct Matrix<'a> {
    costs: &'a [u32],
    width: usize,
    text: &'a str,
    words: &'a [Word],
    /// The number of the first word in the text.
    from: usize,
}

impl Matrix<'_> {
    fn cost(&self, row: usize, column: usize) -> u32 {
        self.costs[row * self.width + column]
    }

    /// Goes back from a column of the last row to where the stretch begins.
    fn steps(&self, part: &Part, column: usize) -> (usize, Vec<Step>) {
        let (mut row, mut column) = (part.items.len(), column);
        let mut steps = Vec::new();
        while row > 0 {
            let number = row - 1;
            let item = &part.items[number];
            let here = self.cost(row, column);
            if let Item::Inserted { .. } = item {
                let most = item.most_replaced().min(column);
                let taken = (0..=most).find(|taken| self.cost(number, column - taken) == here);
                let start = column - taken.unwrap_or_default();
                let words = self.from + start..self.from + column;
                steps.push(Step::Replaced { item: number, words });
                (row, column) = (number, start);
                continue;
            }
            let before = column.checked_sub(1);
            let paired = before.filter(|&before| {
                self.cost(number, before) + distance(item, self.text, &self.words[before]) == here
            });
            if let Some(before) = paired {
                let word = self.from + before;
                steps.push(match distance(item, self.text, &self.words[before]) {
                    0 => Step::Same { item: number, word },
                    cost => Step::Changed {
                        item: number,
                        word,
                        is_same_word: cost == WRITTEN_OTHERWISE,
                    },
                });
                (row, column) = (number, before);
            } else if let Some(before) =
                before.filter(|&before| self.cost(row, before) + DROPPED == here)
            {
                steps.push(Step::Dropped { word: self.from + before });
                column = before;
            } else {
                steps.push(Step::Added { item: number });
                row = number;
            }
        }
        steps.reverse();
        (column, steps)
    }
}

#[cfg(test)]
mod tests {
    use super::super::needle::Needle;
    use super::super::written::words_in;
    use super::*;

    #[track_caller]
    fn check(quotation: &str, text: &str, expected: &str) {
        let words = words_in(text, std::iter::once(0..text.len()));
        let needle = Needle::of(quotation);
        let aligned = align(&needle.parts[0], text, &words, 0..words.len());
        let sign = |step: &Step| match step {
            Step::Same { .. } => '=',
            Step::Changed { is_same_word: true, .. } => '~',
            Step::Changed { .. } => '/',
            Step::Added { .. } => '+',
            Step::Dropped { .. } => '-',
            Step::Replaced { .. } => '*',
        };
        let signs: String = aligned.steps.iter().map(sign).collect();
        assert_eq!(format!("{} {signs} {:?}", aligned.cost, aligned.words), expected);
    }

    #[test]
    fn as_few_words_as_possible_differ() {
        let text = "Nou, ik kwam toen niet langs, zei hij.";
        check("Ik kwam toen niet langs.", text, "0 ===== 1..6");
        check("ik kwam toen wel langs", text, "10 ===/= 1..6");
        check("ik kwam toen langs", text, "5 ===-= 1..6");
        check("ik kwam toen dus niet langs", text, "12 ===+== 1..6");
        check("ik kwam Toen niet langs", text, "3 ==~== 1..6");
        check("[Els] kwam toen", text, "0 *== 2..4");
        check("nee", "", "12 + 0..0");
    }
}
