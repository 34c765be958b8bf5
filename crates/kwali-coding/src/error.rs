//! Why a file of codings cannot be read at all.

use kwali_text::TableError;

/// Why a file of codings cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// It is no table.
    #[error("{file}: {source}")]
    NoTable {
        /// The file.
        file: String,
        /// Why.
        source: TableError,
    },
    /// A column that must be there is not.
    #[error("{file}:{line}: there is no column `{column}`")]
    NoColumn {
        /// The file.
        file: String,
        /// The line of the header.
        line: usize,
        /// The column.
        column: &'static str,
    },
}

impl Error {
    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::NoTable { .. } => Some("save the codings as CSV in UTF-8 and try again"),
            Error::NoColumn { .. } => Some(
                "codings need the columns `document` and `code`, and either `start` and `end` or `quote`",
            ),
        }
    }
}
