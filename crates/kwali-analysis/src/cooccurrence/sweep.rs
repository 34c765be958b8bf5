//! Sweeps over the sorted marks of one document.

use kwali_text::Span;

/// A marked stretch of a document in code points, with the number of its code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) code: u32,
}

impl Mark {
    pub(crate) fn new(span: Span, code: u32) -> Mark {
        Mark { start: span.start_char() as u32, end: span.end_char() as u32, code }
    }
}

/// Calls `pair` with the places of every two marks that share a character, the earlier one first.
///
/// The marks must be sorted by start. Takes as long as there are marks and pairs.
pub(crate) fn overlapping_pairs(marks: &[Mark], mut pair: impl FnMut(usize, usize)) {
    let mut open: Vec<(u32, u32)> = Vec::new();
    for (later, mark) in marks.iter().enumerate() {
        let mut number = 0;
        while let Some(&(end, earlier)) = open.get(number) {
            if end <= mark.start {
                open.swap_remove(number);
            } else {
                pair(earlier as usize, later);
                number += 1;
            }
        }
        open.push((mark.end, later as u32));
    }
}

/// Returns the unions of each code's marks, sorted by start; touching marks make one.
pub(crate) fn merge_by_code(marks: &[Mark], n_codes: usize) -> Vec<Mark> {
    const NONE: usize = usize::MAX;
    let mut merged: Vec<Mark> = Vec::new();
    let mut latest = vec![NONE; n_codes];
    for mark in marks {
        let latest = &mut latest[mark.code as usize];
        match merged.get_mut(*latest) {
            Some(union) if mark.start <= union.end => union.end = union.end.max(mark.end),
            _ => {
                *latest = merged.len();
                merged.push(*mark);
            }
        }
    }
    merged
}

/// A set of codes for each of several marks.
#[derive(Clone)]
pub(crate) struct CodeSets {
    n_words: usize,
    words: Vec<u64>,
}

impl CodeSets {
    /// Returns empty sets of codes numbered below `n_codes`.
    pub(crate) fn new(n_sets: usize, n_codes: usize) -> CodeSets {
        let n_words = n_codes.div_ceil(64);
        CodeSets { n_words, words: vec![0; n_sets * n_words] }
    }

    /// Returns for each mark the codes of the marks that overlap it, its own among them only if
    /// another mark has it too.
    pub(crate) fn overlapping(marks: &[Mark], n_codes: usize) -> CodeSets {
        let mut sets = CodeSets::new(marks.len(), n_codes);
        overlapping_pairs(marks, |earlier, later| {
            sets.insert(earlier, marks[later].code);
            sets.insert(later, marks[earlier].code);
        });
        sets
    }

    pub(crate) fn insert(&mut self, set: usize, code: u32) {
        self.words[set * self.n_words + code as usize / 64] |= 1 << (code % 64);
    }

    /// Adds the members of one of other sets to a set.
    pub(crate) fn add_set(&mut self, set: usize, others: &CodeSets, other: usize) {
        let own = &mut self.words[set * self.n_words..(set + 1) * self.n_words];
        let other = &others.words[other * self.n_words..(other + 1) * self.n_words];
        own.iter_mut().zip(other).for_each(|(own, other)| *own |= other);
    }

    /// Adds the members of as many sets to these.
    pub(crate) fn add(&mut self, other: &CodeSets) {
        self.words.iter_mut().zip(&other.words).for_each(|(own, others)| *own |= others);
    }

    /// Returns the codes of a set in order.
    pub(crate) fn codes(&self, set: usize) -> impl Iterator<Item = u32> + '_ {
        let words = self.words[set * self.n_words..(set + 1) * self.n_words].iter();
        words.enumerate().flat_map(|(number, &word)| {
            let later = |&rest: &u64| Some(rest & (rest - 1)).filter(|&rest| rest != 0);
            let rests = std::iter::successors(Some(word).filter(|&word| word != 0), later);
            rests.map(move |rest| number as u32 * 64 + rest.trailing_zeros())
        })
    }

    /// Returns how many members two sets have in common.
    pub(crate) fn common(&self, a: usize, b: usize) -> u64 {
        let set = |set: usize| &self.words[set * self.n_words..(set + 1) * self.n_words];
        set(a).iter().zip(set(b)).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    /// Returns the number of members of a set.
    pub(crate) fn len(&self, set: usize) -> u64 {
        self.common(set, set)
    }
}
