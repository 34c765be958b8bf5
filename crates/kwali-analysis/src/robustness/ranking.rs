//! Ranks, and how much two rankings are alike.

use std::cmp::Reverse;

use crate::Undefined;

/// Returns the rank of each count: one more than there are higher ones, so that equal counts have
/// the same rank.
pub fn ranks(counts: &[u64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&at| Reverse(counts[at]));
    let mut ranks = vec![0; counts.len()];
    for (number, &at) in order.iter().enumerate() {
        let before = number.checked_sub(1).map(|before| order[before]);
        ranks[at] = match before {
            Some(before) if counts[before] == counts[at] => ranks[before],
            _ => number + 1,
        };
    }
    ranks
}

/// Returns how much two rankings of the same things are alike: Kendall's tau-b (Kendall 1945), from −1
/// (the one is the other upside down) to 1 (the same).
///
/// Of all n(n − 1)/2 pairs, C stand in the same order in both and D in opposite ones; T are tied in the
/// first and U in the second: (C − D) / √((n(n − 1)/2 − T)(n(n − 1)/2 − U)). Undefined if in one of them
/// all are tied, as are fewer than two things.
pub fn kendalls_tau_b(first: &[u64], second: &[u64]) -> Result<f64, Undefined> {
    let (mut difference, mut untied_first, mut untied_second) = (0_i64, 0_u64, 0_u64);
    for (at, (x, y)) in first.iter().zip(second).enumerate() {
        for (other_x, other_y) in first.iter().zip(second).skip(at + 1) {
            let (by_first, by_second) = (x.cmp(other_x) as i64, y.cmp(other_y) as i64);
            difference += by_first * by_second;
            untied_first += by_first.unsigned_abs();
            untied_second += by_second.unsigned_abs();
        }
    }
    if untied_first == 0 || untied_second == 0 {
        return Err(Undefined::AllTied);
    }
    // The root of each, so that equal rankings give exactly 1.
    if untied_first == untied_second {
        return Ok(difference as f64 / untied_first as f64);
    }
    Ok(difference as f64 / (untied_first as f64 * untied_second as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_counts_have_the_same_rank() {
        assert_eq!(ranks(&[3, 9, 3, 1, 9, 0]), [3, 1, 3, 5, 1, 6]);
        assert_eq!(ranks(&[]), [0; 0]);
        assert_eq!(ranks(&[0, 0]), [1, 1]);
    }

    #[track_caller]
    fn check(first: &[u64], second: &[u64], expected: Result<f64, Undefined>) {
        match (kendalls_tau_b(first, second), expected) {
            (Ok(found), Ok(expected)) => assert!((found - expected).abs() < 1e-12, "{found}"),
            (found, expected) => assert_eq!(found, expected),
        }
    }

    #[test]
    fn tau_is_what_scipy_gives() {
        // scipy.stats.kendalltau, whose variant is b.
        check(&[12, 2, 1, 12, 2], &[1, 4, 7, 1, 0], Ok(-0.471_404_520_791_031_7));
        check(&[1, 2, 3, 4], &[1, 2, 3, 4], Ok(1.0));
        check(&[1, 2, 3, 4], &[4, 3, 2, 1], Ok(-1.0));
        // By hand: of three pairs one is tied in the second, two agree: 2 / √(3 · 2).
        check(&[1, 2, 3], &[1, 1, 2], Ok(2.0 / 6.0_f64.sqrt()));
    }

    #[test]
    fn tau_of_ties_alone_is_undefined() {
        check(&[1, 1], &[1, 2], Err(Undefined::AllTied));
        check(&[1, 2], &[0, 0], Err(Undefined::AllTied));
        check(&[1], &[1], Err(Undefined::AllTied));
        check(&[], &[], Err(Undefined::AllTied));
    }
}
