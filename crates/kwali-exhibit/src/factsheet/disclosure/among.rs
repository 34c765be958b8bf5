//! Counts that stand in no exhibit but hang together with others: they are counted here.

use std::collections::BTreeSet;

use kwali_analysis::{Query, Unit, participants_meant};
use kwali_model::{Document, ParticipantId, Scope, Snapshot};

use super::places::those;
use super::question::{Among, Condition, Conditions, Question};
use crate::factsheet::arguments::Problem;
use crate::factsheet::evidence::Evidence;
use crate::factsheet::kinds::{Counted, Selected};

/// Returns the answer to a question; `None` where it cannot be counted in this way.
pub(super) fn number(
    evidence: &Evidence<'_>,
    question: &Question,
    conditions: &Conditions,
) -> Result<Option<u64>, Problem> {
    let Some(query) = conditions.query(&question.conditions) else { return Ok(None) };
    let snapshot = evidence.snapshot;
    if question.among == Among::Segments {
        let unit = match question.unit {
            Unit::Participants => Counted::Participants,
            Unit::Documents => Counted::Documents,
            Unit::Segments => Counted::Segments,
            _ => return Ok(None),
        };
        return Ok(Some(Selected::by(evidence, &query)?.count(evidence, unit)));
    }
    let of_people = those(&question.conditions, Condition::is_of_people);
    let of_documents = those(&question.conditions, Condition::is_of_documents);
    if of_people.len() + of_documents.len() < question.conditions.len() {
        return Ok(None);
    }
    let people = people(snapshot, &conditions.query(&of_people).unwrap_or_default());
    let documents = documents(snapshot, &of_documents);
    let n = match (question.unit, question.among) {
        (Unit::Participants, Among::Sample) => people.len(),
        (Unit::Participants, _) => {
            let heard: BTreeSet<ParticipantId> = documents.into_iter().flat_map(heard_in).collect();
            heard.intersection(&people).count()
        }
        (Unit::Documents, Among::Sample) => documents.len(),
        (Unit::Documents, _) => {
            let is_heard = |document: &&&Document| heard_in(document).any(|p| people.contains(&p));
            documents.iter().filter(is_heard).count()
        }
        _ => return Ok(None),
    };
    Ok(Some(n as u64))
}

/// Returns the participants whom a query means.
pub(super) fn people(snapshot: &Snapshot, query: &Query) -> BTreeSet<ParticipantId> {
    let all = || snapshot.participants().iter().map(|person| person.id).collect();
    participants_meant(snapshot, query).unwrap_or_else(all)
}

fn heard_in(document: &Document) -> impl Iterator<Item = ParticipantId> + '_ {
    document.speakers.iter().filter_map(|speaker| speaker.participant)
}

fn documents<'a>(snapshot: &'a Snapshot, conditions: &BTreeSet<Condition>) -> Vec<&'a Document> {
    let meets = |document: &Document, condition: &Condition| match condition {
        Condition::Value { variable, value, .. } => {
            let variable = snapshot.variable(Scope::Document, variable);
            let found = variable.and_then(|variable| document.values.get(&variable.id));
            found.map(String::as_str) == value.as_deref()
        }
        Condition::Named { kind: "document", name } => document.name == *name,
        Condition::Named { name, .. } => document.group.as_deref() == Some(name.as_str()),
        _ => true,
    };
    let documents = snapshot.documents().iter();
    documents.filter(|document| conditions.iter().all(|c| meets(document, c))).collect()
}
