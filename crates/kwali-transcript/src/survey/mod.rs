//! Tables as transcripts: answers of respondents, a row each, and turns, a row each.

mod columns;
mod error;
mod header;
mod kind;
mod note;
mod other_tables;
mod respondents;
mod script;
mod talk;
mod values;

use crate::format::stem;
use crate::names::Names;
use crate::sheet::{ReadSheet, SheetRow};
use crate::{Error, Format, Note, Person, ReadDocument, ReadFile, ReadOptions};
use crate::{ReadTranscript, sheet};
use columns::Columns;
use header::Headed;
use respondents::Respondent;
use script::Script;

pub use error::TableError;
pub use note::TableNote;
pub use other_tables::OtherTable;

/// How to read a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableOptions {
    /// The columns that hold open answers, each by its name or the beginning of it; none: those
    /// that look like it.
    pub answers: Vec<String>,
    /// The column that says who answers; else one that looks like it, else respondents are counted.
    pub respondent: Option<String>,
    /// Whether every respondent is a document.
    pub shape: SurveyShape,
    /// The sheet of a spreadsheet; else the first that has anything in it.
    pub sheet: Option<String>,
}

/// What becomes of the answers of a survey.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SurveyShape {
    /// A document for each respondent, with the questions above the answers.
    #[default]
    Documents,
    /// One document, with the answers of all respondents below each question.
    Turns,
}

/// Names of who asks the questions of a survey: the first that no respondent has.
const ASKING: [&str; 3] = ["Interviewer", "Questionnaire", "Questions"];

/// Reads a table: as a transcript where it has turns, otherwise as a survey.
pub(crate) fn read(
    format: Format,
    file_name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<ReadFile, Error> {
    let ReadSheet { sheet, encoding, separator, mut notes } = sheet::read(format, bytes, options)?;
    let table = header::headed(sheet, &mut notes)?;
    let whole = |transcript, notes| ReadTranscript {
        transcript,
        format,
        encoding: encoding.clone(),
        language: None,
        notes,
        asides: Vec::new(),
    };
    if options.table.answers.is_empty() {
        if let Some(other) = other_tables::other_table(&table) {
            return Err(TableError::Other(other).into());
        }
        if let Some(talk) = talk::columns(&table) {
            let (transcript, of_talk) = talk::transcript(&table, &talk)?;
            let documents = vec![whole(transcript, of_talk).into()];
            return Ok(ReadFile { documents, notes });
        }
        if other_tables::is_of_documents(&table) {
            return Err(TableError::Other(OtherTable::Variables).into());
        }
    }
    let columns = Columns::of(&table, &options.table, &mut notes)?;
    let survey = Survey::of(table, columns, (file_name, separator), &mut notes);
    survey.tell(&mut notes);
    if survey.respondents.is_empty() {
        return Err(TableError::NobodyAnswers.into());
    }
    let documents = match options.table.shape {
        SurveyShape::Documents => survey.documents(&whole)?,
        SurveyShape::Turns => vec![survey.one_document(&whole)?],
    };
    Ok(ReadFile { documents, notes })
}

/// A survey, with the respondents who answered anything.
struct Survey {
    /// The file's name without its ending.
    name: String,
    questions: Vec<(usize, String)>,
    respondents: Vec<Respondent>,
    asking: String,
    /// Answers that are empty, of respondents who answered something.
    n_empty: usize,
    /// The lines of respondents who answered nothing.
    silent: Vec<usize>,
    /// Respondents with a name that another one has, under their new names.
    renamed: Vec<String>,
}

impl Survey {
    fn of(
        table: Headed,
        columns: Columns,
        (file_name, separator): (&str, Option<char>),
        notes: &mut Vec<Note>,
    ) -> Survey {
        let name = stem(file_name).to_owned();
        let rewriting = values::rewritings(&table, &columns.closed, separator, notes);
        let (mut names, mut n_empty) = (Names::default(), 0);
        let (mut respondents, mut silent, mut renamed) = (Vec::new(), Vec::new(), Vec::new());
        for (number, row) in table.rows.iter().enumerate() {
            let n_answers = answered(row, &columns.open);
            if n_answers == 0 {
                silent.push(row.line);
                continue;
            }
            n_empty += columns.open.len() - n_answers;
            let wanted = columns.name_of(row, &format!("{name} {}", number + 1));
            let (free, is_other) = names.free(&wanted);
            if is_other {
                renamed.push(free.clone());
            }
            let values = values::of_row(&table, row, &columns.closed, &rewriting);
            respondents.push(Respondent { name: free, row: row.clone(), values });
        }
        let is_taken = |asking: &&str| {
            !respondents.iter().any(|r: &Respondent| r.name.eq_ignore_ascii_case(asking))
        };
        let asking = ASKING.into_iter().find(is_taken).unwrap_or("?").to_owned();
        let question = |&column: &usize| (column, table.columns[column].text.clone());
        let questions = columns.open.iter().map(question).collect();
        Survey { name, questions, respondents, asking, n_empty, silent, renamed }
    }

    fn tell(&self, notes: &mut Vec<Note>) {
        if self.n_empty > 0 {
            notes.push(TableNote::EmptyAnswers(self.n_empty).at(None));
        }
        if let Some(&first) = self.silent.first() {
            notes.push(TableNote::RowsWithoutAnswer(self.silent.len()).at(first));
        }
        if !self.renamed.is_empty() {
            notes.push(TableNote::SameRespondents(self.renamed.clone()).at(None));
        }
    }

    fn documents(
        &self,
        whole: &dyn Fn(kwali_model::Transcript, Vec<Note>) -> ReadTranscript,
    ) -> Result<Vec<ReadDocument>, Error> {
        let document = |respondent: &Respondent| {
            let mut script = Script::default();
            for (column, question) in &self.questions {
                let answer = respondent.row.cell(*column);
                if !answer.is_empty() {
                    script.ask(&self.asking, question);
                    script.answer(&respondent.name, answer);
                }
            }
            let (transcript, notes) = script.finish()?;
            Ok(ReadDocument {
                name: Some(respondent.name.clone()),
                group: Some(self.name.clone()),
                people: vec![respondent.person()],
                ..whole(transcript, notes).into()
            })
        };
        self.respondents.iter().map(document).collect()
    }

    fn one_document(
        &self,
        whole: &dyn Fn(kwali_model::Transcript, Vec<Note>) -> ReadTranscript,
    ) -> Result<ReadDocument, Error> {
        let mut script = Script::default();
        for (column, question) in &self.questions {
            script.ask(&self.asking, question);
            for respondent in &self.respondents {
                script.say(&respondent.name, respondent.row.cell(*column), None);
            }
        }
        let (transcript, notes) = script.finish()?;
        let people: Vec<Person> = self.respondents.iter().map(Respondent::person).collect();
        Ok(ReadDocument { people, ..whole(transcript, notes).into() })
    }
}

/// The number of open answers in a row.
fn answered(row: &SheetRow, open: &[usize]) -> usize {
    open.iter().filter(|&&column| row.cell(column).contains(char::is_alphanumeric)).count()
}
