//! Back-coding debt by code: documents that have still to be read for codes younger than their coding.

use std::collections::BTreeSet;

use kwali_model::{CodeId, DocumentId, Snapshot};

use crate::Subcodes;

/// Returns the documents that have still to be read for what a row of a code counts: the code
/// itself, those below it, or both. A document counts once, however many codes it is for.
///
/// It is of the whole study, also where the snapshot is narrowed to a query or to coders.
pub fn unread_documents(
    snapshot: &Snapshot,
    code: CodeId,
    subcodes: Subcodes,
) -> BTreeSet<DocumentId> {
    let counted = snapshot.codes().with_descendants(code).into_iter().filter(|&other| {
        if other == code { subcodes.counts_own() } else { subcodes.counts_above() }
    });
    counted.filter_map(|code| snapshot.unread().get(&code)).flatten().copied().collect()
}
