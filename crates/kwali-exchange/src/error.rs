//! Why a folder cannot be read as a bundle at all.

use std::io;
use std::path::PathBuf;

/// Why a folder cannot be read as a bundle.
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
        }
    }
}
