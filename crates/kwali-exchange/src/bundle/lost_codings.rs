//! `lost-codings.csv`: codings whose words are not in the corrected transcripts any more.

use kwali_model::{Origin, Weight};
use kwali_text::TableWriter;

use super::in_revision::{RowsOfDocuments, passage};
use crate::ProblemKind;
use crate::records::{DocumentRecord, LostCodingRecord};
use crate::sheet::{Cells, Reader};

pub(crate) const FILE: &str = "lost-codings.csv";

const COLUMNS: [&str; 12] = [
    "id", "document", "revision", "start", "end", "code", "coder", "weight", "comment", "created",
    "origin", "quote",
];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<LostCodingRecord> {
    let rows = RowsOfDocuments {
        file: FILE,
        columns: &COLUMNS,
        required: &["document", "revision", "start", "end", "code", "coder", "quote"],
        documents,
    };
    rows.read(reader, record, |record| &record.document)
}

fn record(cells: &Cells<'_>) -> Result<LostCodingRecord, ProblemKind> {
    let (position, revision) = passage(cells)?;
    let weight = |cell: &str| cell.parse().ok().and_then(Weight::new);
    let text = |column| Some(cells.verbatim(column)).filter(|cell| !cell.is_empty());
    let origin = cells.parsed("origin", "`person` or `suggestion`", Origin::from_name)?;
    Ok(LostCodingRecord {
        line: cells.line(),
        id: cells.name("id"),
        document: cells.required_name("document")?,
        revision,
        position,
        code: cells.required_name("code")?,
        coder: cells.required_name("coder")?,
        weight: cells.parsed("weight", "a whole number from 0 to 100", weight)?,
        comment: text("comment"),
        created: cells.name("created"),
        origin: origin.unwrap_or_default(),
        quote: cells.verbatim("quote"),
    })
}

pub(crate) fn write(lost: &[LostCodingRecord]) -> Option<Vec<u8>> {
    if lost.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for record in lost {
        let [id, comment, created] = [&record.id, &record.comment, &record.created]
            .map(|cell| cell.as_deref().unwrap_or(""));
        let weight = record.weight.map_or_else(String::new, |weight| weight.get().to_string());
        let (start, end) = record.position;
        writer.row([
            id,
            &record.document,
            &record.revision.to_string(),
            &start.to_string(),
            &end.to_string(),
            &record.code,
            &record.coder,
            &weight,
            comment,
            created,
            record.origin.name(),
            &record.quote,
        ]);
    }
    Some(writer.finish())
}
