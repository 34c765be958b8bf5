//! Which words one group speaks more than another.

use super::{WordCount, WordCounts};
use crate::Undefined;

/// A word with how its two groups differ.
#[derive(Clone, PartialEq, Debug)]
pub struct KeyWord {
    /// The word, with how often either group speaks it.
    pub count: WordCount,
    /// How much the difference says, in either direction; 0 where there is none.
    pub log_likelihood: f64,
    /// How large the difference is: 1 for twice as often in the first group, −1 for half as often.
    pub log_ratio: f64,
}

/// Returns the words of two groups, those first in which they differ most by log-likelihood; equal
/// ones as they were counted. Undefined where one of the groups says nothing.
pub fn keyness(counts: WordCounts) -> Result<Vec<KeyWord>, Undefined> {
    let [first, second] = counts.groups.as_slice() else { return Err(Undefined::EmptyBase) };
    if first.tokens == 0 || second.tokens == 0 {
        return Err(Undefined::EmptyBase);
    }
    let sizes = (first.tokens, second.tokens);
    let key_word = |count: WordCount| {
        let found = (count.by_group[0], count.by_group[1]);
        let log_likelihood = log_likelihood(found, sizes);
        KeyWord { log_likelihood, log_ratio: log_ratio(found, sizes), count }
    };
    let mut words: Vec<KeyWord> = counts.rows.into_iter().map(key_word).collect();
    words.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood));
    Ok(words)
}

/// Returns Dunning's log-likelihood (1993) of a word in two texts, as Rayson and Garside (2000)
/// compute it from the word's own counts.
///
/// `found` is how often the word is in either, `sizes` how many words either has. A count of 0
/// adds 0, the limit of x ln x.
pub fn log_likelihood(found: (u64, u64), sizes: (u64, u64)) -> f64 {
    let (a, b) = (found.0 as f64, found.1 as f64);
    let (c, d) = (sizes.0 as f64, sizes.1 as f64);
    let expected = |size: f64| size * (a + b) / (c + d);
    let part = |count: f64, size: f64| match count {
        0.0 => 0.0,
        count => count * (count / expected(size)).ln(),
    };
    // Equal shares may come out a hair below 0.
    (2.0 * (part(a, c) + part(b, d))).max(0.0)
}

/// Returns Hardie's log ratio (2014): the binary logarithm of how many times as often the word is in
/// the first text, in relation to the sizes of both.
///
/// Where a count is 0 it is taken as 0.5, as Hardie does.
pub fn log_ratio(found: (u64, u64), sizes: (u64, u64)) -> f64 {
    let share = |count: u64, size: u64| {
        let count = if count == 0 { 0.5 } else { count as f64 };
        count / size as f64
    };
    (share(found.0, sizes.0) / share(found.1, sizes.1)).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_likelihood_is_that_of_the_calculator() {
        // By hand: E = 12 and 8; 2 (15 ln (15/12) + 5 ln (5/8)) = 1.9942...
        let found = log_likelihood((15, 5), (6000, 4000));
        assert!((found - 1.994_270).abs() < 1e-4, "{found}");
        assert_eq!(log_likelihood((3, 3), (100, 100)), 0.0);
        // 2 · 10 ln 2
        assert!((log_likelihood((10, 0), (50, 50)) - 20.0 * 2f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn log_ratio_doubles_with_every_point() {
        assert_eq!(log_ratio((8, 2), (100, 100)), 2.0);
        assert_eq!(log_ratio((2, 8), (100, 100)), -2.0);
        assert_eq!(log_ratio((8, 0), (100, 100)), 4.0);
        assert_eq!(log_ratio((0, 4), (100, 100)), -3.0);
        assert_eq!(log_ratio((10, 10), (100, 200)), 1.0);
    }
}
