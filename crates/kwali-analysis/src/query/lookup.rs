//! Conditions that are answered from elsewhere than the snapshot.

use kwali_model::Origin;
use kwali_text::Phrase;

use super::MemoPlace;

/// A question to which the answer is a set of codings: from the index, the texts or the memos.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// In which segments does this stand?
    Phrase(Phrase),
    /// Which codings came about so?
    Origin(Origin),
    /// Which codings have such a memo?
    Memo {
        /// On what the memo is.
        on: MemoPlace,
        /// What it holds.
        holds: MemoHolds,
    },
}

/// What is asked of a memo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MemoHolds {
    /// That there is one.
    Anything,
    /// That there is none.
    NoMemo,
    /// That its title or its text has this.
    Phrase(Phrase),
}
