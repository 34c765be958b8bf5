//! A coding: one coder's decision that a passage carries a code.

use kwali_text::Span;

use crate::{CodeId, CoderId, CodingId, DocumentId};

/// How strongly a passage carries its code, from 0 to 100.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Weight(u8);

impl Weight {
    /// Returns the weight, `None` above 100.
    pub fn new(weight: u8) -> Option<Weight> {
        (weight <= 100).then_some(Weight(weight))
    }

    /// Returns the number.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// One coder's decision that a span of a document carries a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coding {
    /// Which coding.
    pub id: CodingId,
    /// In which document.
    pub document: DocumentId,
    /// Where.
    pub span: Span,
    /// With which code.
    pub code: CodeId,
    /// By whom.
    pub coder: CoderId,
    /// How strongly, if the coder said so.
    pub weight: Option<Weight>,
}

/// How a coding came about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Origin {
    /// A person chose passage and code.
    #[default]
    Person,
    /// A person accepted what the program had proposed.
    Suggestion,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Origin; 2] = [Origin::Person, Origin::Suggestion];

    /// Returns the origin's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Person => "person",
            Origin::Suggestion => "suggestion",
        }
    }

    /// Returns the origin of that name.
    pub fn from_name(name: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.name() == name)
    }
}

/// What belongs to a coding but to no count.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingDetail {
    /// The id it came with from outside; else its number is its id.
    pub name: Option<String>,
    /// A remark of the coder.
    pub comment: Option<String>,
    /// When it was made, as an RFC 3339 time stamp.
    pub created: Option<String>,
    /// How it came about.
    pub origin: Origin,
}

/// A coding whose words are not in the corrected transcript any more; it can be put back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LostCoding {
    /// Which coding; the id it had, and will have if it is put back.
    pub id: CodingId,
    /// In which document it stood.
    pub document: DocumentId,
    /// In which revision of it.
    pub revision: u32,
    /// Where in that revision: start and end in code points.
    pub position: (usize, usize),
    /// The words it had.
    pub words: String,
    /// With which code.
    pub code: CodeId,
    /// By whom.
    pub coder: CoderId,
    /// How strongly, if the coder said so.
    pub weight: Option<Weight>,
    /// What belongs to it but to no count.
    pub detail: CodingDetail,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_ends_at_a_hundred() {
        assert_eq!(Weight::new(100).map(Weight::get), Some(100));
        assert_eq!(Weight::new(101), None);
    }

    #[test]
    fn a_coding_stays_small() {
        // A million of them must fit easily: 40 MB.
        assert!(size_of::<Coding>() <= 40);
    }
}
