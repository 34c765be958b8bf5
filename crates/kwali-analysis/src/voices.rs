//! Who speaks in the segments of one document, for segments that come in order.

use kwali_model::{Document, Layout, ParticipantId};
use kwali_text::Span;

/// The participants of one document, and a place among its turns that moves with the segments.
///
/// Gives what [`Layout::participants_of`] gives, without searching anew for every segment.
pub(crate) struct Voices<'a> {
    layout: Option<&'a Layout>,
    /// The document's participants, each once, in id order.
    people: Vec<ParticipantId>,
    /// By speaker number: the speaker's place in `people`.
    person_of_speaker: Vec<Option<u32>>,
    unnamed: Option<u32>,
    next_turn: usize,
    found: Vec<u32>,
}

impl<'a> Voices<'a> {
    /// Returns the voices of a document; without a layout nobody is heard.
    pub(crate) fn new(document: &Document, layout: Option<&'a Layout>) -> Voices<'a> {
        let people = people_in(document);
        let place = |person: ParticipantId| people.binary_search(&person).ok().map(|p| p as u32);
        let person_of_speaker =
            document.speakers.iter().map(|speaker| speaker.participant.and_then(place)).collect();
        let unnamed = document.unnamed_participant().and_then(place);
        Voices { layout, person_of_speaker, unnamed, people, next_turn: 0, found: Vec::new() }
    }

    /// Returns the places in [`Voices::people`] of those who speak in `span`, each once, in order.
    ///
    /// Spans must come in the order of their starts.
    pub(crate) fn of(&mut self, span: Span) -> &[u32] {
        self.found.clear();
        let Some(layout) = self.layout else { return &self.found };
        let waiting = &layout.turns[self.next_turn..];
        self.next_turn += waiting.iter().take_while(|turn| turn.span.end() <= span.start()).count();
        let reached = &layout.turns[self.next_turn..];
        let mut turns = reached.iter().take_while(|turn| turn.span.start() < span.end()).peekable();
        if turns.peek().is_none() {
            self.found.extend(self.unnamed);
        }
        for turn in turns {
            let person = self.person_of_speaker.get(turn.speaker.index()).copied().flatten();
            if let Some(person) = person.filter(|person| !self.found.contains(person)) {
                self.found.push(person);
            }
        }
        self.found.sort_unstable();
        &self.found
    }

    /// Returns the document's participants.
    pub(crate) fn people(&self) -> &[ParticipantId] {
        &self.people
    }
}

/// Returns the participants who speak in a document, each once, in id order.
pub(crate) fn people_in(document: &Document) -> Vec<ParticipantId> {
    let mut people: Vec<ParticipantId> =
        document.speakers.iter().filter_map(|speaker| speaker.participant).collect();
    people.sort_unstable();
    people.dedup();
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_are_the_layouts_participants() {
        let made = kwali_testkit::study(
            "== g\n-- Jan role=a\n-- Interviewer\n-- Aaltje role=b\n<c>Kop\nAaltje: Ja</c>.\n\
             Interviewer: <d>En?</d>\nJan: <c>Nou\nAaltje: <d>ja</d>.\nJan: Nee</c>.",
        );
        let document = &made.snapshot.documents()[0];
        let layout = &made.layouts[0];
        let mut voices = Voices::new(document, Some(layout));
        for coding in made.snapshot.codings_at(0) {
            let found = voices.of(coding.span).to_vec();
            let people: Vec<_> = found.iter().map(|&p| voices.people()[p as usize]).collect();
            assert_eq!(people, layout.participants_of(document, coding.span));
        }
    }
}
