//! Why a table is neither a survey nor a transcript.

use super::OtherTable;

/// Why nothing could be read from a table.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A spreadsheet without the part that holds its cells, or no zip archive at all.
    #[error("it is not a spreadsheet: {0}")]
    NotSpreadsheet(&'static str),
    /// There is no sheet of that name.
    #[error("there is no sheet `{wanted}`")]
    NoSheet {
        /// What was asked for.
        wanted: String,
        /// The sheets there are.
        known: Vec<String>,
    },
    /// A sheet has more cells than anybody can read.
    #[error("there are too many cells: no more fit from row {row} on")]
    TooLarge {
        /// The row that is too many.
        row: usize,
    },
    /// A row of a table that cannot be read.
    #[error("line {line} is not a row of a table")]
    NoRow {
        /// The line.
        line: usize,
    },
    /// A quotation mark opens a cell and none closes it.
    #[error("a quotation mark opens in line {line} and is never closed")]
    UnclosedQuote {
        /// The line.
        line: usize,
    },
    /// The first row is not a header.
    #[error("line {line} has a value in column {column}, where the name of the column belongs")]
    NoHeader {
        /// The line.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// There is a header and nothing else.
    #[error("there is nothing below the header in line {line}")]
    NoRows {
        /// The line of the header.
        line: usize,
    },
    /// No column holds open answers.
    #[error("no column looks like open answers")]
    NoAnswers {
        /// Whether it may be a table of what is known about participants.
        is_variables: bool,
    },
    /// Nobody has answered anything in the columns that hold open answers.
    #[error("there is no answer in the columns with open answers")]
    NobodyAnswers,
    /// There is no column of that name.
    #[error("there is no column `{wanted}`, or more than one begins so")]
    NoColumn {
        /// What was asked for.
        wanted: String,
        /// A name that comes near.
        near: Option<String>,
        /// The columns there are.
        known: Vec<String>,
    },
    /// A table that another command reads.
    #[error("it looks like {}", .0.phrase())]
    Other(OtherTable),
}

impl TableError {
    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        match self {
            TableError::NotSpreadsheet(_) => {
                "open it in a spreadsheet program and save it as .xlsx, .ods or .csv".into()
            }
            TableError::NoSheet { known, .. } | TableError::NoColumn { near: None, known, .. } => {
                format!("there are {}", quoted(known))
            }
            TableError::TooLarge { .. } => {
                "delete what is below and beside the table, or split it".into()
            }
            TableError::NoRow { .. } => "save the table as CSV (UTF-8) and try again".into(),
            TableError::UnclosedQuote { .. } => {
                "close the cell, and write a quotation mark inside a cell twice".into()
            }
            TableError::NoHeader { .. } => {
                "put a line with the names of the columns above the others".into()
            }
            TableError::NoRows { .. } => "was the table saved with its answers?".into(),
            TableError::NoAnswers { is_variables: true } => {
                "it looks like a table of variables: `kwali variables import`; or name the columns \
                 with open answers: --answers COLUMN,…"
                    .into()
            }
            TableError::NoAnswers { .. } => {
                "name the columns with open answers: --answers COLUMN,…; what is known about \
                 participants is for `kwali variables import`"
                    .into()
            }
            TableError::NobodyAnswers => "name other columns with --answers COLUMN,…".into(),
            TableError::NoColumn { near: Some(near), .. } => format!("did you mean `{near}`?"),
            TableError::Other(other) => format!("read it with `{}`", other.command()),
        }
    }
}

/// So many names are shown in a hint.
const MOST_NAMED: usize = 8;

fn quoted(names: &[String]) -> String {
    let mut shown: Vec<String> =
        names.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST_NAMED {
        shown.push(format!("{} more", names.len() - MOST_NAMED));
    }
    shown.join(", ")
}
