//! What people coded with a code, laid against the sentences that may be proposed.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{CodeId, CodingId, Snapshot};

use super::Sentences;

/// The codings that people made with a code or one below it, against the sentences.
///
/// Codings that came from a suggestion are none of them, or the program would be measured by its own
/// words: a sentence that carries the code only by these is neither right nor wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HumanCodings {
    /// By sentence that carries the code: the codings it overlaps.
    by_sentence: BTreeMap<usize, Vec<usize>>,
    /// By coding, the place of its document.
    documents: Vec<usize>,
    /// Sentences that carry the code only since a suggestion was accepted.
    accepted: BTreeSet<usize>,
    /// Documents in which it is known what carries the code.
    measured: BTreeSet<usize>,
}

impl HumanCodings {
    /// Returns what the coders of a snapshot coded with a code; `accepted` are the codings that came
    /// from suggestions.
    ///
    /// It is known what carries the code in documents in which these coders coded anything, unless
    /// the document has still to be read for the code or one below it.
    pub fn of(
        snapshot: &Snapshot,
        sentences: &Sentences,
        code: CodeId,
        accepted: &BTreeSet<CodingId>,
    ) -> HumanCodings {
        let codes: BTreeSet<CodeId> = snapshot.codes().with_descendants(code).into_iter().collect();
        let mut human = HumanCodings::default();
        for (place, document) in snapshot.documents().iter().enumerate() {
            let codings = snapshot.codings_at(place);
            let is_unread = |code: &CodeId| {
                snapshot.unread().get(code).is_some_and(|of| of.contains(&document.id))
            };
            let is_coded = codings.iter().any(|coding| !accepted.contains(&coding.id));
            if is_coded && !codes.iter().any(is_unread) {
                human.measured.insert(place);
            }
            for coding in codings.iter().filter(|coding| codes.contains(&coding.code)) {
                let overlapping = sentences.overlapping(place, coding.span);
                if accepted.contains(&coding.id) {
                    human.accepted.extend(overlapping);
                    continue;
                }
                let number = human.documents.len();
                human.documents.push(place);
                for sentence in overlapping {
                    human.by_sentence.entry(sentence).or_default().push(number);
                }
            }
        }
        human.accepted.retain(|sentence| !human.by_sentence.contains_key(sentence));
        human
    }

    /// Returns the documents in which it is known what carries the code, by place in study order.
    pub fn measured(&self) -> &BTreeSet<usize> {
        &self.measured
    }

    /// True if the sentence carries the code, by whatever coding.
    pub fn is_coded(&self, sentence: usize) -> bool {
        self.by_sentence.contains_key(&sentence) || self.accepted.contains(&sentence)
    }

    /// Returns the codings that a sentence overlaps.
    pub(super) fn codings_of(&self, sentence: usize) -> &[usize] {
        self.by_sentence.get(&sentence).map_or(&[], Vec::as_slice)
    }

    /// Returns the sentences that carry the code, in order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = usize> + '_ {
        self.by_sentence.keys().copied()
    }

    /// True if it cannot be said whether the sentence is right.
    pub(super) fn is_unsure(&self, sentence: usize) -> bool {
        self.accepted.contains(&sentence)
    }

    /// Returns the places of the documents of the codings.
    pub(super) fn documents(&self) -> &[usize] {
        &self.documents
    }

    /// Returns codings as sentences have them.
    #[cfg(test)]
    pub(super) fn with(by_sentence: impl Iterator<Item = (usize, Vec<usize>)>) -> HumanCodings {
        HumanCodings { by_sentence: by_sentence.collect(), ..HumanCodings::default() }
    }
}
