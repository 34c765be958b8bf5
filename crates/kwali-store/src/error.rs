//! What can go wrong with a study file.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi::{
    SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE,
};

use crate::chain::in_words;
use crate::{ChainProblem, Step};

/// Anything that went wrong below, kept as a cause.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What can go wrong with a study file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no such study", .0.display())]
    NotFound(PathBuf),
    /// There is no folder to make the study in.
    #[error("{}: there is no such folder", .0.display())]
    NoFolder(PathBuf),
    /// There is a file of that name already.
    #[error("{}: there is a file of that name already", .0.display())]
    AlreadyExists(PathBuf),
    /// The file is no Kwali study; it was not touched.
    #[error("{}: this is not a Kwali study", .0.display())]
    NotAStudy(PathBuf),
    /// The file was made by a newer Kwali.
    #[error("{}: made by a newer Kwali (schema {found}; this one knows up to {known})", path.display())]
    NewerSchema {
        /// The study file.
        path: PathBuf,
        /// The schema of the file.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// Somebody else is writing, and went on for longer than this process would wait.
    #[error("{}: another process is writing to it{}", path.display(), holder_of(holder))]
    Busy {
        /// The study file.
        path: PathBuf,
        /// Who it is, as far as that can be known.
        holder: Option<String>,
    },
    /// The disk is full; the study is as it was before.
    #[error("{}: the disk is full; the study is as it was before", .0.display())]
    DiskFull(PathBuf),
    /// The file or its folder cannot be written to.
    #[error("{}: no permission to write to it", .0.display())]
    ReadOnly(PathBuf),
    /// The file is damaged.
    #[error("{}: the file is damaged", path.display())]
    Damaged {
        /// The study file.
        path: PathBuf,
        /// What was found.
        source: Cause,
    },
    /// A name or id that must be unique is taken, or something it refers to is gone.
    #[error("{}: another process changed the study at the same time", path.display())]
    Conflict {
        /// The study file.
        path: PathBuf,
        /// Which rule was broken.
        source: Cause,
    },
    /// Rows are not as a step left them, so that it cannot be taken back.
    #[error("{}: what entries {entries} changed is not as they left it, and cannot be taken back", path.display())]
    NotAsItWasLeft {
        /// The study file.
        path: PathBuf,
        /// The entries of the journal, as `12` or `12..15`.
        entries: String,
    },
    /// What was recorded of a step, to take it back, is not what was written.
    #[error("{}: what was recorded of {entries}, to take back what was changed, was altered or taken out", path.display())]
    TamperedWith {
        /// The study file.
        path: PathBuf,
        /// The entries of the journal, as `entry 12` or `entries 12..15`.
        entries: String,
    },
    /// Anything else that SQLite or the file system reports.
    #[error("{}: it cannot be read or written", path.display())]
    Failed {
        /// The study file.
        path: PathBuf,
        /// What was reported.
        source: Cause,
    },
}

/// True for a rule that a change can only break since somebody else changed the study meanwhile.
fn is_of_others(error: &rusqlite::Error) -> bool {
    let rusqlite::Error::SqliteFailure(failure, _) = error else { return false };
    [SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_FOREIGNKEY]
        .contains(&failure.extended_code)
}

fn holder_of(holder: &Option<String>) -> String {
    holder.as_ref().map(|holder| format!(": {holder}")).unwrap_or_default()
}

impl Error {
    /// Returns what to do next, where there is something to do.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::NotFound(_) => "make one with `kwali new NAME`",
            Error::NoFolder(_) => "make the folder first, or choose another place",
            Error::AlreadyExists(_) => {
                "choose another name, or work with that file through `--study`"
            }
            Error::NotAStudy(_) => "a study is a file `NAME.kwali` made by `kwali new`",
            Error::NewerSchema { .. } => "install the newer Kwali; the file was not changed",
            Error::Busy { .. } => "try again when that is done",
            Error::DiskFull(_) => "make room and run the same command again",
            Error::ReadOnly(_) => "choose a place where you may write, or copy the study there",
            Error::Damaged { .. } => {
                "go back to a backup, or export what can be read with `kwali export --bundle`"
            }
            Error::Conflict { .. } => "run the same command again",
            Error::NotAsItWasLeft { .. } => {
                "the file was changed by another program; `kwali doctor` tells whether it is sound"
            }
            Error::TamperedWith { .. } => {
                "nothing was changed; `kwali doctor` tells where; go back to a copy of the file that you kept, or \
                 begin anew from `kwali export --bundle`, which needs no journal"
            }
            Error::Failed { .. } => return None,
        };
        Some(hint.to_owned())
    }

    pub(crate) fn sql(path: &Path, error: rusqlite::Error) -> Error {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Error::Busy { path, holder: None }
            }
            Some(ErrorCode::DiskFull) => Error::DiskFull(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly(path),
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, source: error.into() },
            Some(ErrorCode::NotADatabase) => Error::NotAStudy(path),
            Some(ErrorCode::ConstraintViolation) if is_of_others(&error) => {
                Error::Conflict { path, source: error.into() }
            }
            _ => Error::Failed { path, source: error.into() },
        }
    }

    /// Says of which step something is not as it was left.
    pub(crate) fn taking_back(path: &Path, step: &Step, error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::QueryReturnedNoRows => {
                Error::NotAsItWasLeft { path: path.to_owned(), entries: step.entries() }
            }
            other => Error::sql(path, other),
        }
    }

    /// Says that the record of a step is not what was written.
    pub(crate) fn record_of(path: &Path, step: &Step) -> Error {
        Error::TamperedWith { path: path.to_owned(), entries: in_words(step.first, step.last) }
    }

    /// Says that steps are not what was written.
    pub(crate) fn tampered_with(path: &Path, problem: ChainProblem) -> Error {
        Error::TamperedWith { path: path.to_owned(), entries: problem.entries() }
    }

    pub(crate) fn io(path: &Path, error: std::io::Error) -> Error {
        let path = path.to_owned();
        match error.kind() {
            std::io::ErrorKind::NotFound => Error::NotFound(path),
            std::io::ErrorKind::AlreadyExists => Error::AlreadyExists(path),
            std::io::ErrorKind::PermissionDenied => Error::ReadOnly(path),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Error::DiskFull(path)
            }
            _ => Error::Failed { path, source: error.into() },
        }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<Cause>) -> Error {
        Error::Damaged { path: path.to_owned(), source: what.into() }
    }
}
