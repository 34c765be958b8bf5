//! `coders.csv`.

use kwali_text::TableWriter;

use crate::records::CoderRecord;
use crate::sheet::{Reader, Seen};

pub(crate) const FILE: &str = "coders.csv";

const COLUMNS: [&str; 2] = ["coder", "name"];

pub(crate) fn read(reader: &mut Reader) -> Vec<CoderRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["coder"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let mut seen = Seen::new("coder");
    let coders = sheet.records(|cells| {
        let coder = cells.required_name("coder")?;
        seen.check(coder.clone(), &coder, cells.row.line)?;
        Ok(CoderRecord { line: cells.line(), coder, full_name: cells.name("name") })
    });
    reader.close(sheet);
    coders
}

pub(crate) fn write(coders: &[CoderRecord]) -> Option<Vec<u8>> {
    if coders.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for coder in coders {
        writer.row([coder.coder.as_str(), coder.full_name.as_deref().unwrap_or("")]);
    }
    Some(writer.finish())
}
