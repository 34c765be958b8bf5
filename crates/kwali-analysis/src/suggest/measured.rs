//! How often suggestions are right, and how much of what people coded they find.

use std::collections::BTreeSet;

use super::{HumanCodings, Proposal, Sentences};
use crate::Undefined;
use crate::undefined::share;

/// Of fewer human codings precision and recall say nothing.
pub const FEWEST_CODINGS: u64 = 5;
/// Of human codings in fewer interviews neither: one is left out, one tells where to draw the line, and
/// one is learned from.
pub const FEWEST_INTERVIEWS: u64 = 3;

/// Suggestions for a code against what people coded, in the interviews in which that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measured {
    /// The interviews.
    pub interviews: u64,
    /// Those among them in which people gave the code.
    pub interviews_with_code: u64,
    /// The codings people made there with the code or one below it.
    pub codings: u64,
    /// The sentences that could be proposed.
    pub sentences: u64,
    /// Those among them that carry the code.
    pub sentences_coded: u64,
    /// The sentences that were proposed.
    pub proposed: u64,
    /// Those among them that carry the code.
    pub hits: u64,
    /// The codings of which a sentence was proposed.
    pub found: u64,
}

impl Measured {
    /// Returns what these suggestions, which are for the code of these human codings, are worth.
    pub fn of(sentences: &Sentences, human: &HumanCodings, proposals: &[Proposal]) -> Measured {
        let is_measured = |place: &usize| human.measured().contains(place);
        let documents: Vec<usize> = human.documents().iter().copied().filter(is_measured).collect();
        let mut measured = Measured {
            interviews: human.measured().len() as u64,
            interviews_with_code: documents.iter().collect::<BTreeSet<_>>().len() as u64,
            codings: documents.len() as u64,
            ..Measured::default()
        };
        for &place in human.measured() {
            for sentence in sentences.of_document(place) {
                measured.sentences += u64::from(!human.is_unsure(sentence));
                measured.sentences_coded += u64::from(!human.codings_of(sentence).is_empty());
            }
        }
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for proposal in proposals {
            let sentence = &sentences.all()[proposal.sentence];
            if !is_measured(&sentence.place) || human.is_unsure(proposal.sentence) {
                continue;
            }
            let codings = human.codings_of(proposal.sentence);
            measured.proposed += 1;
            measured.hits += u64::from(!codings.is_empty());
            found.extend(codings);
        }
        measured.found = found.len() as u64;
        measured
    }

    /// Says whether there are examples enough to measure by.
    pub fn enough(&self) -> Result<(), Undefined> {
        match self.codings >= FEWEST_CODINGS && self.interviews_with_code >= FEWEST_INTERVIEWS {
            true => Ok(()),
            false => Err(Undefined::TooFewExamples),
        }
    }

    /// Returns the share of the proposed sentences that carry the code.
    pub fn precision(&self) -> Result<f64, Undefined> {
        self.enough()?;
        share(self.hits, self.proposed, Undefined::NothingProposed)
    }

    /// Returns the share of the human codings of which a sentence was proposed.
    pub fn recall(&self) -> Result<f64, Undefined> {
        self.enough()?;
        share(self.found, self.codings, Undefined::NoSegments)
    }

    /// Returns the share of all sentences that carry the code: the precision of proposing at random.
    pub fn by_chance(&self) -> Result<f64, Undefined> {
        share(self.sentences_coded, self.sentences, Undefined::NoCharacters)
    }
}
