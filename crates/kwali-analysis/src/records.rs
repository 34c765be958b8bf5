//! Answers to questions that the snapshot leaves open, from texts, details and memos.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{Coding, CodingDetail, CodingId, Memo, MemoTarget, Origin, Snapshot};
use kwali_text::{Analyser, Phrase, Text};

use crate::{Lookup, MemoHolds, MemoPlace};

/// What is known beside the snapshot; every part may be empty where nothing asks for it.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// The words, by place in study order.
    pub texts: &'a [Text],
    /// What is known of codings; one that is not there was made by a person.
    pub details: Option<&'a BTreeMap<CodingId, CodingDetail>>,
    /// The memos.
    pub memos: &'a [Memo],
}

impl Records<'_> {
    /// Returns the codings that a question asks for, by looking at one after the other.
    ///
    /// For phrases the index is faster, and knows compounds; here only tests and small studies ask.
    pub fn find(&self, lookup: &Lookup) -> BTreeSet<CodingId> {
        match lookup {
            Lookup::Phrase(phrase) => self.phrase(phrase),
            Lookup::Origin(origin) => self.origin(*origin),
            Lookup::Memo { on, holds } => self.memo(*on, holds),
        }
    }

    fn phrase(&self, phrase: &Phrase) -> BTreeSet<CodingId> {
        let mut found = BTreeSet::new();
        let documents = self.snapshot.documents().iter().enumerate();
        for ((place, document), text) in documents.zip(self.texts) {
            let analyser = Analyser::new(&document.language);
            let has =
                |coding: &&Coding| !phrase.find(text.slice(coding.span), &analyser).is_empty();
            found.extend(self.snapshot.codings_at(place).iter().filter(has).map(|c| c.id));
        }
        found
    }

    fn origin(&self, origin: Origin) -> BTreeSet<CodingId> {
        let of = |coding: &Coding| {
            let detail = self.details.and_then(|details| details.get(&coding.id));
            detail.map_or(Origin::default(), |detail| detail.origin)
        };
        self.where_coding(|coding| of(coding) == origin)
    }

    fn memo(&self, on: MemoPlace, holds: &MemoHolds) -> BTreeSet<CodingId> {
        let analyser = Analyser::new(self.snapshot.language());
        let has = |memo: &&Memo| match holds {
            MemoHolds::Anything | MemoHolds::NoMemo => true,
            MemoHolds::Phrase(phrase) => {
                let in_words = |words: &str| !phrase.find(words, &analyser).is_empty();
                in_words(&memo.title) || in_words(&memo.text)
            }
        };
        let targets: BTreeSet<MemoTarget> =
            self.memos.iter().filter(has).map(|memo| memo.target).collect();
        let is_target = |coding: &Coding| {
            let of_coding = || targets.contains(&MemoTarget::Coding(coding.id));
            let of_code = || targets.contains(&MemoTarget::Code(coding.code));
            let of_document = || targets.contains(&MemoTarget::Document(coding.document));
            match on {
                MemoPlace::Coding => of_coding(),
                MemoPlace::Code => of_code(),
                MemoPlace::Document => of_document(),
                MemoPlace::Anywhere => of_coding() || of_code() || of_document(),
            }
        };
        let wanted = *holds != MemoHolds::NoMemo;
        self.where_coding(|coding| is_target(coding) == wanted)
    }

    fn where_coding(&self, is_meant: impl Fn(&Coding) -> bool) -> BTreeSet<CodingId> {
        let codings = self.snapshot.codings().iter();
        codings.filter(|coding| is_meant(coding)).map(|coding| coding.id).collect()
    }
}
