//! Rows of cells, from text files and from spreadsheets.

mod date;
mod ods;
mod package;
mod place;
mod separated;
mod xlsx;

use crate::{Error, FileKind, Format, Note, ReadOptions, TableError, TableNote};

/// At most so many cells are read of one sheet.
const MOST_CELLS: usize = 10_000_000;
/// And at most so many bytes of words.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Rows of cells, as text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Sheet {
    /// Its name, in a spreadsheet.
    pub(crate) name: Option<String>,
    /// Rows with more than white space in them, in order.
    pub(crate) rows: Vec<SheetRow>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SheetRow {
    /// The line of the file or the row of the sheet, from 1.
    pub line: usize,
    /// The cells without white space around them; what is missing at the end is empty.
    pub cells: Vec<String>,
}

/// A sheet that was read, and what to know about that.
pub(crate) struct ReadSheet {
    pub(crate) sheet: Sheet,
    pub(crate) encoding: Option<String>,
    /// What separates the cells of a text file.
    pub(crate) separator: Option<char>,
    pub(crate) notes: Vec<Note>,
}

/// Reads the rows of a table: of the sheet that is named, else of the first that has any.
pub(crate) fn read(
    format: Format,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<ReadSheet, Error> {
    match format {
        Format::Xlsx => xlsx::read(bytes, options.table.sheet.as_deref()),
        Format::Ods => ods::read(bytes, options.table.sheet.as_deref()),
        _ => separated::read(format, bytes, options),
    }
}

/// Returns the rows of a spreadsheet's first sheet with anything in it; `None` for a file that is no
/// spreadsheet.
pub fn spreadsheet_rows(bytes: &[u8]) -> Option<Result<Vec<SheetRow>, Error>> {
    let read = match FileKind::of(bytes) {
        Some(FileKind::Excel) => xlsx::read(bytes, None),
        Some(FileKind::OpenSpreadsheet) => ods::read(bytes, None),
        _ => return None,
    };
    Some(read.map(|read| read.sheet.rows))
}

/// Returns which sheet to read, by its place among `names`, and what to tell about the choice.
///
/// Without a name it is the first of the `filled` ones, which have any cells.
fn chosen(
    names: &[String],
    filled: &[usize],
    wanted: Option<&str>,
) -> Result<(usize, Option<Note>), Error> {
    if let Some(wanted) = wanted {
        let is_it = |name: &&String| name.to_lowercase() == wanted.trim().to_lowercase();
        let place = names.iter().position(|name| is_it(&name));
        let no_sheet = || TableError::NoSheet { wanted: wanted.to_owned(), known: names.to_vec() };
        return Ok((place.ok_or_else(no_sheet)?, None));
    }
    let Some((&first, others)) = filled.split_first() else { return Err(Error::NoWords) };
    let named = |place: &usize| names[*place].clone();
    let others: Vec<String> = others.iter().map(named).collect();
    let note = TableNote::OneSheet { read: names[first].clone(), others };
    let has_others = filled.len() > 1;
    Ok((first, has_others.then(|| note.at(None))))
}

impl SheetRow {
    /// Returns the cell of a column; empty where the row is too short.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Collects the cells of a sheet, and stops where there are too many.
#[derive(Default)]
pub(crate) struct Cells {
    rows: Vec<SheetRow>,
    n_cells: usize,
    n_bytes: usize,
}

impl Cells {
    /// Puts a text in a place; rows come in order, an empty text is none.
    pub(crate) fn put(&mut self, (row, column): (usize, usize), text: &str) -> Result<(), Error> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if self.rows.last().is_none_or(|last| last.line <= row) {
            self.rows.push(SheetRow { line: row + 1, cells: Vec::new() });
        }
        // A row is the last one, but for merged cells and for files that are out of order.
        let is_last = self.rows.last().is_some_and(|last| last.line == row + 1);
        let at = match is_last {
            true => self.rows.len() - 1,
            false => self.rows.partition_point(|other| other.line <= row),
        };
        let Some(found) = self.rows.get_mut(at).filter(|found| found.line == row + 1) else {
            return Ok(());
        };
        let before = found.cells.len();
        if before <= column {
            found.cells.resize(column + 1, String::new());
        }
        found.cells[column] = text.to_owned();
        self.n_cells += found.cells.len() - before;
        self.n_bytes += text.len();
        if self.n_cells > MOST_CELLS || self.n_bytes > MOST_BYTES {
            return Err(TableError::TooLarge { row: row + 1 }.into());
        }
        Ok(())
    }

    /// Repeats a text in further columns and rows, as a merged cell shows it.
    pub(crate) fn fill(&mut self, area: &place::Area) -> Result<(), Error> {
        let at = self.rows.partition_point(|row| row.line <= area.first.0);
        let first = self.rows.get(at).filter(|row| row.line == area.first.0 + 1);
        let text = first.map_or(String::new(), |row| row.cell(area.first.1).to_owned());
        if text.is_empty() {
            return Ok(());
        }
        let last_row = self.rows.last().map_or(0, |row| row.line - 1).min(area.last.0);
        for row in area.first.0..=last_row {
            for column in area.first.1..=area.last.1 {
                if self.is_empty_within((row, column)) {
                    self.put((row, column), &text)?;
                }
            }
        }
        Ok(())
    }

    /// True for an empty cell of a row that is there.
    fn is_empty_within(&self, (row, column): (usize, usize)) -> bool {
        let at = self.rows.partition_point(|other| other.line <= row);
        self.rows
            .get(at)
            .is_some_and(|found| found.line == row + 1 && found.cell(column).is_empty())
    }

    pub(crate) fn finish(self) -> Vec<SheetRow> {
        self.rows
    }
}
