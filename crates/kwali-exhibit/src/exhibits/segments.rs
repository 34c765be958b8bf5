//! Coded segments with their words.

use kwali_model::Coding;
use serde::Serialize;

use super::passages::{Passage, Passages, on_one_line};
use super::wording::{code_id, coders_in_words};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns coded segments as a table, one row a coding.
///
/// `codings` are places in [`Snapshot::codings`](kwali_model::Snapshot::codings); others are left
/// out. `context` is how many words before and behind a segment machines see.
pub fn segments_table(
    passages: &Passages<'_>,
    codings: &[usize],
    context: usize,
    language: Language,
) -> Result<Table, Error> {
    let rows = segments(passages, codings, context).map(|segment| segment.cells()).collect();
    let title = language.choose("Coded segments", "Gecodeerde segmenten");
    let mut table = Table::new(title, columns(language), rows)?;
    table.unit = Some("segments".to_owned());
    let all = passages.snapshot.codings().len();
    let coders = coders_in_words(passages.snapshot, language);
    table.base = Some(language.choose(
        format!("{} of {all} segments; {coders}", table.rows().len()),
        format!("{} van {all} segmenten; {coders}", table.rows().len()),
    ));
    Ok(table)
}

/// Returns coded segments as JSON, one object a line.
///
/// Every object has `id`, `document`, `start`, `end` (code points), `text`, `code`, `other_codes`
/// (of segments that overlap it), `coder`, `weight`, `speakers`, `participants` and `context`.
pub fn segments_jsonl(passages: &Passages<'_>, codings: &[usize], context: usize) -> String {
    let line = |segment: Segment<'_>| {
        let json = serde_json::to_string(&segment.to_json());
        json.map(|json| json + "\n").unwrap_or_default()
    };
    segments(passages, codings, context).map(line).collect()
}

/// A segment with everything that is shown of it.
struct Segment<'a> {
    id: String,
    code: &'a str,
    other_codes: Vec<&'a str>,
    coder: &'a str,
    weight: Option<u8>,
    passage: Passage<'a>,
}

fn segments<'a>(
    passages: &'a Passages<'_>,
    codings: &'a [usize],
    context: usize,
) -> impl Iterator<Item = Segment<'a>> {
    let snapshot = passages.snapshot;
    codings.iter().filter_map(move |&index| {
        let coding: &Coding = snapshot.codings().get(index)?;
        let place = snapshot.document_place(coding.document)?;
        Some(Segment {
            id: passages.coding_id(coding),
            code: code_id(snapshot, coding.code),
            other_codes: passages.other_codes(coding),
            coder: snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str()),
            weight: coding.weight.map(|weight| weight.get()),
            passage: passages.passage(place, coding.span, context)?,
        })
    })
}

fn columns(language: Language) -> Vec<Column> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    vec![
        detail("id", ColumnKind::Text),
        text("document", language.choose("Document", "Document")),
        Column::new("paragraph", language.choose("Paragraph", "Alinea"), ColumnKind::Count),
        detail("start", ColumnKind::Count),
        detail("end", ColumnKind::Count),
        text("speakers", language.choose("Speaker", "Spreker")),
        detail("participants", ColumnKind::Text),
        text("code", "Code"),
        detail("other_codes", ColumnKind::Text),
        text("coder", language.choose("Coder", "Codeur")),
        detail("weight", ColumnKind::Count),
        text("text", language.choose("Segment", "Segment")),
        detail("before", ColumnKind::Text),
        detail("after", ColumnKind::Text),
    ]
}

impl Segment<'_> {
    /// The cells of [`columns`]; several names in one are separated by `; `.
    fn cells(&self) -> Vec<Cell> {
        let passage = &self.passage;
        vec![
            Cell::text(&self.id),
            Cell::text(&passage.document.name),
            Cell::count(passage.paragraph),
            Cell::Count(passage.span.start_char() as u64),
            Cell::Count(passage.span.end_char() as u64),
            Cell::text(passage.speakers.join("; ")),
            Cell::text(passage.participants.join("; ")),
            Cell::text(self.code),
            Cell::text(self.other_codes.join("; ")),
            Cell::text(self.coder),
            Cell::count(self.weight.map(u64::from)),
            Cell::text(passage.text),
            Cell::text(on_one_line(passage.before)),
            Cell::text(on_one_line(passage.after)),
        ]
    }

    fn to_json(&self) -> SegmentJson<'_> {
        let passage = &self.passage;
        SegmentJson {
            id: &self.id,
            document: &passage.document.name,
            start: passage.span.start_char(),
            end: passage.span.end_char(),
            text: passage.text,
            code: self.code,
            other_codes: &self.other_codes,
            coder: self.coder,
            weight: self.weight,
            speakers: &passage.speakers,
            participants: &passage.participants,
            context: ContextJson { before: passage.before, after: passage.after },
        }
    }
}

/// A segment as a line of the file.
#[derive(Serialize)]
struct SegmentJson<'a> {
    id: &'a str,
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    code: &'a str,
    other_codes: &'a [&'a str],
    coder: &'a str,
    weight: Option<u8>,
    speakers: &'a [&'a str],
    participants: &'a [&'a str],
    context: ContextJson<'a>,
}

#[derive(Serialize)]
struct ContextJson<'a> {
    before: &'a str,
    after: &'a str,
}
