//! Memos: what a team writes about its work.

use crate::{CodeId, CoderId, CodingId, DocumentId, MemoId, ParticipantId};

/// What a memo is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MemoTarget {
    /// The study as a whole.
    Study,
    /// A document.
    Document(DocumentId),
    /// A participant.
    Participant(ParticipantId),
    /// A code.
    Code(CodeId),
    /// A coding.
    Coding(CodingId),
}

/// A note with a title, by one coder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Memo {
    /// Which memo.
    pub id: MemoId,
    /// The id it came with from outside; else its number is its id.
    pub name: Option<String>,
    /// What it is about.
    pub target: MemoTarget,
    /// By whom.
    pub coder: CoderId,
    /// When it was written, as an RFC 3339 time stamp.
    pub created: Option<String>,
    /// A few words.
    pub title: String,
    /// The note itself.
    pub text: String,
}
