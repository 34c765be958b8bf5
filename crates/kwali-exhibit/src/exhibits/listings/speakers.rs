//! Who speaks in which document.

use kwali_model::{Layout, Snapshot};

use super::optional;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the speakers of every document, with the participant each is.
///
/// `layouts` stand by place in study order; without them turns are not counted.
pub fn speakers_table(
    snapshot: &Snapshot,
    layouts: Option<&[Layout]>,
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let mut columns = vec![
        text("document", language.choose("Document", "Document")),
        text("speaker", language.choose("Speaker", "Spreker")),
        Column::new("interviewer", "Interviewer", ColumnKind::Flag),
        text("participant", language.choose("Participant", "Deelnemer")),
    ];
    if layouts.is_some() {
        columns.push(Column::new("turns", language.choose("Turns", "Beurten"), ColumnKind::Count));
    }
    let mut rows = Vec::new();
    for (place, document) in snapshot.documents().iter().enumerate() {
        let turns = layouts.map(|layouts| layouts.get(place).map_or(&[][..], |l| &l.turns));
        for (number, speaker) in document.speakers.iter().enumerate() {
            let participant = speaker.participant.and_then(|id| snapshot.participant(id));
            let mut cells = vec![
                Cell::text(&document.name),
                Cell::text(&speaker.name),
                Cell::Flag(speaker.is_interviewer),
                optional(participant.map(|person| person.name.as_str())),
            ];
            if let Some(turns) = turns {
                let own = turns.iter().filter(|turn| turn.speaker.index() == number);
                cells.push(Cell::Count(own.count() as u64));
            }
            rows.push(cells);
        }
    }
    Table::new(language.choose("Speakers", "Sprekers"), columns, rows)
}
