//! The documents of a study.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{Progress, Read};
use kwali_model::{CoderId, CodingDetail, CodingId, Document, DocumentId, Scope, Snapshot};

use super::time::{time_cells, time_columns, unknown_time};
use super::{optional, value_cells, variables_of};
use crate::exhibits::notes::Notes;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// The column of times stands behind that of words.
const TIME_AT: usize = 4;

/// Documents that are to be listed, and what people are to see of them.
#[derive(Debug, Clone, Copy)]
pub struct DocumentList<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// How long recordings last in milliseconds, for documents of which that is known; if there is
    /// none, there is no column for it.
    pub durations: &'a BTreeMap<DocumentId, u64>,
    /// What is known of codings beside what counts need.
    pub details: &'a BTreeMap<CodingId, CodingDetail>,
    /// These alone, if they are given.
    pub wanted: Option<&'a [DocumentId]>,
    /// What people see; machines see all.
    pub about: DocumentFacts,
    /// In which language the exhibit speaks.
    pub language: Language,
}

/// What people see of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentFacts {
    /// What they are and how far their coding is, in brief.
    Overview,
    /// What they are: how long, who speaks, from which file.
    Contents,
    /// How far their coding is: read or not, by whom, how much, and when last.
    Coding,
}

/// Returns the documents in study order; their variables only machines see.
pub fn documents_table(list: &DocumentList<'_>) -> Result<Table, Error> {
    let DocumentList { snapshot, durations, language, .. } = *list;
    let mut columns = columns(list);
    let has_times = !durations.is_empty();
    if has_times {
        columns.splice(TIME_AT..TIME_AT, time_columns(language));
    }
    let is_wanted = |(_, document): &(usize, &Document)| {
        list.wanted.is_none_or(|wanted| wanted.contains(&document.id))
    };
    let shown = snapshot.documents().iter().enumerate().filter(is_wanted);
    let mut notes = Notes::new(language);
    let row = |(place, document): (usize, &Document)| {
        let mut cells = row(list, (place, document), &mut notes);
        if has_times {
            let time = durations.get(&document.id).copied();
            cells.splice(TIME_AT..TIME_AT, time_cells(time));
        }
        cells
    };
    let mut rows: Vec<_> = shown.clone().map(row).collect();
    // What only people see, and not in this list.
    let unseen = match list.about {
        DocumentFacts::Overview => None,
        DocumentFacts::Contents => Some("read_in_words"),
        DocumentFacts::Coding => Some("time"),
    };
    if let Some(place) = columns.iter().position(|column| Some(&*column.name) == unseen) {
        columns.remove(place);
        rows.iter_mut().for_each(|row| drop(row.remove(place)));
    }
    let mut table = Table::new(language.choose("Documents", "Documenten"), columns, rows)?;
    table.notes = notes.finish();
    let is_untimed = |(_, document): (usize, &Document)| !durations.contains_key(&document.id);
    if has_times && shown.clone().any(is_untimed) {
        table.notes.push(unknown_time(language).to_owned());
    }
    Ok(table)
}

