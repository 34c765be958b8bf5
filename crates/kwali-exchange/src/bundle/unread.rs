//! `unread.csv`: documents that have still to be read for codes younger than their coding.

use kwali_text::TableWriter;

use super::is_document;
use crate::records::{DocumentRecord, UnreadRecord};
use crate::sheet::Reader;

pub(crate) const FILE: &str = "unread.csv";

const COLUMNS: [&str; 2] = ["document", "code"];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<UnreadRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &COLUMNS) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let unread = sheet.records(|cells| {
        let document = cells.required_name("document")?;
        is_document(&document)?;
        Ok(UnreadRecord { line: cells.line(), document, code: cells.required_name("code")? })
    });
    reader.close(sheet);
    unread
}

pub(crate) fn write(unread: &[UnreadRecord]) -> Option<Vec<u8>> {
    if unread.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for record in unread {
        writer.row([record.document.as_str(), record.code.as_str()]);
    }
    Some(writer.finish())
}
