//! Tab-separated values: every record on one line, for `cut`, `sort` and `join`.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Table;
use super::csv::write_separated;

/// Writes a line of column names, then a line a row, as CSV does but for the breaks within texts.
///
/// A tab, LF or CR in a text is written as `\t`, `\n` or `\r`, and a backslash as `\\`: one row is
/// always one line, and nothing is lost. Fields with quotation marks are quoted as in CSV.
pub(super) fn write(table: &Table, out: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    write_separated(table, &mut writer, escape)
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\t', '\n', '\r', '\\']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.chars().fold(String::new(), |mut escaped, character| {
        match character {
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\\' => escaped.push_str("\\\\"),
            other => escaped.push(other),
        }
        escaped
    });
    Cow::Owned(escaped)
}
