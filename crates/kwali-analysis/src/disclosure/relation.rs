//! A relation between counts: a sum with factors that is 0, or that is not negative.

use super::CountId;

/// A sum of counts with factors that is exactly 0, or at least 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Places of counts, each once, with their factors.
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) is_exact: bool,
}

impl Relation {
    pub(super) fn is_zero(terms: impl IntoIterator<Item = (CountId, i64)>) -> Relation {
        Relation { terms: gathered(terms), is_exact: true }
    }

    pub(super) fn is_not_negative(terms: impl IntoIterator<Item = (CountId, i64)>) -> Relation {
        Relation { terms: gathered(terms), is_exact: false }
    }

    /// Returns the sum for these values.
    pub(super) fn sum(&self, value: impl Fn(usize) -> i64) -> i64 {
        self.terms.iter().map(|&(place, factor)| factor.saturating_mul(value(place))).sum()
    }

    pub(super) fn holds(&self, value: impl Fn(usize) -> i64) -> bool {
        self.lacks(self.sum(value)) == 0
    }

    /// Returns what must be added to a sum so that the relation holds.
    pub(super) fn lacks(&self, sum: i64) -> i64 {
        if self.is_exact { -sum } else { (-sum).max(0) }
    }
}

/// Adds up the factors of every count.
fn gathered(terms: impl IntoIterator<Item = (CountId, i64)>) -> Vec<(usize, i64)> {
    let mut gathered: Vec<(usize, i64)> = terms.into_iter().map(|(id, f)| (id.0, f)).collect();
    gathered.sort_unstable();
    gathered.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
    gathered.retain(|&(_, factor)| factor != 0);
    gathered
}
