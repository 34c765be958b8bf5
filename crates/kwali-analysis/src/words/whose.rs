//! Whose words are looked through.

use kwali_model::Speaker;

/// Whose words are looked through.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Whose {
    /// Everybody's, and what belongs to nobody.
    #[default]
    Everybody,
    /// All but the interviewer's.
    Participants,
    /// The interviewer's.
    Interviewer,
    /// Those of speakers with this name.
    Speaker(String),
}

impl Whose {
    /// True for the words of this speaker, or of nobody.
    pub fn includes(&self, speaker: Option<&Speaker>) -> bool {
        match self {
            Whose::Everybody => true,
            Whose::Participants => speaker.is_none_or(|speaker| !speaker.is_interviewer),
            Whose::Interviewer => speaker.is_some_and(|speaker| speaker.is_interviewer),
            Whose::Speaker(name) => speaker.is_some_and(|speaker| speaker.name == *name),
        }
    }
}
