//! Suggestions: sentences that may carry a code, found by its keywords or by what its segments have
//! in common; and how often such suggestions are right.
//!
//! What is proposed is a sentence. What people coded judges it: see `docs/definitions.md`.

mod dictionary;
mod human;
mod learner;
mod measured;
mod sentences;
mod threshold;

pub use dictionary::Dictionary;
pub use human::HumanCodings;
pub use learner::Learner;
pub use measured::{FEWEST_CODINGS, FEWEST_INTERVIEWS, Measured};
pub use sentences::{Sentence, Sentences};

/// A sentence that is proposed for a code.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// Its place among the sentences.
    pub sentence: usize,
    /// How much speaks for it, more than 0, in thousandths.
    pub score: u32,
    /// What speaks for it, what says most first.
    pub reasons: Vec<String>,
}
