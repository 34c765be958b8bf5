//! Comma-separated values for spreadsheets and statistics packages.

use std::borrow::Cow;
use std::io::{self, Write};

use kwali_text::guard_formula;

use super::{Cell, SUPPRESSED, Table};

/// Writes a line of column names, then a line a row.
///
/// Fields are quoted as RFC 4180 says; lines end in LF, as Unix tools expect and every reader
/// accepts. Numbers have full precision and a decimal point, an undefined number is empty, a value
/// that is not told is `x`. See
/// [`guard_formula`] for the one thing that is not written as it is.
pub(super) fn write(table: &Table, out: &mut impl Write) -> io::Result<()> {
    write_separated(table, &mut csv::Writer::from_writer(out), |text| Cow::Borrowed(text))
}

/// Writes the records through a writer; `escape` has the last word on every text.
pub(super) fn write_separated<W: Write>(
    table: &Table,
    writer: &mut csv::Writer<W>,
    escape: fn(&str) -> Cow<'_, str>,
) -> io::Result<()> {
    for column in table.machine_columns() {
        writer.write_field(escape(&guard_formula(&column.name)).as_bytes())?;
    }
    end_record(table, writer)?;
    for row in &table.rows {
        for cell in table.machine_cells(row) {
            match cell {
                Cell::Text(text) => writer.write_field(escape(&guard_formula(text)).as_bytes())?,
                Cell::Count(count) => writer.write_field(count.to_string())?,
                Cell::Number(number) => writer.write_field(number.to_string())?,
                Cell::Flag(flag) => writer.write_field(flag.to_string())?,
                Cell::Undefined => writer.write_field("")?,
                Cell::Suppressed => writer.write_field(SUPPRESSED)?,
            }
        }
        end_record(table, writer)?;
    }
    writer.flush()
}

/// Ends the record; a table without columns has none, and the csv crate would write `""`.
fn end_record<W: Write>(table: &Table, writer: &mut csv::Writer<W>) -> io::Result<()> {
    if !table.columns.is_empty() {
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}
