//! `suggestions.csv`: what the program proposed, and what became of it.

use kwali_model::{Score, Verdict, Way};
use kwali_text::TableWriter;

use super::in_revision::{RowsOfDocuments, passage};
use crate::ProblemKind;
use crate::records::{DocumentRecord, SuggestionRecord, VerdictRecord};
use crate::sheet::{Cells, Reader};

pub(crate) const FILE: &str = "suggestions.csv";

const COLUMNS: [&str; 14] = [
    "document", "revision", "start", "end", "code", "way", "score", "reasons", "created",
    "verdict", "coder", "decided", "coding", "quote",
];

/// Parts reasons from each other; no keyword holds it, and no word.
const BETWEEN_REASONS: &str = "; ";

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<SuggestionRecord> {
    let rows = RowsOfDocuments {
        file: FILE,
        columns: &COLUMNS,
        required: &["document", "revision", "start", "end", "code", "way", "quote"],
        documents,
    };
    rows.read(reader, record, |record| &record.document)
}

fn record(cells: &Cells<'_>) -> Result<SuggestionRecord, ProblemKind> {
    let (position, revision) = passage(cells)?;
    let way = cells.parsed("way", "`dictionary` or `likeness`", Way::from_name)?;
    let score = |cell: &str| cell.parse().ok().filter(|score: &f64| *score >= 0.0).map(Score::of);
    let score = cells.parsed("score", "a number from 0", score)?;
    let reasons = cells.verbatim("reasons");
    let reasons = reasons.split(BETWEEN_REASONS).filter(|reason| !reason.is_empty());
    Ok(SuggestionRecord {
        line: cells.line(),
        document: cells.required_name("document")?,
        revision,
        position,
        code: cells.required_name("code")?,
        way: way.ok_or(ProblemKind::EmptyCell("way"))?,
        score: score.unwrap_or(Score(0)),
        reasons: reasons.map(str::to_owned).collect(),
        created: cells.name("created"),
        verdict: verdict(cells)?,
        quote: cells.verbatim("quote"),
    })
}

fn verdict(cells: &Cells<'_>) -> Result<Option<VerdictRecord>, ProblemKind> {
    let verdict = cells.parsed("verdict", "`accepted` or `rejected`", Verdict::from_name)?;
    let Some(verdict) = verdict else { return Ok(None) };
    Ok(Some(VerdictRecord {
        verdict,
        coder: cells.required_name("coder")?,
        decided: cells.name("decided"),
        coding: cells.name("coding"),
    }))
}

pub(crate) fn write(suggestions: &[SuggestionRecord]) -> Option<Vec<u8>> {
    if suggestions.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for record in suggestions {
        let verdict = record.verdict.as_ref();
        let decided = verdict.and_then(|verdict| verdict.decided.as_deref());
        let coding = verdict.and_then(|verdict| verdict.coding.as_deref());
        let (said, coder) = verdict.map_or(("", ""), |v| (v.verdict.name(), v.coder.as_str()));
        let (start, end) = record.position;
        writer.row([
            &record.document,
            &record.revision.to_string(),
            &start.to_string(),
            &end.to_string(),
            &record.code,
            record.way.name(),
            &record.score.number().to_string(),
            &record.reasons.join(BETWEEN_REASONS),
            record.created.as_deref().unwrap_or_default(),
            said,
            coder,
            decided.unwrap_or_default(),
            coding.unwrap_or_default(),
            &record.quote,
        ]);
    }
    Some(writer.finish())
}
