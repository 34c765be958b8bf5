//! Pairs of codings that are not far apart, without looking at the pairs.

use super::matrix::Matrix;

/// The first and the last unit of a coding and the number of its code among those of the document.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) first: i64,
    pub(crate) last: i64,
    pub(crate) code: u32,
}

/// Counts the pairs of codings of different codes that are at most `distance` units apart, by the
/// lower and the higher number of their codes.
///
/// They are those that are left when pairs further apart are taken from all.
pub(crate) fn count_near(places: &[Place], distance: i64, n_codes: usize) -> Matrix {
    let mut n_places = vec![0; n_codes];
    places.iter().for_each(|place| n_places[place.code as usize] += 1);
    let apart = count_apart(places, distance, n_codes);
    let mut near = Matrix::new(n_codes);
    for a in 0..n_codes {
        for b in a + 1..n_codes {
            near.count(a as u32, b as u32, n_places[a] * n_places[b] - apart.both((a, b)));
        }
    }
    near
}

/// Counts the pairs of a coding and a later one that begins more than `distance` units on.
///
/// From the last unit backwards, `later` holds for every code how many of its codings begin beyond
/// the current one plus the distance; so each coding costs one addition a code.
fn count_apart(places: &[Place], distance: i64, n_codes: usize) -> Matrix {
    let mut by_first = places.to_vec();
    by_first.sort_by_key(|place| place.first);
    let mut by_last = places.to_vec();
    by_last.sort_unstable_by_key(|place| place.last);
    let mut apart = Matrix::new(n_codes);
    let mut later = vec![0; n_codes];
    let mut waiting = by_first.as_slice();
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
