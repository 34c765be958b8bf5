//! Saturation in other orders of the documents than the one in which they came.

use std::collections::BTreeSet;

use kwali_model::CodeId;

use super::{Saturation, SaturationRule, saturation};
use crate::chance::{SplitMix64, nearest_rank};

/// What other orders give.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderBand {
    /// How many orders were looked at.
    pub orders: usize,
    /// Whether these are all there are, rather than some drawn at random.
    pub all: bool,
    /// The themes up to each document: in one order of twenty there are no more.
    pub low: Vec<usize>,
    /// In half of the orders there are no more.
    pub median: Vec<usize>,
    /// In nineteen orders of twenty there are no more.
    pub high: Vec<usize>,
    /// In how many orders saturation is reached.
    pub reached: usize,
    /// How many documents come before it in the middle one of all orders; `None` if it is reached in
    /// less than half of them.
    pub median_reached: Option<usize>,
}

/// Returns what all orders of the documents give, or `most` orders that are drawn at random if there
/// are more than that; the same seed draws the same ones on every machine.
///
/// Quantiles are nearest ranks: of `n` numbers in order, the one at `⌈p·n⌉`.
pub fn over_orders(
    documents: &[&BTreeSet<CodeId>],
    rule: SaturationRule,
    (most, seed): (usize, u64),
) -> OrderBand {
    let n = documents.len();
    let mut tallies = Tallies { cumulative: vec![Vec::new(); n], reached: Vec::new() };
    let mut order: Vec<usize> = (0..n).collect();
    let look = |order: &[usize], tallies: &mut Tallies| {
        let ordered: Vec<&BTreeSet<CodeId>> = order.iter().map(|&at| documents[at]).collect();
        tallies.add(saturation(&ordered, rule));
    };
    let all = orders_of(n).is_some_and(|orders| orders <= most);
    if all {
        loop {
            look(&order, &mut tallies);
            if !next_order(&mut order) {
                break;
            }
        }
    } else {
        let mut generator = SplitMix64::new(seed);
        for _ in 0..most {
            generator.shuffle(&mut order, n);
            look(&order, &mut tallies);
        }
    }
    tallies.finish(all)
}

/// What was found in each order.
struct Tallies {
    /// By document, the number of themes up to it in each order.
    cumulative: Vec<Vec<usize>>,
    /// Where saturation was reached, `usize::MAX` for nowhere.
    reached: Vec<usize>,
}

impl Tallies {
    fn add(&mut self, found: Saturation) {
        self.cumulative.iter_mut().zip(found.cumulative).for_each(|(all, one)| all.push(one));
        self.reached.push(found.reached.unwrap_or(usize::MAX));
    }

    fn finish(mut self, all: bool) -> OrderBand {
        self.cumulative.iter_mut().for_each(|numbers| numbers.sort_unstable());
        self.reached.sort_unstable();
        let quantiles = |percent: usize| {
            self.cumulative.iter().map(|numbers| nearest_rank(numbers, 10 * percent)).collect()
        };
        let middle = nearest_rank(&self.reached, 500);
        OrderBand {
            orders: self.reached.len(),
            all,
            low: quantiles(5),
            median: quantiles(50),
            high: quantiles(95),
            reached: self.reached.iter().filter(|&&at| at < usize::MAX).count(),
            median_reached: Some(middle).filter(|&at| at < usize::MAX && !self.reached.is_empty()),
        }
    }
}

/// Returns how many orders `n` things have, unless it is too many to count.
fn orders_of(n: usize) -> Option<usize> {
    (1..=n).try_fold(1_usize, |orders, k| orders.checked_mul(k))
}

/// Makes the next order in the sequence of the dictionary; false behind the last one.
fn next_order(order: &mut [usize]) -> bool {
    let Some(fall) = order.windows(2).rposition(|pair| pair[0] < pair[1]) else { return false };
    let larger = order.iter().rposition(|&number| number > order[fall]);
    order.swap(fall, larger.unwrap_or(fall + 1));
    order[fall + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::super::tests::bringing;
    use super::*;

    const RULE: SaturationRule = SaturationRule { base: 1, run: 1, threshold: 0.0 };

    fn found(documents: &[BTreeSet<CodeId>], most: usize, seed: u64) -> OrderBand {
        over_orders(&documents.iter().collect::<Vec<_>>(), RULE, (most, seed))
    }

    #[test]
    fn every_order_comes_once() {
        let mut order = vec![0, 1, 2, 3];
        let mut orders = BTreeSet::from([order.clone()]);
        while next_order(&mut order) {
            assert!(orders.insert(order.clone()));
        }
        assert_eq!((orders.len(), orders_of(4), orders_of(30)), (24, Some(24), None));
    }

    #[test]
    fn few_documents_are_looked_at_in_all_orders() {
        // One document has a theme of its own, two have the same two.
        let themes = |codes: &[u32]| codes.iter().map(|&code| CodeId(code)).collect();
        let documents = [themes(&[0]), themes(&[1, 2]), themes(&[1, 2])];
        let band = found(&documents, 1000, 1);
        assert_eq!((band.orders, band.all), (6, true));
        assert_eq!((band.low, band.high), (vec![1, 2, 3], vec![2, 3, 3]));
        assert_eq!(band.median, [2, 3, 3]);
        // The twins come first in two of the orders; then the second one brings nothing.
        assert_eq!((band.reached, band.median_reached), (6, Some(2)));
    }

    #[test]
    fn many_documents_are_looked_at_in_drawn_orders_that_never_change() {
        let documents = bringing(&[3, 1, 1, 1, 0, 0, 2, 0, 1]);
        let band = found(&documents, 500, 7);
        assert_eq!((band.orders, band.all), (500, false));
        assert_eq!(band, found(&documents, 500, 7));
        assert_ne!(band, found(&documents, 500, 8));
        assert_eq!((band.low[8], band.high[8]), (9, 9));
        assert!(band.low.iter().zip(&band.median).all(|(low, median)| low <= median));
    }

    #[test]
    fn nothing_and_no_orders_have_an_answer() {
        assert_eq!(found(&[], 10, 1).orders, 1);
        let band = found(&bringing(&[1; 9]), 0, 1);
        assert_eq!((band.orders, band.reached, band.median_reached), (0, 0, None));
    }
}
