//! What a factsheet and a trace are made from, with words looked up in the index.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use kwali_exhibit::factsheet::Evidence;
use kwali_model::{CodingDetail, CodingId};
use kwali_study::Study;
use kwali_text::Phrase;

use crate::failure::Failure;

/// Calls `use_it` with the whole study as evidence; a failing index is the failure.
pub(crate) fn with_evidence<T>(
    study: &Study,
    use_it: impl FnOnce(&Evidence<'_>) -> Result<T, kwali_exhibit::Error>,
) -> Result<T, Failure> {
    let details: BTreeMap<CodingId, CodingDetail> = study.coding_details()?;
    let failed: RefCell<Option<kwali_study::Error>> = RefCell::new(None);
    let words = |phrase: &Phrase| -> BTreeSet<CodingId> {
        let found = study.segments_with(std::slice::from_ref(phrase));
        found
            .map(|found| found.into_iter().flat_map(|(_, codings)| codings).collect())
            .unwrap_or_else(|error| {
                failed.borrow_mut().get_or_insert(error);
                BTreeSet::new()
            })
    };
    let evidence = Evidence {
        snapshot: study.snapshot()?,
        layouts: study.layouts()?,
        texts: study.texts()?,
        details: &details,
        words: &words,
    };
    let made = use_it(&evidence);
    match failed.into_inner() {
        Some(error) => Err(error.into()),
        None => Ok(made?),
    }
}
