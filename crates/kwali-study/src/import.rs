//! Transcript files into the study.

mod known;
mod people;

use std::collections::BTreeSet;
use std::path::PathBuf;

use kwali_model::Source;
use kwali_store::{Author, Change, NewDocument};
use kwali_text::{Digest, Language};
use kwali_transcript::{Format, Note, ReadOptions, ReadTranscript};

use self::known::{Admitted, FileNames, Known};
use self::people::say_who_speaks;
use crate::directory::{Directory, Misfits, reserved_name};
use crate::transcript_files::{Counter, Prepared, PreparedFile, Reached, candidates, read_ahead};
use crate::{Error, Notice, Study, asides};

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

impl ImportOptions {
    /// Returns how files are read, with the rules of a language if it is known.
    pub(crate) fn read_as(&self, language: Option<&Language>) -> ReadOptions {
        let mut read = self.read.clone();
        if let Some(language) = language {
            read.cleaning.language = language.clone();
        }
        read
    }
}

/// What became of a file.
#[derive(Debug)]
pub enum FileOutcome {
    /// It is one or more documents of the study now.
    Imported(ImportedFile),
    /// Everything in it is in the study already.
    AlreadyThere {
        /// As these documents.
        documents: Vec<String>,
    },
    /// It could not be read, or not be taken in.
    Refused {
        /// Why.
        reason: String,
        /// What to do about it.
        hint: Option<String>,
    },
}

