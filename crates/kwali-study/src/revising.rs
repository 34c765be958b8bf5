//! Corrected transcripts in the place of those before, with all that hangs on them.

mod matching;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kwali_coding::CarriedCoding;
use kwali_model::DocumentId;
use kwali_store::Author;
use kwali_transcript::{Note, ReadOptions};

use self::matching::{Matched, Matching};
use self::plan::Plan;
use crate::transcript_files::{Counter, PreparedFile, Reached, candidates, read_ahead};
use crate::{Error, Notice, Study, asides};

/// How to read corrected transcripts.
#[derive(Clone, Debug, Default)]
pub struct ReviseOptions {
    /// The document that a single file is a new version of; else the one of the file's name.
    pub document: Option<String>,
    /// Format, encoding and speakers.
    pub read: ReadOptions,
    /// Whether it is done, or only told.
    pub trial: Trial,
}

/// Whether corrections are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Trial {
    /// They are made.
    #[default]
    Off,
    /// What would become of the codings is told; nothing is changed.
    On,
}

/// What became of a corrected transcript.
#[derive(Debug)]
pub enum Revised {
    /// The document has new words.
    Done(Box<RevisedDocument>),
    /// The file is the very one that the document was read from.
    SameFile {
        /// The document.
        document: String,
    },
    /// Another file with the same words; it is the document's source now.
    SameWords {
        /// The document.
        document: String,
    },
    /// It could not be read, or is of no document.
    Refused(Notice),
}

/// A document that was corrected.
#[derive(Debug)]
pub struct RevisedDocument {
    /// Its name.
    pub name: String,
    /// The number of its revision now.
    pub revision: u32,
    /// Its codings in the order of the text before.
    pub codings: Vec<CarriedCoding>,
    /// What became of its speakers, where that is to be told.
    pub speakers: Vec<String>,
    /// What to know about the reading.
    pub notes: Vec<Note>,
}

/// What became of one file.
#[derive(Debug)]
pub struct RevisionReport {
    /// The file.
    pub path: PathBuf,
    /// What became of each of its documents.
    pub outcomes: Vec<Revised>,
}

impl Study {
    /// Reads corrected transcripts: files, and folders with all that is in them.
    ///
    /// A file is the new version of the document of its name. Every coding, memo and speaker is
    /// carried over; each document is changed whole or not at all, and one that cannot be is told
    /// while the others are. `told` hears of each file, and how far that is.
    pub fn revise(
        &mut self,
        author: &Author,
        paths: &[PathBuf],
        options: &ReviseOptions,
        told: &mut dyn FnMut(Reached, RevisionReport),
    ) -> Result<(), Error> {
        let candidates = candidates(paths, None)?;
        let mut counter = Counter::of(&candidates);
        let mut taken = BTreeSet::new();
        let none_known = BTreeMap::new();
        std::thread::scope(|scope| {
            for batch in read_ahead(scope, candidates, &options.read, &none_known) {
                let reports = match options.trial {
                    Trial::Off => self.revise_batch(author, batch, (options, &mut taken))?,
                    Trial::On => self.try_batch(batch, (options, &mut taken))?,
                };
                reports.into_iter().for_each(|report| told(counter.next(), report));
            }
            Ok(())
        })
    }

    /// Tells what would become of the documents of a batch.
    fn try_batch(
        &self,
        batch: Vec<PreparedFile>,
        (options, taken): (&ReviseOptions, &mut BTreeSet<DocumentId>),
    ) -> Result<Vec<RevisionReport>, Error> {
        let snapshot = self.snapshot()?;
        let names = self.coding_details()?;
        let suggestions = self.store.suggestions(snapshot)?;
        let mut matching = Matching { snapshot, options, taken };
        each(batch, &mut matching, |matched| {
            let id = matched.document.id;
            let old = (self.store.text(id)?, self.store.layout(id)?);
            Ok(match Plan::of(snapshot, (&matched, &old), (&names, &suggestions)) {
                None => Revised::SameWords { document: matched.document.name.clone() },
                Some(plan) => plan.told(matched.document.revision + 1, matched),
            })
        })
    }

    /// Corrects the documents of a batch in one transaction.
    fn revise_batch(
        &mut self,
        author: &Author,
        batch: Vec<PreparedFile>,
        (options, taken): (&ReviseOptions, &mut BTreeSet<DocumentId>),
    ) -> Result<Vec<RevisionReport>, Error> {
        self.change(author, |change, snapshot| {
            let names = change.coding_details()?;
            let suggestions = change.suggestions(snapshot)?;
            let memos = change.memos(snapshot)?;
            let mut matching = Matching { snapshot, options, taken };
            each(batch, &mut matching, |matched| {
                let id = matched.document.id;
                let old = (change.text(id)?, change.layout(id)?);
                match Plan::of(snapshot, (&matched, &old), (&names, &suggestions)) {
                    None => {
                        change.set_source(id, &matched.source)?;
                        Ok(Revised::SameWords { document: matched.document.name.clone() })
                    }
                    Some(plan) => {
                        let revision = change.revise_document(id, &plan.revision(&matched))?;
                        let new = asides::not_kept(&memos, id, &matched.read.asides);
                        asides::keep(change, author, id, &new)?;
                        Ok(plan.told(revision, matched))
                    }
                }
            })
        })
    }
}

/// Calls `revise` for every document of which one of the files is a new version.
fn each<'a>(
    batch: Vec<PreparedFile>,
    matching: &mut Matching<'a, '_>,
    mut revise: impl FnMut(Matched<'a>) -> Result<Revised, Error>,
) -> Result<Vec<RevisionReport>, Error> {
    let mut report = |(path, prepared): PreparedFile| {
        let matched = matching.documents(&path, prepared).into_iter();
        let outcome = |matched: Result<Matched<'a>, Revised>| match matched {
            Ok(matched) => revise(matched),
            Err(outcome) => Ok(outcome),
        };
        let outcomes = matched.map(outcome).collect::<Result<_, Error>>()?;
        Ok(RevisionReport { path, outcomes })
    };
    batch.into_iter().map(&mut report).collect()
}
