//! Tables as people keep them: CSV with any usual separator and encoding, and true line numbers.

mod rows;

pub use rows::Rows;

use crate::{Encoding, Finding, NotText, Severity, decode, nearest, unguard_formula};

/// A CSV file's header and rows, and what is wrong with them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// The names of the columns, without white space around them.
    pub header: Vec<String>,
    /// The line of the header.
    pub header_line: usize,
    /// The rows below the header, without those that are wholly empty.
    pub rows: Vec<Row>,
    /// What looks wrong, with its line.
    pub problems: Vec<(usize, TableProblem)>,
}

/// A row of a [`Table`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The line on which it starts, counted from 1.
    pub line: usize,
    cells: csv::StringRecord,
}

/// Why a file is no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TableError {
    /// There is no header.
    #[error("the table is empty: there is no line with the names of the columns")]
    Empty,
    /// The bytes are no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// A row cannot be read.
    #[error("line {0} is not a row of a table")]
    Unreadable(usize),
}

/// What can be wrong with a table that can be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TableProblem {
    /// The file is not in UTF-8.
    #[error("the table is not in UTF-8 and was read as Windows-1252")]
    Windows1252,
    /// Two columns have the same name.
    #[error("two columns are called `{0}`; the first one counts")]
    DuplicateColumn(String),
    /// A column has cells but no name.
    #[error("column {0} has no name and was left out")]
    UnnamedColumn(usize),
    /// A row has more cells than the header.
    #[error("the row has {cells} cells, but there are {columns} columns; the last were left out")]
    TooManyCells {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// A quotation mark opens a cell and none closes it.
    #[error("a quotation mark opens here and is never closed; from here on nothing was read")]
    UnclosedQuote,
    /// A column that means nothing to the reader.
    #[error("column `{name}` is not known and was left out")]
    UnknownColumn {
        /// Its name.
        name: String,
        /// The known name that is nearest to it.
        nearest: Option<String>,
    },
}

impl Finding for TableProblem {
    fn severity(&self) -> Severity {
        match self {
            TableProblem::Windows1252 => Severity::Note,
            TableProblem::TooManyCells { .. } | TableProblem::UnclosedQuote => Severity::Error,
            _ => Severity::Warning,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            TableProblem::Windows1252 => {
                Some("save the file as UTF-8 if letters look wrong".into())
            }
            TableProblem::TooManyCells { .. } => {
                Some("put a cell that holds the separator between quotation marks".into())
            }
            TableProblem::UnclosedQuote => {
                Some("close the cell, and write a quotation mark inside a cell twice".into())
            }
            TableProblem::UnknownColumn { nearest: Some(name), .. } => {
                Some(format!("did you mean `{name}`?"))
            }
            _ => None,
        }
    }
}

