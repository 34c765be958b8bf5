//! Words found in the transcripts, as keyword in context.

use kwali_text::Span;
use serde::Serialize;

use super::passages::{Passage, Passages, on_one_line};
use crate::{Cell, Column, ColumnKind, Error, Language, Side, Table};

/// A place where words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The document, by its place in study order.
    pub place: usize,
    /// The words.
    pub span: Span,
}

/// Returns hits as keyword in context: the words found stand under each other.
///
/// `context` is how many words are shown on either side.
pub fn hits_table(
    passages: &Passages<'_>,
    hits: &[Hit],
    context: usize,
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let left = text("left", language.choose("Before", "Ervoor"));
    let columns = vec![
        text("document", language.choose("Document", "Document")),
        Column::new("paragraph", language.choose("Paragraph", "Alinea"), ColumnKind::Count),
        text("speaker", language.choose("Speaker", "Spreker")),
        detail("participants", ColumnKind::Text),
        detail("start", ColumnKind::Count),
        detail("end", ColumnKind::Count),
        Column { side: Side::Right, ..left },
        text("text", language.choose("Found", "Gevonden")),
        text("right", language.choose("After", "Erachter")),
    ];
    let rows = found(passages, hits, context).map(|passage| cells(&passage)).collect();
    let mut table =
        Table::new(language.choose("Words in context", "Woorden in hun verband"), columns, rows)?;
    table.unit = Some("hits".to_owned());
    let mut documents: Vec<usize> = hits.iter().map(|hit| hit.place).collect();
    documents.sort_unstable();
    documents.dedup();
    let (n_hits, n_found, n_all) =
        (hits.len(), documents.len(), passages.snapshot.documents().len());
    table.base = Some(language.choose(
        format!("{n_hits} hits in {n_found} of {n_all} documents"),
        format!("{n_hits} treffers in {n_found} van {n_all} documenten"),
    ));
    Ok(table)
}

/// Returns hits as JSON, one object a line.
///
/// Every object has `document`, `start`, `end` (code points), `text`, `left`, `right`, `speaker`,
/// `participants` and `paragraph` (counted from 1).
pub fn hits_jsonl(passages: &Passages<'_>, hits: &[Hit], context: usize) -> String {
    let line = |passage: Passage<'_>| {
        let json = serde_json::to_string(&HitJson {
            document: &passage.document.name,
            start: passage.span.start_char(),
            end: passage.span.end_char(),
            text: passage.text,
            left: passage.before,
            right: passage.after,
            speaker: passage.speakers.first().copied(),
            participants: &passage.participants,
            paragraph: passage.paragraph,
        });
        json.map(|json| json + "\n").unwrap_or_default()
    };
    found(passages, hits, context).map(line).collect()
}

fn found<'a>(
    passages: &'a Passages<'_>,
    hits: &'a [Hit],
    context: usize,
) -> impl Iterator<Item = Passage<'a>> {
    hits.iter().filter_map(move |hit| passages.passage(hit.place, hit.span, context))
}

fn cells(passage: &Passage<'_>) -> Vec<Cell> {
    vec![
        Cell::text(&passage.document.name),
        Cell::count(passage.paragraph),
        Cell::text(passage.speakers.join("; ")),
        Cell::text(passage.participants.join("; ")),
        Cell::Count(passage.span.start_char() as u64),
        Cell::Count(passage.span.end_char() as u64),
        Cell::text(on_one_line(passage.before)),
        Cell::text(on_one_line(passage.text)),
        Cell::text(on_one_line(passage.after)),
    ]
}

/// A hit as a line of the file.
#[derive(Serialize)]
struct HitJson<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    left: &'a str,
    right: &'a str,
    speaker: Option<&'a str>,
    participants: &'a [&'a str],
    paragraph: Option<u64>,
}
