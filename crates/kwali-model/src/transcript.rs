//! The layout of a document's words: paragraphs, turns and times.

use kwali_text::{Span, Text};

use crate::{Document, ParticipantId, SourceMap, SpeakerNumber};

/// A stretch of a recording, in milliseconds from its start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TimeRange {
    /// Where it starts.
    pub start: u64,
    /// Where it ends, if the transcript says so.
    pub end: Option<u64>,
}

/// What one speaker says before the next one does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Who speaks.
    pub speaker: SpeakerNumber,
    /// The turn with its label, over all its paragraphs.
    pub span: Span,
    /// Where the words begin, behind the label, as a byte of the text.
    pub words_start: u32,
    /// When it is said in the recording.
    pub time: Option<TimeRange>,
}

/// The paragraphs and turns of one document, each in order and without overlap.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// Lines that hold more than white space.
    pub paragraphs: Vec<Span>,
    /// Turns; what stands before the first belongs to nobody.
    pub turns: Vec<Turn>,
}

impl Layout {
    /// Returns the number of the paragraph of a byte: the last that starts at or before it.
    ///
    /// What stands before the first paragraph counts with it.
    pub fn paragraph_at(&self, byte: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.start() <= byte).saturating_sub(1)
    }

    /// Returns the numbers of the first and the last paragraph that a span touches.
    pub fn paragraphs_of(&self, span: Span) -> (usize, usize) {
        (self.paragraph_at(span.start()), self.paragraph_at(span.end() - 1))
    }

    /// Returns the turns that share at least one character with a span.
    pub fn turns_of(&self, span: Span) -> &[Turn] {
        let first = self.turns.partition_point(|turn| turn.span.end() <= span.start());
        let n_turns = self.turns[first..].partition_point(|turn| turn.span.start() < span.end());
        &self.turns[first..first + n_turns]
    }

    /// Returns the participants who speak in a span, each once, in id order.
    ///
    /// A segment belongs to the participants whose turns it touches. Where it touches no turn at
    /// all it belongs to the document's unnamed participant, if there is one.
    pub fn participants_of(&self, document: &Document, span: Span) -> Vec<ParticipantId> {
        let turns = self.turns_of(span);
        if turns.is_empty() {
            return document.unnamed_participant().into_iter().collect();
        }
        let speaker = |turn: &Turn| document.speakers.get(turn.speaker.index());
        let mut participants: Vec<ParticipantId> =
            turns.iter().filter_map(|turn| speaker(turn)?.participant).collect();
        participants.sort_unstable();
        participants.dedup();
        participants
    }
}

/// A transcript as it was read: words, layout, and who speaks; not yet in any study.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transcript {
    /// The words.
    pub text: Text,
    /// Paragraphs and turns of the words.
    pub layout: Layout,
    /// The speakers of the turns: name, and whether it is the interviewer.
    pub speakers: Vec<(String, bool)>,
    /// What was changed in the words since they were read, and the way back.
    pub source_map: SourceMap,
}
