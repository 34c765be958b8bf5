//! One table of a bundle on its way into records.

use std::collections::BTreeMap;

use kwali_text::{Row, Table, normalise};

use crate::folder::Files;
use crate::{Problem, ProblemKind};

/// The files that are still to be read, and what was wrong with those that were.
pub(crate) struct Reader {
    pub(crate) files: Files,
    pub(crate) problems: Vec<Problem>,
}

impl Reader {
    pub(crate) fn take(&mut self, file: &str) -> Option<Vec<u8>> {
        self.files.contents.remove(file)
    }

    /// Returns the table in a file; `None` where there is no such file, or no such table.
    pub(crate) fn sheet(&mut self, file: &'static str, required: &[&'static str]) -> Option<Sheet> {
        let table = match Table::read(&self.take(file)?) {
            Ok(table) => table,
            Err(error) => {
                self.problems.push(Problem::of(file, error.into()));
                return None;
            }
        };
        let mut sheet = Sheet { file, table, problems: Vec::new() };
        for (line, problem) in std::mem::take(&mut sheet.table.problems) {
            sheet.problem(line, problem);
        }
        let missing = required.iter().find(|name| sheet.table.column(name).is_none());
        if let Some(name) = missing {
            sheet.problem(sheet.table.header_line, ProblemKind::NoColumn(name));
            self.close(sheet);
            return None;
        }
        Some(sheet)
    }

    /// Takes over what was wrong with a table.
    pub(crate) fn close(&mut self, mut sheet: Sheet) {
        self.problems.append(&mut sheet.problems);
    }
}

/// A table with its file and what was wrong with its rows.
pub(crate) struct Sheet {
    file: &'static str,
    pub(crate) table: Table,
    problems: Vec<Problem>,
}

impl Sheet {
    pub(crate) fn problem(&mut self, line: usize, what: impl Into<ProblemKind>) {
        self.problems.push(Problem::at(self.file, line, what.into()));
    }

    pub(crate) fn report_columns_beside(&mut self, known: &[&str]) {
        for (line, problem) in self.table.unknown_columns(known) {
            self.problem(line, problem);
        }
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = Cells<'_>> {
        self.table.rows.iter().map(|row| Cells { table: &self.table, row })
    }

    /// Returns a record for each row, without those for which `record` finds an error.
    pub(crate) fn records<T>(
        &mut self,
        mut record: impl FnMut(&Cells<'_>) -> Result<T, ProblemKind>,
    ) -> Vec<T> {
        let mut records = Vec::with_capacity(self.table.rows.len());
        let mut problems = Vec::new();
        for cells in self.cells() {
            match record(&cells) {
                Ok(read) => records.push(read),
                Err(what) => problems.push(Problem::at(self.file, cells.row.line, what)),
            }
        }
        self.problems.append(&mut problems);
        records
    }
}

/// The cells of one row by the names of their columns.
pub(crate) struct Cells<'a> {
    table: &'a Table,
    pub(crate) row: &'a Row,
}

impl Cells<'_> {
    pub(crate) fn line(&self) -> Option<usize> {
        Some(self.row.line)
    }

    /// A name in NFC, without white space around it; `None` where the cell is empty.
    pub(crate) fn name(&self, column: &str) -> Option<String> {
        let cell = self.row.get(self.table.column(column))?;
        Some(normalise(cell).text)
    }

    pub(crate) fn required_name(&self, column: &'static str) -> Result<String, ProblemKind> {
        self.name(column).ok_or(ProblemKind::EmptyCell(column))
    }

    /// The cell as it stands, with white space.
    pub(crate) fn verbatim(&self, column: &str) -> String {
        let column = self.table.column(column);
        column.map_or_else(String::new, |column| self.row.cell(column).to_owned())
    }

    /// What `read` makes of the cell; `None` where it is empty, a problem where it cannot be read.
    pub(crate) fn parsed<T>(
        &self,
        column: &'static str,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ProblemKind> {
        let Some(cell) = self.row.get(self.table.column(column)) else {
            return Ok(None);
        };
        read(cell).map(Some).ok_or(ProblemKind::BadCell { column, expected })
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<Option<usize>, ProblemKind> {
        self.parsed(column, "a whole number", |cell| cell.parse().ok())
    }
}

/// Tells the second record of a name from the first.
pub(crate) struct Seen<Key> {
    what: &'static str,
    lines: BTreeMap<Key, usize>,
}

impl<Key: Ord> Seen<Key> {
    pub(crate) fn new(what: &'static str) -> Seen<Key> {
        Seen { what, lines: BTreeMap::new() }
    }

    /// Refuses a key that was there before; `name` is how the message calls it.
    pub(crate) fn check(&mut self, key: Key, name: &str, line: usize) -> Result<(), ProblemKind> {
        let first = *self.lines.entry(key).or_insert(line);
        if first == line {
            return Ok(());
        }
        Err(ProblemKind::Duplicate { what: self.what, name: name.to_owned(), first })
    }
}
