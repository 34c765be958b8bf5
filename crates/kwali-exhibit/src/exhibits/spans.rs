//! Spans that a query makes of others, with their words.

use kwali_analysis::{Context, MadeSpan, context_span};
use kwali_model::Layout;
use serde::Serialize;

use super::passages::{Passages, on_one_line};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns spans as a table, one row a span; they have no id, code, coder or weight.
pub fn spans_table(
    passages: &Passages<'_>,
    spans: &[MadeSpan],
    context: Context,
    language: Language,
) -> Result<Table, Error> {
    let rows = spans.iter().map(|span| Shown::new(passages, span, context).cells()).collect();
    let title = language.choose("Spans made by the query", "Passages die de vraag maakt");
    let mut table = Table::new(title, columns(context, language), rows)?;
    table.unit = Some("spans".to_owned());
    let characters: u64 = spans.iter().map(|made| made.span.chars() as u64).sum();
    let spans = language.whole(spans.len() as u64);
    let characters = language.whole(characters);
    table.base = Some(language.choose(
        format!("{spans} spans with {characters} characters"),
        format!("{spans} passages met {characters} tekens"),
    ));
    Ok(table)
}

/// Returns spans as JSON, one object a line.
///
/// The objects are those of [`segments_jsonl`](crate::segments_jsonl) without `other_codes`; `id`,
/// `code`, `coder` and `weight` are `null`.
pub fn spans_jsonl(passages: &Passages<'_>, spans: &[MadeSpan], context: Context) -> String {
    let line = |span| {
        let json = serde_json::to_string(&Shown::new(passages, span, context).to_json());
        json.map(|json| json + "\n").unwrap_or_default()
    };
    spans.iter().map(line).collect()
}

/// A span with everything that is shown of it.
struct Shown<'a> {
    made: MadeSpan,
    document: &'a str,
    paragraph: usize,
    speakers: Vec<&'a str>,
    participants: Vec<&'a str>,
    text: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> Shown<'a> {
    fn new(passages: &Passages<'a>, made: &MadeSpan, context: Context) -> Shown<'a> {
        let MadeSpan { place, span, .. } = *made;
        let document = &passages.snapshot.documents()[place];
        let no_layout = Layout::default();
        let layout = passages.layouts.get(place).unwrap_or(&no_layout);
        let around = context_span(layout, span, context);
        Shown {
            made: *made,
            document: &document.name,
            paragraph: layout.paragraph_at(span.start()) + 1,
            speakers: passages.speakers(place, document, span),
            participants: passages.people(&layout.participants_of(document, span)),
            text: passages.words(place, span.start(), span.end()),
            before: passages.words(place, around.start(), span.start()),
            after: passages.words(place, span.end(), around.end()),
        }
    }

    /// The cells of [`columns`].
    fn cells(&self) -> Vec<Cell> {
        let span = self.made.span;
        vec![
            Cell::text(self.document),
            Cell::Count(self.paragraph as u64),
            Cell::Count(span.start_char() as u64),
            Cell::Count(span.end_char() as u64),
            Cell::Count(span.chars() as u64),
            Cell::text(self.speakers.join("; ")),
            Cell::text(self.participants.join("; ")),
            Cell::text(on_one_line(self.before)),
            Cell::text(self.text),
            Cell::text(on_one_line(self.after)),
        ]
    }

    fn to_json(&self) -> SpanJson<'_> {
        SpanJson {
            id: None,
            document: self.document,
            start: self.made.span.start_char(),
            end: self.made.span.end_char(),
            text: self.text,
            code: None,
            coder: None,
            weight: None,
            speakers: &self.speakers,
            participants: &self.participants,
            context: Around { before: self.before, after: self.after },
        }
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
        text("document", "Document"),
        Column::new("paragraph", language.choose("Paragraph", "Alinea"), ColumnKind::Count),
        detail("start", ColumnKind::Count),
        detail("end", ColumnKind::Count),
        Column::new("characters", language.choose("Characters", "Tekens"), ColumnKind::Count),
        text("speakers", language.choose("Speaker", "Spreker")),
        detail("participants", ColumnKind::Text),
        beside("before", language.choose("Before", "Ervoor")),
        text("text", language.choose("Span", "Passage")),
        beside("after", language.choose("After", "Erachter")),
    ]
}

/// A span as a line of the file.
#[derive(Serialize)]
struct SpanJson<'a> {
    id: Option<&'a str>,
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    code: Option<&'a str>,
    coder: Option<&'a str>,
    weight: Option<u8>,
    speakers: &'a [&'a str],
    participants: &'a [&'a str],
    context: Around<'a>,
}

#[derive(Serialize)]
struct Around<'a> {
    before: &'a str,
    after: &'a str,
}
