//! `codings.csv`: one coding a line, as rows of what was written.

use kwali_model::{Origin, Weight};
use kwali_text::{Row, Table, TableWriter, normalise};

use crate::{Error, Passage, Problem, ProblemKind};

const COLUMNS: [&str; 13] = [
    "id", "document", "start", "end", "code", "coder", "weight", "comment", "created", "origin",
    "quote", "before", "after",
];

/// The columns that [`write_rows`] writes: all but a quote's surroundings.
const N_WRITTEN: usize = 11;

/// A coding as a file has it: document, code and coder by name, not yet placed in the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingRow {
    /// The line on which it stands; 0 where it was not read from a file.
    pub line: usize,
    /// The coding's id.
    pub id: Option<String>,
    /// The name of the document.
    pub document: String,
    /// Where in the document.
    pub passage: Passage,
    /// The code as it is written.
    pub code: String,
    /// The coder's short name.
    pub coder: Option<String>,
    /// How strongly the passage carries the code.
    pub weight: Option<Weight>,
    /// A remark of the coder.
    pub comment: Option<String>,
    /// When it was made, as the file says it.
    pub created: Option<String>,
    /// How it came about.
    pub origin: Origin,
}

/// The rows of a file of codings, and what was wrong with others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadRows {
    /// The rows that were understood.
    pub rows: Vec<CodingRow>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// Reads a file of codings; `file` is its name in messages.
///
/// `document` and `code` are needed, and either `start` and `end` (code points, from 0, the end not
/// included), or `quote`, or both; `before` and `after` are what stands around a quote. Every cell is
/// taken as it stands, as [`write_rows`] writes it.
pub fn read_rows(file: &str, bytes: &[u8]) -> Result<ReadRows, Error> {
    rows_of(file, &read_table(file, bytes)?)
}

/// Like [`read_rows`], for a file that people keep, in which cells may have been made safe for
/// spreadsheets by [`guard_formula`](kwali_text::guard_formula).
pub fn read_guarded_rows(file: &str, bytes: &[u8]) -> Result<ReadRows, Error> {
    rows_of(file, &read_table(file, bytes)?.unguarded())
}

fn read_table(file: &str, bytes: &[u8]) -> Result<Table, Error> {
    Table::read(bytes).map_err(|source| Error::NoTable { file: file.to_owned(), source })
}

fn rows_of(file: &str, table: &Table) -> Result<ReadRows, Error> {
    let columns = Columns::of(table);
    for (column, found) in [("document", columns.document), ("code", columns.code)] {
        if found.is_none() {
            return Err(Error::NoColumn { file: file.to_owned(), line: table.header_line, column });
        }
    }
    let mut problems: Vec<Problem> = table
        .problems
        .iter()
        .cloned()
        .chain(table.unknown_columns(&COLUMNS))
        .map(|(line, what)| Problem::at(file, line, what.into()))
        .collect();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match columns.read(row) {
            Ok(row) => rows.push(row),
            Err(what) => problems.push(Problem::at(file, row.line, what)),
        }
    }
    Ok(ReadRows { rows, problems })
}

/// Returns the rows as a file of codings, without `before` and `after`.
pub fn write_rows(rows: &[CodingRow]) -> Vec<u8> {
    let mut writer = TableWriter::new(&COLUMNS[..N_WRITTEN]);
    for row in rows {
        let place = |place: fn((usize, usize)) -> usize| {
            row.passage.position.map_or_else(String::new, |position| place(position).to_string())
        };
        let weight = row.weight.map_or_else(String::new, |weight| weight.get().to_string());
        let [id, coder, comment, created, quote] =
            [&row.id, &row.coder, &row.comment, &row.created, &row.passage.quote]
                .map(|cell| cell.as_deref().unwrap_or(""));
        writer.row([
            id,
            &row.document,
            &place(|(start, _)| start),
            &place(|(_, end)| end),
            &row.code,
            coder,
            &weight,
            comment,
            created,
            row.origin.name(),
            quote,
        ]);
    }
    writer.finish()
}

/// Where each column of a table stands, looked up once for all rows.
struct Columns {
    id: Option<usize>,
    document: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    code: Option<usize>,
    coder: Option<usize>,
    weight: Option<usize>,
    comment: Option<usize>,
    created: Option<usize>,
    origin: Option<usize>,
    quote: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Columns {
        let [
            id,
            document,
            start,
            end,
            code,
            coder,
            weight,
            comment,
            created,
            origin,
            quote,
            before,
            after,
        ] = COLUMNS.map(|name| table.column(name));
        Columns {
            id,
            document,
            start,
            end,
            code,
            coder,
            weight,
            comment,
            created,
            origin,
            quote,
            before,
            after,
        }
    }

