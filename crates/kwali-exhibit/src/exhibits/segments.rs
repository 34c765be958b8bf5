//! Coded segments with their words.

use kwali_analysis::{CodedSegment, Context, Unit, coded_segments, context_span};
use kwali_model::Layout;
use serde::Serialize;

use super::passages::{Passages, on_one_line};
use super::wording::{code_id, coders_in_words};
use crate::units::counted;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns coded segments as a table, one row a coding.
///
/// `codings` are places in [`Snapshot::codings`](kwali_model::Snapshot::codings), in ascending
/// order as [`select`](kwali_analysis::select()) gives them. Without context the columns `before`
/// and `after` are empty, and only machines see them.
pub fn segments_table(
    passages: &Passages<'_>,
    codings: &[usize],
    context: Context,
    language: Language,
) -> Result<Table, Error> {
    let rows = segments(passages, codings, context).iter().map(Segment::cells).collect();
    let title = language.choose("Coded segments", "Gecodeerde segmenten");
    let mut table = Table::new(title, columns(context, language), rows)?;
    table.unit = Some("segments".to_owned());
    let all = counted(passages.snapshot.codings().len() as u64, Unit::Segments, language);
    let coders = coders_in_words(passages.snapshot, language);
    let shown = language.whole(table.rows().len() as u64);
    let of = language.choose("of", "van");
    table.base = Some(format!("{shown} {of} {all}; {coders}"));
    Ok(table)
}

/// Returns coded segments as JSON, one object a line, in ascending order of `codings`.
///
/// Every object has `id`, `document`, `start`, `end` (code points), `text`, `code`, `other_codes`
/// (of segments that overlap it), `coder`, `weight`, `speakers`, `participants` and `context`,
/// the words `before` and `after`.
pub fn segments_jsonl(passages: &Passages<'_>, codings: &[usize], context: Context) -> String {
    let line = |segment: &Segment<'_>| {
        let json = serde_json::to_string(&segment.to_json());
        json.map(|json| json + "\n").unwrap_or_default()
    };
    segments(passages, codings, context).iter().map(line).collect()
}

/// A segment with everything that is shown of it.
struct Segment<'a> {
    segment: CodedSegment,
    id: String,
    document: &'a str,
    code: &'a str,
    other_codes: Vec<&'a str>,
    coder: &'a str,
    weight: Option<u8>,
    speakers: Vec<&'a str>,
    participants: Vec<&'a str>,
    text: &'a str,
    before: &'a str,
    after: &'a str,
}

fn segments<'a>(passages: &Passages<'a>, codings: &[usize], context: Context) -> Vec<Segment<'a>> {
    let found = coded_segments(passages.snapshot, passages.layouts, codings);
    found.into_iter().map(|segment| show(passages, segment, context)).collect()
}

fn show<'a>(passages: &Passages<'a>, segment: CodedSegment, context: Context) -> Segment<'a> {
    let snapshot = passages.snapshot;
    let (coding, place) = (segment.coding, segment.place);
    let document = &snapshot.documents()[place];
    let no_layout = Layout::default();
    let layout = passages.layouts.get(place).unwrap_or(&no_layout);
    let span = coding.span;
    let around = context_span(layout, span, context);
    Segment {
        id: passages.coding_id(&coding),
        document: &document.name,
        code: code_id(snapshot, coding.code),
        other_codes: segment.other_codes.iter().map(|&code| code_id(snapshot, code)).collect(),
        coder: snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str()),
        weight: coding.weight.map(|weight| weight.get()),
        speakers: passages.speakers(place, document, span),
        participants: passages.people(&segment.participants),
        text: passages.words(place, span.start(), span.end()),
        before: passages.words(place, around.start(), span.start()),
        after: passages.words(place, span.end(), around.end()),
        segment,
    }
}

fn columns(context: Context, language: Language) -> Vec<Column> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let beside = |name: &str, label| match context {
        Context::None => Column::detail(name, label, ColumnKind::Text),
        _ => Column::new(name, label, ColumnKind::Text),
    };
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
        beside("before", language.choose("Before", "Ervoor")),
        text("text", language.choose("Segment", "Segment")),
        beside("after", language.choose("After", "Erachter")),
    ]
}

impl Segment<'_> {
    /// The cells of [`columns`]; several names in one are separated by `; `.
    fn cells(&self) -> Vec<Cell> {
        let span = self.segment.coding.span;
        vec![
            Cell::text(&self.id),
            Cell::text(self.document),
            Cell::Count(self.segment.paragraphs.0 as u64 + 1),
            Cell::Count(span.start_char() as u64),
            Cell::Count(span.end_char() as u64),
            Cell::text(self.speakers.join("; ")),
            Cell::text(self.participants.join("; ")),
            Cell::text(self.code),
            Cell::text(self.other_codes.join("; ")),
            Cell::text(self.coder),
            Cell::count(self.weight.map(u64::from)),
            Cell::text(on_one_line(self.before)),
            Cell::text(self.text),
            Cell::text(on_one_line(self.after)),
        ]
    }

    fn to_json(&self) -> SegmentJson<'_> {
        SegmentJson {
            id: &self.id,
            document: self.document,
            start: self.segment.coding.span.start_char(),
            end: self.segment.coding.span.end_char(),
            text: self.text,
            code: self.code,
            other_codes: &self.other_codes,
            coder: self.coder,
            weight: self.weight,
            speakers: &self.speakers,
            participants: &self.participants,
            context: ContextJson { before: self.before, after: self.after },
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
