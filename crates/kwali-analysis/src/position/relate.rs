//! Which segments of a document stand in a relation to others.

use kwali_text::Span;

use super::intervals::{Intervals, NOBODY, Stretch};
use super::measure::Measures;
use super::reaches::Reaches;
use crate::{Distance, RelationKind};

/// A segment with whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    /// The place of its coding in the document; nobody's where it was made.
    owner: u32,
}

impl Mark {
    /// Returns the segment of the coding at a place in its document.
    pub(crate) fn of_coding(place: usize, span: Span) -> Mark {
        Mark { span, owner: place as u32 }
    }

    /// Returns a span that is no coding's.
    pub(crate) fn made(span: Span) -> Mark {
        Mark { span, owner: NOBODY }
    }

    fn stretch(&self) -> Stretch {
        let (start, end) = (self.span.start() as i64, self.span.end() as i64);
        Stretch { start, end, owner: self.owner }
    }
}

/// Returns for each of `marks` whether it stands in a relation to one of `others`.
///
/// A coding stands in none to itself. Takes time in proportion to n log n, however the segments
/// overlap.
pub(crate) fn related(
    kind: RelationKind,
    marks: &[Mark],
    others: &[Mark],
    measures: &Measures<'_>,
) -> Vec<bool> {
    match kind {
        RelationKind::Near(distance) => near(distance, marks, others, measures),
        RelationKind::Before(distance) => behind(distance, marks, others, measures, Side::Behind),
        RelationKind::After(distance) => behind(distance, marks, others, measures, Side::Before),
        RelationKind::Disjoint => {
            let overlapping = lying(&[(Lie::Overlaps, Side::Behind)], marks, others);
            overlapping.into_iter().map(|overlaps| !overlaps).collect()
        }
        kind => lying(lies_of(kind), marks, others),
    }
}

/// How one segment lies to another, as it is told from the starts of the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lie {
    Overlaps,
    Within,
    Encloses,
    Same,
    Precedes,
    Meets,
    OverlapsStart,
    Starts,
    During,
    Contains,
    StartedBy,
}

/// From which end the text is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    /// What is looked for stands behind.
    Behind,
    /// What is looked for stands before: the same with starts and ends exchanged.
    Before,
}

impl Side {
    fn see(self, stretch: Stretch) -> Stretch {
        if self == Side::Behind { stretch } else { stretch.mirrored() }
    }
}

/// Returns the lies of which one makes the relation hold.
fn lies_of(kind: RelationKind) -> &'static [(Lie, Side)] {
    use Side::{Before, Behind};
    match kind {
        RelationKind::Overlaps => &[(Lie::Overlaps, Behind)],
        RelationKind::Within => &[(Lie::Within, Behind)],
        RelationKind::Encloses => &[(Lie::Encloses, Behind)],
        RelationKind::Same => &[(Lie::Same, Behind)],
        RelationKind::Crosses => &[(Lie::OverlapsStart, Behind), (Lie::OverlapsStart, Before)],
        RelationKind::Touches => &[(Lie::Meets, Behind), (Lie::Meets, Before)],
        RelationKind::Precedes => &[(Lie::Precedes, Behind)],
        RelationKind::Meets => &[(Lie::Meets, Behind)],
        RelationKind::OverlapsStart => &[(Lie::OverlapsStart, Behind)],
        RelationKind::Starts => &[(Lie::Starts, Behind)],
        RelationKind::During => &[(Lie::During, Behind)],
        RelationKind::Finishes => &[(Lie::Starts, Before)],
        RelationKind::FinishedBy => &[(Lie::StartedBy, Before)],
        RelationKind::Contains => &[(Lie::Contains, Behind)],
        RelationKind::StartedBy => &[(Lie::StartedBy, Behind)],
        RelationKind::OverlapsEnd => &[(Lie::OverlapsStart, Before)],
        RelationKind::MetBy => &[(Lie::Meets, Before)],
        RelationKind::Follows => &[(Lie::Precedes, Before)],
        // These are told otherwise, see `related`.
        RelationKind::Disjoint
        | RelationKind::Near(_)
        | RelationKind::Before(_)
        | RelationKind::After(_) => &[],
    }
}

