//! How much is said, by whom and how long.

use std::collections::BTreeMap;

use kwali_analysis::{Speaking, segments_by_speaker, speaking};
use kwali_model::DocumentId;

use crate::{Counted, Error, Study};

impl Study {
    /// Returns how much each speaker says, by the document's place in study order and the speaker's
    /// number; one text is in memory at a time.
    pub fn speaking(&self) -> Result<Vec<Vec<Speaking>>, Error> {
        let layouts = self.turns()?;
        let documents = self.snapshot()?.documents().iter().zip(layouts);
        documents
            .map(|(document, layout)| {
                Ok(speaking(document.speakers.len(), layout, &self.text(document)?))
            })
            .collect()
    }

    /// Returns in how many segments each speaker speaks, likewise.
    pub fn speaker_segments(&self, counted: &Counted<'_>) -> Result<Vec<Vec<u64>>, Error> {
        Ok(segments_by_speaker(counted.snapshot(), self.turns()?))
    }

    /// Returns how long the recording of each document lasts as far as its transcript tells: until
    /// the last moment that a turn has, in milliseconds.
    pub fn durations(&self) -> Result<BTreeMap<DocumentId, u64>, Error> {
        Ok(self.store.durations()?)
    }
}
