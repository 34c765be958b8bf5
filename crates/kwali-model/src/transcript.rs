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

    /// Returns about when in the recording a place is said, in milliseconds.
    ///
    /// That is the time of the turn it lies in. Behind the begin of the turn's words it is as far
    /// between begin and end of the turn as the place is in its words, counted in bytes: people
    /// speak at an even pace. A turn without an end lasts until the next one that has a time.
    pub fn time_at(&self, byte: usize) -> Option<u64> {
        let number = self.turns.partition_point(|turn| turn.span.end() <= byte);
        let turn = self.turns.get(number).filter(|turn| turn.span.start() <= byte)?;
        let TimeRange { start, end } = turn.time?;
        let next = || self.turns[number + 1..].iter().find_map(|turn| turn.time);
        let end = end.or_else(|| next().map(|time| time.start)).filter(|&end| end > start);
        let words = turn.words_start as usize;
        let (Some(end), Some(passed)) = (end, byte.checked_sub(words)) else { return Some(start) };
        let length = (turn.span.end() - words).max(1) as u64;
        Some(start + (end - start) * passed as u64 / length)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks when each place is said, with turns of ten bytes, the words behind the first two.
    #[track_caller]
    fn check(times: &[Option<(u64, Option<u64>)>], places: &[(usize, Option<u64>)]) {
        let Ok(text) = Text::new(&"I:abcdefgh".repeat(times.len())) else { return };
        let turn = |(number, time): (usize, &Option<(u64, Option<u64>)>)| {
            let start = number * 10;
            let span = text.span(start, start + 10).ok()?;
            let time = time.map(|(start, end)| TimeRange { start, end });
            Some(Turn { speaker: SpeakerNumber(0), span, words_start: start as u32 + 2, time })
        };
        let turns = times.iter().enumerate().filter_map(turn).collect();
        let layout = Layout { paragraphs: Vec::new(), turns };
        for &(place, expected) in places {
            assert_eq!(layout.time_at(place), expected, "{place}");
        }
    }

    #[test]
    fn a_place_within_a_turn_is_between_its_begin_and_end() {
        // Four of eight bytes of words passed: half of eight seconds.
        check(
            &[Some((1000, Some(9000)))],
            &[(0, Some(1000)), (2, Some(1000)), (6, Some(5000)), (9, Some(8000)), (10, None)],
        );
    }

    #[test]
    fn a_turn_without_an_end_lasts_until_the_next_time() {
        check(
            &[Some((1000, None)), None, Some((9000, None))],
            &[(6, Some(5000)), (16, None), (26, Some(9000))],
        );
        check(&[Some((9000, None)), Some((1000, None))], &[(6, Some(9000)), (16, Some(1000))]);
    }
}
