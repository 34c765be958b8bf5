//! The stamp: which state of which study an index shows, and which files it is made of.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use kwali_model::StateNumber;
use kwali_text::{ANALYSER_VERSION, Digest};
use serde::{Deserialize, Serialize};

use crate::entry::SCHEMA_VERSION;
use crate::folder::{
    files_of_generation, generation_path, is_being_written, stamp_path, write_atomically,
};
use crate::{Error, tantivy_index, term_list};

/// What an index shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The study's UUID.
    pub study: String,
    /// The state of that study.
    pub state: StateNumber,
    /// What tells this state from another of the same number, as when the study was put back from
    /// a copy and then changed otherwise.
    pub token: String,
}

/// How an index stands to what it should show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    /// It shows exactly that.
    Fresh,
    /// It shows another state: an earlier one, or one that is no longer where a study was put back.
    Stale {
        /// What it shows.
        shows: Stamp,
    },
    /// There is none.
    Missing,
    /// It is damaged, for the reason given.
    Damaged(String),
    /// It was made by other rules.
    OtherAnalyser,
    /// It belongs to another study.
    OtherStudy,
}

/// The file `stamp.json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct StampFile {
    pub(crate) study: String,
    pub(crate) state: u64,
    pub(crate) token: String,
    pub(crate) analyser: String,
    pub(crate) schema: u32,
    /// The languages whose keys are in the index, in order.
    pub(crate) languages: Vec<String>,
    /// Which generation is the index.
    pub(crate) generation: u32,
    pub(crate) files: Vec<FileRecord>,
    /// SHA-256 of this file with nothing in this place.
    sha256: String,
}

/// A file as it was when the stamp was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct FileRecord {
    name: String,
    bytes: u64,
    /// Nanoseconds since 1970. Where it differs (a copied folder), the content is checked instead.
    modified: u64,
    /// For the file that has no checksum of its own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    sha256: Option<String>,
}

impl StampFile {
    /// Describes a generation as it lies on the disk.
    pub(crate) fn of(
        folder: &Path,
        stamp: &Stamp,
        languages: Vec<String>,
        generation: u32,
    ) -> Result<StampFile, Error> {
        let path = generation_path(folder, generation);
        let names = files_of_generation(&path)?.into_iter();
        Ok(StampFile {
            study: stamp.study.clone(),
            state: stamp.state.0,
            token: stamp.token.clone(),
            analyser: ANALYSER_VERSION.to_owned(),
            schema: SCHEMA_VERSION,
            languages,
            generation,
            files: names.map(|name| FileRecord::of(&path, name)).collect::<Result<_, _>>()?,
            sha256: String::new(),
        })
    }

    pub(crate) fn shows(&self) -> Stamp {
        Stamp {
            study: self.study.clone(),
            state: StateNumber(self.state),
            token: self.token.clone(),
        }
    }

    pub(crate) fn write(mut self, folder: &Path) -> Result<(), Error> {
        self.sha256 = self.digest();
        write_atomically(&stamp_path(folder), self.json().as_bytes())
    }

    fn read(folder: &Path) -> Result<StampFile, Error> {
        let path = stamp_path(folder);
        let content = match fs::read(&path) {
            Ok(content) => content,
            Err(error) if is_absent(&error) => {
                return Err(Error::Missing { folder: folder.to_owned() });
            }
            Err(source) => return Err(Error::Io { path, source }),
        };
        let stamp: Option<StampFile> = serde_json::from_slice(&content).ok();
        let whole = stamp.filter(|stamp| {
            // It is the last entry, and read as it was written: to write it again would take longer.
            let blank = without_last(&content, stamp.sha256.as_bytes());
            blank.is_some_and(|blank| Digest::of(&blank).to_string() == stamp.sha256)
        });
        whole.ok_or_else(|| Error::damaged(folder, "stamp.json is not as it was written"))
    }

    fn digest(&self) -> String {
        let blank = StampFile { sha256: String::new(), ..self.clone() };
        Digest::of(blank.json().as_bytes()).to_string()
    }

    fn json(&self) -> String {
        // Strings and numbers only: this cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    fn check(&self, folder: &Path) -> Result<(), Error> {
        if self.analyser != ANALYSER_VERSION || self.schema != SCHEMA_VERSION {
            return Err(Error::OtherAnalyser { folder: folder.to_owned() });
        }
        check_files(folder, &generation_path(folder, self.generation), &self.files)
    }
}

