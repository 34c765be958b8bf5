//! Tables of what is known about documents and participants, and of who the speakers are.

mod frequencies;
mod links;
mod speakers;
mod values;

use kwali_model::Scope;
use kwali_store::Author;
use kwali_text::Table;
use kwali_transcript::spreadsheet_rows;

use crate::directory::{Directory, name};
use crate::{Error, Notice, Study};
use speakers::{SpeakerColumns, SpeakerTable};
use values::ValueTable;

pub(crate) use links::{Linked, SpeakerLink, link_speaker};

/// What a table changed.
#[derive(Debug, Default)]
pub struct TableReport {
    /// Rows that were understood.
    pub rows: usize,
    /// Values, links or memos that are new or other than before.
    pub changed: usize,
    /// Rows and cells that were not, and why.
    pub notices: Vec<Notice>,
}

impl Study {
    /// Reads values of documents or participants from a table (CSV, .xlsx or .ods) with a column `document` or
    /// `participant`; every other column is a variable, an empty cell says nothing.
    ///
    /// A participant that is not there yet is added; a document must be there. In a table of
    /// documents the columns `group` and `language` are the document's group and language.
    pub fn import_variables(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let (scope, column) = match (table.column("document"), table.column("participant")) {
            (Some(column), _) => (Scope::Document, column),
            (None, Some(column)) => (Scope::Participant, column),
            (None, None) => {
                let wanted = "`document` or `participant`";
                return Err(Error::NoColumn { file: file.to_owned(), wanted });
            }
        };
        self.change(author, |change, snapshot| {
            ValueTable::new((file, &table), (scope, column), snapshot).take(change)
        })
    }

    /// Reads who the speakers are from a table with the columns `speaker`, `participant` and, if
    /// wanted, `document`, `group` and `interviewer`; every other column is a variable of the
    /// participant.
    ///
    /// An empty document means every document with such a speaker, and so does `*`, which stands
    /// for anything within a name too; a group is a document group. An empty speaker means whoever
    /// speaks where the transcript names nobody. Without a participant, the speaker stays who it
    /// was.
    pub fn import_speakers(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let Some(columns) = SpeakerColumns::of(&table) else {
            return Err(Error::NoColumn { file: file.to_owned(), wanted: "`speaker`" });
        };
        self.change(author, |change, snapshot| {
            SpeakerTable::new((file, &table), columns, snapshot).take(change)
        })
    }

    /// Reads who the coders are from a table with the columns `coder` and `name`.
    pub fn import_coders(
        &mut self,
        author: &Author,
        file: &str,
        bytes: &[u8],
    ) -> Result<TableReport, Error> {
        let table = read_table(file, bytes)?;
        let Some(coder) = table.column("coder") else {
            return Err(Error::NoColumn { file: file.to_owned(), wanted: "`coder`" });
        };
        let full_name = table.column("name");
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            let mut report = report_of(file, &table);
            for row in &table.rows {
                let Some(coder) = row.get(Some(coder)) else {
                    let message = format!("{file}:{}: there is no coder in this row", row.line);
                    report.notices.push(Notice::error(message, None));
                    continue;
                };
                let coder = match directory.coder_name(coder) {
                    Ok(coder) => coder,
                    Err(error) => {
                        let message = format!("{file}:{}: {error}", row.line);
                        report.notices.push(Notice::error(message, error.hint()));
                        continue;
                    }
                };
                let full_name = row.get(full_name).map(name);
                let known = snapshot.coder_named(&coder);
                let is_new =
                    known.is_none_or(|known| full_name.is_some() && known.full_name != full_name);
                directory.coder(change, &coder, full_name.as_deref())?;
                report.rows += 1;
                report.changed += usize::from(is_new);
            }
            Ok(report)
        })
    }
}

/// Reads a table: CSV, or the first sheet of a spreadsheet that has anything in it; cells may have been
/// made safe for spreadsheets.
pub(crate) fn read_table(file: &str, bytes: &[u8]) -> Result<Table, Error> {
    let table = match spreadsheet_rows(bytes) {
        None => Table::read(bytes),
        Some(rows) => {
            let file = file.to_owned();
            let rows = rows.map_err(|source| Error::Spreadsheet { file, source })?;
            Table::of_rows(rows.into_iter().map(|row| (row.line, row.cells)))
        }
    };
    // A spreadsheet program keeps the guards of the CSV file that it was given.
    let table = table.map(Table::unguarded);
    table.map_err(|source| Error::Table { file: file.to_owned(), source })
}

pub(crate) fn report_of(file: &str, table: &Table) -> TableReport {
    let notice = |(line, problem): &(usize, kwali_text::TableProblem)| {
        Notice::from(&kwali_text::Problem::at(file, *line, problem.clone()))
    };
    TableReport { notices: table.problems.iter().map(notice).collect(), ..TableReport::default() }
}
