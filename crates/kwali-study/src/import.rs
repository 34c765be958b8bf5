//! Transcript files into the study.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kwali_exchange::natural_order;
use kwali_model::Source;
use kwali_store::{Author, NewDocument};
use kwali_text::{Digest, Language, MAX_TEXT_BYTES, count_words};
use kwali_transcript::{Format, Note, ReadOptions, ReadTranscript};

use crate::{Error, Notice, Study};

/// How many files, and how many bytes of them, are read before they are written together.
const BATCH_FILES: usize = 32;
const BATCH_BYTES: u64 = 8 * 1024 * 1024;

/// How to import transcripts.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The language of the words; else the study's main language.
    pub language: Option<Language>,
    /// The document group; else the folder within the folder that was named.
    pub group: Option<String>,
    /// The document's name, for a single file; else the file's name without its ending.
    pub name: Option<String>,
    /// Format, encoding and speakers.
    pub read: ReadOptions,
}

/// What became of a file.
#[derive(Debug)]
pub enum FileOutcome {
    /// It is a document of the study now.
    Imported(Box<ImportedDocument>),
    /// The same bytes are a document of the study already.
    AlreadyThere {
        /// That document.
        document: String,
    },
    /// It could not be read, or not be taken in.
    Refused {
        /// Why.
        reason: String,
        /// What to do about it.
        hint: Option<String>,
    },
}

/// A document that was made from a file.
#[derive(Debug)]
pub struct ImportedDocument {
    /// Its name.
    pub name: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding, for formats that have one.
    pub encoding: Option<String>,
    /// Number of words by rule T1.
    pub words: usize,
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Name, whether they ask the questions, and number of turns of each speaker.
    pub speakers: Vec<(String, bool, usize)>,
    /// What to know about the reading.
    pub notes: Vec<Note>,
}

/// What became of one file.
#[derive(Debug)]
pub struct FileReport {
    /// The file.
    pub path: PathBuf,
    /// What became of it.
    pub outcome: FileOutcome,
}

/// A file that was named, or found in a folder that was named.
struct Candidate {
    path: PathBuf,
    group: Option<String>,
}

/// A file that was read and can be written to the study.
struct Prepared {
    path: PathBuf,
    group: Option<String>,
    digest: Digest,
    read: ReadTranscript,
}

impl Study {
    /// Reads transcripts into the study: files, and folders with all that is in them.
    ///
    /// Every file is a document or is refused with its reason; the others come in all the same.
    /// `told` hears of each file, after what it says is safely in the study; first it hears how
    /// many there are.
    pub fn import(
        &mut self,
        author: &Author,
        paths: &[PathBuf],
        options: &ImportOptions,
        told: &mut dyn FnMut(usize, &FileReport),
    ) -> Result<(), Error> {
        let candidates = candidates(paths, options)?;
        let n_files = candidates.len();
        let snapshot = self.snapshot()?;
        let language = options.language.clone().unwrap_or_else(|| snapshot.language().clone());
        let mut known = Known::of(snapshot);
        for batch in batches(candidates) {
            let reports = self.import_batch(author, batch, (options, &language), &mut known)?;
            for report in &reports {
                told(n_files, report);
            }
        }
        Ok(())
    }

    fn import_batch(
        &mut self,
        author: &Author,
        batch: Vec<Candidate>,
        (options, language): (&ImportOptions, &Language),
        known: &mut Known,
    ) -> Result<Vec<FileReport>, Error> {
        let mut reports = Vec::new();
        let mut change = self.store.begin(author)?;
        for (path, prepared) in read_all(batch, &options.read, known) {
            let outcome = match prepared {
                Err(outcome) => outcome,
                Ok(prepared) => match known.admit(&prepared, options.name.as_deref()) {
                    Err(outcome) => outcome,
                    Ok(name) => {
                        let (source, words) = (source(&prepared), word_count(&prepared.read));
                        change.add_document(&NewDocument {
                            name: &name,
                            group: prepared.group.as_deref(),
                            language: language.code(),
                            transcript: &prepared.read.transcript,
                            words,
                            revision: 1,
                            source: Some(&source),
                        })?;
                        FileOutcome::Imported(Box::new(imported(name, prepared.read, words)))
                    }
                },
            };
            reports.push(FileReport { path, outcome });
        }
        change.commit()?;
        self.forget();
        Ok(reports)
    }
}

/// Names and fingerprints of the documents there are.
struct Known {
    names: BTreeSet<String>,
    /// Names that this import gave.
    given: BTreeSet<String>,
    digests: BTreeMap<Digest, String>,
}

impl Known {
    fn of(snapshot: &kwali_model::Snapshot) -> Known {
        let documents = snapshot.documents();
        let digest = |document: &kwali_model::Document| {
            Some((document.source.as_ref()?.digest, document.name.clone()))
        };
        Known {
            names: documents.iter().map(|document| document.name.clone()).collect(),
            given: BTreeSet::new(),
            digests: documents.iter().filter_map(digest).collect(),
        }
    }

    fn same_file(&self, digest: Digest) -> Option<FileOutcome> {
        let document = self.digests.get(&digest)?.clone();
        Some(FileOutcome::AlreadyThere { document })
    }