fn columns(list: &DocumentList<'_>) -> Vec<Column> {
    use DocumentFacts::{Coding, Contents};

    let language = list.language;
    let shown = |name: &str, label: &str, kind, is_shown: bool| match is_shown {
        true => Column::new(name, label, kind),
        false => Column::detail(name, label, kind),
    };
    let of = |own, name, english, dutch, kind| {
        shown(name, language.choose(english, dutch), kind, list.about == own)
    };
    // What the overview has, too.
    let also = |own, name, english, dutch, kind| {
        let is_shown = [own, DocumentFacts::Overview].contains(&list.about);
        shown(name, language.choose(english, dutch), kind, is_shown)
    };
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let has_groups = list.snapshot.documents().iter().any(|document| document.group.is_some());
    let (text, count) = (ColumnKind::Text, ColumnKind::Count);
    let mut columns = vec![
        shown("document", "Document", text, true),
        shown("group", language.choose("Group", "Groep"), text, has_groups),
        of(Contents, "language", "Language", "Taal", text),
        also(Contents, "words", "Words", "Woorden", count),
        of(Contents, "paragraphs", "Paragraphs", "Alinea’s", count),
        also(Contents, "speakers", "Speakers", "Sprekers", count),
        of(Contents, "participants", "Participants", "Deelnemers", count),
        shown("codings", language.choose("Codings", "Coderingen"), count, true),
        also(Coding, "unread_codes", "Debt", "Achterstand", count),
        detail("read", text),
        Column::wording("read_in_words", language.choose("Read", "Gelezen"), text),
        of(Coding, "coders", "Coders", "Codeurs", text),
        detail("coded_characters", count),
        also(Coding, "coded_share", "Coded", "Gecodeerd", ColumnKind::Share),
        also(Coding, "last_coder", "Last coder", "Laatste codeur", text),
        of(Coding, "last_coded", "Last coded", "Laatst gecodeerd", text),
        of(Contents, "source", "Source file", "Bronbestand", text),
        detail("revision", count),
        detail("characters", count),
        detail("text_sha256", text),
        detail("source_sha256", text),
        detail("format", text),
        detail("encoding", text),
    ];
    let variables = variables_of(list.snapshot, Scope::Document);
    columns.extend(variables.map(|variable| detail(&variable.name, text)));
    columns
}

fn row(
    list: &DocumentList<'_>,
    (place, document): (usize, &Document),
    notes: &mut Notes,
) -> Vec<Cell> {
    let snapshot = list.snapshot;
    let participants: BTreeSet<_> =
        document.speakers.iter().filter_map(|speaker| speaker.participant).collect();
    let source = document.source.as_ref();
    let mut cells = vec![
        Cell::text(&document.name),
        optional(document.group.as_deref()),
        Cell::text(document.language.code()),
        Cell::Count(document.words as u64),
        Cell::Count(document.paragraphs as u64),
        Cell::Count(document.speakers.len() as u64),
        Cell::Count(participants.len() as u64),
        Cell::Count(snapshot.codings_at(place).len() as u64),
    ];
    cells.extend(coding_cells(list, (place, document), notes));
    cells.extend([
        optional(source.map(|source| source.file.as_str())),
        Cell::Count(u64::from(document.revision)),
        Cell::Count(document.chars as u64),
        Cell::text(document.digest.to_string()),
        source.map_or(Cell::Undefined, |source| Cell::text(source.digest.to_string())),
        optional(source.map(|source| source.format.as_str())),
        optional(source.and_then(|source| source.encoding.as_deref())),
    ]);
    cells.extend(value_cells(snapshot, Scope::Document, &document.values));
    cells
}

/// Returns how far the coding of a document is.
fn coding_cells(
    list: &DocumentList<'_>,
    (place, document): (usize, &Document),
    notes: &mut Notes,
) -> [Cell; 8] {
    let snapshot = list.snapshot;
    let progress = Progress::of(snapshot, (place, document), list.details);
    let name = |id: CoderId| snapshot.coder(id).map(|coder| coder.name.as_str());
    let coders: Vec<&str> = progress.coders.iter().filter_map(|&id| name(id)).collect();
    let coders = Some(coders.join(", ")).filter(|coders| !coders.is_empty());
    let is_last = |coding: &&kwali_model::Coding| Some(coding.id) == progress.last;
    let last = snapshot.codings_at(place).iter().find(is_last);
    let created = last
        .and_then(|last| list.details.get(&last.id))
        .and_then(|detail| detail.created.as_deref());
    let (read, in_words) = match progress.read() {
        Read::No => ("no", list.language.choose("no", "nee")),
        Read::Partly => ("partly", list.language.choose("partly", "deels")),
        Read::Yes => ("yes", list.language.choose("yes", "ja")),
    };
    [
        Cell::Count(progress.unread_codes as u64),
        Cell::text(read),
        Cell::text(in_words),
        optional(coders.as_deref()),
        Cell::Count(progress.coded_characters as u64),
        notes.number("coded_share", progress.coded_share()),
        optional(last.and_then(|last| name(last.coder))),
        optional(created),
    ]
}
