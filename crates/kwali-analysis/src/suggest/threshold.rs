//! From which score on sentences are proposed.

use std::collections::BTreeSet;

use super::HumanCodings;

/// Where fewer of the proposed sentences would be right, one in five, nothing is proposed: people would
/// read more than they find.
pub(super) const LEAST_PRECISION: f64 = 0.2;

/// A sentence with its score.
pub(super) type Scored = (u32, usize);

/// Returns the score from which on sentences are to be proposed: that at which precision and recall
/// together are best, by their harmonic mean; the higher one of equals.
///
/// `n_codings` is how many human codings there are to be found. `None` if at every score above 0 fewer
/// than [`LEAST_PRECISION`] are right.
pub(super) fn best_threshold(
    mut scored: Vec<Scored>,
    human: &HumanCodings,
    n_codings: usize,
) -> Option<u32> {
    scored.sort_unstable_by(|a, b| b.cmp(a));
    let mut best: Option<(f64, u32)> = None;
    let (mut proposed, mut hits) = (0, 0);
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for same in scored.chunk_by(|a, b| a.0 == b.0) {
        let score = same[0].0;
        for &(_, sentence) in same {
            let codings = human.codings_of(sentence);
            proposed += 1;
            hits += usize::from(!codings.is_empty());
            found.extend(codings);
        }
        let precision = hits as f64 / f64::from(proposed);
        if score == 0 || precision < LEAST_PRECISION {
            continue;
        }
        let recall = found.len() as f64 / n_codings as f64;
        let mean = 2.0 * precision * recall / (precision + recall);
        if best.is_none_or(|(highest, _)| mean > highest) {
            best = Some((mean, score));
        }
    }
    best.map(|(_, score)| score)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences by score, those that carry the code with a `*`, each a coding of its own.
    #[track_caller]
    fn check(scored: &[&str], n_codings: usize, expected: Option<u32>) {
        let is_coded = |written: &&str| written.ends_with('*');
        let coded = scored.iter().enumerate().filter(|(_, written)| is_coded(written));
        let human = HumanCodings::with(coded.map(|(sentence, _)| (sentence, vec![sentence])));
        let score = |written: &str| written.trim_end_matches('*').parse().unwrap();
        let scored =
            scored.iter().enumerate().map(|(sentence, written)| (score(written), sentence));
        assert_eq!(best_threshold(scored.collect(), &human, n_codings), expected);
    }

    #[test]
    fn precision_and_recall_together_are_best() {
        // At 9: 1 of 1 right, 1 of 3 found, mean 1/2. At 5: 2 of 3 and 2 of 3, mean 2/3.
        // At 1: 3 of 6 and 3 of 3, mean 2/3: the higher score of equals stays.
        check(&["9*", "7", "5*", "3", "2", "1*"], 3, Some(5));
        // Sentences of one score are proposed together: at 5, 1 of 2 right and 1 of 1 found.
        check(&["5*", "5"], 1, Some(5));
    }

    #[test]
    fn there_is_no_line_where_too_few_are_right() {
        check(&["9", "8", "7", "6", "5*"], 1, Some(5));
        check(&["9", "8", "7", "6", "5", "4*"], 1, None);
        check(&["0*"], 1, None);
        check(&[], 0, None);
    }
}