fn lying(lies: &[(Lie, Side)], marks: &[Mark], others: &[Mark]) -> Vec<bool> {
    let mut holds = vec![false; marks.len()];
    for &(lie, side) in lies {
        let stretches = others.iter().map(|other| side.see(other.stretch())).collect();
        let mut others = Intervals::new(stretches);
        if matches!(lie, Lie::Overlaps | Lie::Within | Lie::Encloses | Lie::Same) {
            others = others.with_owners();
        }
        for (mark, holds) in marks.iter().zip(&mut holds).filter(|(_, holds)| !**holds) {
            *holds = lies_so(lie, side.see(mark.stretch()), &others);
        }
    }
    holds
}

fn lies_so(lie: Lie, it: Stretch, others: &Intervals) -> bool {
    let (sorted, all) = (others.sorted(), others.sorted().len());
    let except = |range, test: &dyn Fn(std::ops::Range<usize>) -> bool| {
        others.without(range, it.owner).into_iter().any(test)
    };
    match lie {
        Lie::Overlaps => {
            except(0..others.before(it.end), &|range| others.any_reaches(range, it.start + 1))
        }
        Lie::Within => except(0..others.upto(it.start), &|range| others.any_reaches(range, it.end)),
        Lie::Encloses => {
            except(others.before(it.start)..all, &|range| others.any_ends_by(range, it.end))
        }
        Lie::Same => except(others.equal(it), &|range| !range.is_empty()),
        Lie::Precedes => sorted.last().is_some_and(|last| last.start > it.end),
        Lie::Meets => sorted.get(others.before(it.end)).is_some_and(|next| next.start == it.end),
        Lie::OverlapsStart => {
            let range = others.upto(it.start)..others.before(it.end);
            range.start < range.end && others.any_reaches(range, it.end + 1)
        }
        Lie::Starts => {
            // Of those that start with it, the last one ends last.
            let place = others.upto(it.start).checked_sub(1);
            let last = place.and_then(|place| sorted.get(place));
            last.is_some_and(|last| last.start == it.start && last.end > it.end)
        }
        Lie::During => others.any_reaches(0..others.before(it.start), it.end + 1),
        Lie::Contains => others.any_ends_by(others.upto(it.start)..all, it.end - 1),
        Lie::StartedBy => {
            let first = sorted.get(others.before(it.start));
            first.is_some_and(|first| first.start == it.start && first.end < it.end)
        }
    }
}

fn near(distance: Distance, marks: &[Mark], others: &[Mark], measures: &Measures<'_>) -> Vec<bool> {
    let far = distance.in_steps();
    let stretch = |mark: &Mark| {
        let (start, end) = measures.place(distance.unit, mark.span)?;
        Some(Stretch { start, end, owner: mark.owner })
    };
    let reaches = Reaches::new(others.iter().filter_map(stretch).collect());
    let is_near = |it: Stretch| reaches.any_from(it.end + far, it.start - far, it.owner);
    marks.iter().map(|mark| stretch(mark).is_some_and(is_near)).collect()
}

/// Whether one of the others stands behind (or before), at most so far.
fn behind(
    distance: Option<Distance>,
    marks: &[Mark],
    others: &[Mark],
    measures: &Measures<'_>,
    side: Side,
) -> Vec<bool> {
    // Where nothing is measured, everything is in the same place.
    let measured = |mark: &Mark| match distance {
        None => Some((0, 0)),
        Some(distance) => {
            let (start, end) = measures.place(distance.unit, mark.span)?;
            let seen = side.see(Stretch { start, end, owner: NOBODY });
            Some((seen.start, seen.end))
        }
    };
    let mut starts: Vec<(i64, i64)> = others
        .iter()
        .filter_map(|other| Some((side.see(other.stretch()).start, measured(other)?.0)))
        .collect();
    starts.sort_unstable();
    // From here on, the nearest by measure of those that start there or later.
    for place in (1..starts.len()).rev() {
        starts[place - 1].1 = starts[place - 1].1.min(starts[place].1);
    }
    let far = distance.map_or(0, Distance::in_steps);
    let has_one = |mark: &Mark| {
        let end = side.see(mark.stretch()).end;
        let (_, last) = measured(mark)?;
        let place = starts.partition_point(|&(start, _)| start < end);
        Some(starts.get(place)?.1 <= last + far)
    };
    marks.iter().map(|mark| has_one(mark).unwrap_or(false)).collect()
}