/// Returns the content without the last place where a piece of it stands.
fn without_last(content: &[u8], piece: &[u8]) -> Option<Vec<u8>> {
    let at = memchr::memmem::rfind(content, piece)?;
    Some([&content[..at], &content[at + piece.len()..]].concat())
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
}

/// Reads the stamp and checks the files that it names.
pub(crate) fn read_checked(folder: &Path) -> Result<StampFile, Error> {
    let stamp = StampFile::read(folder)?;
    stamp.check(folder)?;
    Ok(stamp)
}

/// How often the stamp is read again, and how long is waited in between.
const TRIES: (usize, Duration) = (100, Duration::from_millis(20));

/// The same for those who do not write: where another process is in the middle of a commit, files
/// and stamp do not agree for a moment.
pub(crate) fn read_settled(folder: &Path) -> Result<StampFile, Error> {
    for _ in 0..TRIES.0 {
        match read_checked(folder) {
            Err(Error::Damaged { .. }) if is_being_written(folder) => std::thread::sleep(TRIES.1),
            settled => return settled,
        }
    }
    read_checked(folder)
}

/// See [`Index::condition`](crate::Index::condition).
pub(crate) fn condition(folder: &Path, wanted: &Stamp) -> Condition {
    fresh(folder, wanted).err().unwrap_or(Condition::Fresh)
}

/// Returns the stamp if it is the one that is wanted.
pub(crate) fn fresh(folder: &Path, wanted: &Stamp) -> Result<StampFile, Condition> {
    let stamp = read_settled(folder).map_err(|error| match error {
        Error::Missing { .. } => Condition::Missing,
        Error::OtherAnalyser { .. } => Condition::OtherAnalyser,
        Error::Damaged { reason, .. } => Condition::Damaged(reason),
        other => Condition::Damaged(other.to_string()),
    })?;
    match stamp.shows() {
        shows if shows == *wanted => Ok(stamp),
        shows if shows.study == wanted.study => Err(Condition::Stale { shows }),
        _ => Err(Condition::OtherStudy),
    }
}

impl FileRecord {
    fn of(generation: &Path, name: String) -> Result<FileRecord, Error> {
        let path = generation.join(&name);
        let (bytes, modified) = size_and_time(&path).map_err(Error::io(&path))?;
        let sha256 = match has_own_checksum(&name) {
            true => None,
            false => Some(digest_of(&path).map_err(Error::io(&path))?),
        };
        Ok(FileRecord { name, bytes, modified, sha256 })
    }
}

/// tantivy ends every file with a checksum, but for its lists; ours has none.
fn has_own_checksum(name: &str) -> bool {
    !name.ends_with(".json") && name != term_list::FILE_NAME
}

fn size_and_time(path: &PathBuf) -> std::io::Result<(u64, u64)> {
    let metadata = fs::metadata(path)?;
    let since_1970 = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok((metadata.len(), since_1970.as_nanos() as u64))
}

fn digest_of(path: &Path) -> std::io::Result<String> {
    Ok(Digest::of(&fs::read(path)?).to_string())
}

fn check_files(folder: &Path, generation: &Path, files: &[FileRecord]) -> Result<(), Error> {
    let changed = |name: &str| Error::damaged(folder, format!("{name} is not as it was written"));
    let mut doubtful = Vec::new();
    for file in files {
        let path = generation.join(&file.name);
        let (bytes, modified) = match size_and_time(&path) {
            Ok(found) => found,
            Err(error) if is_absent(&error) => {
                return Err(Error::damaged(folder, format!("{} is not there", file.name)));
            }
            Err(source) => return Err(Error::Io { path, source }),
        };
        if bytes != file.bytes {
            return Err(changed(&file.name));
        }
        if modified == file.modified {
            continue;
        }
        match &file.sha256 {
            None => doubtful.push(file.name.as_str()),
            Some(expected) => {
                let digest = digest_of(&path).map_err(Error::io(&path))?;
                if *expected != digest {
                    return Err(changed(&file.name));
                }
            }
        }
    }
    if doubtful.is_empty() {
        return Ok(());
    }
    match tantivy_index::first_bad_checksum(folder, generation, &doubtful)? {
        Some(name) => Err(changed(name)),
        None => Ok(()),
    }
}
