//! Which columns of a survey are open answers, which are closed, and which says who answers.

use std::collections::BTreeSet;

use kwali_text::nearest;

use super::TableOptions;
use super::header::{Column, Headed};
use super::kind::is_measure;
use crate::sheet::SheetRow;
use crate::{Error, Note, TableError, TableNote};

/// So many cells of a column are looked at to tell what it holds.
const SAMPLE: usize = 2000;
/// Of fewer answers the number of different ones says nothing.
const ENOUGH: usize = 10;
/// A name is not longer, in bytes.
const LONGEST_NAME: usize = 100;

/// Names of columns that say who answers, the surest first.
const RESPONDENTS: [&str; 17] = [
    "respondent",
    "respondent id",
    "respondentid",
    "respondentnummer",
    "respondentnr",
    "deelnemer",
    "deelnemernummer",
    "participant",
    "participant id",
    "participantid",
    "responseid",
    "response id",
    "casus",
    "case",
    "naam",
    "name",
    "id",
];

/// The columns of a survey, each by its number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Columns {
    pub(super) open: Vec<usize>,
    pub(super) closed: Vec<usize>,
    /// Who answers, and whether numbers there are names as they stand.
    respondent: Option<(usize, bool)>,
}

impl Columns {
    /// Finds the columns; what was guessed is noted.
    pub(super) fn of(
        table: &Headed,
        options: &TableOptions,
        notes: &mut Vec<Note>,
    ) -> Result<Columns, Error> {
        let named = |name: &String| column_named(&table.columns, name);
        let stated = options.respondent.as_ref().map(named).transpose()?;
        let respondent = match stated {
            Some(column) => Some((column, true)),
            None => guessed_respondent(table).map(|column| (column, false)),
        };
        let is_respondent = |column: usize| respondent.is_some_and(|(own, _)| own == column);
        let open = match options.answers.as_slice() {
            [] => guessed_answers(table, &is_respondent),
            stated => stated_answers(&table.columns, stated)?,
        };
        let is_closed = |column: &usize| !open.contains(column) && !is_respondent(*column);
        let closed: Vec<usize> = (0..table.columns.len()).filter(is_closed).collect();
        if open.is_empty() {
            let is_known = |name| table.columns.iter().any(|c| c.name.eq_ignore_ascii_case(name));
            return Err(TableError::NoAnswers { is_variables: is_known("participant") }.into());
        }
        if options.answers.is_empty() {
            let columns = open.iter().map(|&column| table.columns[column].text.clone()).collect();
            notes.push(TableNote::AnswersGuessed { columns, others: closed.len() }.at(None));
        }
        match respondent.filter(|_| stated.is_none()) {
            Some((column, _)) => {
                let name = table.columns[column].name.clone();
                notes.push(TableNote::RespondentsGuessed(name).at(None));
            }
            None if stated.is_none() => notes.push(TableNote::RespondentsNumbered.at(None)),
            None => {}
        }
        Ok(Columns { open, closed, respondent })
    }

    /// Who answers in a row; `numbered` where that is not said.
    ///
    /// A number that was not stated to be a name is none: `1` is somebody in every survey.
    pub(super) fn name_of(&self, row: &SheetRow, numbered: &str) -> String {
        let Some((column, takes_numbers)) = self.respondent else { return numbered.to_owned() };
        let name: Vec<&str> = row.cell(column).split_whitespace().collect();
        let name = kwali_text::normalise(&name.join(" ")).text;
        match name.is_empty() {
            true => numbered.to_owned(),
            false if takes_numbers || name.contains(char::is_alphabetic) => name,
            false => {
                let survey = numbered.rsplit_once(' ').map_or("", |(survey, _)| survey);
                format!("{survey} {name}")
            }
        }
    }
}

