//! The search for other numbers that a reader must think possible.
//!
//! It starts with the true numbers, moves one count, and moves others until all relations hold
//! again; of many ways the one that needs the fewest further counts to be withheld, and of
//! those the one with the smallest. It looks at the most promising first and gives up after so many
//! steps: what it finds is right, but not always the least that there is. Where it finds nothing, a
//! solver is asked.

mod solve;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashSet};

use super::{KnownCounts, Sight};

/// After so many steps the search gives up.
const MOST_STEPS: usize = 1_500;

/// So many steps all searches for one table of counts may take together. What is left then gives up
/// after [`LAST_STEPS`]: in tables of many small counts it is the same search that fails for each.
const ALL_STEPS: usize = 60_000;

/// After so many steps a search gives up where all of them together have taken too many.
const LAST_STEPS: usize = 15;

/// The same, where only a better way than one that is known is looked for.
const MOST_STEPS_FOR_BETTER: usize = 60;

/// So often the solver is asked for one table of counts: where many counts cannot be kept safe, each
/// of them would be asked for.
const ALL_QUESTIONS: usize = 100;

/// How many ways to mend a relation are followed.
const WAYS_FOLLOWED: usize = 10;

/// How far from a small count other small numbers are tried.
const NEAR_TRIED: i64 = 10;

/// Numbers by place, in the order of places; those that are nowhere are 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Sparse(Vec<(usize, i64)>);

impl Sparse {
    /// Adds up what stands at the same place.
    fn summed(mut numbers: Vec<(usize, i64)>) -> Sparse {
        numbers.sort_unstable_by_key(|&(place, _)| place);
        numbers.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += if is_same { next.1 } else { 0 };
            is_same
        });
        Sparse(numbers)
    }

    fn find(&self, place: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&place, |&(place, _)| place)
    }

    fn at(&self, place: usize) -> i64 {
        self.find(place).map_or(0, |index| self.0[index].1)
    }

    /// Adds to a number and returns what it is then.
    fn add(&mut self, place: usize, by: i64) -> i64 {
        match self.find(place) {
            Ok(index) => {
                self.0[index].1 += by;
                self.0[index].1
            }
            Err(index) => {
                self.0.insert(index, (place, by));
                by
            }
        }
    }
}

/// Other numbers: by how much counts differ from the true ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Change(Sparse);

impl Change {
    pub(super) fn moves(&self, place: usize) -> bool {
        self.0.find(place).is_ok()
    }

    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.0.iter().map(|&(place, _)| place)
    }

    fn of(&self, place: usize) -> i64 {
        self.0.at(place)
    }
}

/// What a relation to be mended weighs against moving a count that is withheld already. Another
/// count to be withheld weighs twice as much: moving it can mend two relations.
const WEIGHT: usize = 2;

/// What a change costs; compared in the order of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Cost {
    /// Counts that must be withheld for it, relations that are not mended yet, counts moved.
    weighed: usize,
    /// The sum of the counts that must be withheld.
    sum_hidden: u64,
}

/// A change on the way, and what it hides that was not hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Step {
    change: Change,
    n_hidden: usize,
    sum_hidden: u64,
}