    fn read(&self, row: &Row) -> Result<CodingRow, ProblemKind> {
        let name = |column| row.get(column).map(|cell| normalise(cell).text);
        let weight = |cell: &str| cell.parse().ok().and_then(Weight::new);
        let document = name(self.document).ok_or(ProblemKind::EmptyCell("document"))?;
        let code = name(self.code).ok_or(ProblemKind::EmptyCell("code"))?;
        let weight = parsed(row, self.weight, "weight", "a whole number from 0 to 100", weight)?;
        let expected = "`person` or `suggestion`";
        let origin = parsed(row, self.origin, "origin", expected, Origin::from_name)?;
        Ok(CodingRow {
            line: row.line,
            id: name(self.id),
            document,
            passage: self.passage(row)?,
            code,
            coder: name(self.coder),
            weight,
            comment: verbatim(row, self.comment),
            created: name(self.created),
            origin: origin.unwrap_or_default(),
        })
    }

    fn passage(&self, row: &Row) -> Result<Passage, ProblemKind> {
        let number = |column, name| {
            parsed(row, column, name, "a whole number from 0", |cell| cell.parse::<usize>().ok())
        };
        let position = match (number(self.start, "start")?, number(self.end, "end")?) {
            (Some(start), Some(end)) => Some((start, end)),
            (None, None) => None,
            (Some(_), None) => return Err(ProblemKind::EmptyCell("end")),
            (None, Some(_)) => return Err(ProblemKind::EmptyCell("start")),
        };
        Ok(Passage {
            position,
            quote: verbatim(row, self.quote),
            before: verbatim(row, self.before),
            after: verbatim(row, self.after),
        })
    }
}

fn parsed<T>(
    row: &Row,
    place: Option<usize>,
    column: &'static str,
    expected: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, ProblemKind> {
    let cell =
        row.get(place).map(|cell| read(cell).ok_or(ProblemKind::BadCell { column, expected }));
    cell.transpose()
}

/// A cell with the white space around it; `None` where there is nothing else in it.
fn verbatim(row: &Row, column: Option<usize>) -> Option<String> {
    row.get(column)?;
    column.map(|column| row.cell(column).to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(file: &str, problems: &[&str]) -> Vec<CodingRow> {
        let read = read_rows("codings.csv", file.as_bytes()).unwrap();
        let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, problems);
        read.rows
    }

    #[test]
    fn what_is_written_in_a_row_is_read() {
        let rows = check(
            "quote;document;start;end;code;coder;weight;comment;id\n\" een; twee\";d1; 3 ;9;a.b;A;50; x;s1\n;d1;;;a;;;;\n",
            &[],
        );
        assert_eq!(rows[0].passage.position, Some((3, 9)));
        assert_eq!(rows[0].passage.quote.as_deref(), Some(" een; twee"));
        assert_eq!(rows[0].weight, Weight::new(50));
        assert_eq!(rows[0].comment.as_deref(), Some(" x"));
        let bare =
            CodingRow { line: 3, document: "d1".into(), code: "a".into(), ..CodingRow::default() };
        assert_eq!(rows[1], bare);
    }

    #[test]
    fn a_row_that_is_wrong_is_left_out_and_told() {
        let rows = check(
            "document,start,end,code,weight,origin,colour\n,0,1,a,,,\nd,0,1,,,,\nd,x,1,a,,,\nd,0,,a,,,\n\
             d,,1,a,,,\nd,0,1,a,101,,\nd,-1,1,a,,,\nd,0,1,a,,robot,\nd,0,1,a,,suggestion,\n",
            &[
                "codings.csv:1: column `colour` is not known and was left out",
                "codings.csv:2: `document` is empty",
                "codings.csv:3: `code` is empty",
                "codings.csv:4: `start` is not a whole number from 0",
                "codings.csv:5: `end` is empty",
                "codings.csv:6: `start` is empty",
                "codings.csv:7: `weight` is not a whole number from 0 to 100",
                "codings.csv:8: `start` is not a whole number from 0",
                "codings.csv:9: `origin` is not `person` or `suggestion`",
            ],
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].origin, Origin::Suggestion);
    }

    #[test]
    fn a_file_that_is_no_table_of_codings_is_refused() {
        let error = |bytes| read_rows("x.csv", bytes).unwrap_err().to_string();
        assert_eq!(error(b"document,quote\n"), "x.csv:1: there is no column `code`");
        assert_eq!(error(b"\0"), "x.csv: this is not a text file");
    }

    prop_compose! {
        fn rows()(
            names in prop::collection::vec("[aé.,;\"]{1,4}", 4),
            texts in prop::collection::vec(prop::option::of("[a \n,\"]{0,5}x"), 3),
            position in prop::option::of((0usize..9, 0usize..9)),
            weight in prop::option::of(0u8..=100),
        ) -> CodingRow {
            CodingRow {
                line: 0,
                id: texts[0].as_ref().map(|_| names[0].clone()),
                document: names[1].clone(),
                passage: Passage { position, quote: texts[1].clone(), before: None, after: None },
                code: names[2].clone(),
                coder: texts[1].as_ref().map(|_| names[3].clone()),
                weight: weight.and_then(Weight::new),
                comment: texts[2].clone(),
                created: None,
                origin: if position.is_some() { Origin::Person } else { Origin::Suggestion },
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(rows(), 0..5)) {
            let mut read = read_rows("codings.csv", &write_rows(&rows)).unwrap();
            read.rows.iter_mut().for_each(|row| row.line = 0);
            prop_assert_eq!(read, ReadRows { rows, problems: Vec::new() });
        }
    }
}
