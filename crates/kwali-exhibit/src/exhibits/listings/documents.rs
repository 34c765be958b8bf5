//! The documents of a study.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{Document, DocumentId, Scope, Snapshot};

use super::time::{time_cells, time_columns, unknown_time};
use super::{optional, value_cells, variables_of};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// The column of times stands behind that of words.
const TIME_AT: usize = 4;

/// Returns the documents in study order, or those among `wanted`; their variables only machines see.
///
/// `durations` are those of recordings in milliseconds, for documents of which they are known; if
/// there is none, there is no column for them.
pub fn documents_table(
    snapshot: &Snapshot,
    durations: &BTreeMap<DocumentId, u64>,
    wanted: Option<&[DocumentId]>,
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let count = |name, label| Column::new(name, label, ColumnKind::Count);
    let detail = |name: &str| Column::detail(name, name, ColumnKind::Text);
    let mut columns = vec![
        text("document", language.choose("Document", "Document")),
        text("group", language.choose("Group", "Groep")),
        text("language", language.choose("Language", "Taal")),
        count("words", language.choose("Words", "Woorden")),
        count("paragraphs", language.choose("Paragraphs", "Alinea’s")),
        count("speakers", language.choose("Speakers", "Sprekers")),
        count("participants", language.choose("Participants", "Deelnemers")),
        count("codings", language.choose("Codings", "Coderingen")),
        Column::detail("unread_codes", "unread_codes", ColumnKind::Count),
        text("source", language.choose("Source file", "Bronbestand")),
        Column::detail("revision", "revision", ColumnKind::Count),
        Column::detail("characters", "characters", ColumnKind::Count),
        detail("text_sha256"),
        detail("source_sha256"),
        detail("format"),
        detail("encoding"),
    ];
    columns.extend(variables_of(snapshot, Scope::Document).map(|v| detail(&v.name)));
    if snapshot.documents().iter().all(|document| document.group.is_none()) {
        columns[1] = Column::detail("group", "group", ColumnKind::Text);
    }
    let has_times = !durations.is_empty();
    if has_times {
        columns.splice(TIME_AT..TIME_AT, time_columns(language));
    }
    let row = |(place, document): (usize, &Document)| {
        let mut cells = row(snapshot, place, document);
        if has_times {
            let time = durations.get(&document.id).copied();
            cells.splice(TIME_AT..TIME_AT, time_cells(time));
        }
        cells
    };
    let is_wanted = |(_, document): &(usize, &Document)| {
        wanted.is_none_or(|wanted| wanted.contains(&document.id))
    };
    let rows: Vec<_> = snapshot.documents().iter().enumerate().filter(is_wanted).map(row).collect();
    let mut table = Table::new(language.choose("Documents", "Documenten"), columns, rows)?;
    let is_untimed = |document: &Document| !durations.contains_key(&document.id);
    let mut shown = snapshot.documents().iter().enumerate().filter(is_wanted);
    if has_times && shown.any(|(_, document)| is_untimed(document)) {
        table.notes.push(unknown_time(language).to_owned());
    }
    Ok(table)
}

fn row(snapshot: &Snapshot, place: usize, document: &Document) -> Vec<Cell> {
    let participants: BTreeSet<_> =
        document.speakers.iter().filter_map(|speaker| speaker.participant).collect();
    let source = document.source.as_ref();
    let is_unread = |documents: &&BTreeSet<DocumentId>| documents.contains(&document.id);
    let n_unread = snapshot.unread().values().filter(is_unread).count();
    let mut cells = vec![
        Cell::text(&document.name),
        optional(document.group.as_deref()),
        Cell::text(document.language.code()),
        Cell::Count(document.words as u64),
        Cell::Count(document.paragraphs as u64),
        Cell::Count(document.speakers.len() as u64),
        Cell::Count(participants.len() as u64),
        Cell::Count(snapshot.codings_at(place).len() as u64),
        Cell::Count(n_unread as u64),
        optional(source.map(|source| source.file.as_str())),
        Cell::Count(u64::from(document.revision)),
        Cell::Count(document.chars as u64),
        Cell::text(document.digest.to_string()),
        source.map_or(Cell::Undefined, |source| Cell::text(source.digest.to_string())),
        optional(source.map(|source| source.format.as_str())),
        optional(source.and_then(|source| source.encoding.as_deref())),
    ];
    cells.extend(value_cells(snapshot, Scope::Document, &document.values));
    cells
}
