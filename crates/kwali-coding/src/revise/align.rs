//! Which words of one text are which words of another: patience, then Myers where it is narrow.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A word of the old text and the same word of the new one, as places among the words.
pub(crate) type Pair = (usize, usize);

/// How many words in a row are looked for that stand once in either text; the longest first, since
/// they are the surest.
const RUNS: [usize; 3] = [16, 4, 1];

/// Where no more pairs of words than this are possible, anchors are not worth the looking.
const NARROW: usize = 1 << 12;

/// So often a stretch between anchors is looked at for anchors of its own.
const DEEPEST: usize = 24;

/// Words in a row that are equal by chance, between stretches that have nothing to do with each
/// other: at most so many, between at least so many others.
const ISLAND: usize = 2;
const SEA: usize = 8;

/// Returns the pairs of words that are the same, in order in both texts.
///
/// The work is bounded by the lengths of the texts and not by a clock: the same texts always give
/// the same pairs.
pub(crate) fn align(old: &[u32], new: &[u32]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open = vec![(0..old.len(), 0..new.len(), 0)];
    while let Some((in_old, in_new, depth)) = open.pop() {
        let (in_old, in_new) = trim((old, in_old), (new, in_new), &mut pairs);
        if in_old.is_empty() || in_new.is_empty() {
            continue;
        }
        let is_narrow = in_old.len().saturating_mul(in_new.len()) <= NARROW;
        let (part, other) = (&old[in_old.clone()], &new[in_new.clone()]);
        let anchors = if is_narrow || depth == DEEPEST { Vec::new() } else { anchors(part, other) };
        if anchors.is_empty() {
            let inner = shortest(part, other);
            pairs.extend(inner.into_iter().map(|(a, b)| (in_old.start + a, in_new.start + b)));
            continue;
        }
        let (mut from_old, mut from_new) = (in_old.start, in_new.start);
        for (a, b) in anchors {
            let (a, b) = (in_old.start + a, in_new.start + b);
            open.push((from_old..a, from_new..b, depth + 1));
            pairs.push((a, b));
            (from_old, from_new) = (a + 1, b + 1);
        }
        open.push((from_old..in_old.end, from_new..in_new.end, depth + 1));
    }
    pairs.sort_unstable();
    without_islands(&pairs, (old.len(), new.len()))
}

/// Pairs what both parts begin and end with, and returns what is left between.
fn trim(
    (old, mut in_old): (&[u32], Range<usize>),
    (new, mut in_new): (&[u32], Range<usize>),
    pairs: &mut Vec<Pair>,
) -> (Range<usize>, Range<usize>) {
    while !in_old.is_empty() && !in_new.is_empty() && old[in_old.start] == new[in_new.start] {
        pairs.push((in_old.start, in_new.start));
        in_old.start += 1;
        in_new.start += 1;
    }
    while !in_old.is_empty() && !in_new.is_empty() && old[in_old.end - 1] == new[in_new.end - 1] {
        in_old.end -= 1;
        in_new.end -= 1;
        pairs.push((in_old.end, in_new.end));
    }
    (in_old, in_new)
}

/// The pairs of the longest kind of run that stands once in each, in the longest order they share.
fn anchors(old: &[u32], new: &[u32]) -> Vec<Pair> {
    for length in RUNS {
        let in_new = single_runs(new, length);
        let in_old = single_runs(old, length);
        let starts = (0..(old.len() + 1).saturating_sub(length)).filter_map(|a| {
            let run = &old[a..a + length];
            in_old.get(run).copied().flatten()?;
            Some((a, in_new.get(run).copied().flatten()?))
        });
        let chain = longest_chain(&starts.collect::<Vec<_>>());
        if !chain.is_empty() {
            return spread(&chain, length);
        }
    }
    Vec::new()
}

/// The runs of so many words with their place, or none for a run that stands there twice.
fn single_runs(words: &[u32], length: usize) -> HashMap<&[u32], Option<usize>> {
    let mut runs = HashMap::with_capacity(words.len());
    for (place, run) in words.windows(length).enumerate() {
        runs.entry(run).and_modify(|known| *known = None).or_insert(Some(place));
    }
    runs
}

