//! The index folder: what lies where, who may write, and what may be deleted.
//!
//! ```text
//! NAME.kwali-index/
//!   stamp.json      says which state of which study the index shows, and in which generation
//!   write.lock      held by whoever writes
//!   tantivy-N/      generation N; the one that the stamp names is the index, others are left-overs;
//!                   beside tantivy's files it has `terms.list`, all terms in one file
//! ```
//!
//! A rebuild writes a new generation beside the old one, which goes only when the stamp names the
//! new one. Whatever has no marker file of ours in it is never deleted.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Error;

/// Shows that we made a generation.
const MARKER: &str = "made-by-kwali";

pub(crate) fn stamp_path(folder: &Path) -> PathBuf {
    folder.join("stamp.json")
}

pub(crate) fn generation_path(folder: &Path, generation: u32) -> PathBuf {
    folder.join(format!("tantivy-{generation}"))
}

/// The right to write an index, until it is dropped or the process ends.
pub(crate) struct WriteLock(#[expect(dead_code, reason = "held for its lock")] File);

/// Makes the folder if need be and takes the right to write in it.
pub(crate) fn lock(folder: &Path) -> Result<WriteLock, Error> {
    let open = || -> io::Result<File> {
        fs::create_dir_all(folder)?;
        File::options().create(true).truncate(false).write(true).open(lock_path(folder))
    };
    let not_writable = |source| Error::NotWritable { folder: folder.to_owned(), source };
    let file = open().map_err(not_writable)?;
    // Whoever looks whether somebody writes holds the lock for a moment.
    for _ in 0..5 {
        match file.try_lock() {
            Ok(()) => return Ok(WriteLock(file)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
            Err(TryLockError::Error(source)) => return Err(not_writable(source)),
        }
    }
    Err(Error::Busy { folder: folder.to_owned() })
}

/// True if somebody has the right to write at this moment.
pub(crate) fn is_being_written(folder: &Path) -> bool {
    let Ok(file) = File::open(lock_path(folder)) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

fn lock_path(folder: &Path) -> PathBuf {
    folder.join("write.lock")
}

/// Makes an empty generation and returns its number.
pub(crate) fn new_generation(folder: &Path) -> Result<u32, Error> {
    let mut generation = 1;
    loop {
        let path = generation_path(folder, generation);
        match fs::create_dir(&path) {
            Ok(()) => {
                let marker = path.join(MARKER);
                File::create(&marker).map_err(Error::io(&marker))?;
                return Ok(generation);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => generation += 1,
            Err(source) => return Err(Error::Io { path, source }),
        }
    }
}

/// Deletes the generations that we made, but for the one to keep.
///
/// What cannot be deleted stays for the next time: it only takes room.
pub(crate) fn delete_other_generations(folder: &Path, keep: Option<u32>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix("tantivy-")?.parse().ok());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if number.is_some() && number != keep && is_folder && entry.path().join(MARKER).is_file() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Returns the names of a generation's files that must stay as they are, in order.
///
/// Hidden files are tantivy's locks and its list of files, which it may rewrite without a commit.
pub(crate) fn files_of_generation(path: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(Error::io(path))? {
        let name = entry.map_err(Error::io(path))?.file_name();
        if let Some(name) = name.to_str().filter(|name| !name.starts_with('.') && *name != MARKER) {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Writes a file so that at any moment either the old or the new content is there.
pub(crate) fn write_atomically(path: &Path, content: &[u8]) -> Result<(), Error> {
    let draft = path.with_extension("draft");
    let write = || -> io::Result<()> {
        let mut file = File::create(&draft)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        if let Some(folder) = path.parent() {
            // Not every system can; then the rename is durable a little later.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    };
    write().map_err(Error::io(path))
}
