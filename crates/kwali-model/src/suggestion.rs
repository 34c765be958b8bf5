//! Suggestions: what the program proposes, kept apart from what people decide.

use kwali_text::Span;

use crate::{CodeId, CoderId, CodingId, DocumentId, SuggestionId};

/// How suggestions are found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Way {
    /// By the keywords of the codebook.
    Dictionary,
    /// By the words that the segments of the code have.
    Likeness,
}

impl Way {
    /// Every way.
    pub const ALL: [Way; 2] = [Way::Dictionary, Way::Likeness];

    /// Returns the way's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Way::Dictionary => "dictionary",
            Way::Likeness => "likeness",
        }
    }

    /// Returns the way of that name.
    pub fn from_name(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// How much speaks for a suggestion, in thousandths, so that it is the same on every machine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Score(pub u32);

impl Score {
    /// Returns the score of a number; what is below 0 is 0.
    pub fn of(number: f64) -> Score {
        // A cast from a float ends at the bounds of the integer.
        Score((number * 1000.0).round() as u32)
    }

    /// Returns the number.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// What a person may do with a suggestion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// It became a coding.
    Accepted,
    /// It is not proposed again.
    Rejected,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 2] = [Verdict::Accepted, Verdict::Rejected];

    /// Returns the verdict's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
        }
    }

    /// Returns the verdict of that name.
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// What a person decided about a suggestion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// By whom.
    pub coder: CoderId,
    /// When, as an RFC 3339 time stamp.
    pub at: Option<String>,
    /// The coding it became, or that was there already; it may be gone by now.
    pub coding: Option<CodingId>,
}

/// Where a suggested passage stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SuggestedPlace {
    /// In the document as it is now.
    Standing(Span),
    /// In an earlier revision: the words are not in the corrected transcript any more.
    Lost {
        /// The revision in which they stood.
        revision: u32,
        /// Where in that revision: start and end in code points.
        position: (usize, usize),
        /// The words.
        words: String,
    },
}

impl SuggestedPlace {
    /// Returns where it stands in the document as it is now.
    pub fn span(&self) -> Option<Span> {
        match self {
            SuggestedPlace::Standing(span) => Some(*span),
            SuggestedPlace::Lost { .. } => None,
        }
    }

    /// Returns start and end in code points, in the revision in which it stands or stood.
    pub fn position(&self) -> (usize, usize) {
        match self {
            SuggestedPlace::Standing(span) => (span.start_char(), span.end_char()),
            SuggestedPlace::Lost { position, .. } => *position,
        }
    }
}

/// A passage that the program proposes for a code; in no count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// Which suggestion.
    pub id: SuggestionId,
    /// In which document.
    pub document: DocumentId,
    /// Where.
    pub place: SuggestedPlace,
    /// For which code.
    pub code: CodeId,
    /// How it was found.
    pub way: Way,
    /// How much speaks for it; scores of different ways or codes cannot be compared.
    pub score: Score,
    /// What speaks for it: keywords, or words that the code's segments have.
    pub reasons: Vec<String>,
    /// When it was made, as an RFC 3339 time stamp.
    pub created: Option<String>,
    /// What a person decided; `None` while it is open.
    pub decision: Option<Decision>,
}

impl Suggestion {
    /// Returns what has become of it.
    pub fn state(&self) -> SuggestionState {
        match (&self.decision, &self.place) {
            (Some(Decision { verdict: Verdict::Accepted, .. }), _) => SuggestionState::Accepted,
            (Some(Decision { verdict: Verdict::Rejected, .. }), _) => SuggestionState::Rejected,
            (None, SuggestedPlace::Standing(_)) => SuggestionState::Open,
            (None, SuggestedPlace::Lost { .. }) => SuggestionState::Lost,
        }
    }
}

/// What has become of a suggestion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SuggestionState {
    /// Nobody has decided yet.
    Open,
    /// It became a coding.
    Accepted,
    /// It was refused.
    Rejected,
    /// Nobody decided before a corrected transcript lost its words.
    Lost,
}

impl SuggestionState {
    /// Returns the state's name.
    pub fn name(self) -> &'static str {
        match self {
            SuggestionState::Open => "open",
            SuggestionState::Accepted => Verdict::Accepted.name(),
            SuggestionState::Rejected => Verdict::Rejected.name(),
            SuggestionState::Lost => "lost",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_whole_thousandths() {
        assert_eq!(Score::of(1.2344), Score(1234));
        assert_eq!(Score::of(-1.0), Score(0));
        assert_eq!(Score(1500).number(), 1.5);
    }

    #[test]
    fn names_come_back() {
        for way in Way::ALL {
            assert_eq!(Way::from_name(way.name()), Some(way));
        }
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_name(verdict.name()), Some(verdict));
        }
        assert_eq!(Way::from_name("guess"), None);
    }
}
