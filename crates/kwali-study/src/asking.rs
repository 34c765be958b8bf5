//! What can be asked of the words in the transcripts.

use std::collections::BTreeMap;

use kwali_analysis::{ContextWidth, HitOrder, Whose};
use kwali_model::{CodingDetail, CodingId};
use kwali_text::nearest;

use crate::{Error, Study};

/// What to look for in the transcripts.
#[derive(Clone, Debug, Default)]
pub struct SearchRequest {
    /// Words, beginnings of words (`werk*`), phrases; all must stand in one paragraph of one
    /// speaker.
    pub phrases: Vec<String>,
    /// Whose words.
    pub whose: Whose,
    /// Whether words are found in compounds too.
    pub compounds: Compounds,
    /// How much stands around a hit.
    pub width: ContextWidth,
    /// The order of hits.
    pub order: HitOrder,
    /// Which of the hits.
    pub page: HitRange,
}

/// A part of the hits, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HitRange {
    /// How many hits come before it.
    pub skip: usize,
    /// How many hits it has at most; `None` for all the others.
    pub size: Option<usize>,
}

/// Whether a word is found in the compounds that it is a part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Compounds {
    /// `deskundige` finds `ervaringsdeskundige`; a `!` behind a word keeps it alone.
    #[default]
    Included,
    /// No word is, as if all had a `!`.
    LeftOut,
}

impl Study {
    /// Refuses the name of somebody who speaks nowhere.
    pub(crate) fn check_speaker(&self, whose: &Whose) -> Result<(), Error> {
        let Whose::Speaker(wanted) = whose else { return Ok(()) };
        let documents = self.without_codings()?.documents().iter();
        let names = documents.flat_map(|document| &document.speakers).map(|s| s.name.as_str());
        if names.clone().any(|name| name == wanted) {
            return Ok(());
        }
        let near = nearest(wanted, names).map(str::to_owned);
        Err(Error::unknown("speaker", wanted, near.into_iter().collect()))
    }

    /// Returns what belongs to codings but to no count.
    pub fn coding_details(&self) -> Result<BTreeMap<CodingId, CodingDetail>, Error> {
        Ok(self.store.coding_details()?)
    }
}
