//! `queries.csv`.

use kwali_text::TableWriter;

use crate::ProblemKind;
use crate::records::QueryRecord;
use crate::sheet::{Reader, Seen};

pub(crate) const FILE: &str = "queries.csv";

const COLUMNS: [&str; 2] = ["name", "query"];

pub(crate) fn read(reader: &mut Reader) -> Vec<QueryRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &COLUMNS) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let mut seen = Seen::new("query");
    let queries = sheet.records(|cells| {
        let name = cells.required_name("name")?;
        seen.check(name.clone(), &name, cells.row.line)?;
        let query = cells.verbatim("query");
        if query.trim().is_empty() {
            return Err(ProblemKind::EmptyCell("query"));
        }
        Ok(QueryRecord { line: cells.line(), name, query })
    });
    reader.close(sheet);
    queries
}

pub(crate) fn write(queries: &[QueryRecord]) -> Option<Vec<u8>> {
    if queries.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for query in queries {
        writer.row([query.name.as_str(), query.query.as_str()]);
    }
    Some(writer.finish())
}
