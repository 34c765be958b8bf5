//! Keeping the search index in step with the study.

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
    pub fn index(&self, progress: Progress<'_>) -> Result<Index, Error> {
        let folder = self.index_folder();
        for _ in 0..LOOKS {
            let brought_up = match self.index_condition()? {
                Condition::Fresh => Ok(()),
                Condition::Stale { state } => self.update_index(state.0, progress),
                _ => self.rebuild_index(progress),
            };
            match brought_up {
                Ok(()) => return Ok(Index::open(&folder)?),
                // Another process is at it; what it makes may be just what is needed here.
                Err(Error::Index(kwali_index::Error::Busy { .. })) => {
                    std::thread::sleep(BETWEEN_LOOKS);
                }
                Err(other) => return Err(other),
            }
        }
        Err(Error::Index(kwali_index::Error::Busy { folder }))
    }

    /// Makes the search index anew.
    pub fn rebuild_index(&self, progress: Progress<'_>) -> Result<(), Error> {
        let snapshot = self.snapshot()?;
        let mut writer = IndexWriter::rebuild(&self.index_folder(), DEFAULT_BUDGET)?;
        let n_documents = snapshot.documents().len();
        for place in 0..n_documents {
            self.index_document(snapshot, place, &mut writer, IndexWriter::add)?;
            progress(place + 1, n_documents);
        }
        Ok(writer.commit(&self.stamp()?)?)
    }

    fn update_index(&self, state: u64, progress: Progress<'_>) -> Result<(), Error> {
        let snapshot = self.snapshot()?;
        let changed: Vec<DocumentId> = match self.store.changed_since(state)? {
            Some(changed) if changed.len() * 2 <= snapshot.documents().len() => changed,
            _ => return self.rebuild_index(progress),
        };
        let mut writer = IndexWriter::update(&self.index_folder(), DEFAULT_BUDGET)?;
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

    fn stamp(&self) -> Result<Stamp, Error> {
        Ok(Stamp { study: self.uuid()?, state: self.snapshot()?.state() })
    }
}