/// Returns the columns of a list of names; a whole entry may be a name with commas in it.
fn stated_answers(columns: &[Column], stated: &[String]) -> Result<Vec<usize>, TableError> {
    let mut open = Vec::new();
    for entry in stated {
        match column_named(columns, entry) {
            Ok(column) => open.push(column),
            Err(unknown) if !entry.contains(',') => return Err(unknown),
            Err(_) => {
                for name in entry.split(',').filter(|name| !name.trim().is_empty()) {
                    open.push(column_named(columns, name)?);
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    open.retain(|&column| seen.insert(column));
    Ok(open)
}

/// Returns the column of that name or question, in any case; else the only one that begins so.
fn column_named(columns: &[Column], wanted: &str) -> Result<usize, TableError> {
    let wanted = wanted.trim();
    let lower = wanted.to_lowercase();
    let found = |is_it: &dyn Fn(&str) -> bool| {
        let mut found =
            columns.iter().enumerate().filter(|(_, c)| is_it(&c.name) || is_it(&c.text));
        let first = found.next().map(|(number, _)| number);
        first.filter(|_| found.next().is_none())
    };
    let column = found(&|name| name == wanted)
        .or_else(|| found(&|name| name.to_lowercase() == lower))
        .or_else(|| found(&|name| !lower.is_empty() && name.to_lowercase().starts_with(&lower)));
    column.ok_or_else(|| {
        let names = columns.iter().flat_map(|column| [column.name.as_str(), column.text.as_str()]);
        let known = columns.iter().map(|column| column.name.clone()).collect();
        let near = nearest(wanted, names).map(str::to_owned);
        TableError::NoColumn { wanted: wanted.to_owned(), near, known }
    })
}

/// The column whose name says that it holds names, if every row has another one.
fn guessed_respondent(table: &Headed) -> Option<usize> {
    let holds_names = |&column: &usize| {
        let mut seen = BTreeSet::new();
        table.rows.iter().all(|row| {
            let cell = row.cell(column);
            !cell.is_empty() && cell.len() <= LONGEST_NAME && seen.insert(cell)
        })
    };
    let is_called = |column: &Column, name: &str| {
        [&column.name, &column.text].iter().any(|own| own.to_lowercase().replace('_', " ") == name)
    };
    let columns = RESPONDENTS
        .iter()
        .filter_map(|name| table.columns.iter().position(|column| is_called(column, name)));
    columns.into_iter().find(holds_names)
}

fn guessed_answers(table: &Headed, is_respondent: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let columns = 0..table.columns.len();
    columns.filter(|&column| !is_respondent(column) && looks_open(table, column)).collect()
}

/// True for long, many different texts: whole sentences, or several words where the answers to one
/// question hardly recur.
fn looks_open(table: &Headed, column: usize) -> bool {
    let cells = table.rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
    let cells: Vec<&str> = cells.take(SAMPLE).collect();
    let n_cells = cells.len();
    let n_measures = cells.iter().filter(|cell| is_measure(cell)).count();
    if n_cells == 0 || n_measures * 2 > n_cells {
        return false;
    }
    let n_words: usize = cells.iter().map(|cell| cell.split_whitespace().count()).sum();
    let n_different = cells.iter().collect::<BTreeSet<_>>().len();
    let share = |percent: usize| n_different * 100 >= n_cells * percent;
    let words = |tenths: usize| n_words * 10 >= n_cells * tenths;
    let is_question = table.columns[column].text.ends_with('?');
    (words(50) && share(50))
        || (n_cells >= ENOUGH && words(25) && share(70))
        || (n_cells >= ENOUGH && is_question && words(15) && share(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &str, rows: &[&str]) -> Headed {
        let cells = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<_>>();
        let column = |name: String| Column { text: name.clone(), name };
        Headed {
            columns: cells(header).into_iter().map(column).collect(),
            rows: rows.iter().map(|row| SheetRow { line: 2, cells: cells(row) }).collect(),
        }
    }

    #[track_caller]
    fn check(header: &str, rows: &[&str], open: &[usize], respondent: Option<usize>) {
        let found = Columns::of(&table(header, rows), &TableOptions::default(), &mut Vec::new());
        let found = found.unwrap();
        assert_eq!(
            (found.open, found.respondent.map(|(column, _)| column)),
            (open.to_vec(), respondent)
        );
    }

    #[test]
    fn open_answers_look_like_it() {
        check(
            "naam|rol|leeftijd|Wat vindt u?",
            &["Els|buur|34|Het is hier fijn wonen.", "Bas|buur|51|Te druk, vooral op zaterdag."],
            &[3],
            Some(0),
        );
        let scale = ["Helemaal mee eens", "Niet mee eens, niet mee oneens", "Mee oneens"];
        let rows: Vec<String> = (0..30)
            .map(|n| {
                format!("{}|antwoord {n} hier|2019-02-{:02} 10:00:00", scale[n % 3], n % 28 + 1)
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        check("schaal|waarom|moment", &rows, &[1], None);
    }

    #[test]
    fn columns_are_named_by_their_beginning() {
        let columns = table("Wat, en waar?|Wie?|wie", &["a|b|c"]).columns;
        let named = |name: &str| column_named(&columns, name).ok();
        assert_eq!(
            [named("wat"), named("WIE?"), named("wie"), named("hoe")],
            [Some(0), Some(1), Some(2), None]
        );
        let stated = |entry: &str| stated_answers(&columns, &[entry.to_owned()]).ok();
        assert_eq!(stated("Wat, en waar?"), Some(vec![0]));
        assert_eq!(stated("Wie?,Wat,wie?"), Some(vec![1, 0]));
        assert_eq!(stated("Wie?,hoe"), None);
    }

    #[test]
    fn a_number_is_no_name_unless_it_is_said_to_be_one() {
        let row = SheetRow { line: 2, cells: vec!["7".into(), "Els  de Wit".into()] };
        let name = |respondent| {
            Columns { open: vec![], closed: vec![], respondent }.name_of(&row, "buurt 1")
        };
        assert_eq!(name(Some((0, false))), "buurt 7");
        assert_eq!(name(Some((0, true))), "7");
        assert_eq!(name(Some((1, false))), "Els de Wit");
        assert_eq!(name(Some((2, true))), "buurt 1");
        assert_eq!(name(None), "buurt 1");
    }
}