/// The longest part of the pairs in which both places ascend; the first places ascend already.
fn longest_chain(pairs: &[Pair]) -> Vec<Pair> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (number, &(_, b)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < b);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut next = ends.last().copied();
    let mut chain = Vec::with_capacity(ends.len());
    while let Some(number) = next {
        chain.push(pairs[number]);
        next = before[number];
    }
    chain.reverse();
    chain
}

/// Returns the pairs of all words of runs that begin at these pairs.
fn spread(starts: &[Pair], length: usize) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (a, b) in starts {
        for step in 0..length {
            let pair = (a + step, b + step);
            if pairs.last().is_none_or(|last| last.0 < pair.0 && last.1 < pair.1) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

fn shortest(old: &[u32], new: &[u32]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for step in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = step {
            pairs.extend((0..len).map(|at| (old_index + at, new_index + at)));
        }
    }
    pairs
}

fn without_islands(pairs: &[Pair], (n_old, n_new): Pair) -> Vec<Pair> {
    let runs: Vec<&[Pair]> = pairs.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b).collect();
    let mut kept = Vec::with_capacity(pairs.len());
    let mut before = (0, 0);
    for (number, run) in runs.iter().enumerate() {
        let (first, last) = (run[0], run[run.len() - 1]);
        let next = runs.get(number + 1).map_or((n_old, n_new), |next| next[0]);
        let ahead = (first.0 - before.0).max(first.1 - before.1);
        let behind = (next.0 - last.0 - 1).max(next.1 - last.1 - 1);
        if run.len() > ISLAND || ahead < SEA || behind < SEA {
            kept.extend_from_slice(run);
        }
        before = (last.0 + 1, last.1 + 1);
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<u32> {
        text.chars().map(u32::from).collect()
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let pairs = align(&words(old), &words(new));
        let same: String = pairs.iter().filter_map(|pair| old.chars().nth(pair.0)).collect();
        assert_eq!(same, expected);
    }

    #[test]
    fn what_both_have_in_order_is_paired() {
        check("abcdef", "abXdef", "abdef");
        check("abc", "abc", "abc");
        check("abc", "", "");
        check("abcxyz", "xyzabc", "abc");
    }

    #[test]
    fn a_word_that_is_equal_by_chance_among_many_others_is_not_paired() {
        check("abcdefgXhijklmn", "ABCDEFGXHIJKLMN", "X");
        check("abcdefghijXklmnopqrst", "0123456789X!?%&/()=+*", "");
    }

    /// Ten thousand words in which every tenth was changed, and two halves that changed places.
    #[test]
    fn long_texts_are_aligned_by_what_stands_in_them_once() {
        let old: Vec<u32> = (0..10_000).map(|n| if n % 3 == 0 { 7 } else { n }).collect();
        let changed: Vec<u32> = old
            .iter()
            .enumerate()
            .map(|(n, &word)| if n % 10 == 0 { 70_000 } else { word })
            .collect();
        assert_eq!(align(&old, &changed).len(), 9_000);
        let swapped = [&old[6_000..], &old[..6_000]].concat();
        // Both begin with the same word.
        assert!(
            align(&old, &swapped)[1..]
                .iter()
                .eq(&(1..6_000).map(|n| (n, n + 4_000)).collect::<Vec<_>>())
        );
    }

    /// Nothing stands there once, and nothing is where it was.
    #[test]
    fn texts_of_two_words_are_aligned_in_bounded_time() {
        let old: Vec<u32> = (0..20_000u32).map(|n| n.wrapping_mul(2_654_435_761) >> 31).collect();
        let new: Vec<u32> = (0..20_000u32).map(|n| n.wrapping_mul(2_246_822_519) >> 31).collect();
        let pairs = align(&old, &new);
        assert!(pairs.iter().all(|&(a, b)| old[a] == new[b]));
    }

    proptest! {
        #[test]
        fn pairs_are_equal_words_in_order(old in "[a-f]{0,90}", new in "[a-f]{0,90}") {
            let (old, new) = (words(&old), words(&new));
            let pairs = align(&old, &new);
            prop_assert!(pairs.iter().all(|&(a, b)| old[a] == new[b]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }
    }
}
