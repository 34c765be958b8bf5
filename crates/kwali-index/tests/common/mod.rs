//! Makes indexes of marked-up studies.

use std::path::Path;

use kwali_index::{Index, IndexWriter, IndexedDocument, Stamp};
use kwali_model::StateNumber;
use kwali_testkit::MarkedStudy;

pub(crate) fn stamp(state: u64) -> Stamp {
    Stamp { study: "study".into(), state: StateNumber(state), token: "t".into() }
}

/// The document at a place in study order.
pub(crate) fn document(study: &MarkedStudy, place: usize) -> IndexedDocument<'_> {
    IndexedDocument {
        document: &study.snapshot.documents()[place],
        text: &study.texts[place],
        layout: &study.layouts[place],
        codings: study.snapshot.codings_at(place),
    }
}

/// Indexes a whole study as state 1.
pub(crate) fn build(folder: &Path, study: &MarkedStudy) {
    let mut writer = IndexWriter::rebuild(folder, 0).unwrap();
    for place in 0..study.texts.len() {
        writer.add(&study.snapshot, document(study, place)).unwrap();
    }
    writer.commit(&stamp(1)).unwrap();
}

pub(crate) fn indexed(study: &MarkedStudy) -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), study);
    let index = Index::open(folder.path()).unwrap();
    (folder, index)
}
