//! Relations between the places of codings, and spans made of two sets of them.

use std::fmt;

use super::Expression;

/// A relation of a coding to those that another query selects in the same document.
///
/// A coding never stands in a relation to itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Which one.
    pub kind: RelationKind,
    /// What selects the others.
    pub of: Expression,
    /// Whose codings the others are.
    pub coders: CodersMeant,
}

/// Whose codings are looked at in a relation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum CodersMeant {
    /// Everybody's.
    #[default]
    All,
    /// Only those of the coder who made the coding.
    Same,
}

impl CodersMeant {
    /// How a query says that only those of the same coder are looked at.
    pub const SAME: &'static str = "by the same coder";
}

/// How one segment lies to another; `docs/query.md` has them as a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RelationKind {
    /// They share at least one character.
    Overlaps,
    /// It lies wholly inside one of the others; equal counts.
    Within,
    /// One of the others lies wholly inside it; equal counts.
    Encloses,
    /// They are equal.
    Same,
    /// They overlap and neither holds the other.
    Crosses,
    /// One ends where the other starts.
    Touches,
    /// It overlaps none of the others.
    Disjoint,
    /// It ends before another starts, with something between.
    Precedes,
    /// It ends where another starts.
    Meets,
    /// It starts before another and ends inside it.
    OverlapsStart,
    /// They start together and it ends first.
    Starts,
    /// It lies inside another and touches neither end.
    During,
    /// They end together and it starts last.
    Finishes,
    /// They end together and it starts first.
    FinishedBy,
    /// Another lies inside it and touches neither end.
    Contains,
    /// They start together and it ends last.
    StartedBy,
    /// It starts inside another and ends behind it.
    OverlapsEnd,
    /// It starts where another ends.
    MetBy,
    /// It starts behind another, with something between.
    Follows,
    /// They are at most so far from each other; overlapping ones are.
    Near(Distance),
    /// Another starts where it ends or later, at most so far behind.
    Before(Option<Distance>),
    /// Another ends where it starts or earlier, at most so far before.
    After(Option<Distance>),
}

impl RelationKind {
    /// The relations without a distance.
    pub const PLAIN: [RelationKind; 19] = [
        RelationKind::Overlaps,
        RelationKind::Within,
        RelationKind::Encloses,
        RelationKind::Same,
        RelationKind::Crosses,
        RelationKind::Touches,
        RelationKind::Disjoint,
        RelationKind::Precedes,
        RelationKind::Meets,
        RelationKind::OverlapsStart,
        RelationKind::Starts,
        RelationKind::During,
        RelationKind::Finishes,
        RelationKind::FinishedBy,
        RelationKind::Contains,
        RelationKind::StartedBy,
        RelationKind::OverlapsEnd,
        RelationKind::MetBy,
        RelationKind::Follows,
    ];

    /// Returns the word for it in a query.
    pub fn name(self) -> &'static str {
        match self {
            RelationKind::Overlaps => "overlaps",
            RelationKind::Within => "within",
            RelationKind::Encloses => "encloses",
            RelationKind::Same => "same",
            RelationKind::Crosses => "crosses",
            RelationKind::Touches => "touches",
            RelationKind::Disjoint => "disjoint",
            RelationKind::Precedes => "precedes",
            RelationKind::Meets => "meets",
            RelationKind::OverlapsStart => "overlaps-start",
            RelationKind::Starts => "starts",
            RelationKind::During => "during",
            RelationKind::Finishes => "finishes",
            RelationKind::FinishedBy => "finished-by",
            RelationKind::Contains => "contains",
            RelationKind::StartedBy => "started-by",
            RelationKind::OverlapsEnd => "overlaps-end",
            RelationKind::MetBy => "met-by",
            RelationKind::Follows => "follows",
            RelationKind::Near(_) => "near",
            RelationKind::Before(_) => "before",
            RelationKind::After(_) => "after",
        }
    }

    /// Returns the distance, where it has one.
    pub fn distance(self) -> Option<Distance> {
        match self {
            RelationKind::Near(distance) => Some(distance),
            RelationKind::Before(distance) | RelationKind::After(distance) => distance,
            _ => None,
        }
    }
}

/// How far apart two segments may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Distance {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: LengthUnit,
}

impl Distance {
    /// Reads what a query would say, such as `2 sentences` or `1 turn`; a mere number is of
    /// paragraphs.
    pub fn read(typed: &str) -> Option<Distance> {
        let typed = typed.trim();
        let end = typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(typed.len());
        let (number, unit) = typed.split_at(end);
        let unit = match unit.trim_start() {
            "" => LengthUnit::Paragraphs,
            name => LengthUnit::from_name(name)?,
        };
        Some(Distance { number: number.parse().ok()?, unit })
    }

    /// Returns the distance in the steps in which places are counted: time in thousandths.
    pub(crate) fn in_steps(self) -> i64 {
        let scale = if self.unit == LengthUnit::Seconds { 1000 } else { 1 };
        scale * i64::from(self.number)
    }
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = self.unit.name();
        let name = if self.number == 1 { &plural[..plural.len() - 1] } else { plural };
        write!(f, "{} {name}", self.number)
    }
}

/// What a distance is counted in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LengthUnit {
    /// Code points between the segments.
    Characters,
    /// Words by rule T1; the next word is one away.
    Words,
    /// Sentences; the next one is one away.
    Sentences,
    /// Turns; the next one is one away.
    Turns,
    /// Paragraphs; the next one is one away.
    Paragraphs,
    /// Seconds of the recording, by the times of the turns.
    Seconds,
}

impl LengthUnit {
    /// Every unit.
    pub const ALL: [LengthUnit; 6] = [
        LengthUnit::Characters,
        LengthUnit::Words,
        LengthUnit::Sentences,
        LengthUnit::Turns,
        LengthUnit::Paragraphs,
        LengthUnit::Seconds,
    ];

    /// Returns the plural.
    pub fn name(self) -> &'static str {
        match self {
            LengthUnit::Characters => "characters",
            LengthUnit::Words => "words",
            LengthUnit::Sentences => "sentences",
            LengthUnit::Turns => "turns",
            LengthUnit::Paragraphs => "paragraphs",
            LengthUnit::Seconds => "seconds",
        }
    }

    /// Returns the unit of that name, in the singular or the plural.
    pub fn from_name(name: &str) -> Option<LengthUnit> {
        let is_named = |unit: &LengthUnit| {
            unit.name() == name || unit.name().strip_suffix('s').is_some_and(|one| one == name)
        };
        LengthUnit::ALL.into_iter().find(is_named)
    }
}

/// Spans made of two sets: the longest runs of characters that belong to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpanOperation {
    /// How they are made.
    pub operator: SpanOperator,
    /// The first set: codings, or spans that are made themselves.
    pub left: Expression,
    /// The second set.
    pub right: Expression,
}

/// How spans are made of two sets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SpanOperator {
    /// Characters in both.
    Intersect,
    /// Characters in the first and not in the second.
    Minus,
    /// Characters in either.
    Union,
}

impl SpanOperator {
    /// Every operator.
    pub const ALL: [SpanOperator; 3] =
        [SpanOperator::Intersect, SpanOperator::Minus, SpanOperator::Union];

    /// Returns the word for it in a query.
    pub fn name(self) -> &'static str {
        match self {
            SpanOperator::Intersect => "intersect",
            SpanOperator::Minus => "minus",
            SpanOperator::Union => "union",
        }
    }
}
