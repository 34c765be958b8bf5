//! Pairs of codings that are few paragraphs apart, without looking at the pairs.

use super::matrix::Matrix;

/// The paragraphs of a coding and the number of its code among those of the document.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) code: u32,
}

/// Counts the pairs of a coding and a later one that begins more than `distance` paragraphs on.
///
/// `by_first` holds the codings sorted by first paragraph, `by_last` the same by last one. From
/// the last paragraph backwards, `later` holds for every code how many of its codings begin beyond
/// the current one plus the distance; so each coding costs one addition a code.
pub(crate) fn count_apart(
    by_first: &[Place],
    by_last: &[Place],
    distance: usize,
    n_codes: usize,
) -> Matrix {
    let mut apart = Matrix::new(n_codes);
    let mut later = vec![0; n_codes];
    let mut waiting = by_first;
    for place in by_last.iter().rev() {
        while let Some((next, rest)) = waiting.split_last() {
            if next.first <= place.last.saturating_add(distance) {
                break;
            }
            later[next.code as usize] += 1;
            waiting = rest;
        }
        let row = apart.row_mut(place.code as usize);
        row.iter_mut().zip(&later).for_each(|(sum, n): (&mut u64, &u64)| *sum += n);
    }
    apart
}
