//! `sources.csv`: the file each document was read from, and the revision of its text.

use kwali_model::Source;
use kwali_text::{Digest, TableWriter};

use super::is_document;
use crate::ProblemKind;
use crate::records::{DocumentRecord, SourceRecord};
use crate::sheet::{Cells, Reader, Seen};

pub(crate) const FILE: &str = "sources.csv";

const COLUMNS: [&str; 6] = ["document", "file", "sha256", "format", "encoding", "revision"];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<SourceRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["document"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let mut seen = Seen::new("document");
    let sources = sheet.records(|cells| {
        let document = cells.required_name("document")?;
        is_document(&document)?;
        let positive = |cell: &str| cell.parse().ok().filter(|&revision: &u32| revision > 0);
        let revision = cells.parsed("revision", "a whole number from 1", positive)?.unwrap_or(1);
        let source = source(cells)?;
        seen.check(document.clone(), &document, cells.row.line)?;
        Ok(SourceRecord { line: cells.line(), document, source, revision })
    });
    reader.close(sheet);
    sources
}

fn source(cells: &Cells<'_>) -> Result<Option<Source>, ProblemKind> {
    let Some(file) = cells.name("file") else {
        return Ok(None);
    };
    let digest = cells.parsed("sha256", "64 hexadecimal digits", Digest::from_hex)?;
    let digest = digest.ok_or(ProblemKind::EmptyCell("sha256"))?;
    let format = cells.required_name("format")?;
    Ok(Some(Source { file, digest, format, encoding: cells.name("encoding") }))
}

pub(crate) fn write(sources: &[SourceRecord]) -> Option<Vec<u8>> {
    if sources.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for SourceRecord { document, source, revision, .. } in sources {
        let digest = source.as_ref().map_or_else(String::new, |source| source.digest.to_string());
        let text = |cell: fn(&Source) -> &str| source.as_ref().map_or("", cell);
        writer.row([
            document.as_str(),
            text(|source| &source.file),
            &digest,
            text(|source| &source.format),
            text(|source| source.encoding.as_deref().unwrap_or("")),
            &revision.to_string(),
        ]);
    }
    Some(writer.finish())
}
