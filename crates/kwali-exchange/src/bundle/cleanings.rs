//! `cleanings.csv`: what was changed in the texts since their files were read; in code points.

use kwali_model::CleaningStep;
use kwali_text::TableWriter;

use super::is_document;
use crate::ProblemKind;
use crate::records::{CleaningRecord, DocumentRecord};
use crate::sheet::{Cells, Reader};

pub(crate) const FILE: &str = "cleanings.csv";

const COLUMNS: [&str; 6] = ["document", "step", "start", "end", "page", "was"];

pub(crate) fn read(reader: &mut Reader, documents: &[DocumentRecord]) -> Vec<CleaningRecord> {
    let Some(mut sheet) = reader.sheet(FILE, &["document", "step", "start", "end"]) else {
        return Vec::new();
    };
    sheet.report_columns_beside(&COLUMNS);
    let is_document = is_document(documents);
    let cleanings = sheet.records(|cells| {
        let document = cells.required_name("document")?;
        is_document(&document)?;
        record(cells, document)
    });
    reader.close(sheet);
    cleanings
}

fn record(cells: &Cells<'_>, document: String) -> Result<CleaningRecord, ProblemKind> {
    let step = cells.parsed("step", "a step of cleaning", CleaningStep::from_name)?;
    let step = step.ok_or(ProblemKind::EmptyCell("step"))?;
    let start = cells.number("start")?.ok_or(ProblemKind::EmptyCell("start"))?;
    let end = cells.number("end")?.ok_or(ProblemKind::EmptyCell("end"))?;
    if end < start {
        return Err(ProblemKind::BadCell { column: "end", expected: "the start, or behind it" });
    }
    let page = cells.parsed("page", "a whole number", |cell| cell.parse().ok())?;
    let was = unescaped(&cells.verbatim("was"));
    let expected = "text with \\n for a line feed and \\\\ for a backslash";
    let was = was.ok_or(ProblemKind::BadCell { column: "was", expected })?;
    Ok(CleaningRecord { line: cells.line(), document, step, start, end, page, was })
}

pub(crate) fn write(cleanings: &[CleaningRecord]) -> Option<Vec<u8>> {
    if cleanings.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(COLUMNS);
    for cleaning in cleanings {
        writer.row([
            cleaning.document.clone(),
            cleaning.step.name().to_owned(),
            cleaning.start.to_string(),
            cleaning.end.to_string(),
            cleaning.page.map_or_else(String::new, |page| page.to_string()),
            escaped(&cleaning.was),
        ]);
    }
    Some(writer.finish())
}

/// One line without control characters: `\n`, `\\`, and `\u{7}` for others.
fn escaped(was: &str) -> String {
    let mut escaped = String::with_capacity(was.len());
    for char in was.chars() {
        match char {
            '\n' => escaped.push_str("\\n"),
            '\\' => escaped.push_str("\\\\"),
            char if char.is_control() => escaped.push_str(&format!("\\u{{{:x}}}", char as u32)),
            char => escaped.push(char),
        }
    }
    escaped
}

/// `None` if a backslash is followed by what [`escaped`] never writes.
fn unescaped(cell: &str) -> Option<String> {
    let mut was = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some((before, escape)) = rest.split_once('\\') {
        was.push_str(before);
        let (char, behind) = match escape.chars().next()? {
            'n' => ('\n', &escape[1..]),
            '\\' => ('\\', &escape[1..]),
            'u' => {
                let (number, behind) = escape[1..].strip_prefix('{')?.split_once('}')?;
                (char::from_u32(u32::from_str_radix(number, 16).ok()?)?, behind)
            }
            _ => return None,
        };
        was.push(char);
        rest = behind;
    }
    Some(was + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_stands_on_one_line() {
        for (was, cell) in [
            ("-\n", "-\\n"),
            ("a\\n\u{7}\t", "a\\\\n\\u{7}\\u{9}"),
            ("\u{a0}", "\u{a0}"),
            ("\u{c}Kop, \"1\"\n\n", "\\u{c}Kop, \"1\"\\n\\n"),
            ("", ""),
        ] {
            assert_eq!(escaped(was), cell);
            assert_eq!(unescaped(cell).as_deref(), Some(was));
        }
    }

    #[test]
    fn other_escapes_are_refused() {
        for cell in ["\\", "\\t", "\\u7", "\\u{", "\\u{xyz}", "\\u{d800}"] {
            assert_eq!(unescaped(cell), None, "{cell}");
        }
    }
}
