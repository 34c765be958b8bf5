//! What holds in a group of rich text, and is forgotten at its end.

use super::destination::{Apart, Destination};
use crate::story::Look;

/// The state of a group; a group begins with that of the one around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) destination: Destination,
    /// It stands by itself, and ends with its group.
    pub(super) apart: Option<Apart>,
    pub(super) look: Look,
    pub(super) is_deleted: bool,
    pub(super) font: i32,
    /// How many characters stand behind a Unicode one for programs that do not know it.
    pub(super) substitutes: usize,
    /// The number of the style of a group among the styles.
    pub(super) style: i32,
    /// There are two versions of its words, and the second one, in Unicode, goes there.
    pub(super) second: Option<Destination>,
    /// Programs that do not know its first word are to leave it out.
    pub(super) is_optional: bool,
}

impl Default for Group {
    fn default() -> Group {
        Group {
            destination: Destination::Words,
            apart: None,
            look: Look::default(),
            is_deleted: false,
            font: 0,
            substitutes: 1,
            style: 0,
            second: None,
            is_optional: false,
        }
    }
}

impl Group {
    /// Returns the state with which a group within this one begins.
    pub(super) fn within(self) -> Group {
        Group { apart: None, is_optional: false, ..self }
    }
}
