//! Transcript files: finding them, and reading them ahead of whoever writes them to the study.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::Scope;

use kwali_exchange::natural_order;
use kwali_text::{Digest, MAX_TEXT_BYTES, count_words};
use kwali_transcript::{Note, ReadDocument, ReadOptions};

use crate::ahead::{Groups, n_cores, work_ahead};
use crate::import::FileOutcome;
use crate::{EXTENSION, Error};

/// How many files, and how many bytes of them, are read and written together.
const BATCH_FILES: usize = 32;
const BATCH_BYTES: u64 = 8 * 1024 * 1024;

/// A file that was named, or found in a folder that was named.
pub(crate) struct Candidate {
    pub(crate) path: PathBuf,
    group: Option<String>,
    /// The length of the file; 0 where that cannot be told.
    bytes: u64,
}

impl Candidate {
    fn new(path: PathBuf, group: Option<String>) -> Candidate {
        let bytes = path.metadata().map_or(0, |metadata| metadata.len());
        Candidate { path, group, bytes }
    }
}

/// How far the reading of files has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// So many files are done.
    pub files: usize,
    /// Of so many.
    pub all_files: usize,
    /// So many bytes are done.
    pub bytes: u64,
    /// Of so many.
    pub all_bytes: u64,
}

/// Counts files as they are done, in order.
pub(crate) struct Counter {
    sizes: Vec<u64>,
    reached: Reached,
}

impl Counter {
    pub(crate) fn of(candidates: &[Candidate]) -> Counter {
        let sizes: Vec<u64> = candidates.iter().map(|candidate| candidate.bytes).collect();
        let (all_files, all_bytes) = (sizes.len(), sizes.iter().sum());
        Counter { sizes, reached: Reached { files: 0, all_files, bytes: 0, all_bytes } }
    }

    /// Counts the next file, and returns how far that is.
    pub(crate) fn next(&mut self) -> Reached {
        self.reached.bytes += self.sizes.get(self.reached.files).copied().unwrap_or(0);
        self.reached.files += 1;
        self.reached
    }
}

/// A file that was read and can be written to the study.
pub(crate) struct Prepared {
    pub(crate) path: PathBuf,
    pub(crate) group: Option<String>,
    /// SHA-256 of the file.
    pub(crate) digest: Digest,
    /// Its documents with their numbers of words by rule T1; most files have one.
    pub(crate) documents: Vec<(ReadDocument, usize)>,
    /// What concerns the file as a whole.
    pub(crate) notes: Vec<Note>,
}

/// A file with what was read from it, or why nothing was.
pub(crate) type PreparedFile = (PathBuf, Result<Prepared, FileOutcome>);

/// Returns the files that were named and those in the folders that were named, in natural order.
///
/// `group` is the document group of all of them; else it is the folder within the one named.
pub(crate) fn candidates(paths: &[PathBuf], group: Option<&str>) -> Result<Vec<Candidate>, Error> {
    let group = group.map(str::to_owned);
    let mut candidates = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut files = Vec::new();
            files_below(path, &mut BTreeSet::new(), &mut files)?;
            candidates.extend(files.into_iter().map(|file| {
                let group = group.clone().or_else(|| folder_within(path, &file));
                Candidate::new(file, group)
            }));
        } else {
            candidates.push(Candidate::new(path.clone(), group.clone()));
        }
    }
    Ok(candidates)
}

/// Collects the files below a folder in natural order.
///
/// What is hidden is left out, and so are studies and their indexes. A folder that links lead to
/// again is looked into once.
fn files_below(
    folder: &Path,
    seen: &mut BTreeSet<PathBuf>,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
    if !seen.insert(folder.canonicalize().map_err(unreadable)?) {
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with(['.', '~']) && !is_ours(name));
    names.sort_by(|a, b| natural_order(a, b));
    for name in names {
        let path = folder.join(name);
        match path.is_dir() {
            true => files_below(&path, seen, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

/// True for a study, and for what lies beside one.
fn is_ours(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ending == EXTENSION || ending.starts_with("kwali-"))
}

fn folder_within(top: &Path, file: &Path) -> Option<String> {
    let folder = file.parent()?.strip_prefix(top).ok()?.to_string_lossy().into_owned();
    (!folder.is_empty()).then_some(folder)
}

/// Cuts the files into batches that fit in memory easily.
fn batches(candidates: Vec<Candidate>) -> Vec<Vec<Candidate>> {
    let mut batches: Vec<Vec<Candidate>> = Vec::new();
    let mut bytes = 0;
    for candidate in candidates {
        let size = candidate.bytes;
        let fits = |batch: &&mut Vec<_>| batch.len() < BATCH_FILES && bytes + size <= BATCH_BYTES;
        match batches.last_mut().filter(fits) {
            Some(batch) => batch.push(candidate),
            None => {
                batches.push(vec![candidate]);
                bytes = 0;
            }
        }
        bytes += size;
    }
    batches
}

/// Reads the files on all cores, some batches ahead of the one that the caller works on.
///
/// Files whose digests are `known` already, with their documents, are not read as transcripts.
pub(crate) fn read_ahead<'scope>(
    scope: &'scope Scope<'scope, '_>,
    candidates: Vec<Candidate>,
    options: &'scope ReadOptions,
    known: &'scope BTreeMap<Digest, String>,
) -> Groups<Candidate, PreparedFile> {
    let read = |candidate: &Candidate| (candidate.path.clone(), prepare(candidate, options, known));
    work_ahead(scope, batches(candidates), n_cores(), read)
}

/// Reads a file, unless its digest is `known`.
pub(crate) fn prepare(
    candidate: &Candidate,
    options: &ReadOptions,
    known: &BTreeMap<Digest, String>,
) -> Result<Prepared, FileOutcome> {
    let path = candidate.path.as_path();
    let bytes = read_file(path)?;
    let digest = Digest::of(&bytes);
    if let Some(document) = known.get(&digest) {
        return Err(FileOutcome::AlreadyThere { documents: vec![document.clone()] });
    }
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let read = kwali_transcript::read_documents(&file_name, &bytes, options)
        .map_err(|error| FileOutcome::Refused { reason: with_cause(&error), hint: error.hint() })?;
    let counted = |document: ReadDocument| {
        let words = count_words(document.read.transcript.text.as_str());
        (document, words)
    };
    let documents = read.documents.into_iter().map(counted);
    Ok(Prepared {
        path: path.to_owned(),
        group: candidate.group.clone(),
        digest,
        documents: documents.collect(),
        notes: read.notes,
    })
}

/// Reads a file unless it is far too large to be a transcript.
fn read_file(path: &Path) -> Result<Vec<u8>, FileOutcome> {
    let refused = |error: std::io::Error| FileOutcome::Refused {
        reason: error.to_string(),
        hint: Some("check the name and your permission to read it".into()),
    };
    let metadata = fs::metadata(path).map_err(refused)?;
    if !metadata.is_file() {
        // Reading a pipe or a device could wait for ever.
        let hint = Some("name a file, or a folder of files".to_owned());
        return Err(FileOutcome::Refused { reason: "it is no file".to_owned(), hint });
    }
    let length = metadata.len();
    if length > MAX_TEXT_BYTES as u64 {
        let error = kwali_transcript::Error::TooLarge { bytes: length as usize };
        return Err(FileOutcome::Refused { reason: error.to_string(), hint: error.hint() });
    }
    fs::read(path).map_err(refused)
}

fn with_cause(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
