//! A document as every count sees it: without its words.

use kwali_text::{Digest, Language};

use crate::{DocumentId, ParticipantId, SpeakerNumber, Values};

/// A transcript in the study: what is known of it but for its words and their layout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Which document.
    pub id: DocumentId,
    /// Its name, unique in the study.
    pub name: String,
    /// The document group it belongs to.
    pub group: Option<String>,
    /// The language of its words.
    pub language: Language,
    /// 1 at import, one more with every corrected transcript.
    pub revision: u32,
    /// The file it came from, unless it was made in the program.
    pub source: Option<Source>,
    /// SHA-256 of the text.
    pub digest: Digest,
    /// Length in bytes.
    pub bytes: usize,
    /// Length in code points.
    pub chars: usize,
    /// Number of words by rule T1.
    pub words: usize,
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Everyone who speaks in it, by [`SpeakerNumber`].
    pub speakers: Vec<Speaker>,
    /// What is known about it.
    pub values: Values,
}

/// The file a document was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The file's name without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes.
    pub digest: Digest,
    /// The format it was read as, such as `docx`.
    pub format: String,
    /// The encoding of a plain file, such as `UTF-8`.
    pub encoding: Option<String>,
}

/// Someone who speaks in one document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The name as the transcript has it; empty for whoever speaks where no name stands.
    pub name: String,
    /// True for who asks the questions.
    pub is_interviewer: bool,
    /// The participant this is, if that is known.
    pub participant: Option<ParticipantId>,
}

impl Document {
    /// Returns the speaker of that name.
    pub fn speaker(&self, name: &str) -> Option<SpeakerNumber> {
        let place = self.speakers.iter().position(|speaker| speaker.name == name)?;
        Some(SpeakerNumber(place as u32))
    }

    /// Returns the participant who speaks where the transcript names nobody, if it says who.
    pub fn unnamed_participant(&self) -> Option<ParticipantId> {
        self.speakers.iter().find(|speaker| speaker.name.is_empty())?.participant
    }
}
