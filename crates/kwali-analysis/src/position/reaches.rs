//! How far stretches reach that start up to some place.

use super::intervals::{NOBODY, Stretch};

/// Stretches by start, each with how far those up to it reach.
pub(super) struct Reaches(Vec<Reach>);

#[derive(Clone, Copy)]
struct Reach {
    start: i64,
    /// The greatest end of this one and those before it.
    furthest: i64,
    /// Whose that is.
    owner: u32,
    /// The greatest end of the rest of them.
    second: i64,
}

impl Reaches {
    pub(super) fn new(mut stretches: Vec<Stretch>) -> Reaches {
        // Mostly they are in this order, which is then seen at a glance.
        stretches.sort_unstable_by_key(|stretch| stretch.start);
        let mut best = Reach { start: 0, furthest: i64::MIN, owner: NOBODY, second: i64::MIN };
        let reaches = stretches.into_iter().map(|Stretch { start, end, owner }| {
            if end > best.furthest {
                best = Reach { start, furthest: end, owner, second: best.furthest };
            } else {
                best = Reach { start, second: best.second.max(end), ..best };
            }
            best
        });
        Reaches(reaches.collect())
    }

    /// True if one that starts at `most` or before ends at `least` or behind; the owner's own does
    /// not count.
    pub(super) fn any_from(&self, most: i64, least: i64, owner: u32) -> bool {
        let n = self.0.partition_point(|reach| reach.start <= most);
        let Some(reach) = n.checked_sub(1).and_then(|last| self.0.get(last)) else { return false };
        let is_own = owner != NOBODY && reach.owner == owner;
        (if is_own { reach.second } else { reach.furthest }) >= least
    }
}
