//! The header of a table: which rows it has, and what the columns are called.

use super::kind::is_measure;
use crate::names::Names;
use crate::sheet::{Sheet, SheetRow};
use crate::{Error, Note, TableError, TableNote};

/// So many rows are looked at for what stands above the header.
const MOST_ABOVE: usize = 10;
/// A row of question numbers by which Qualtrics knows its columns again.
const IMPORT_ID: &str = "{\"ImportId\"";
/// What SurveyMonkey writes below a question that is answered in words.
const SUB_HEADERS: [&str; 5] =
    ["response", "open-ended response", "antwoord", "open antwoord", "open-ended-response"];

/// A table with names for its columns.
pub(super) struct Headed {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<SheetRow>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Column {
    /// The name as a variable: in a header of two rows the code above the question.
    pub(super) name: String,
    /// The question.
    pub(super) text: String,
}

/// Takes the header off a sheet.
pub(super) fn headed(sheet: Sheet, notes: &mut Vec<Note>) -> Result<Headed, Error> {
    let mut rows = sheet.rows;
    let above = rows_above(&rows);
    if above > 0 {
        notes.push(TableNote::RowsAboveHeader(above).at(rows[0].line));
        rows.drain(..above);
    }
    if rows.is_empty() {
        return Err(Error::NoWords);
    }
    let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let first = rows.remove(0);
    let second = second_header(&first, &mut rows);
    if rows.is_empty() {
        return Err(TableError::NoRows { line: first.line }.into());
    }
    check_is_header(&first, &rows)?;
    if second.is_some() {
        notes.push(TableNote::HeaderOfTwoRows.at(first.line));
    }
    let (mut names, mut columns, mut left) = (Names::default(), Vec::new(), String::new());
    for number in 0..n_columns {
        let name = one_line(first.cell(number));
        if !name.is_empty() {
            left.clone_from(&name);
        }
        let column = match &second {
            Some(Second::Questions(row)) => coded(&name, &one_line(row.cell(number))),
            Some(Second::Options(row)) => optional(&left, &one_line(row.cell(number))),
            None => coded(&name, ""),
        };
        let column = column.unwrap_or_else(|| nameless(number));
        let (name, is_other) = names.free(&column.name);
        if is_other {
            notes.push(TableNote::ColumnCalledAlike(name.clone()).at(first.line));
        }
        columns.push(Column { name, ..column });
    }
    Ok(Headed { columns, rows })
}

/// The second row of a header.
enum Second {
    /// The questions below their codes.
    Questions(SheetRow),
    /// What can be answered, below the questions.
    Options(SheetRow),
}

/// A column with a code and, below it, a question.
fn coded(code: &str, question: &str) -> Option<Column> {
    let text = if question.is_empty() { code } else { question };
    let name = if code.is_empty() { question } else { code };
    (!name.is_empty()).then(|| Column { name: name.to_owned(), text: text.to_owned() })
}

/// A column with one of the answers to a question: `left` is the last question at or before it.
fn optional(left: &str, option: &str) -> Option<Column> {
    let is_no_choice = SUB_HEADERS.contains(&option.to_lowercase().as_str());
    let name = match option.is_empty() || is_no_choice || option == left {
        true => left.to_owned(),
        false => format!("{left}: {option}"),
    };
    (!name.is_empty()).then(|| Column { text: name.clone(), name })
}

fn nameless(number: usize) -> Column {
    let name = format!("column {}", number + 1);
    Column { text: name.clone(), name }
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn n_filled(row: &SheetRow) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// The number of rows above the header: titles, which have one text where the table has more. A
/// title may be spread over merged cells.
fn rows_above(rows: &[SheetRow]) -> usize {
    let is_title = |row: &&SheetRow| {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        filled.next().is_some_and(|first| filled.all(|cell| cell == first))
    };
    let n_titles = rows.iter().take_while(is_title).count();
    let has_more = rows.get(n_titles).is_some();
    if has_more && n_titles <= MOST_ABOVE { n_titles } else { 0 }
}

/// Takes what belongs to the header off the rows below its first one, and returns what it says.
fn second_header(first: &SheetRow, rows: &mut Vec<SheetRow>) -> Option<Second> {
    let is_import_id = |row: &SheetRow| row.cells.iter().any(|cell| cell.starts_with(IMPORT_ID));
    if rows.first().is_some_and(is_import_id) {
        rows.remove(0);
        return None;
    }
    if rows.get(1).is_some_and(is_import_id) {
        rows.remove(1);
        return Some(Second::Questions(rows.remove(0)));
    }
    let (second, body) = rows.split_first()?;
    if has_options(first, second, body) {
        return Some(Second::Options(rows.remove(0)));
    }
    has_questions(first, second, body).then(|| Second::Questions(rows.remove(0)))
}

/// SurveyMonkey: below the questions stands what can be answered to each, and no respondent's number.
///
/// A question with several answers has empty cells behind it, or is merged with them.
fn has_options(first: &SheetRow, second: &SheetRow, body: &[SheetRow]) -> bool {
    let has_number = |row: &SheetRow| !row.cell(0).is_empty();
    let is_no_choice = |cell: &String| SUB_HEADERS.contains(&cell.to_lowercase().as_str());
    let goes_on = |&column: &usize| {
        let own = first.cell(column);
        own.is_empty() || own == first.cell(column - 1)
    };
    let mut behind = (1..second.cells.len()).filter(goes_on).peekable();
    let fills_gaps =
        behind.peek().is_some() && behind.all(|column| !second.cell(column).is_empty());
    (second.cell(0).is_empty() || second.cell(0) == first.cell(0))
        && body.first().is_some_and(has_number)
        && (second.cells.iter().any(is_no_choice) || fills_gaps)
}

/// LimeSurvey: codes above, questions below them, and below these some columns with numbers only.
fn has_questions(first: &SheetRow, second: &SheetRow, body: &[SheetRow]) -> bool {
    let is_code = |cell: &String| !cell.is_empty() && !cell.contains(char::is_whitespace);
    let n_codes = first.cells.iter().filter(|cell| is_code(cell)).count();
    let has_no_measure = !second.cells.iter().any(|cell| is_measure(cell));
    let is_full = n_filled(second) * 5 >= n_filled(first) * 4;
    let measures_below = |column: usize| {
        let mut cells = body.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
        let n_cells = cells.clone().count();
        !second.cell(column).is_empty() && n_cells >= 2 && cells.all(is_measure)
    };
    n_codes * 5 >= n_filled(first) * 4
        && has_no_measure
        && is_full
        && (0..first.cells.len()).any(measures_below)
}

/// A first row with a number above numbers is no header, but for a year.
fn check_is_header(first: &SheetRow, rows: &[SheetRow]) -> Result<(), TableError> {
    let is_year = |cell: &str| cell.parse().is_ok_and(|year: u16| (1800..2200).contains(&year));
    let is_value = |&column: &usize| {
        let cell = first.cell(column);
        let mut below = rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
        is_measure(cell) && !is_year(cell) && below.next().is_some_and(is_measure)
    };
    match (0..first.cells.len()).find(is_value) {
        Some(column) => Err(TableError::NoHeader { line: first.line, column: column + 1 }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&str]) -> Sheet {
        let row = |(number, row): (usize, &&str)| SheetRow {
            line: number + 1,
            cells: row.split('|').map(str::to_owned).collect(),
        };
        Sheet { name: None, rows: rows.iter().enumerate().map(row).collect() }
    }

    #[track_caller]
    fn check(rows: &[&str], columns: &[(&str, &str)], first_line: usize) {
        let headed = headed(sheet(rows), &mut Vec::new()).map_err(|error| error.to_string());
        let headed = headed.as_ref().map(|headed| {
            let columns = headed.columns.iter();
            let names = columns.map(|column| (column.name.as_str(), column.text.as_str()));
            (names.collect::<Vec<_>>(), headed.rows[0].line)
        });
        assert_eq!(headed, Ok((columns.to_vec(), first_line)));
    }

    #[test]
    fn one_row_is_the_header() {
        check(
            &["id|Wat vindt u?", "1|Fijn."],
            &[("id", "id"), ("Wat vindt u?", "Wat vindt u?")],
            2,
        );
        check(&["Vraag", "Ja.", "Nee."], &[("Vraag", "Vraag")], 2);
        let columns = [("a", "a"), ("a (2)", "a"), ("column 3", "column 3"), ("b", "b")];
        check(&["a|a||b", "1|2|3|4"], &columns, 2);
    }

    #[test]
    fn titles_above_the_header_are_left_out() {
        check(&["Buurtonderzoek", "2019", "id|V", "1|Ja"], &[("id", "id"), ("V", "V")], 4);
        check(&["Onderzoek|Onderzoek", "id|V", "1|Ja"], &[("id", "id"), ("V", "V")], 3);
    }

    #[test]
    fn headers_of_several_rows_are_recognised() {
        let questions = [("id", "Nummer"), ("Q1", "Wat vindt u?")];
        check(
            &[
                "id|Q1",
                "Nummer|Wat vindt u?",
                "{\"ImportId\":\"_recordId\"}|{\"ImportId\":\"QID1\"}",
                "R_1|Ja",
            ],
            &questions,
            4,
        );
        check(&["id|Q1", "Nummer|Wat vindt u?", "1|Ja", "2|Nee"], &questions, 3);
        check(
            &[
                "Respondent ID|Wat vindt u?|Hoe komt u?|",
                "|Open-Ended Response|Fiets|Auto",
                "1|Ja|x|",
                "2|Nee||x",
            ],
            &[
                ("Respondent ID", "Respondent ID"),
                ("Wat vindt u?", "Wat vindt u?"),
                ("Hoe komt u?: Fiets", "Hoe komt u?: Fiets"),
                ("Hoe komt u?: Auto", "Hoe komt u?: Auto"),
            ],
            3,
        );
        // The same with merged cells.
        check(
            &["id|Hoe komt u?|Hoe komt u?", "id|Fiets|Auto", "1|x|", "2||x"],
            &[
                ("id", "id"),
                ("Hoe komt u?: Fiets", "Hoe komt u?: Fiets"),
                ("Hoe komt u?: Auto", "Hoe komt u?: Auto"),
            ],
            3,
        );
        check(&["id|V", "1|Ja", "2|Nee"], &[("id", "id"), ("V", "V")], 2);
    }

    #[test]
    fn a_table_without_a_header_is_refused() {
        let refused = |rows: &[&str]| {
            headed(sheet(rows), &mut Vec::new()).err().map(|error| error.to_string())
        };
        let no_header = TableError::NoHeader { line: 1, column: 1 };
        assert_eq!(refused(&["1|Ja", "2|Nee"]), Some(no_header.to_string()));
        assert_eq!(refused(&["id|V"]), Some(TableError::NoRows { line: 1 }.to_string()));
        assert!(refused(&["naam|2019|2020", "a|5|6"]).is_none());
    }
}
