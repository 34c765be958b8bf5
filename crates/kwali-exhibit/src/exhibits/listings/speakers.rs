//! Who speaks in which document, and how much.

use std::collections::BTreeMap;

use kwali_analysis::Speaking;
use kwali_model::{Participant, ParticipantId, Snapshot};

use super::optional;
use super::time::{note_time, time_cells, time_columns};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the speakers of every document, with the participant each is and how much each says.
///
/// `speaking` stands by place in study order and speaker number. A time that is not known is
/// undefined.
pub fn speakers_table(
    snapshot: &Snapshot,
    speaking: &[Vec<Speaking>],
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let mut columns = vec![
        text("document", language.choose("Document", "Document")),
        text("speaker", language.choose("Speaker", "Spreker")),
        Column::new("interviewer", "Interviewer", ColumnKind::Flag),
        text("participant", language.choose("Participant", "Deelnemer")),
    ];
    columns.extend(amount_columns(language));
    let mut rows = Vec::new();
    for (document, speaking) in snapshot.documents().iter().zip(speaking) {
        for (speaker, own) in document.speakers.iter().zip(speaking) {
            let participant = speaker.participant.and_then(|id| snapshot.participant(id));
            let mut cells = vec![
                Cell::text(&document.name),
                Cell::text(&speaker.name),
                Cell::Flag(speaker.is_interviewer),
                optional(participant.map(|person| person.name.as_str())),
            ];
            cells.extend(amount_cells(own));
            rows.push(cells);
        }
    }
    let mut table = Table::new(language.choose("Speakers", "Sprekers"), columns, rows)?;
    note_time(&mut table, speaking.iter().flatten(), language);
    Ok(table)
}

/// Returns how much each participant says in all documents, in study order.
pub fn speaking_participants_table(
    snapshot: &Snapshot,
    speaking: &[Vec<Speaking>],
    language: Language,
) -> Result<Table, Error> {
    let mut totals: BTreeMap<ParticipantId, (u64, Speaking)> = BTreeMap::new();
    for (document, speaking) in snapshot.documents().iter().zip(speaking) {
        let mut seen = Vec::new();
        for (speaker, own) in document.speakers.iter().zip(speaking) {
            let Some(id) = speaker.participant else { continue };
            let (n_documents, total) = totals.entry(id).or_default();
            total.add(own);
            if !seen.contains(&id) {
                *n_documents += 1;
                seen.push(id);
            }
        }
    }
    let participant = language.choose("Participant", "Deelnemer");
    let documents = language.choose("Documents", "Documenten");
    let mut columns = vec![
        Column::new("participant", participant, ColumnKind::Text),
        Column::new("documents", documents, ColumnKind::Count),
    ];
    columns.extend(amount_columns(language));
    let row = |person: &Participant| {
        let (n_documents, total) = totals.get(&person.id).copied().unwrap_or_default();
        let mut cells = vec![Cell::text(&person.name), Cell::Count(n_documents)];
        cells.extend(amount_cells(&total));
        cells
    };
    let rows = snapshot.participants().iter().map(row).collect();
    let mut table = Table::new(language.choose("Participants", "Deelnemers"), columns, rows)?;
    note_time(&mut table, totals.values().map(|(_, total)| total), language);
    Ok(table)
}

fn amount_columns(language: Language) -> Vec<Column> {
    let count = |name, label| Column::new(name, label, ColumnKind::Count);
    let mut columns = vec![
        count("turns", language.choose("Turns", "Beurten")),
        count("words", language.choose("Words", "Woorden")),
    ];
    columns.extend(time_columns(language));
    columns
}

fn amount_cells(own: &Speaking) -> Vec<Cell> {
    let mut cells = vec![Cell::Count(own.turns), Cell::Count(own.words)];
    cells.extend(time_cells(own.time()));
    cells
}
