//! What can go wrong with the index.

use std::io;
use std::path::{Path, PathBuf};

/// An index that could not be written or asked, and why.
///
/// Nothing is lost with an index: whatever the error, making it anew is always an answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Somebody else is writing this index.
    #[error("{}: another process is writing the index", folder.display())]
    Busy {
        /// The index folder.
        folder: PathBuf,
    },
    /// There is no index.
    #[error("{}: there is no index", folder.display())]
    Missing {
        /// The index folder.
        folder: PathBuf,
    },
    /// The index is damaged.
    #[error("{}: the index is damaged: {reason}", folder.display())]
    Damaged {
        /// The index folder.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Words were analysed by other rules when the index was made.
    #[error("{}: the index was made by another version of the program", folder.display())]
    OtherAnalyser {
        /// The index folder.
        folder: PathBuf,
    },
    /// So many different words fit a part of a phrase that their places cannot be compared.
    #[error("more than {most} different words fit `{typed}`")]
    TooBroad {
        /// The part of the phrase.
        typed: String,
        /// How many words there may be.
        most: usize,
    },
    /// A file or folder of the index could not be read or written.
    #[error("{}: cannot be read or written", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// The index folder cannot be made, or nothing can be written in it.
    #[error("{}: no index can be kept here", folder.display())]
    NotWritable {
        /// The index folder.
        folder: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// The index could not be written.
    #[error("{}: the index could not be written", folder.display())]
    Writing {
        /// The index folder.
        folder: PathBuf,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Busy { .. } => "wait until it is done; searching works meanwhile",
            Error::Missing { .. } | Error::Damaged { .. } | Error::OtherAnalyser { .. } => {
                "make it anew with `kwali reindex`; nothing is lost"
            }
            Error::TooBroad { .. } => "give more of the word, or look for it by itself",
            Error::Io { .. } | Error::NotWritable { .. } | Error::Writing { .. } => {
                "check that the disk is not full and the folder may be written"
            }
        }
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
        |source| Error::Io { path: path.to_owned(), source }
    }

    pub(crate) fn damaged(folder: &Path, reason: impl Into<String>) -> Error {
        Error::Damaged { folder: folder.to_owned(), reason: reason.into() }
    }

    pub(crate) fn writing(folder: &Path) -> impl FnOnce(tantivy::TantivyError) -> Error + '_ {
        |source| Error::Writing { folder: folder.to_owned(), source: Box::new(source) }
    }
}
