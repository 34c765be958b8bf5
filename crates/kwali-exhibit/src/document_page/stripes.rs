//! Codings as stripes beside the lines they cover, side by side where they overlap.

use std::ops::Range;

/// A coding as a stripe.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stripe {
    /// Which coding of the document, by place.
    pub coding: usize,
    /// The first line that it covers.
    pub first: usize,
    /// The last line that it covers.
    pub last: usize,
    /// In which lane beside the text, 0 next to it.
    pub lane: usize,
}

/// What is said beside a line: the codings whose names stand there.
pub type Names = Vec<usize>;

/// Gives each coding the lane nearest to the text that is free where it stands.
///
/// `lines` has the first and the last line of each, in order of the first.
pub fn stripes(lines: impl Iterator<Item = (usize, usize)>) -> Vec<Stripe> {
    // Of each lane, the first line on which it is free again.
    let mut free_from: Vec<usize> = Vec::new();
    lines
        .enumerate()
        .map(|(coding, (first, last))| {
            let free = free_from.iter().position(|&line| line <= first);
            let lane = free.unwrap_or_else(|| {
                free_from.push(0);
                free_from.len() - 1
            });
            free_from[lane] = last + 1;
            Stripe { coding, first, last, lane }
        })
        .collect()
}

/// Returns which stripes stand beside each of so many lines.
pub(super) fn by_line(stripes: &[Stripe], n_lines: usize) -> Vec<Vec<&Stripe>> {
    let mut beside = vec![Vec::new(); n_lines];
    for stripe in stripes {
        let lines = stripe.first..(stripe.last + 1).min(n_lines);
        lines.for_each(|line| beside[line].push(stripe));
    }
    beside
}

/// Returns the names that stand beside each of some lines.
///
/// A stripe's name stands where the stripe begins, or where it comes into view. Of several that
/// begin on one line the later ones stand further down while there is room, and together with the
/// first where there is not.
pub fn names(stripes: &[&Stripe], view: Range<usize>) -> Vec<Names> {
    let mut waiting: Vec<&Stripe> = Vec::new();
    let mut next = stripes.iter().peekable();
    view.clone()
        .map(|line| {
            while let Some(stripe) = next.next_if(|stripe| stripe.first.max(view.start) <= line) {
                waiting.push(stripe);
            }
            let last_chance = |stripe: &&Stripe| stripe.last <= line || line + 1 == view.end;
            let mut now: Vec<&Stripe> = waiting.iter().copied().filter(last_chance).collect();
            if now.is_empty() {
                now.extend(waiting.first());
            }
            waiting.retain(|stripe| !now.contains(stripe));
            now.iter().map(|stripe| stripe.coding).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of codings, and the lane each gets.
    #[track_caller]
    fn check(lines: &[(usize, usize)], lanes: &[usize]) {
        let found: Vec<usize> =
            stripes(lines.iter().copied()).iter().map(|stripe| stripe.lane).collect();
        assert_eq!(found, lanes);
    }

    #[test]
    fn overlaps_stand_side_by_side_and_lanes_are_used_again() {
        check(&[(0, 4), (1, 2), (3, 8), (5, 6)], &[0, 1, 1, 0]);
        check(&[(0, 0), (0, 0), (0, 0), (1, 1)], &[0, 1, 2, 0]);
        check(&[], &[]);
    }

    #[test]
    fn each_name_stands_beside_its_stripe() {
        let all = stripes([(0, 3), (0, 3), (2, 2), (9, 9)].into_iter());
        let all: Vec<&Stripe> = all.iter().collect();
        let found = names(&all, 0..4);
        assert_eq!(found, [vec![0], vec![1], vec![2], vec![]]);
    }

    #[test]
    fn names_that_have_no_line_of_their_own_share_one() {
        let all = stripes([(0, 5), (1, 1), (1, 1)].into_iter());
        let all: Vec<&Stripe> = all.iter().collect();
        // The first has come into view from above.
        assert_eq!(names(&all, 1..3), [vec![1, 2], vec![0]]);
        assert_eq!(names(&all, 1..2), [vec![0, 1, 2]]);
    }
}
