//! The study a factsheet is made from, and the parts of it that queries select.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{Expression, NamedKind, Query, QueryError, Term, Wanted, select};
use kwali_model::{
    CodingDetail, CodingId, Layout, Participant, ParticipantId, Scope, Snapshot, SnapshotParts,
};
use kwali_text::{Phrase, Text};

use crate::Passages;

/// Everything a factsheet is made from.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Paragraphs and turns, by place in study order.
    pub layouts: &'a [Layout],
    /// The words, by place in study order.
    pub texts: &'a [Text],
    /// What is known of codings beside what counts need.
    pub details: &'a BTreeMap<CodingId, CodingDetail>,
    /// In which segments a phrase stands: the index answers, or
    /// [`words_in`](kwali_analysis::words_in).
    pub words: &'a dyn Fn(&Phrase) -> BTreeSet<CodingId>,
}

impl<'a> Evidence<'a> {
    /// Returns the study with its words.
    pub(super) fn passages(&self) -> Passages<'a> {
        let Evidence { snapshot, layouts, texts, details, .. } = *self;
        Passages { snapshot, layouts, texts, details }
    }

    /// Returns the places of the codings that meet a query.
    pub(super) fn select(&self, query: &Query) -> Result<Vec<usize>, QueryError> {
        let selection = query.resolve(self.snapshot)?;
        Ok(select(self.snapshot, self.layouts, &selection, self.words))
    }

    /// Returns the study with only the codings that meet a query, and, where the query names
    /// participants or their values, with only those as speakers.
    ///
    /// The list of participants stays whole: it is the base of percentages.
    pub(super) fn narrowed(&self, query: &Query) -> Result<Snapshot, QueryError> {
        let selected = self.select(query)?;
        let codings = selected.iter().map(|&index| self.snapshot.codings()[index]).collect();
        let meant = self.participants_meant(query);
        let mut documents = self.snapshot.documents().to_vec();
        for speaker in documents.iter_mut().flat_map(|document| &mut document.speakers) {
            let is_meant =
                |person: &ParticipantId| meant.as_ref().is_none_or(|meant| meant.contains(person));
            speaker.participant = speaker.participant.filter(is_meant);
        }
        Ok(Snapshot::new(SnapshotParts {
            name: self.snapshot.name().to_owned(),
            languages: self.snapshot.languages().to_vec(),
            state: self.snapshot.state().0,
            documents,
            participants: self.snapshot.participants().to_vec(),
            variables: self.snapshot.variables().to_vec(),
            codes: self.snapshot.codes().clone(),
            coders: self.snapshot.coders().to_vec(),
            codings,
        }))
    }

    /// Returns how many participants a query asks for that asks for nothing else.
    pub(super) fn n_participants_meant(&self, query: &Query) -> Option<u64> {
        let is_of_people = |part: &Expression| match part {
            Expression::Term(located) => self.participants_of(&located.term).is_some(),
            _ => false,
        };
        if !parts(query).iter().all(is_of_people) {
            return None;
        }
        self.participants_meant(query).map(|people| people.len() as u64)
    }

    /// Returns the participants that a query asks for; `None` where it asks for none in particular.
    ///
    /// Only conditions that must hold by themselves are looked at, not those behind `or` and `not`.
    fn participants_meant(&self, query: &Query) -> Option<BTreeSet<ParticipantId>> {
        let mut meant: Option<BTreeSet<ParticipantId>> = None;
        for part in parts(query) {
            let Expression::Term(located) = part else { continue };
            let Some(people) = self.participants_of(&located.term) else { continue };
            meant = Some(match meant {
                None => people,
                Some(meant) => meant.intersection(&people).copied().collect(),
            });
        }
        meant
    }

    /// Returns the participants of whom a term speaks; `None` where it speaks of something else.
    fn participants_of(&self, term: &Term) -> Option<BTreeSet<ParticipantId>> {
        match term {
            Term::Named { kind: NamedKind::Participant, name: Wanted::Is(name) } => {
                // The query itself knows how names with `*` are matched.
                let is_meant = |person: &&Participant| is_like(&person.name, name);
                Some(self.people(is_meant))
            }
            Term::Variable { scope, name, value } => {
                let is_of_people = *scope != Some(Scope::Document);
                let variable = self.snapshot.variable(Scope::Participant, name);
                let variable = variable.filter(|_| is_of_people)?;
                Some(self.people(|person| match (person.values.get(&variable.id), value) {
                    (None, Wanted::Missing) => true,
                    (Some(has), Wanted::Is(wanted)) => {
                        let read = |v| kwali_model::Value::read(v, variable.kind);
                        has == wanted || (read(has).is_some() && read(has) == read(wanted))
                    }
                    _ => false,
                }))
            }
            _ => None,
        }
    }

    fn people(&self, is_meant: impl Fn(&&Participant) -> bool) -> BTreeSet<ParticipantId> {
        self.snapshot.participants().iter().filter(is_meant).map(|person| person.id).collect()
    }
}

/// Returns the conditions of a query that must all hold.
fn parts(query: &Query) -> &[Expression] {
    match query.expression() {
        Expression::All(parts) => parts,
        one => std::slice::from_ref(one),
    }
}

/// True if `name` is `pattern`, in which `*` stands for any characters.
fn is_like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((head, tail)) => name.strip_prefix(head).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            ends.into_iter().any(|at| is_like(&rest[at..], tail))
        }),
    }
}
