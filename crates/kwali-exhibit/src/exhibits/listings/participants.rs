//! The participants of a study.

use std::collections::BTreeMap;

use kwali_model::{ParticipantId, Scope, Snapshot};

use super::{value_cells, variables_of};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the participants in study order, with what is known about them.
pub fn participants_table(snapshot: &Snapshot, language: Language) -> Result<Table, Error> {
    let participant = language.choose("Participant", "Deelnemer");
    let documents = language.choose("Documents", "Documenten");
    let mut columns = vec![Column::new("participant", participant, ColumnKind::Text)];
    let variables = variables_of(snapshot, Scope::Participant);
    columns.extend(variables.map(|v| Column::new(&v.name, &v.name, ColumnKind::Text)));
    columns.push(Column::new("documents", documents, ColumnKind::Count));
    let n_documents = documents_by_participant(snapshot);
    let rows = snapshot.participants().iter().map(|person| {
        let mut cells = vec![Cell::text(&person.name)];
        cells.extend(value_cells(snapshot, Scope::Participant, &person.values));
        cells.push(Cell::Count(n_documents.get(&person.id).copied().unwrap_or(0)));
        cells
    });
    Table::new(language.choose("Participants", "Deelnemers"), columns, rows.collect())
}

/// Returns in how many documents each participant speaks.
fn documents_by_participant(snapshot: &Snapshot) -> BTreeMap<ParticipantId, u64> {
    let mut n_documents = BTreeMap::new();
    for document in snapshot.documents() {
        let mut people: Vec<_> = document.speakers.iter().filter_map(|s| s.participant).collect();
        people.sort_unstable();
        people.dedup();
        for person in people {
            *n_documents.entry(person).or_insert(0) += 1;
        }
    }
    n_documents
}