/// What was made of a file.
#[derive(Debug, Default)]
pub struct ImportedFile {
    /// The documents that are new.
    pub documents: Vec<ImportedDocument>,
    /// Documents in it that the study has already.
    pub already_there: usize,
    /// Documents in it that were not taken in.
    pub refused: usize,
    /// Why they were not, and what else of the file could not be kept.
    pub notices: Vec<Notice>,
    /// What to know about the file as a whole.
    pub notes: Vec<Note>,
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
    /// Number of comments in its margin, which are memos now.
    pub comments: usize,
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
    /// Every file is a document, or several, or is refused with its reason; the others come in all
    /// the same. The documents of one file come in together.
    /// `told` hears of each file, after what it says is safely in the study, and how far that is.
    /// Who is interrupted has whole files only, and the same import goes on from there.
    pub fn import(
        &mut self,
        author: &Author,
        paths: &[PathBuf],
        options: &ImportOptions,
        told: &mut dyn FnMut(Reached, &FileReport),
    ) -> Result<(), Error> {
        let candidates = candidates(paths, options.group.as_deref())?;
        let mut counter = Counter::of(&candidates);
        let snapshot = self.snapshot()?;
        let language = options.language.clone().unwrap_or_else(|| snapshot.language().clone());
        let read = options.read_as(Some(&language));
        let mut known = Known::of(snapshot);
        let before = known.whole_files();
        std::thread::scope(|scope| {
            for batch in read_ahead(scope, candidates, &read, &before) {
                let reports = self.write_batch(author, batch, (options, &language), &mut known)?;
                reports.iter().for_each(|report| told(counter.next(), report));
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
        let mut intake = Intake { author, options, language, known, directory: None };
        if batch.iter().any(has_people) {
            return self.change(author, |change, snapshot| {
                intake.directory = Some(Directory::of(snapshot));
                intake.take(change, batch)
            });
        }
        // Who speaks is not said, so that the study need not be read.
        let mut change = self.store.begin(author)?;
        let reports = intake.take(&mut change, batch)?;
        change.commit()?;
        self.forget();
        Ok(reports)
    }
}

/// Tells that a variable is of a laxer kind than most of its values, or than it was.
fn misfit(misfits: &Misfits) -> Notice {
    let Misfits { name, kind, other, .. } = misfits;
    let (kind, other) = (kind.name(), other.name());
    Notice::warning(format!("variable `{name}` is {kind}, since not every value is a {other}"))
}

/// True if a file says something about participants or documents besides the words.
fn has_people((_, prepared): &PreparedFile) -> bool {
    let documents = prepared.iter().flat_map(|prepared| &prepared.documents);
    documents.into_iter().any(|(read, _)| !read.people.is_empty() || !read.values.is_empty())
}

/// Files that are being written to the study in one change.
struct Intake<'a> {
    author: &'a Author,
    options: &'a ImportOptions,
    language: &'a Language,
    known: &'a mut Known,
    /// Who there is; only for files that say something about people.
    directory: Option<Directory>,
}

impl Intake<'_> {
    fn take(
        &mut self,
        change: &mut Change<'_>,
        batch: Vec<PreparedFile>,
    ) -> Result<Vec<FileReport>, Error> {
        let mut reports = Vec::new();
        for (path, prepared) in batch {
            let outcome = match prepared {
                Err(outcome) => outcome,
                Ok(prepared) => self.take_file(change, prepared)?,
            };
            if let FileOutcome::AlreadyThere { documents } = &outcome {
                self.known.are_there(documents);
            }
            reports.push(FileReport { path, outcome });
        }
        let Some(directory) = &self.directory else { return Ok(reports) };
        let notices: Vec<Notice> = directory.settle_kinds(change)?.iter().map(misfit).collect();
        let is_imported = |report: &&mut FileReport| matches!(&report.outcome, FileOutcome::Imported(file) if !file.documents.is_empty());
        if let Some(FileReport { outcome: FileOutcome::Imported(last), .. }) =
            reports.iter_mut().rev().find(is_imported)
        {
            last.notices.extend(notices);
        }
        Ok(reports)
    }

    /// The language that was asked for; else the one the file names; else the study's.
    fn language_of<'a>(&'a self, read: &'a ReadTranscript) -> &'a str {
        let named = read.language.as_deref().filter(|_| self.options.language.is_none());
        named.unwrap_or_else(|| self.language.code())
    }

    fn take_file(
        &mut self,
        change: &mut Change<'_>,
        prepared: Prepared,
    ) -> Result<FileOutcome, Error> {
        if let Some(outcome) = self.known.refusal(&prepared, self.options.name.as_deref()) {
            return Ok(outcome);
        }
        let Prepared { path, group, digest, documents, notes } = prepared;
        let file = FileNames::of(&path, digest, group.as_deref());
        let mut imported = ImportedFile { notes, ..ImportedFile::default() };
        let (mut there, mut reserved) = (Vec::new(), BTreeSet::new());
        for (document, words) in documents {
            let wanted = self.options.name.as_deref().or(document.name.as_deref());
            match self.known.admit(&document, wanted, &file) {
                Admitted::As(name) => {
                    let group = self.options.group.as_deref().or(document.group.as_deref());
                    let source = source(&file.name, digest, &document.read);
                    let id = change.add_document(&NewDocument {
                        name: &name,
                        group: group.or(file.within),
                        language: self.language_of(&document.read),
                        transcript: &document.read.transcript,
                        words,
                        revision: 1,
                        source: Some(&source),
                    })?;
                    self.known.digests.insert(digest, name.clone());
                    asides::keep(change, self.author, id, &document.read.asides)?;
                    if let Some(directory) = &mut self.directory {
                        let refused = say_who_speaks(change, directory, (id, &document))?;
                        reserved.extend(refused);
                    }
                    imported.documents.push(imported_document(name, document.read, words));
                }
                Admitted::There(name) => there.push(name),
                Admitted::Not { reason, hint } if document.name.is_none() => {
                    return Ok(FileOutcome::Refused { reason, hint });
                }
                Admitted::Not { reason, hint } => {
                    let message = format!("{}: {reason}", path.display());
                    imported.notices.push(Notice::error(message, hint));
                    imported.refused += 1;
                }
            }
        }
        let place = path.display().to_string();
        imported.notices.extend(reserved.iter().map(|name| reserved_name(&place, name)));
        if imported.documents.is_empty() && imported.notices.is_empty() {
            return Ok(FileOutcome::AlreadyThere { documents: there });
        }
        imported.already_there = there.len();
        Ok(FileOutcome::Imported(imported))
    }
}

/// Returns the file that was read as the source of a document.
pub(crate) fn source(file: &str, digest: Digest, read: &ReadTranscript) -> Source {
    Source {
        file: file.to_owned(),
        digest,
        format: read.format.name().to_owned(),
        encoding: read.encoding.clone(),
    }
}

/// Returns what is told of a document that was read.
pub(crate) fn imported_document(
    name: String,
    read: ReadTranscript,
    words: usize,
) -> ImportedDocument {
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
        comments: read.asides.len(),
    }
}

impl FileReport {
    /// Returns what of the file could not be taken in: all of it, or some of its documents.
    pub fn refusals(&self) -> Vec<Notice> {
        match &self.outcome {
            FileOutcome::Refused { reason, hint } => {
                vec![Notice::error(format!("{}: {reason}", self.path.display()), hint.clone())]
            }
            FileOutcome::Imported(imported) => imported.notices.clone(),
            FileOutcome::AlreadyThere { .. } => Vec::new(),
        }
    }
}
