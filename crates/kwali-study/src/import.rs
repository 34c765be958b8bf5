//! Transcript files into the study.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kwali_model::Source;
use kwali_store::{Author, NewDocument};
use kwali_text::{Digest, Language};
use kwali_transcript::{Format, Note, ReadOptions};

use crate::transcript_files::{Prepared, PreparedFile, candidates, read_ahead};
use crate::{Error, Notice, Study};

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
        let candidates = candidates(paths, options.group.as_deref())?;
        let n_files = candidates.len();
        let snapshot = self.snapshot()?;
        let language = options.language.clone().unwrap_or_else(|| snapshot.language().clone());
        let mut known = Known::of(snapshot);
        let before = known.digests.clone();
        std::thread::scope(|scope| {
            for batch in read_ahead(scope, candidates, &options.read, &before) {
                let reports = self.write_batch(author, batch, (options, &language), &mut known)?;
                reports.iter().for_each(|report| told(n_files, report));
            }
            Ok(())
        })
    }

    fn write_batch(
        &mut self,
        author: &Author,
        batch: Vec<PreparedFile>,
        (options, language): (&ImportOptions, &Language),
        known: &mut Known,
    ) -> Result<Vec<FileReport>, Error> {
        let mut reports = Vec::new();
        let mut change = self.store.begin(author)?;
        for (path, prepared) in batch {
            let admitted = prepared.and_then(|prepared| {
                let name = known.admit(&prepared, options.name.as_deref())?;
                Ok((name, prepared))
            });
            let outcome = match admitted {
                Err(outcome) => outcome,
                Ok((name, prepared)) => {
                    change.add_document(&NewDocument {
                        name: &name,
                        group: prepared.group.as_deref(),
                        language: language.code(),
                        transcript: &prepared.read.transcript,
                        words: prepared.words,
                        revision: 1,
                        source: Some(&source(&prepared)),
                    })?;
                    FileOutcome::Imported(Box::new(imported(name, prepared)))
                }
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

    /// Returns the name of the document that a file becomes, or why it becomes none.
    fn admit(&mut self, prepared: &Prepared, wanted: Option<&str>) -> Result<String, FileOutcome> {
        if let Some(document) = self.digests.get(&prepared.digest) {
            return Err(FileOutcome::AlreadyThere { document: document.clone() });
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

fn imported(name: String, Prepared { read, words, .. }: Prepared) -> ImportedDocument {
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
