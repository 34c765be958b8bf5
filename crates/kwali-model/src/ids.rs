//! Ids that cannot be mixed up.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// Returns the number as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// A document of one study.
    DocumentId
}
id! {
    /// A participant of one study.
    ParticipantId
}
id! {
    /// A variable of one study.
    VariableId
}
id! {
    /// A code, by its place in the [`CodeSystem`](crate::CodeSystem): 0 is the first.
    CodeId
}
id! {
    /// A coder of one study.
    CoderId
}
id! {
    /// A coding of one study.
    CodingId
}
id! {
    /// A memo of one study.
    MemoId
}
id! {
    /// A suggestion of one study.
    SuggestionId
}
id! {
    /// A speaker, by the order of first appearance in its document: 0 is the first.
    SpeakerNumber
}

/// How many changes a study has seen: two equal numbers of one study mean equal content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StateNumber(pub u64);