    /// Returns the name of the document that a file becomes, or why it becomes none.
    fn admit(&mut self, prepared: &Prepared, wanted: Option<&str>) -> Result<String, FileOutcome> {
        if let Some(outcome) = self.same_file(prepared.digest) {
            return Err(outcome);
        }
        let stem = prepared.path.file_stem().unwrap_or_default().to_string_lossy();
        let file = prepared.path.file_name().unwrap_or_default().to_string_lossy();
        let name = kwali_text::normalise(wanted.unwrap_or(&stem)).text;
        if self.names.contains(&name) {
            return Err(FileOutcome::Refused {
                reason: format!("another document is called `{name}` already"),
                hint: Some("import it alone under another name with `--name NAME`".into()),
            });
        }
        // Of files that are called alike in one import, the later ones have longer names.
        let within = prepared.group.as_deref().unwrap_or_default();
        let longer = [name, file.to_string(), format!("{within}/{file}")];
        let path = prepared.path.display().to_string();
        let is_free = |name: &String| !self.names.contains(name) && !self.given.contains(name);
        let name = longer.into_iter().find(is_free).unwrap_or(path);
        self.given.insert(name.clone());
        self.digests.insert(prepared.digest, name.clone());
        Ok(name)
    }
}

fn source(prepared: &Prepared) -> Source {
    Source {
        file: prepared.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        digest: prepared.digest,
        format: prepared.read.format.name().to_owned(),
        encoding: prepared.read.encoding.clone(),
    }
}

fn word_count(read: &ReadTranscript) -> usize {
    count_words(read.transcript.text.as_str())
}

fn imported(name: String, read: ReadTranscript, words: usize) -> ImportedDocument {
    let mut turns = vec![0; read.transcript.speakers.len()];
    for turn in &read.transcript.layout.turns {
        turns[turn.speaker.index()] += 1;
    }
    let speakers = read.transcript.speakers.into_iter().zip(turns);
    ImportedDocument {
        name,
        format: read.format,
        encoding: read.encoding,
        words,
        paragraphs: read.transcript.layout.paragraphs.len(),
        speakers: speakers.map(|((name, asks), turns)| (name, asks, turns)).collect(),
        notes: read.notes,
    }
}

fn candidates(paths: &[PathBuf], options: &ImportOptions) -> Result<Vec<Candidate>, Error> {
    let mut candidates = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut files = Vec::new();
            files_below(path, &mut files)?;
            candidates.extend(files.into_iter().map(|file| {
                let group = options.group.clone().or_else(|| folder_within(path, &file));
                Candidate { path: file, group }
            }));
        } else {
            candidates.push(Candidate { path: path.clone(), group: options.group.clone() });
        }
    }
    Ok(candidates)
}

/// Collects the files below a folder in natural order; what is hidden is left out.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with(['.', '~']));
    names.sort_by(|a, b| natural_order(a, b));
    for name in names {
        let path = folder.join(name);
        match path.is_dir() {
            true => files_below(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
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
        let size = candidate.path.metadata().map_or(0, |metadata| metadata.len());
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

type PreparedFile = (PathBuf, Result<Prepared, FileOutcome>);

/// Reads the files of a batch on two threads, and returns them in order.
fn read_all(batch: Vec<Candidate>, options: &ReadOptions, known: &Known) -> Vec<PreparedFile> {
    let read = |candidate: &Candidate| (candidate.path.clone(), prepare(candidate, options, known));
    let (first, second) = batch.split_at(batch.len() / 2);
    std::thread::scope(|scope| {
        let behind = scope.spawn(|| second.iter().map(read).collect::<Vec<_>>());
        let mut files: Vec<PreparedFile> = first.iter().map(read).collect();
        match behind.join() {
            Ok(second) => files.extend(second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        files
    })
}

fn prepare(
    candidate: &Candidate,
    options: &ReadOptions,
    known: &Known,
) -> Result<Prepared, FileOutcome> {
    let path = candidate.path.as_path();
    let bytes = read_file(path)?;
    let digest = Digest::of(&bytes);
    if let Some(outcome) = known.same_file(digest) {
        return Err(outcome);
    }
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let read = kwali_transcript::read(&file_name, &bytes, options)
        .map_err(|error| FileOutcome::Refused { reason: with_cause(&error), hint: error.hint() })?;
    Ok(Prepared { path: path.to_owned(), group: candidate.group.clone(), digest, read })
}

/// Reads a file unless it is far too large to be a transcript.
fn read_file(path: &Path) -> Result<Vec<u8>, FileOutcome> {
    let refused = |error: std::io::Error| FileOutcome::Refused {
        reason: error.to_string(),
        hint: Some("check the name and your permission to read it".into()),
    };
    let length = fs::metadata(path).map_err(refused)?.len();
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

impl FileReport {
    /// Returns the file's refusal as a notice, if it was refused.
    pub fn refusal(&self) -> Option<Notice> {
        match &self.outcome {
            FileOutcome::Refused { reason, hint } => {
                Some(Notice::error(format!("{}: {reason}", self.path.display()), hint.clone()))
            }
            _ => None,
        }
    }
}
