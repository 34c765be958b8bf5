//! What became of a coding, for people to read.

use kwali_text::Span;

use super::Carried;

/// A coding with its words before and after its document was corrected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CarriedCoding {
    /// The coding's id as people and files know it.
    pub id: String,
    /// The document's name.
    pub document: String,
    /// The code's id.
    pub code: String,
    /// The coder's short name.
    pub coder: String,
    /// What became of it.
    pub carried: Carried,
    /// Where it stood.
    pub span: Span,
    /// The words it had.
    pub before: String,
    /// The words it has, unless it is lost.
    pub after: Option<String>,
}

impl Carried {
    /// Returns what became of the passage in one word, as reports have it.
    pub fn name(self) -> &'static str {
        match self {
            Carried::Exact(_) => "exact",
            Carried::Moved(_) => "moved",
            Carried::Fuzzy(_) => "fuzzy",
            Carried::Lost => "lost",
        }
    }
}
