//! What to know about how a table was read.

use std::fmt;

use crate::note::{counted, listed};
use crate::{Note, NoteKind};

/// Something in a table that was left out, guessed or written anew; the numbers say how many.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum TableNote {
    /// A sheet was read and others, which have cells too, were not.
    OneSheet {
        /// The sheet.
        read: String,
        /// The others.
        others: Vec<String>,
    },
    /// Formulas of which the file does not hold the value.
    FormulasWithoutValue(usize),
    /// Cells of a spreadsheet that show an error.
    ErrorValues(usize),
    /// Rows with one cell above the header.
    RowsAboveHeader(usize),
    /// The header has codes and questions, in two rows.
    HeaderOfTwoRows,
    /// A column has the name of another one, and is called so now.
    ColumnCalledAlike(String),
    /// These columns look like open answers, the others like closed ones.
    AnswersGuessed {
        /// The questions.
        columns: Vec<String>,
        /// How many others there are.
        others: usize,
    },
    /// The column looks as if it said who answers.
    RespondentsGuessed(String),
    /// No column says who answers.
    RespondentsNumbered,
    /// Empty cells among open answers.
    EmptyAnswers(usize),
    /// Rows of a survey without any open answer.
    RowsWithoutAnswer(usize),
    /// Respondents have a name that another one has, and are called so now.
    SameRespondents(Vec<String>),
    /// Commas in the numbers of these columns were made points.
    DecimalCommas(Vec<String>),
    /// Dates in these columns were written anew, year first.
    DatesRewritten(Vec<String>),
    /// The table was read as turns.
    Turns,
    /// Rows of a table of turns without words.
    RowsWithoutWords(usize),
    /// Times in a table of turns that are none.
    TimesNotUnderstood(usize),
}

impl TableNote {
    /// Returns the note, at a line if there is one.
    pub(crate) fn at(self, line: impl Into<Option<usize>>) -> Note {
        NoteKind::Table(self).at(line)
    }
}

impl fmt::Display for TableNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let out = "left out";
        match self {
            TableNote::OneSheet { read, others } => {
                write!(f, "sheet `{read}` was read, and not {} (--sheet)", listed(others))
            }
            TableNote::FormulasWithoutValue(n) => counted(
                f,
                *n,
                ["formula without a saved value", "formulas without saved values"],
                out,
            ),
            TableNote::ErrorValues(n) => {
                counted(f, *n, ["cell that shows an error", "cells that show errors"], out)
            }
            TableNote::RowsAboveHeader(n) => {
                counted(f, *n, ["row above the header", "rows above the header"], out)
            }
            TableNote::HeaderOfTwoRows => {
                f.write_str("the header has two rows: codes, and the questions below them")
            }
            TableNote::ColumnCalledAlike(name) => {
                write!(f, "two columns are called alike; the later one is `{name}`")
            }
            TableNote::AnswersGuessed { columns, others } => {
                write!(f, "taken for open answers: {}", listed(columns))?;
                if *others > 0 {
                    f.write_str("; ")?;
                    let nouns = ["other column", "other columns"];
                    counted(f, *others, nouns, "taken for variables")?;
                }
                f.write_str(" (--answers says otherwise)")
            }
            TableNote::RespondentsGuessed(name) => {
                write!(f, "taken for who answers: `{name}` (--respondent says otherwise)")
            }
            TableNote::RespondentsNumbered => {
                f.write_str("no column says who answers: respondents are numbered (--respondent)")
            }
            TableNote::EmptyAnswers(n) => counted(f, *n, ["empty answer", "empty answers"], out),
            TableNote::RowsWithoutAnswer(n) => {
                let nouns = ["row without any open answer", "rows without any open answer"];
                counted(f, *n, nouns, out)?;
                f.write_str(if *n > 1 { ", this one first" } else { "" })
            }
            TableNote::SameRespondents(names) => {
                let names = listed(names);
                write!(f, "the same name stands in several rows; the later ones are {names}")
            }
            TableNote::DecimalCommas(columns) => {
                write!(f, "decimal commas were made points: {}", listed(columns))
            }
            TableNote::DatesRewritten(columns) => {
                write!(f, "dates were written anew as year-month-day: {}", listed(columns))
            }
            TableNote::Turns => f.write_str("the table was read as a transcript, a turn a row"),
            TableNote::RowsWithoutWords(n) => {
                counted(f, *n, ["row without words", "rows without words"], out)
            }
            TableNote::TimesNotUnderstood(n) => {
                counted(f, *n, ["time", "times"], "not understood")?;
                f.write_str(if *n > 1 { ", this one first" } else { "" })
            }
        }
    }
}
