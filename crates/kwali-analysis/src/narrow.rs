//! A study with only what a query asks for.

use std::collections::BTreeSet;

use kwali_model::{Participant, ParticipantId, Scope, Snapshot, SnapshotParts};

use crate::query::{is_like, value_test};
use crate::{Expression, NamedKind, Query, Term, Wanted};

/// Returns the study with only the selected codings and, where the query names participants or
/// their values, with only these participants as speakers.
///
/// Several people may speak in one segment: of those who say `role:resident` and a social worker,
/// a count of participants by `role:resident` counts the first alone. The list of participants
/// stays whole: it is the base of percentages. `selected` are places in [`Snapshot::codings`], as
/// [`select`](crate::select()) gives them for the same query.
pub fn narrow(snapshot: &Snapshot, query: &Query, selected: &[usize]) -> Snapshot {
    let codings = selected.iter().map(|&index| snapshot.codings()[index]).collect();
    let meant = participants_meant(snapshot, query);
    let mut documents = snapshot.documents().to_vec();
    for speaker in documents.iter_mut().flat_map(|document| &mut document.speakers) {
        let is_meant =
            |person: &ParticipantId| meant.as_ref().is_none_or(|meant| meant.contains(person));
        speaker.participant = speaker.participant.filter(is_meant);
    }
    Snapshot::new(SnapshotParts {
        name: snapshot.name().to_owned(),
        languages: snapshot.languages().to_vec(),
        state: snapshot.state().0,
        documents,
        participants: snapshot.participants().to_vec(),
        variables: snapshot.variables().to_vec(),
        codes: snapshot.codes().clone(),
        coders: snapshot.coders().to_vec(),
        codings,
        queries: snapshot.queries().to_vec(),
        lost_codings: snapshot.lost_codings(),
        unread: snapshot.unread().clone(),
    })
}

/// Returns how many participants a query asks for that asks for nothing else.
pub fn participants_asked_for(snapshot: &Snapshot, query: &Query) -> Option<u64> {
    let is_of_people = |part: &Expression| match part {
        Expression::Term(located) => participants_of(snapshot, &located.term).is_some(),
        _ => false,
    };
    if !parts(query).iter().all(is_of_people) {
        return None;
    }
    participants_meant(snapshot, query).map(|people| people.len() as u64)
}

/// Returns the participants that a query asks for; `None` where it asks for none in particular.
///
/// Only conditions that must hold by themselves are looked at, not those behind `or` and `not`.
pub fn participants_meant(snapshot: &Snapshot, query: &Query) -> Option<BTreeSet<ParticipantId>> {
    let mut meant: Option<BTreeSet<ParticipantId>> = None;
    for part in parts(query) {
        let Expression::Term(located) = part else { continue };
        let Some(people) = participants_of(snapshot, &located.term) else { continue };
        meant = Some(match meant {
            None => people,
            Some(meant) => meant.intersection(&people).copied().collect(),
        });
    }
    meant
}

/// Returns the participants of whom a term speaks; `None` where it speaks of something else.
fn participants_of(snapshot: &Snapshot, term: &Term) -> Option<BTreeSet<ParticipantId>> {
    let people = |is_meant: &dyn Fn(&Participant) -> bool| {
        let meant = snapshot.participants().iter().filter(|person| is_meant(person));
        meant.map(|person| person.id).collect()
    };
    match term {
        Term::Named { kind: NamedKind::Participant, name: Wanted::Is(name) } => {
            Some(people(&|person| is_like(&person.name, name)))
        }
        _ => {
            let of_people = |scope: &Option<Scope>| *scope != Some(Scope::Document);
            let (_, name, test) = value_test(term).filter(|(scope, ..)| of_people(scope))?;
            let variable = snapshot.variable(Scope::Participant, name)?;
            let value = |person: &Participant| {
                let written = person.values.get(&variable.id).map(String::as_str);
                test.holds(variable, written)
            };
            Some(people(&value))
        }
    }
}

/// Returns the conditions of a query that must all hold.
fn parts(query: &Query) -> &[Expression] {
    match query.expression() {
        Expression::All(parts) => parts,
        one => std::slice::from_ref(one),
    }
}
