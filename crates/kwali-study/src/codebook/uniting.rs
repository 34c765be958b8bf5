//! Codings that would say the same when two codes become one.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{
    CodeId, CodePath, CoderId, Coding, CodingDetail, CodingId, DocumentId, Snapshot,
};
use kwali_store::SameCodings;
use kwali_text::Span;

/// What becomes of codings that get another code.
#[derive(Debug, Default)]
pub(crate) struct Uniting {
    /// Those that get the code.
    pub(crate) moved: Vec<CodingId>,
    /// Those that go, since their coder gave the same passage that code already.
    pub(crate) same: Vec<SameCodings>,
}

/// What makes a coding the same as another of the same code.
type Key = (DocumentId, Span, CoderId);

fn key(coding: &Coding) -> Key {
    (coding.document, coding.span, coding.coder)
}

impl Uniting {
    /// Returns what becomes of the codings of some codes when they get the code `to`.
    ///
    /// Of two that say the same the one that has the code stays, or else the older one. It keeps its
    /// weight, or takes the other's if it has none; another comment is put under its own.
    pub(crate) fn of(
        snapshot: &Snapshot,
        details: &BTreeMap<CodingId, CodingDetail>,
        (from, to): (&[CodePath], &CodePath),
    ) -> Uniting {
        let codes: BTreeSet<CodeId> =
            from.iter().filter_map(|path| snapshot.codes().id(path)).collect();
        let to = snapshot.codes().id(to);
        let have = snapshot.codings().iter().filter(|coding| Some(coding.code) == to);
        let mut stays: BTreeMap<Key, Coding> = have.map(|coding| (key(coding), *coding)).collect();
        let mut gets: Vec<&Coding> =
            snapshot.codings().iter().filter(|coding| codes.contains(&coding.code)).collect();
        gets.sort_by_key(|coding| coding.id);
        let mut comments: BTreeMap<CodingId, String> = BTreeMap::new();
        let mut uniting = Uniting::default();
        for coding in gets {
            let Some(staying) = stays.get_mut(&key(coding)) else {
                stays.insert(key(coding), *coding);
                uniting.moved.push(coding.id);
                continue;
            };
            staying.weight = staying.weight.or(coding.weight);
            let comment = |id: CodingId| details.get(&id).and_then(|d| d.comment.clone());
            let own = comments.get(&staying.id).cloned().or_else(|| comment(staying.id));
            let comment = joined(own, comment(coding.id));
            comments.extend(comment.clone().map(|comment| (staying.id, comment)));
            let (goes, stays, weight) = (coding.id, staying.id, staying.weight);
            uniting.same.push(SameCodings { goes, stays, weight, comment });
        }
        uniting
    }
}

fn joined(own: Option<String>, other: Option<String>) -> Option<String> {
    match (own, other) {
        (Some(own), Some(other)) if own.lines().any(|line| line == other) => Some(own),
        (Some(own), Some(other)) => Some(format!("{own}\n{other}")),
        (own, other) => own.or(other),
    }
}
