//! Keeping the search index in step with the study.

use std::path::Path;
use std::time::Duration;

use kwali_index::{Condition, DEFAULT_BUDGET, Index, IndexWriter, IndexedDocument, Stamp};
use kwali_model::{DocumentId, Snapshot};

use crate::{Error, Study};

/// Hears how many documents of how many are indexed.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// How often and how long to look whether another process has finished indexing.
const LOOKS: usize = 100;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

impl Study {
    /// Returns how the search index is, without touching it.
    pub fn index_condition(&self) -> Result<Condition, Error> {
        Ok(Index::condition(&self.index_folder(), &self.stamp()?))
    }

    /// Returns a search index that shows the study as it is, made or brought up to date if needed.
    ///
    /// Where none can be kept beside the study, as in a place that can only be read, one is made in
    /// the system's folder for temporary files and kept for as long as the study is open.
    pub fn index(&self, progress: Progress<'_>) -> Result<Index, Error> {
        if let Some(passing) = self.passing_index.get() {
            return self.index_in(passing.path(), progress);
        }
        // The index beside a study shows it as it is, not as it was.
        if self.store.is_copy() {
            return self.make_passing_index(progress);
        }
        match self.index_in(&self.index_folder(), progress) {
            Err(Error::Index(kwali_index::Error::NotWritable { .. })) => {
                self.make_passing_index(progress)
            }
            made => made,
        }
    }

    fn make_passing_index(&self, progress: Progress<'_>) -> Result<Index, Error> {
        let unwritable = |source| Error::Unwritable { path: std::env::temp_dir(), source };
        let passing = tempfile::Builder::new().prefix("kwali-index-").tempdir();
        let passing = passing.map_err(unwritable)?;
        let passing = self.passing_index.get_or_init(|| passing);
        self.index_in(passing.path(), progress)
    }

    fn index_in(&self, folder: &Path, progress: Progress<'_>) -> Result<Index, Error> {
        for _ in 0..LOOKS {
            let brought_up = match Index::open_fresh(folder, &self.stamp()?)? {
                Ok(index) => return Ok(index),
                Err(Condition::Stale { shows }) => self.update_index(folder, &shows, progress),
                Err(_) => self.rebuild_index_in(folder, progress),
            };
            match brought_up {
                Ok(()) => {}
                // Another process is at it; what it makes may be just what is needed here.
                Err(Error::Index(kwali_index::Error::Busy { .. })) => {
                    std::thread::sleep(BETWEEN_LOOKS);
                }
                Err(other) => return Err(other),
            }
        }
        Err(Error::Index(kwali_index::Error::Busy { folder: folder.to_owned() }))
    }

    /// Makes the search index anew.
    pub fn rebuild_index(&self, progress: Progress<'_>) -> Result<(), Error> {
        self.rebuild_index_in(&self.index_folder(), progress)
    }

    fn rebuild_index_in(&self, folder: &Path, progress: Progress<'_>) -> Result<(), Error> {
        let snapshot = self.snapshot()?;
        let mut writer = IndexWriter::rebuild(folder, DEFAULT_BUDGET)?;
        let n_documents = snapshot.documents().len();
        for place in 0..n_documents {
            self.index_document(snapshot, place, &mut writer, IndexWriter::add)?;
            progress(place + 1, n_documents);
        }
        Ok(writer.commit(&self.stamp()?)?)
    }

    fn update_index(
        &self,
        folder: &Path,
        shows: &Stamp,
        progress: Progress<'_>,
    ) -> Result<(), Error> {
        let snapshot = self.snapshot()?;
        let state = shows.state.0;
        // Otherwise the study was put back from a copy, and that state is none of its own.
        let is_of_past =
            state <= snapshot.state().0 && self.store.token(state)?.as_ref() == Some(&shows.token);
        let changed: Vec<DocumentId> = match self.store.changed_since(state)? {
            Some(changed) if is_of_past && changed.len() * 2 <= snapshot.documents().len() => {
                changed
            }
            _ => return self.rebuild_index_in(folder, progress),
        };
        let mut writer = IndexWriter::update(folder, DEFAULT_BUDGET)?;
        for (done, &id) in changed.iter().enumerate() {
            if let Some(place) = snapshot.document_place(id) {
                self.index_document(snapshot, place, &mut writer, IndexWriter::replace)?;
            }
            progress(done + 1, changed.len());
        }
        Ok(writer.commit(&self.stamp()?)?)
    }

    fn index_document(
        &self,
        snapshot: &Snapshot,
        place: usize,
        writer: &mut IndexWriter,
        put: fn(&mut IndexWriter, &Snapshot, IndexedDocument<'_>) -> Result<(), kwali_index::Error>,
    ) -> Result<(), Error> {
        let document = &snapshot.documents()[place];
        let text = self.store.text(document.id)?;
        let layout = self.store.layout(document.id)?;
        let codings = snapshot.codings_at(place);
        let indexed = IndexedDocument { document, text: &text, layout: &layout, codings };
        Ok(put(writer, snapshot, indexed)?)
    }

    /// Returns the search index if it shows the study as it is.
    pub(crate) fn fresh_index(&self) -> Result<Option<Index>, Error> {
        Ok(Index::open_fresh(&self.index_folder(), &self.stamp()?)?.ok())
    }

    fn stamp(&self) -> Result<Stamp, Error> {
        let state = self.frame()?.state();
        let token = self.store.token(state.0)?.unwrap_or_default();
        Ok(Stamp { study: self.uuid()?, state, token })
    }
}