impl Row {
    /// Returns the cell in a column as it stands; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Returns what stands in a column without white space around it; `None` for nothing, or
    /// where the table has no such column.
    pub fn get(&self, column: Option<usize>) -> Option<&str> {
        let cell = self.cell(column?).trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Returns the cells as they stand.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    fn unguard(&mut self) {
        if self.cells().any(|cell| unguard_formula(cell) != cell) {
            self.cells = self.cells().map(unguard_formula).collect();
        }
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Table {
    /// Reads a CSV file.
    ///
    /// The separator is that of `,`, `;` and tab of which most lines have as many as the header, the
    /// most frequent of those, or what a first line `sep=;` says. Rows may be shorter than the header. What is wrong with single rows or
    /// columns is in [`Table::problems`].
    pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
        let decoded = decode(bytes)?;
        let mut table = parse(&decoded.text)?;
        if decoded.encoding == Encoding::Windows1252 {
            table.problems.insert(0, (table.header_line, TableProblem::Windows1252));
        }
        table.check_columns();
        table.check_rows();
        Ok(table)
    }

    /// Returns the table with every cell as it was before [`guard_formula`](crate::guard_formula) made
    /// it safe for spreadsheets: for files that people keep, not for those of a bundle.
    pub fn unguarded(mut self) -> Table {
        for name in &mut self.header {
            *name = unguard_formula(name).to_owned();
        }
        self.rows.iter_mut().for_each(Row::unguard);
        self
    }

    /// Returns a table of rows from elsewhere, such as a spreadsheet: the line and the cells of each,
    /// the first of which is the header. Line ends within cells stay.
    pub fn of_rows(
        rows: impl IntoIterator<Item = (usize, Vec<String>)>,
    ) -> Result<Table, TableError> {
        let row = |(line, cells)| Row { line, cells: csv::StringRecord::from(cells) };
        let rows = rows.into_iter().map(row).filter(|row: &Row| !row.is_empty()).collect();
        let mut table = with_header(Rows { rows, separator: b',', unclosed: None })?;
        table.check_columns();
        Ok(table)
    }

    /// Returns the column of that name; where none is written exactly so, one that differs in case.
    pub fn column(&self, name: &str) -> Option<usize> {
        let exact = self.header.iter().position(|column| column == name);
        exact.or_else(|| self.header.iter().position(|column| column.eq_ignore_ascii_case(name)))
    }

    /// Returns the named columns that are none of `known`, each once, in order.
    pub fn columns_beside(&self, known: &[&str]) -> Vec<usize> {
        let known: Vec<usize> = known.iter().filter_map(|name| self.column(name)).collect();
        let is_first = |&column: &usize| {
            let name = &self.header[column];
            !name.is_empty() && self.header.iter().position(|other| other == name) == Some(column)
        };
        (0..self.header.len()).filter(|column| !known.contains(column)).filter(is_first).collect()
    }

    /// Returns a problem for each column that is none of `known`.
    pub fn unknown_columns(&self, known: &[&str]) -> Vec<(usize, TableProblem)> {
        let problem = |column: usize| {
            let name = self.header[column].clone();
            let nearest = nearest(&name, known.iter().copied()).map(str::to_owned);
            (self.header_line, TableProblem::UnknownColumn { name, nearest })
        };
        self.columns_beside(known).into_iter().map(problem).collect()
    }

    fn check_columns(&mut self) {
        for (column, name) in self.header.iter().enumerate() {
            if name.is_empty() {
                if self.rows.iter().any(|row| !row.cell(column).trim().is_empty()) {
                    let problem = TableProblem::UnnamedColumn(column + 1);
                    self.problems.push((self.header_line, problem));
                }
            } else if self.header[..column].contains(name) {
                let problem = TableProblem::DuplicateColumn(name.clone());
                self.problems.push((self.header_line, problem));
            }
        }
    }

    fn check_rows(&mut self) {
        let columns = self.header.len();
        for row in &self.rows {
            let cells = row.cells.len();
            if (columns..cells).any(|column| !row.cell(column).trim().is_empty()) {
                self.problems.push((row.line, TableProblem::TooManyCells { cells, columns }));
            }
        }
    }
}

fn parse(content: &str) -> Result<Table, TableError> {
    with_header(Rows::read(content, None)?)
}

fn with_header(Rows { mut rows, unclosed, .. }: Rows) -> Result<Table, TableError> {
    if rows.is_empty() {
        return Err(TableError::Empty);
    }
    let header = rows.remove(0);
    let names = header.cells().map(|name| name.trim().to_owned()).collect();
    let problems = unclosed.map(|line| (line, TableProblem::UnclosedQuote)).into_iter().collect();
    Ok(Table { header: names, header_line: header.line, rows, problems })
}

/// Writes a table as CSV in UTF-8 with commas and LF line ends, as [`Table::read`] reads it back.
#[derive(Clone, Debug)]
pub struct TableWriter {
    content: String,
}

impl TableWriter {
    /// Returns a writer that has written the header.
    pub fn new(header: impl IntoIterator<Item = impl AsRef<str>>) -> TableWriter {
        let mut writer = TableWriter { content: String::new() };
        writer.row(header);
        writer
    }

    /// Writes a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        let start = self.content.len();
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                self.content.push(',');
            }
            self.cell(cell.as_ref());
        }
        // A blank line would be no row.
        if self.content.len() == start {
            self.content.push_str("\"\"");
        }
        self.content.push('\n');
    }

    fn cell(&mut self, cell: &str) {
        // Semicolon and tab too: in a header they could pass for the separator.
        if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
            self.content.push('"');
            self.content.push_str(&cell.replace('"', "\"\""));
            self.content.push('"');
        } else {
            self.content.push_str(cell);
        }
    }

    /// Returns the bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        self.content.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(table: &Table) -> Vec<(usize, Vec<&str>)> {
        table.rows.iter().map(|row| (row.line, row.cells.iter().collect())).collect()
    }

    #[track_caller]
    fn check(file: &str, header: &[&str], expected: &[(usize, &[&str])]) {
        let table = Table::read(file.as_bytes()).unwrap();
        assert_eq!(table.header, header);
        let expected: Vec<_> = expected.iter().map(|(line, row)| (*line, row.to_vec())).collect();
        assert_eq!(rows(&table), expected);
        assert_eq!(table.problems, []);
    }

    #[track_caller]
    fn check_problems(file: &[u8], expected: &[&str]) {
        let table = Table::read(file).unwrap();
        let problems: Vec<String> =
            table.problems.iter().map(|(line, problem)| format!("{line}: {problem}")).collect();
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.contains(expected), "{problem}");
        }
    }

    #[test]
    fn any_usual_separator_is_recognised_in_the_header() {
        check("a,b\n1;x,2\n", &["a", "b"], &[(2, &["1;x", "2"])]);
        check("a;b\n1,5;2", &["a", "b"], &[(2, &["1,5", "2"])]);
        check("a\tb\r\n1\t2\r\n", &["a", "b"], &[(2, &["1", "2"])]);
        check("sep=;\r\na;b,c,d\r\n1;2\r\n", &["a", "b,c,d"], &[(3, &["1", "2"])]);
        check("\"a;b;c\",d\n1,2\n", &["a;b;c", "d"], &[(2, &["1", "2"])]);
        check("a\n1\n", &["a"], &[(2, &["1"])]);
    }

    #[test]
    fn commas_within_questions_do_not_separate_them() {
        check(
            "Wat, waar, hoe?;Wie?\nja, nee;1,5\nniets;2\n",
            &["Wat, waar, hoe?", "Wie?"],
            &[(2, &["ja, nee", "1,5"]), (3, &["niets", "2"])],
        );
    }

    #[test]
    fn a_table_may_be_made_of_rows() {
        let row =
            |line, cells: &[&str]| (line, cells.iter().map(|cell| cell.to_string()).collect());
        let made =
            Table::of_rows([row(2, &[" a", "b"]), row(3, &["", ""]), row(5, &["1", "x\ny", "3"])]);
        let table = made.unwrap();
        assert_eq!(
            (table.header.as_slice(), table.header_line),
            (&["a".to_owned(), "b".to_owned()][..], 2)
        );
        assert_eq!(rows(&table), [(5, vec!["1", "x\ny", "3"])]);
        assert_eq!(Table::of_rows([]), Err(TableError::Empty));
    }

    #[test]
    fn rows_may_be_had_without_a_header() {
        let rows = Rows::read("a,b;c\n\n1;2,3\n\"x", Some(b';')).unwrap();
        let cells: Vec<Vec<&str>> = rows.rows.iter().map(|row| row.cells().collect()).collect();
        assert_eq!(cells, [["a,b", "c"], ["1", "2,3"]]);
        assert_eq!((rows.separator, rows.unclosed), (b';', Some(4)));
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        check(
            "\n a , b\n\n\n\"een\ntwee\",2\n,\n\r\n3,4",
            &["a", "b"],
            &[(5, &["een\ntwee", "2"]), (9, &["3", "4"])],
        );
        check("a,b\r1,2\r\r3,4\r", &["a", "b"], &[(2, &["1", "2"]), (4, &["3", "4"])]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        check_problems(b"a,b\n1,2,3\n1\n1,2,\n", &["2: the row has 3 cells"]);
        check_problems(b"a,a\n1,2\n", &["1: two columns are called `a`"]);
        check_problems(b"a,,\n1,2,\n", &["1: column 2 has no name"]);
        check_problems(b"a\n1\n\"2\n3\n", &["3: a quotation mark opens"]);
        check_problems(b"a\n1\n\"2", &["3: a quotation mark opens"]);
        check_problems(b"a\nk\xE4se\n", &["1: the table is not in UTF-8"]);
    }

    #[test]
    fn a_file_without_header_or_text_is_refused() {
        assert_eq!(Table::read(b""), Err(TableError::Empty));
        assert_eq!(Table::read(b"\xEF\xBB\xBF\r\n\n"), Err(TableError::Empty));
        assert_eq!(Table::read(b"a\0b"), Err(TableError::NotText(NotText)));
    }

    #[test]
    fn columns_are_found_by_name() {
        let table = Table::read(b"Document,document,Colour,\nx,y,z,\n").unwrap();
        assert_eq!(table.column("document"), Some(1));
        assert_eq!(table.column("colour"), Some(2));
        assert_eq!(table.column("speaker"), None);
        assert_eq!(table.columns_beside(&["document"]), [0, 2]);
        let problems = table.unknown_columns(&["document", "Document", "colours"]);
        assert_eq!(problems[0].1.hint().unwrap(), "did you mean `colours`?");
        assert_eq!(table.rows[0].get(table.column("colour")), Some("z"));
        assert_eq!(table.rows[0].get(Some(3)), None);
    }

    #[test]
    fn cells_that_were_made_safe_for_spreadsheets_are_as_they_were() {
        let file = b"'-a,b\n'=1,''+2\n's avonds,'-\n";
        let table = Table::read(file).unwrap();
        assert_eq!(rows(&table)[0].1, ["'=1", "''+2"]);
        let table = table.unguarded();
        assert_eq!(table.header, ["-a", "b"]);
        assert_eq!(rows(&table), [(2, vec!["=1", "'+2"]), (3, vec!["'s avonds", "-"])]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a;,\"\t\r\n é=-]{0,6}x", 2..=2), 0..8),
            name in "[a-c;,\"\t]{1,4}z",
        ) {
            let header = ["first".to_owned(), name];
            let mut writer = TableWriter::new(&header);
            rows.iter().for_each(|row| writer.row(row));
            let table = Table::read(&writer.finish()).unwrap();
            prop_assert_eq!(&table.header[1], header[1].trim());
            prop_assert_eq!(&table.problems, &[]);
            let read: Vec<Vec<String>> =
                table.rows.iter().map(|row| row.cells.iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn no_file_makes_the_reader_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = Table::read(&bytes);
        }
    }
}
