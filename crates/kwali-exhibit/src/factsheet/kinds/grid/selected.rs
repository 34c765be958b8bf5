//! The codings of a row, a column or a cell, and how many there are in a unit.

use std::collections::BTreeSet;

use kwali_analysis::{
    CodersMeant, Distance, LengthUnit, Query, Relation, RelationKind, Term, Unit,
    participants_meant,
};
use kwali_model::{DocumentId, ParticipantId};

use crate::Language;
use crate::factsheet::arguments::Problem;
use crate::factsheet::evidence::Evidence;

/// Codings by their places, with the participants who count in them.
#[derive(Clone, Default)]
pub(in crate::factsheet) struct Selected {
    codings: BTreeSet<usize>,
    /// Whom the query asks for; `None` for all who speak.
    people: Option<BTreeSet<ParticipantId>>,
}

impl Selected {
    /// Returns the codings that meet a query.
    pub(in crate::factsheet) fn by(
        evidence: &Evidence<'_>,
        query: &Query,
    ) -> Result<Selected, Problem> {
        Ok(Selected {
            codings: evidence.select(query)?.into_iter().collect(),
            people: participants_meant(evidence.snapshot, query),
        })
    }

    /// Returns what is in both.
    pub(in crate::factsheet) fn and(&self, other: &Selected) -> Selected {
        let both =
            |one: &BTreeSet<ParticipantId>, other| one.intersection(other).copied().collect();
        Selected {
            codings: self.codings.intersection(&other.codings).copied().collect(),
            people: match (&self.people, &other.people) {
                (Some(one), Some(other)) => Some(both(one, other)),
                (one, other) => one.clone().or_else(|| other.clone()),
            },
        }
    }

    /// Returns the places of the codings, ascending.
    pub(in crate::factsheet) fn codings(&self) -> impl Iterator<Item = usize> + '_ {
        self.codings.iter().copied()
    }

    /// Returns how many segments, documents or participants these are.
    ///
    /// Participants are those who speak in one of the segments, of those whom the query asks for.
    pub(in crate::factsheet) fn count(&self, evidence: &Evidence<'_>, unit: Counted) -> u64 {
        let n = match unit {
            Counted::Segments => self.codings.len(),
            Counted::Documents => self.documents(evidence).len(),
            Counted::Participants => self.participants(evidence).len(),
        };
        n as u64
    }

    fn documents(&self, evidence: &Evidence<'_>) -> BTreeSet<DocumentId> {
        let codings = evidence.snapshot.codings();
        self.codings.iter().map(|&index| codings[index].document).collect()
    }

    fn participants(&self, evidence: &Evidence<'_>) -> BTreeSet<ParticipantId> {
        let snapshot = evidence.snapshot;
        let heard = self.codings.iter().flat_map(|&index| {
            let coding = snapshot.codings()[index];
            let place = snapshot.document_place(coding.document);
            let layout = place.and_then(|place| evidence.layouts.get(place));
            let document = place.map(|place| &snapshot.documents()[place]);
            let people = layout.zip(document);
            people.map_or(Vec::new(), |(layout, document)| {
                layout.participants_of(document, coding.span)
            })
        });
        let is_meant = |person: &ParticipantId| {
            self.people.as_ref().is_none_or(|people| people.contains(person))
        };
        heard.filter(is_meant).collect()
    }
}

/// A unit in which the cells of such a table can be counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::factsheet) enum Counted {
    Participants,
    Documents,
    Segments,
}

impl Counted {
    pub(in crate::factsheet) const ALL: [Counted; 3] =
        [Counted::Participants, Counted::Documents, Counted::Segments];

    /// Returns the same unit among all that there are.
    pub(in crate::factsheet) fn unit(self) -> Unit {
        match self {
            Counted::Participants => Unit::Participants,
            Counted::Documents => Unit::Documents,
            Counted::Segments => Unit::Segments,
        }
    }

    /// The units by name.
    pub(in crate::factsheet) fn named() -> [(&'static str, Counted); 3] {
        Counted::ALL.map(|counted| (counted.unit().name(), counted))
    }
}

/// A relation looks within one document, of which this is more than any has.
const ANYWHERE: Distance = Distance { number: 1_000_000, unit: LengthUnit::Paragraphs };

/// What two codings must share to occur together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::factsheet) enum Shared {
    /// A character: the two segments overlap.
    Segment,
    /// The document.
    Document,
}

impl Shared {
    /// By the names that templates have for them.
    pub(in crate::factsheet) const NAMED: [(&'static str, Shared); 2] =
        [("segment", Shared::Segment), ("document", Shared::Document)];

    /// Says where codings count that share this with others.
    pub(super) fn in_words(self, language: Language) -> &'static str {
        match self {
            Shared::Segment => language.choose(
                "counted where two segments share at least one character",
                "geteld waar twee segmenten ten minste één teken delen",
            ),
            Shared::Document => language.choose(
                "counted where both occur in the same document",
                "geteld waar beide in hetzelfde document voorkomen",
            ),
        }
    }

    /// Returns the query for all codings that share this with another one that meets a query.
    pub(super) fn with(self, others: &Query) -> Query {
        let kind = match self {
            Shared::Segment => RelationKind::Overlaps,
            Shared::Document => RelationKind::Near(ANYWHERE),
        };
        let of = others.expression().clone();
        Query::of(Term::Related(Box::new(Relation { kind, of, coders: CodersMeant::All })))
    }
}
