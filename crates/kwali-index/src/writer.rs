//! Writing an index: anew, or one document at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kwali_model::{Coding, Document, DocumentId, Layout, Snapshot};
use kwali_text::Text;
use tantivy::Term;
use tantivy::merge_policy::LogMergePolicy;

use crate::entry::{Entry, FACTS, Queue, SEGMENT_WORDS, UNIT_WORDS, packed};
use crate::facts::{FactBook, document_fact};
use crate::folder::{WriteLock, delete_other_generations, generation_path, lock, new_generation};
use crate::stamp::{StampFile, read_checked};
use crate::term_list::TermList;
use crate::tokens::words_of;
use crate::{Error, Stamp, tantivy_index};
use kwali_model::{Piece, pieces, units};

/// How much memory a writer may use, in bytes, unless there is reason for another amount.
pub const DEFAULT_BUDGET: usize = 64 << 20;

/// Threads that index.
const THREADS: usize = 2;

/// The least that tantivy works with.
const LEAST_PER_THREAD: usize = 15_000_000;

/// A document with everything of it that goes into the index.
#[derive(Clone, Copy, Debug)]
pub struct IndexedDocument<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its words.
    pub text: &'a Text,
    /// Its paragraphs and turns.
    pub layout: &'a Layout,
    /// Its codings.
    pub codings: &'a [Coding],
}

/// An index that is being written; nothing of it shows before [`IndexWriter::commit`].
///
/// Only one can exist for a folder at a time, in whatever process.
pub struct IndexWriter {
    folder: PathBuf,
    generation: u32,
    tantivy: tantivy::IndexWriter<Entry>,
    languages: BTreeSet<String>,
    queue: Queue,
    _lock: WriteLock,
}

impl IndexWriter {
    /// Begins an index from nothing, beside the one that is there.
    ///
    /// The old one, if any, serves until the new one is committed. `budget` is in bytes, such as
    /// [`DEFAULT_BUDGET`]; less than 30 MB is taken as 30 MB.
    pub fn rebuild(folder: &Path, budget: usize) -> Result<IndexWriter, Error> {
        let lock = lock(folder)?;
        let current = read_checked(folder).ok().map(|stamp| stamp.generation);
        delete_other_generations(folder, current);
        let generation = new_generation(folder)?;
        let index = tantivy_index::create(folder, &generation_path(folder, generation))?;
        IndexWriter::new(folder, generation, &index, (budget, lock))
    }

    /// Begins a change of the index that is there, which must not be damaged.
    ///
    /// Until the commit it shows what it showed before. Should the process be killed during the
    /// commit, it may count as damaged afterwards.
    pub fn update(folder: &Path, budget: usize) -> Result<IndexWriter, Error> {
        let lock = lock(folder)?;
        let stamp = read_checked(folder)?;
        delete_other_generations(folder, Some(stamp.generation));
        let path = generation_path(folder, stamp.generation);
        tantivy_index::check_file_list(folder, &path)?;
        let index = tantivy_index::open(folder, &path)?;
        let mut writer = IndexWriter::new(folder, stamp.generation, &index, (budget, lock))?;
        writer.languages.extend(stamp.languages);
        Ok(writer)
    }

    fn new(
        folder: &Path,
        generation: u32,
        index: &tantivy::Index,
        (budget, lock): (usize, WriteLock),
    ) -> Result<IndexWriter, Error> {
        let budget = budget.max(THREADS * LEAST_PER_THREAD);
        let tantivy = index.writer_with_num_threads(THREADS, budget);
        let tantivy = tantivy.map_err(Error::writing(folder))?;
        tantivy.set_merge_policy(Box::new(merge_policy()));
        Ok(IndexWriter {
            folder: folder.to_owned(),
            generation,
            tantivy,
            languages: BTreeSet::new(),
            queue: Queue::default(),
            _lock: lock,
        })
    }

    /// Adds a document that is not in the index yet.
    pub fn add(&mut self, snapshot: &Snapshot, document: IndexedDocument<'_>) -> Result<(), Error> {
        self.languages.insert(document.document.language.code().to_owned());
        let book = FactBook::new(snapshot, document.document);
        self.add_units(&book, document)?;
        self.add_segments(&book, document)
    }

    /// Puts a document in the place of what the index has of it, if anything.
    pub fn replace(
        &mut self,
        snapshot: &Snapshot,
        document: IndexedDocument<'_>,
    ) -> Result<(), Error> {
        self.remove(document.document.id);
        self.add(snapshot, document)
    }

    /// Takes out whatever the index has of a document.
    pub fn remove(&mut self, id: DocumentId) {
        self.tantivy.delete_term(Term::from_field_text(FACTS, &document_fact(id)));
    }

    /// Makes everything show, as the state that `stamp` says.
    pub fn commit(mut self, stamp: &Stamp) -> Result<(), Error> {
        self.tantivy.commit().map_err(Error::writing(&self.folder))?;
        // Files must not change any more once the stamp has their sizes.
        self.tantivy.wait_merging_threads().map_err(Error::writing(&self.folder))?;
        TermList::write(&self.folder, &generation_path(&self.folder, self.generation))?;
        let languages = self.languages.into_iter().collect();
        StampFile::of(&self.folder, stamp, languages, self.generation)?.write(&self.folder)?;
        delete_other_generations(&self.folder, Some(self.generation));
        Ok(())
    }

    fn add_units(
        &mut self,
        book: &FactBook<'_>,
        IndexedDocument { document, text, layout, .. }: IndexedDocument<'_>,
    ) -> Result<(), Error> {
        let mut facts = BTreeMap::new();
        for Piece { bytes, speaker } in units(text, layout) {
            let words = words_of(&document.language, &[&text.as_str()[bytes.clone()]]);
            let facts = facts.entry(speaker).or_insert_with(|| book.of_unit(speaker).into());
            let number = speaker.map_or(0, |speaker| speaker.0 + 1);
            self.send(Entry {
                field: UNIT_WORDS,
                ticket: self.queue.enter(words.len()),
                words,
                facts: std::sync::Arc::clone(facts),
                place: packed(bytes.start as u32, bytes.end as u32),
                owner: packed(document.id.0, number),
            })?;
        }
        Ok(())
    }

    fn add_segments(
        &mut self,
        book: &FactBook<'_>,
        IndexedDocument { document, text, layout, codings }: IndexedDocument<'_>,
    ) -> Result<(), Error> {
        for coding in codings {
            let pieces = pieces(text, layout, coding.span);
            let parts: Vec<&str> =
                pieces.iter().map(|piece| &text.as_str()[piece.bytes.clone()]).collect();
            let words = words_of(&document.language, &parts);
            let participants = layout.participants_of(document, coding.span);
            self.send(Entry {
                field: SEGMENT_WORDS,
                ticket: self.queue.enter(words.len()),
                words,
                facts: book.of_segment(coding, participants, &pieces).into(),
                place: packed(coding.span.start() as u32, coding.span.end() as u32),
                owner: packed(document.id.0, coding.id.0),
            })?;
        }
        Ok(())
    }

    fn send(&mut self, entry: Entry) -> Result<(), Error> {
        let Err(refused) = self.tantivy.add_document(entry) else { return Ok(()) };
        // A thread has failed and only the commit says why, such as a full disk.
        let cause = self.tantivy.prepare_commit().err().unwrap_or(refused);
        Err(Error::writing(&self.folder)(cause))
    }
}

/// Merges eight files of a size, so that a change rewrites no more than its like.
fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_layer_size(1_000);
    policy.set_del_docs_ratio_before_merge(0.4);
    policy
}