/// Counts, what of them is hidden, and the relations in which each stands.
pub(super) struct Search<'a> {
    counts: &'a KnownCounts,
    least: i64,
    hidden: BTreeSet<usize>,
    of_count: Vec<Vec<(usize, i64)>>,
    true_sums: Vec<i64>,
    /// Small counts that readers know to be small, though they are not told so.
    known_small: BTreeSet<usize>,
    /// Whether only what is hidden already may move.
    only_hidden: bool,
    most_steps: usize,
    /// How many steps all searches may still take.
    steps_left: usize,
    /// How often the solver may still be asked.
    questions_left: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(counts: &'a KnownCounts, least: u64, hidden: BTreeSet<usize>) -> Search<'a> {
        let mut of_count = vec![Vec::new(); counts.counts.len()];
        for (number, relation) in counts.relations.iter().enumerate() {
            for &(place, factor) in &relation.terms {
                of_count[place].push((number, factor));
            }
        }
        let value = |place: usize| counts.counts[place].value as i64;
        let true_sums = counts.relations.iter().map(|relation| relation.sum(value)).collect();
        let least = i64::try_from(least).unwrap_or(i64::MAX);
        Search {
            counts,
            least,
            hidden,
            of_count,
            true_sums,
            known_small: BTreeSet::new(),
            only_hidden: false,
            most_steps: MOST_STEPS,
            steps_left: ALL_STEPS,
            questions_left: ALL_QUESTIONS,
        }
    }

    pub(super) fn is_hidden(&self, place: usize) -> bool {
        self.hidden.contains(&place)
    }

    pub(super) fn hide(&mut self, change: &Change) {
        self.hidden.extend(change.places());
    }

    pub(super) fn hide_again(&mut self, place: usize) {
        self.hidden.insert(place);
    }

    pub(super) fn show(&mut self, place: usize) {
        self.hidden.remove(&place);
    }

    /// Returns the counts that are hidden though they are not small, the largest first.
    pub(super) fn hidden_for_others(&self) -> Vec<usize> {
        let is_seen = |place: &usize| self.counts.counts[*place].sight != Sight::Unseen;
        let is_other = |place: &usize| is_seen(place) && !self.is_small(*place);
        let mut places: Vec<usize> = self.hidden.iter().copied().filter(is_other).collect();
        places.sort_by_key(|&place| Reverse(self.value(place)));
        places
    }

    /// Whether a change shows that readers cannot tell that a count is small, or which small
    /// number it is where they are told that it is small.
    pub(super) fn proves(&self, change: &Change, place: usize) -> bool {
        let now = self.value(place) + change.of(place);
        match self.is_told(place) || self.known_small.contains(&place) {
            true => change.moves(place),
            false => now >= self.least,
        }
    }

    /// Returns the cheapest change found that proves a small count safe.
    ///
    /// Of a count that is known to be small the nearest other small numbers are tried first, and the
    /// first that can be thought is taken: it takes the fewest others along.
    pub(super) fn cheapest(&mut self, place: usize) -> Option<Change> {
        let value = self.value(place);
        if !self.is_told(place) && !self.known_small.contains(&place) {
            let to_least = self.least - value;
            let found = self.mended(place, to_least);
            return found.or_else(|| self.solved(place, to_least..=i64::MAX)).map(Step::end);
        }
        let is_small = |by: &i64| (1..self.least).contains(&(value + by));
        let moves: Vec<i64> = (1..=NEAR_TRIED).flat_map(|by| [-by, by]).filter(is_small).collect();
        let found = moves.into_iter().find_map(|by| self.mended(place, by));
        let found = found.or_else(|| self.solved(place, 1 - value..=-1));
        found.or_else(|| self.solved(place, 1..=self.least - 1 - value)).map(Step::end)
    }

    /// Returns a change that proves a small count safe and hides nothing more.
    pub(super) fn free(&mut self, place: usize) -> Option<Change> {
        let questions_left = std::mem::take(&mut self.questions_left);
        (self.only_hidden, self.most_steps) = (true, MOST_STEPS_FOR_BETTER);
        let found = self.cheapest(place);
        (self.only_hidden, self.most_steps) = (false, MOST_STEPS);
        self.questions_left = questions_left;
        found
    }

    /// Lets it be enough for a small count that readers cannot tell which small number it is.
    pub(super) fn let_be_known_small(&mut self, place: usize) {
        self.known_small.insert(place);
    }

    fn value(&self, place: usize) -> i64 {
        self.counts.counts[place].value as i64
    }

    fn is_small(&self, place: usize) -> bool {
        self.counts.counts[place].of_people && (1..self.least).contains(&self.value(place))
    }

    /// Whether readers are told that it is small.
    fn is_told(&self, place: usize) -> bool {
        self.counts.counts[place].sight == Sight::ToldIfSmall && self.is_small(place)
    }

    /// Returns the least and the most that a count can be thought to be, if it is hidden.
    fn room(&self, place: usize) -> Option<(i64, i64)> {
        let count = &self.counts.counts[place];
        let seen_least = match count.sight {
            Sight::Public => return None,
            Sight::Unseen => 0,
            // Zeros are shown, so what is not shown is none.
            Sight::Shown | Sight::ToldIfSmall if count.value == 0 => return None,
            Sight::Shown | Sight::ToldIfSmall => 1,
        };
        if self.only_hidden && !self.is_hidden(place) {
            return None;
        }
        Some((seen_least, if self.is_told(place) { self.least - 1 } else { i64::MAX }))
    }

    /// Moves a count, and others until all relations hold.
    fn mended(&mut self, place: usize, by: i64) -> Option<Step> {
        let first = self.moved(&Step::default(), place, by)?;
        let mut seen = HashSet::from([first.change.clone()]);
        let mut numbered = vec![first];
        let mut open = BinaryHeap::from([Reverse((Cost::default(), 0))]);
        let most_steps = match self.steps_left {
            0 => self.most_steps.min(LAST_STEPS),
            _ => self.most_steps,
        };
        for _ in 0..most_steps {
            self.steps_left = self.steps_left.saturating_sub(1);
            let Reverse((_, number)) = open.pop()?;
            let step = std::mem::take(&mut numbered[number]);
            let off = self.off(&step.change);
            let broken = self.broken(&off);
            let Some(&(relation, lack)) = broken.0.iter().min_by_key(|(relation, _)| {
                (self.counts.relations[*relation].terms.len(), *relation)
            }) else {
                return Some(step);
            };
            for (place, by) in self.ways(&step, (relation, lack), place, &broken) {
                let Some(next) = self.moved(&step, place, by) else { continue };
                if seen.insert(next.change.clone()) {
                    let cost = next.cost(self.n_broken_by(&off, broken.0.len(), (place, by)));
                    open.push(Reverse((cost, numbered.len())));
                    numbered.push(next);
                }
            }
        }
        None
    }

    /// Returns how much the sum of each relation that a change touches differs from the true one.
    fn off(&self, change: &Change) -> Sparse {
        let moved = change.0.0.iter().flat_map(|&(place, by)| {
            let in_relation =
                move |&(relation, factor): &(usize, i64)| (relation, factor.saturating_mul(by));
            self.of_count[place].iter().map(in_relation)
        });
        Sparse::summed(moved.collect())
    }

    /// Returns the relations that do not hold, each with what its sum lacks.
    fn broken(&self, off: &Sparse) -> Sparse {
        let lacks = off.0.iter().map(|&(relation, off)| (relation, self.lack(relation, off)));
        Sparse(lacks.filter(|(_, lack)| *lack != 0).collect())
    }

    /// Returns how many relations do not hold when one more count is moved.
    fn n_broken_by(&self, off: &Sparse, n_broken: usize, (place, by): (usize, i64)) -> usize {
        self.of_count[place].iter().fold(n_broken, |n_broken, &(relation, factor)| {
            let before = off.at(relation);
            let after = before + factor.saturating_mul(by);
            let is_broken = |off: i64| usize::from(self.lack(relation, off) != 0);
            n_broken + is_broken(after) - is_broken(before)
        })
    }

    /// Returns what the sum of a relation lacks that is so far off the true one.
    fn lack(&self, relation: usize, off: i64) -> i64 {
        self.counts.relations[relation].lacks(self.true_sums[relation] + off)
    }

    /// Returns the counts that mend a relation, or part of it, and by how much each is moved.
    fn ways(
        &self,
        step: &Step,
        (relation, lack): (usize, i64),
        fixed: usize,
        broken: &Sparse,
    ) -> Vec<(usize, i64)> {
        let mut ways: Vec<(i64, u64, usize, i64)> = Vec::new();
        for &(place, factor) in &self.counts.relations[relation].terms {
            if place == fixed {
                continue;
            }
            let Some(by) = self.fitting(step, place, lack, factor) else { continue };
            let is_new = !self.is_hidden(place) && !step.change.moves(place);
            let is_mended = |(relation, factor): &&(usize, i64)| {
                broken.at(*relation).saturating_mul(factor * by) > 0
            };
            let mends = self.of_count[place].iter().filter(is_mended);
            let value = if is_new { self.value(place) as u64 } else { 0 };
            // What gives only some of what is lacking takes another count besides.
            let steps = i64::from(is_new) + i64::from(factor * by != lack);
            ways.push((steps - mends.count() as i64, value, place, by));
        }
        ways.sort_unstable();
        ways.truncate(WAYS_FOLLOWED);
        ways.into_iter().map(|(_, _, place, by)| (place, by)).collect()
    }

    /// Returns by how much a count can be moved to give a relation what it lacks, or some of it.
    fn fitting(&self, step: &Step, place: usize, lack: i64, factor: i64) -> Option<i64> {
        let (low, high) = self.room(place)?;
        let moved = step.change.of(place);
        let now = self.value(place) + moved;
        let whole = lack / factor;
        let wanted = if whole * factor == lack { whole } else { whole + (lack * factor).signum() };
        let by = wanted.clamp(low - now, high.saturating_sub(now));
        // What was moved one way is not moved back: the search would go round in circles.
        (by != 0 && by.signum() == wanted.signum() && moved.signum() != -by.signum()).then_some(by)
    }

    /// Returns the step with one count moved.
    fn moved(&self, step: &Step, place: usize, by: i64) -> Option<Step> {
        let (low, high) = self.room(place)?;
        let mut step = step.clone();
        let is_new = !step.change.moves(place);
        let moved = step.change.0.add(place, by);
        if !(low..=high).contains(&(self.value(place) + moved)) {
            return None;
        }
        if is_new && !self.is_hidden(place) {
            step.n_hidden += 1;
            step.sum_hidden += self.value(place) as u64;
        }
        Some(step)
    }
}

impl Step {
    fn cost(&self, n_broken: usize) -> Cost {
        Cost {
            weighed: WEIGHT * (2 * self.n_hidden + n_broken) + self.change.0.0.len(),
            sum_hidden: self.sum_hidden,
        }
    }

    fn end(self) -> Change {
        self.change
    }
}
