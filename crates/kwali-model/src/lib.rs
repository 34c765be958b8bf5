//! Documents, participants, variables, codes, codings, memos and coders: the words of the field as
//! types, with their rules, and without any input or output.
//!
//! A [`Snapshot`] is a whole study in memory as every count sees it; [`Layout`]s (paragraphs and
//! turns) and texts come beside it, since most counts need neither.
//!
//! ```
//! use kwali_model::{Code, CodePath, CodeSystem};
//!
//! let path = CodePath::new("barrier.workload").unwrap();
//! assert_eq!(path.parent().unwrap().as_str(), "barrier");
//!
//! let codes = CodeSystem::new(vec![
//!     Code::new(path.parent().unwrap()),
//!     Code::new(path.clone()),
//! ])
//! .unwrap();
//! assert!(codes.id(&path).is_some());
//! ```

mod code;
mod code_system;
mod coding;
mod document;
mod ids;
mod memo;
mod pieces;
mod snapshot;
mod source_map;
mod suggestion;
mod transcript;
mod variable;

pub use code::{Code, CodeKind, CodePath, Colour, PathError, Wording};
pub use code_system::{CodeSystem, CodeSystemError};
pub use coding::{Coding, CodingDetail, LostCoding, Origin, Weight};
pub use document::{Document, Source, Speaker};
pub use ids::{
    CodeId, CoderId, CodingId, DocumentId, MemoId, ParticipantId, SpeakerNumber, StateNumber,
    SuggestionId, VariableId,
};
pub use memo::{Memo, MemoTarget};
pub use pieces::{Piece, pieces, units};
pub use snapshot::{Coder, CodingTotals, Participant, SavedQuery, Snapshot, SnapshotParts};
pub use source_map::{CleaningStep, Edit, SourceMap};
pub use suggestion::{Decision, Score, SuggestedPlace, Suggestion, SuggestionState, Verdict, Way};
pub use transcript::{Layout, TimeRange, Transcript, Turn};
pub use variable::{Date, Scope, Value, Values, Variable, VariableKind};
