//! Why a folder cannot be read or written as a bundle at all.

use std::io;
use std::path::PathBuf;

/// Why a folder cannot be read or written as a bundle.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is not there.
    #[error("{}: there is no such folder", .0.display())]
    Missing(PathBuf),
    /// It is a file, not a folder.
    #[error("{}: this is a file, and a bundle is a folder", .0.display())]
    NotAFolder(PathBuf),
    /// None of its files belongs to a bundle.
    #[error("{}: this folder is not a bundle", .0.display())]
    NotABundle(PathBuf),
    /// A file or folder in it cannot be read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder in it cannot be written.
    #[error("{}: it cannot be written", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A bundle is to be written among files that no bundle of ours has put there.
    #[error("{}: the folder is not empty, and no bundle was written there before", .0.display())]
    NotEmpty(PathBuf),
    /// The list of what was written is not as it was written.
    #[error("{}: this is no list of the files of a bundle", .0.display())]
    BadList(PathBuf),
    /// Files that are to be written were changed or added by hand.
    #[error(
        "{}: changed or added by hand since the last export: {}", folder.display(), files.join(", ")
    )]
    Edited {
        /// The folder.
        folder: PathBuf,
        /// The files by their path in it.
        files: Vec<String>,
    },
}

impl Error {
    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::NotABundle(_) => {
                Some("a bundle has its transcripts as `documents/NAME.txt`; nothing else is needed")
            }
            Error::Missing(_) | Error::NotAFolder(_) => Some("name the folder of a bundle"),
            Error::Unreadable { .. } => Some("check your permission to read it"),
            Error::Unwritable { .. } => Some("check the name and your permission to write there"),
            Error::NotEmpty(_) => Some("name a new or an empty folder"),
            Error::BadList(_) => Some("export to a new folder"),
            Error::Edited { .. } => Some(
                "import them first and then remove them, or export to another folder; \
                 nothing was written",
            ),
        }
    }
}
