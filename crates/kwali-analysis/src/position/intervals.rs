//! Stretches of one scale, sorted so that it is quickly told whether one of them lies so.

use std::ops::Range;

/// A stretch of some scale with whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Stretch {
    pub(super) start: i64,
    pub(super) end: i64,
    /// The place of its coding in the document; [`NOBODY`] for a made span.
    pub(super) owner: u32,
}

/// The owner of spans that are no coding's.
pub(crate) const NOBODY: u32 = u32::MAX;

impl Stretch {
    /// Returns the stretch as it is seen from the other end: starts are ends.
    pub(super) fn mirrored(self) -> Stretch {
        Stretch { start: -self.end, end: -self.start, owner: self.owner }
    }
}

/// Sorted stretches; every question about them takes time in the logarithm of their number.
pub(super) struct Intervals {
    /// By start, then by end.
    sorted: Vec<Stretch>,
    ends: Extremes,
    /// By owner, where its stretch is in `sorted`; empty where nobody is left out.
    place_of: Vec<u32>,
}

impl Intervals {
    pub(super) fn new(mut stretches: Vec<Stretch>) -> Intervals {
        stretches.sort_unstable();
        let ends = Extremes::new(stretches.iter().map(|stretch| stretch.end));
        Intervals { sorted: stretches, ends, place_of: Vec::new() }
    }

    /// Lets an owner's own stretch be left out of the answers to its questions.
    pub(super) fn with_owners(mut self) -> Intervals {
        let owners = self.sorted.iter().map(|stretch| stretch.owner);
        let n_owners = owners.clone().filter(|&owner| owner != NOBODY).max();
        self.place_of = vec![NOBODY; n_owners.map_or(0, |last| last as usize + 1)];
        for (place, owner) in owners.enumerate() {
            if owner != NOBODY {
                self.place_of[owner as usize] = place as u32;
            }
        }
        self
    }

    pub(super) fn sorted(&self) -> &[Stretch] {
        &self.sorted
    }

    /// How many start before `start`.
    pub(super) fn before(&self, start: i64) -> usize {
        self.sorted.partition_point(|stretch| stretch.start < start)
    }

    /// How many start at `start` or before.
    pub(super) fn upto(&self, start: i64) -> usize {
        self.sorted.partition_point(|stretch| stretch.start <= start)
    }

    /// True if one in a range of places ends at `least` or behind.
    pub(super) fn any_reaches(&self, range: Range<usize>, least: i64) -> bool {
        self.ends.max(range).is_some_and(|end| end >= least)
    }

    /// True if one in a range of places ends at `most` or before.
    pub(super) fn any_ends_by(&self, range: Range<usize>, most: i64) -> bool {
        self.ends.min(range).is_some_and(|end| end <= most)
    }

    /// Returns the parts of a range of places that are not the owner's own.
    pub(super) fn without(&self, range: Range<usize>, owner: u32) -> [Range<usize>; 2] {
        match self.place_of.get(owner as usize).map(|&place| place as usize) {
            Some(place) if range.contains(&place) => [range.start..place, place + 1..range.end],
            _ => [range, 0..0],
        }
    }

    /// Returns the places of those that start and end like this.
    pub(super) fn equal(&self, stretch: Stretch) -> Range<usize> {
        let key = |other: &Stretch| (other.start, other.end);
        let wanted = (stretch.start, stretch.end);
        let first = self.sorted.partition_point(|other| key(other) < wanted);
        let n = self.sorted[first..].partition_point(|other| key(other) == wanted);
        first..first + n
    }
}

/// The greatest and the least of any range of numbers, in time of the logarithm of their number.
pub(super) struct Extremes {
    /// Trees as arrays: the parent of `i` is `i / 2`, the numbers are the last half.
    greatest: Vec<i64>,
    least: Vec<i64>,
}

impl Extremes {
    pub(super) fn new(numbers: impl ExactSizeIterator<Item = i64> + Clone) -> Extremes {
        let n = numbers.len();
        let tree = |join: fn(i64, i64) -> i64| {
            let mut tree = vec![0; n];
            tree.extend(numbers.clone());
            for parent in (1..n).rev() {
                tree[parent] = join(tree[2 * parent], tree[2 * parent + 1]);
            }
            tree
        };
        Extremes { greatest: tree(i64::max), least: tree(i64::min) }
    }

    /// Returns the greatest number in a range of places; `None` if it is empty.
    pub(super) fn max(&self, range: Range<usize>) -> Option<i64> {
        joined(&self.greatest, range, i64::max)
    }

    /// Returns the least number in a range of places; `None` if it is empty.
    pub(super) fn min(&self, range: Range<usize>) -> Option<i64> {
        joined(&self.least, range, i64::min)
    }
}

fn joined(tree: &[i64], range: Range<usize>, join: fn(i64, i64) -> i64) -> Option<i64> {
    let n = tree.len() / 2;
    let (mut from, mut to) = (range.start + n, range.end + n);
    let mut found = None;
    let mut add = |number: i64| found = Some(found.map_or(number, |known| join(known, number)));
    while from < to {
        if from % 2 == 1 {
            add(tree[from]);
            from += 1;
        }
        if to % 2 == 1 {
            to -= 1;
            add(tree[to]);
        }
        from /= 2;
        to /= 2;
    }
    found
}
