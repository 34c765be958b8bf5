//! Words found in the transcripts, as keyword in context.

use kwali_analysis::{ContextWidth, Unit, keyword_in_context};
use kwali_text::Span;
use serde::Serialize;

use super::passages::{Passages, on_one_line};
use crate::units::{counted, numbered};
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
pub fn hits_table(
    passages: &Passages<'_>,
    hits: &[Hit],
    width: ContextWidth,
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
    let rows = found(passages, hits, width).map(|hit| hit.cells()).collect();
    let mut table =
        Table::new(language.choose("Words in context", "Woorden in hun verband"), columns, rows)?;
    table.unit = Some("hits".to_owned());
    let mut documents: Vec<usize> = hits.iter().map(|hit| hit.place).collect();
    documents.sort_unstable();
    documents.dedup();
    let words = language.choose(("hit", "hits"), ("treffer", "treffers"));
    let found = numbered(hits.len(), words, language);
    let n_all = passages.snapshot.documents().len();
    let all = counted(n_all as u64, Unit::Documents, language);
    let of = language.choose("of", "van");
    table.base = Some(format!("{found} in {} {of} {all}", documents.len()));
    Ok(table)
}

/// Returns hits as JSON, one object a line.
///
/// Every object has `document`, `start`, `end` (code points), `text`, `left`, `right`, `speaker`,
/// `participants` and `paragraph` (counted from 1).
pub fn hits_jsonl(passages: &Passages<'_>, hits: &[Hit], width: ContextWidth) -> String {
    let line = |hit: Shown<'_>| {
        let json = serde_json::to_string(&hit.to_json());
        json.map(|json| json + "\n").unwrap_or_default()
    };
    found(passages, hits, width).map(line).collect()
}

/// A hit with everything that is shown of it.
struct Shown<'a> {
    document: &'a str,
    span: Span,
    paragraph: u64,
    speakers: Vec<&'a str>,
    participants: Vec<&'a str>,
    left: &'a str,
    text: &'a str,
    right: &'a str,
}

/// Returns what is shown of each hit; one that is in no text of the study is left out.
fn found<'a>(
    passages: &'a Passages<'_>,
    hits: &'a [Hit],
    width: ContextWidth,
) -> impl Iterator<Item = Shown<'a>> {
    hits.iter().filter_map(move |&Hit { place, span }| {
        let document = passages.snapshot.documents().get(place)?;
        let (text, layout) = (passages.texts.get(place)?, passages.layouts.get(place)?);
        let context = keyword_in_context(text, layout, span.start()..span.end(), width).ok()?;
        Some(Shown {
            document: &document.name,
            span: context.hit,
            paragraph: context.paragraph as u64 + 1,
            speakers: passages.speakers(place, document, span),
            participants: passages.people(&layout.participants_of(document, span)),
            left: passages.words(place, context.left.start, context.left.end),
            text: text.slice(span),
            right: passages.words(place, context.right.start, context.right.end),
        })
    })
}

impl Shown<'_> {
    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.document),
            Cell::Count(self.paragraph),
            Cell::text(self.speakers.join("; ")),
            Cell::text(self.participants.join("; ")),
            Cell::Count(self.span.start_char() as u64),
            Cell::Count(self.span.end_char() as u64),
            Cell::text(on_one_line(self.left)),
            Cell::text(on_one_line(self.text)),
            Cell::text(on_one_line(self.right)),
        ]
    }

    fn to_json(&self) -> HitJson<'_> {
        HitJson {
            document: self.document,
            start: self.span.start_char(),
            end: self.span.end_char(),
            text: self.text,
            left: self.left,
            right: self.right,
            speaker: self.speakers.first().copied(),
            participants: &self.participants,
            paragraph: self.paragraph,
        }
    }
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
    paragraph: u64,
}
