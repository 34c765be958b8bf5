//! Why a codebook cannot be read at all.

use kwali_text::{NotText, TableError};

/// Why a codebook cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// The file's name does not end in `.toml` or `.csv`.
    #[error("{0}: this is not a format of codebooks")]
    UnknownFormat(String),
    /// The file is no text.
    #[error("{file}: {source}")]
    NotText {
        /// The file.
        file: String,
        /// Why.
        source: NotText,
    },
    /// The file is not TOML.
    #[error("{file}:{line}:{column}: {message}")]
    Toml {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1 in code points.
        column: usize,
        /// What the reader of TOML says.
        message: String,
    },
    /// The file is no table.
    #[error("{file}: {source}")]
    NoTable {
        /// The file.
        file: String,
        /// Why.
        source: TableError,
    },
    /// The table has no column `id`.
    #[error("{file}:{line}: there is no column `id`")]
    NoIdColumn {
        /// The file.
        file: String,
        /// The line of the header.
        line: usize,
    },
}

impl Error {
    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::UnknownFormat(_) => Some("a codebook ends in `.toml` or `.csv`"),
            Error::NoIdColumn { .. } => {
                Some("the first line of a codebook in CSV names its columns, `id` among them")
            }
            Error::Toml { .. } => Some("texts stand between quotation marks, and lists in [ ]"),
            Error::NotText { .. } | Error::NoTable { .. } => {
                Some("save the codebook as TOML or CSV in UTF-8 and try again")
            }
        }
    }
}
