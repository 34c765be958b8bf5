//! The words around a number, by which it is found again in a sentence that was edited.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use kwali_text::fold;

use super::amounts::amounts;
use crate::Language;

/// From this share of the words around it on a number stands where the factsheet had it, in percent,
/// if a word right beside it is the same.
const LEAST_ALIKE: usize = 50;
/// The same, whatever stands right beside it.
const ALIKE_ANYWHERE: usize = 75;
/// So many words on either side are compared.
const WORDS: usize = 12;

/// The words around a number, folded; the nearest first.
pub(super) struct Surroundings {
    before: Vec<String>,
    behind: Vec<String>,
}

impl Surroundings {
    /// Returns the words before and behind a number.
    pub(super) fn of(before: &str, behind: &str, language: Language) -> Surroundings {
        let before = compared_words(before, language).into_iter().rev().take(WORDS).collect();
        let behind = compared_words(behind, language).into_iter().take(WORDS).collect();
        Surroundings { before, behind }
    }

    /// Returns how many of 100 words around this number of the factsheet stand around one of the
    /// report, and how many right beside it.
    fn likeness(&self, written: &Surroundings) -> (usize, usize) {
        let sides = [(&self.before, &written.before), (&self.behind, &written.behind)];
        let n_words: usize = sides.iter().map(|(own, _)| own.len()).sum();
        if n_words == 0 {
            return (0, 0);
        }
        let common: usize = sides.iter().map(|(own, other)| longest_common(own, other)).sum();
        let beside = |(own, other): &(&Vec<String>, &Vec<String>)| {
            own.iter().zip(other.iter()).take_while(|(own, other)| own == other).count()
                + usize::from(own.is_empty() && other.is_empty())
        };
        (common * 100 / n_words, sides.iter().map(beside).sum())
    }
}

/// Returns which numbers of a report are which of the factsheet: the likest surroundings first; of
/// sentences that are the same, in their order. None is used twice.
pub(super) fn matched(slots: &[&Surroundings], written: &[&Surroundings]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (slot, of_slot) in slots.iter().enumerate() {
        for (number, of_number) in written.iter().enumerate() {
            let (alike, nearest) = of_slot.likeness(of_number);
            if alike >= ALIKE_ANYWHERE || (alike >= LEAST_ALIKE && nearest > 0) {
                pairs.push((alike, nearest, slot, number));
            }
        }
    }
    pairs.sort_by_key(|&(alike, nearest, slot, number)| {
        (Reverse(alike), Reverse(nearest), slot, number)
    });
    let (mut slots, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    let mut matched = Vec::new();
    for (_, _, slot, number) in pairs {
        if !slots.contains(&slot) && !numbers.contains(&number) {
            slots.insert(slot);
            numbers.insert(number);
            matched.push((slot, number));
        }
    }
    matched
}

/// Returns the words of a text, folded; every number is the same word.
fn compared_words(text: &str, language: Language) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut from = 0;
    let of = |stretch: &str| -> Vec<String> {
        kwali_text::words(stretch).map(|word| fold(&stretch[word])).collect()
    };
    for number in amounts(text, language) {
        words.extend(of(&text[from..number.place.start]));
        words.push("#".to_owned());
        from = number.place.end;
    }
    words.extend(of(&text[from..]));
    words
}

/// Returns the length of the longest sequence of words that both have.
fn longest_common(a: &[String], b: &[String]) -> usize {
    let mut above = vec![0; b.len() + 1];
    for one in a {
        let mut row = vec![0; b.len() + 1];
        for (at, other) in b.iter().enumerate() {
            row[at + 1] = if one == other { above[at] + 1 } else { above[at + 1].max(row[at]) };
        }
        above = row;
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows for each number of the factsheet's sentences, marked `<n>`, which of the report's it is.
    #[track_caller]
    fn check(factsheet: &[&str], report: &[&str], expected: &[(usize, usize)]) {
        let of = |text: &&str| {
            let (before, rest) = text.split_once('<').unwrap_or((text, ""));
            let (_, behind) = rest.split_once('>').unwrap_or(("", rest));
            Surroundings::of(before, behind, Language::English)
        };
        let slots: Vec<Surroundings> = factsheet.iter().map(of).collect();
        let written: Vec<Surroundings> = report.iter().map(of).collect();
        let mut found =
            matched(&slots.iter().collect::<Vec<_>>(), &written.iter().collect::<Vec<_>>());
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_are_found_again_in_edited_sentences() {
        check(
            &["<18> of the 42 people named a barrier", "18 of the <42> people named a barrier"],
            &["<19> of all 42 people named a barrier", "19 of all <42> people named a barrier"],
            &[(0, 0), (1, 1)],
        );
        check(&["In <3> talks"], &["In <4> talks", "In <5> talks"], &[(0, 0)]);
        check(&["In <3> talks with residents"], &["We met <4> people in a hall"], &[]);
        check(&["<3>"], &["<3>"], &[]);
    }
}
