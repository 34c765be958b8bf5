//! Which counts are not shown, so that nobody can work out the small ones from the others.
//!
//! A count of fewer people than a threshold points at single persons. To leave it out is not
//! enough: in a row with a total it follows from the rest. So other counts go with it, and which
//! ones is found by asking what a reader knows:
//!
//! - every count that is shown, and that one that is not shown is not 0: zeros always are shown;
//! - how counts hang together ([`KnownCounts::adds_up`], [`covers`](KnownCounts::covers), …);
//! - the threshold, and that every count below it is among those that are not shown.
//!
//! A [`Protection`] comes with its proof. For every count that is not shown the search has found
//! other numbers that agree with all of this: with another value for it, and, if it is below the
//! threshold, with one that is not. The search moves a count and repairs every relation that this
//! breaks; what had to move with it is what must not be shown either.
//!
//! Terms and aims are those of Hundepool and others, *Handbook on Statistical Disclosure Control*
//! (second edition, 2024): chapter 4 on withholding further cells and on the interval that a reader can
//! work out, chapter 5 on thresholds in tables of people. What is here called *covers* has no
//! counterpart there: people who speak of two themes count once for the theme above both.

mod change;
mod protect;
mod relation;

pub use protect::{Protection, Withheld, protect};
use relation::Relation;

/// A count among [`KnownCounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountId(usize);

/// A count, and what of it can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCount {
    /// How many there are.
    pub value: u64,
    /// Whether it counts people, so that few of them must not be told.
    pub of_people: bool,
    /// Who gets to see it.
    pub sight: Sight,
}

/// Who gets to see a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Readers do, unless it is withheld.
    Shown,
    /// Readers do; in its place they are told that it is small, if it is.
    ToldIfSmall,
    /// Nobody does, but it hangs together with others.
    Unseen,
    /// Everybody does, and nothing can be done about it: the size of the study, or a number that
    /// bounds another one.
    Public,
}

impl KnownCount {
    /// Returns a count of people that is shown.
    pub fn of_people(value: u64) -> KnownCount {
        KnownCount { value, of_people: true, sight: Sight::Shown }
    }

    /// Returns a count of something else that is shown, such as interviews.
    pub fn of_things(value: u64) -> KnownCount {
        KnownCount { of_people: false, ..KnownCount::of_people(value) }
    }

    /// Returns the count with another sight.
    pub fn seen(self, sight: Sight) -> KnownCount {
        KnownCount { sight, ..self }
    }
}

/// Counts with what is known of how they hang together.
///
/// A relation that the values do not meet is not known to anybody: it is left out, and the method
/// that states it says so by returning `false`.
///
/// ```
/// use kwali_analysis::{KnownCount, KnownCounts, Withheld, protect};
///
/// let mut counts = KnownCounts::default();
/// let [all, young, old, unknown] =
///     [12, 2, 6, 4].map(|n| counts.add(KnownCount::of_people(n)));
/// counts.adds_up(all, &[young, old, unknown]);
///
/// // Two young people are too few to tell; 12 − 6 − 4 would tell them, so 4 is left out as well.
/// let protection = protect(&counts, 3);
/// assert_eq!(protection.of(young), Some(Withheld::Small));
/// assert_eq!(protection.of(unknown), Some(Withheld::ForOthers));
/// assert_eq!([protection.of(all), protection.of(old)], [None, None]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct KnownCounts {
    counts: Vec<KnownCount>,
    relations: Vec<Relation>,
}

impl KnownCounts {
    /// Adds a count.
    pub fn add(&mut self, count: KnownCount) -> CountId {
        self.counts.push(count);
        CountId(self.counts.len() - 1)
    }

    /// Returns a count.
    pub fn count(&self, id: CountId) -> &KnownCount {
        &self.counts[id.0]
    }

    /// Returns a count so that it can be changed; relations that were stated stay.
    pub fn count_mut(&mut self, id: CountId) -> &mut KnownCount {
        &mut self.counts[id.0]
    }

    /// Returns the ids of all counts, in the order in which they were added.
    pub fn ids(&self) -> impl Iterator<Item = CountId> + use<> {
        (0..self.counts.len()).map(CountId)
    }

    /// States that a total is the sum of its parts.
    pub fn adds_up(&mut self, total: CountId, parts: &[CountId]) -> bool {
        let terms = std::iter::once((total, 1)).chain(parts.iter().map(|&part| (part, -1)));
        self.state(Relation::is_zero(terms))
    }

    /// States that parts have nothing in common and are all within a whole.
    pub fn holds_apart(&mut self, whole: CountId, parts: &[CountId]) -> bool {
        let terms = std::iter::once((whole, 1)).chain(parts.iter().map(|&part| (part, -1)));
        self.state(Relation::is_not_negative(terms))
    }

    /// States that whatever counts for the whole counts for at least one of the parts, which may
    /// overlap: a code and the codes below it, which count every person once.
    ///
    /// That parts are within the whole is stated by [`KnownCounts::is_within`].
    pub fn covers(&mut self, parts: &[CountId], whole: CountId) -> bool {
        let terms = std::iter::once((whole, -1)).chain(parts.iter().map(|&part| (part, 1)));
        self.state(Relation::is_not_negative(terms))
    }

    /// States that what counts for the part counts for the whole, or that one number is known not
    /// to exceed another for another reason.
    pub fn is_within(&mut self, part: CountId, whole: CountId) -> bool {
        self.is_at_most(part, 1, whole)
    }

    /// States that a count is at most so many times another one: people in segments of which
    /// none has more than two speakers.
    pub fn is_at_most(&mut self, count: CountId, times: u64, other: CountId) -> bool {
        let times = i64::try_from(times).unwrap_or(i64::MAX);
        self.state(Relation::is_not_negative([(count, -1), (other, times)]))
    }

    /// Returns the relations as sums of counts with factors, each with whether it is exactly 0
    /// or only not negative.
    pub fn relations(&self) -> impl Iterator<Item = (Vec<(CountId, i64)>, bool)> + '_ {
        self.relations.iter().map(|relation| {
            let terms = relation.terms.iter().map(|&(place, factor)| (CountId(place), factor));
            (terms.collect(), relation.is_exact)
        })
    }

    fn state(&mut self, relation: Relation) -> bool {
        let holds = relation.holds(|place| self.counts[place].value as i64);
        if holds && relation.terms.len() > 1 {
            self.relations.push(relation);
        }
        holds
    }
}
