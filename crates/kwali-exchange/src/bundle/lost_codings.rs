//! `lost-codings.csv`: codings whose words are not in the corrected transcripts any more.

use kwali_model::{Origin, Weight};
use kwali_text::TableWriter;

use super::is_document;
use crate::ProblemKind;
use crate::records::{DocumentRecord, LostCodingRecord};
use crate::sheet::{Cells, Reader};

pub(crate) const FILE: &str = "lost-codings.csv";

const COLUMNS: [&str; 12] = [
    "id", "document", "revision", "start", "end", "code", "coder", "weight", "comment", "created",
    "origin", "quote",
];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<LostCodingRecord> {
    let required = ["document", "revision", "start", "end", "code", "coder", "quote"];
    let Some(mut sheet) = reader.sheet(FILE, &required) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let lost = sheet.records(|cells| {
        let record = record(cells)?;
        is_document(&record.document)?;
        Ok(record)
    });
    reader.close(sheet);
    lost
}

fn record(cells: &Cells<'_>) -> Result<LostCodingRecord, ProblemKind> {
    let number = |column| cells.number(column)?.ok_or(ProblemKind::EmptyCell(column));
    let position = (number("start")?, number("end")?);
    if position.0 >= position.1 {
        return Err(ProblemKind::BadCell { column: "end", expected: "more than `start`" });
    }
    let positive = |cell: &str| cell.parse().ok().filter(|&revision: &u32| revision > 0);
    let revision = cells.parsed("revision", "a whole number from 1", positive)?;
    let weight = |cell: &str| cell.parse().ok().and_then(Weight::new);
    let text = |column| Some(cells.verbatim(column)).filter(|cell| !cell.is_empty());
    let origin = cells.parsed("origin", "`person` or `suggestion`", Origin::from_name)?;
    Ok(LostCodingRecord {
        line: cells.line(),
        id: cells.name("id"),
        document: cells.required_name("document")?,
        revision: revision.ok_or(ProblemKind::EmptyCell("revision"))?,
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
