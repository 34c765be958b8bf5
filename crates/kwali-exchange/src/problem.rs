//! What can be wrong in the files of a bundle.

use kwali_text::{Finding, Severity, TableError, TableProblem};

/// Something wrong in a bundle, with the file and the line.
pub type Problem = kwali_text::Problem<ProblemKind>;

/// What is wrong. A row with an error is left out; one with a warning is kept.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProblemKind {
    /// Something about the table itself.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// The file is no table.
    #[error(transparent)]
    NoTable(#[from] TableError),
    /// The file is not TOML.
    #[error("column {column}: {message}")]
    Toml {
        /// The column of the line, counted from 1 in code points.
        column: usize,
        /// What the reader of TOML says.
        message: String,
    },
    /// A column that must be there is not.
    #[error("there is no column `{0}`, so nothing was read")]
    NoColumn(&'static str),
    /// A cell that must be filled is not.
    #[error("`{0}` is empty")]
    EmptyCell(&'static str),
    /// A cell holds something else than it should.
    #[error("`{column}` is not {expected}")]
    BadCell {
        /// The column.
        column: &'static str,
        /// What belongs there.
        expected: &'static str,
    },
    /// The same record stands there twice.
    #[error("{what} `{name}` stands there already, on line {first}")]
    Duplicate {
        /// What kind of record.
        what: &'static str,
        /// Its name.
        name: String,
        /// The line of the first.
        first: usize,
    },
    /// Two text files are those of one document.
    #[error("this is a second file of document `{0}`")]
    SecondFile(String),
    /// A document is listed, but its text is not there.
    #[error("document `{0}` has no text in `documents/`")]
    NoText(String),
    /// A text is there, but its document is not listed.
    #[error("document `{0}` is not listed in `documents.csv` and was put at the end")]
    NotListed(String),
    /// A row is about a document that is not there.
    #[error("there is no document `{0}`")]
    NoDocument(String),
    /// A row is about a participant who is not there.
    #[error("there is no participant `{0}`")]
    NoParticipant(String),
    /// A speaker is linked to a participant who is not listed.
    #[error("participant `{0}` is not listed in `participants.csv` and was added")]
    ParticipantAdded(String),
    /// A file that no bundle has.
    #[error("a bundle has no such file; it was not read")]
    UnknownFile {
        /// The name that is nearest to it.
        nearest: Option<String>,
    },
    /// There are two codebooks.
    #[error("there is a `codebook.toml` too, which was taken instead")]
    SecondCodebook,
    /// There is no document at all.
    #[error("there is no text in `documents/`")]
    NoDocuments,
    /// A key that means nothing to the reader.
    #[error("key `{key}` is not known and was left out")]
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that is nearest to it.
        nearest: Option<String>,
    },
    /// A key has a value of the wrong type.
    #[error("`{key}` is not {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What belongs there.
        expected: &'static str,
    },
}

impl Finding for ProblemKind {
    fn severity(&self) -> Severity {
        match self {
            ProblemKind::Table(problem) => problem.severity(),
            ProblemKind::NotListed(_)
            | ProblemKind::ParticipantAdded(_)
            | ProblemKind::UnknownFile { .. }
            | ProblemKind::UnknownKey { .. }
            | ProblemKind::SecondCodebook
            | ProblemKind::NoDocuments => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            ProblemKind::Table(problem) => problem.hint(),
            ProblemKind::NoText(_) => {
                Some("add the text as `documents/NAME.txt`, or take the line out".into())
            }
            ProblemKind::NotListed(_) => Some("add a line to `documents.csv`".into()),
            ProblemKind::ParticipantAdded(_) => Some("add a line to `participants.csv`".into()),
            ProblemKind::SecondCodebook => Some("keep one of the two codebooks".into()),
            ProblemKind::UnknownFile { nearest: Some(name) }
            | ProblemKind::UnknownKey { nearest: Some(name), .. } => {
                Some(format!("did you mean `{name}`?"))
            }
            _ => None,
        }
    }
}
