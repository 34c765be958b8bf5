//! What a factsheet and a trace are made from, with all that queries ask for.

use std::collections::BTreeMap;

use kwali_exhibit::factsheet::Evidence;
use kwali_model::{CodingDetail, CodingId};
use kwali_study::Study;

use crate::failure::Failure;

/// Calls `use_it` with the whole study as evidence; a failing index is the failure.
pub(crate) fn with_evidence<T, E>(
    study: &Study,
    use_it: impl FnOnce(&Evidence<'_>) -> Result<T, E>,
) -> Result<T, Failure>
where
    Failure: From<E>,
{
    let details: BTreeMap<CodingId, CodingDetail> = study.coding_details()?;
    let (snapshot, layouts, texts) = (study.snapshot()?, study.layouts()?, study.texts()?);
    let made = study.with_sources(|sources| {
        let found = sources.found;
        use_it(&Evidence { snapshot, layouts, texts, details: &details, found })
    })?;
    Ok(made?)
}
