//! What a corrected transcript makes of a document, before anything is changed.

use std::collections::BTreeMap;

use kwali_coding::{CarriedCoding, Revision, continued_speakers, continued_times};
use kwali_model::{
    CodingDetail, CodingId, Document, Layout, Snapshot, Speaker, SpeakerNumber, Suggestion,
    SuggestionId, Transcript,
};
use kwali_store::NewRevision;
use kwali_text::{Span, Text};

use super::matching::Matched;
use super::{Revised, RevisedDocument};
use crate::bundle_out::coding_name;

/// What a corrected transcript makes of a document.
pub(super) struct Plan {
    name: String,
    transcript: Transcript,
    speakers: Vec<Speaker>,
    /// The codings in the order of the text before, with their new places.
    spans: Vec<(CodingId, Option<Span>)>,
    codings: Vec<CarriedCoding>,
    /// The suggestions that stood in the text before, with their new places.
    suggestions: Vec<(SuggestionId, Option<Span>)>,
    /// What to tell of the speakers.
    told: Vec<String>,
}

impl Plan {
    /// Returns the plan; `None` where the words are those that the document has.
    pub(super) fn of(
        snapshot: &Snapshot,
        (matched, (text, layout)): (&Matched<'_>, &(Text, Layout)),
        (details, suggestions): (&BTreeMap<CodingId, CodingDetail>, &[Suggestion]),
    ) -> Option<Plan> {
        let Matched { document, read, .. } = matched;
        let mut transcript = read.transcript.clone();
        if transcript.text.as_str() == text.as_str() {
            return None;
        }
        let mut revision = Revision::between(text, &read.transcript.text);
        let place = snapshot.document_place(document.id).unwrap_or_default();
        let mut spans = Vec::new();
        let mut codings = Vec::new();
        for coding in snapshot.codings_at(place) {
            let carried = revision.carry(coding.span);
            let coder = snapshot.coder(coding.coder).map(|coder| coder.name.clone());
            spans.push((coding.id, carried.span()));
            codings.push(CarriedCoding {
                id: coding_name(coding.id, details),
                document: document.name.clone(),
                code: snapshot.codes().code(coding.code).path.to_string(),
                coder: coder.unwrap_or_default(),
                carried,
                span: coding.span,
                before: text.slice(coding.span).to_owned(),
                after: carried.span().map(|span| transcript.text.slice(span).to_owned()),
            });
        }
        let of_document = suggestions.iter().filter(|one| one.document == document.id);
        let suggestions = of_document
            .filter_map(|one| Some((one.id, revision.carry(one.place.span()?).span())))
            .collect();
        let old_names: Vec<&str> = document.speakers.iter().map(|s| s.name.as_str()).collect();
        let new_names: Vec<&str> =
            transcript.speakers.iter().map(|(name, _)| name.as_str()).collect();
        let old = (old_names.as_slice(), layout);
        let continued = continued_speakers(&revision, old, (&new_names, &transcript.layout));
        let times = continued_times(&revision, layout, &transcript.layout);
        for (turn, time) in transcript.layout.turns.iter_mut().zip(times) {
            turn.time = turn.time.or(time);
        }
        let people = People { document, layout, transcript: &transcript, continued: &continued };
        let (speakers, told) = (people.speakers(), people.told());
        let name = document.name.clone();
        Some(Plan { name, transcript, speakers, spans, codings, suggestions, told })
    }

    pub(super) fn revision<'a>(&'a self, matched: &'a Matched<'_>) -> NewRevision<'a> {
        NewRevision {
            transcript: &self.transcript,
            speakers: &self.speakers,
            words: matched.words,
            source: &matched.source,
            codings: &self.spans,
            suggestions: &self.suggestions,
        }
    }

    pub(super) fn told(self, revision: u32, matched: Matched<'_>) -> Revised {
        Revised::Done(Box::new(RevisedDocument {
            name: self.name,
            revision,
            codings: self.codings,
            speakers: self.told,
            notes: matched.read.notes,
        }))
    }
}

/// Who spoke before and who speaks now.
struct People<'a> {
    document: &'a Document,
    layout: &'a Layout,
    transcript: &'a Transcript,
    /// For each speaker now, who that was before.
    continued: &'a [Option<SpeakerNumber>],
}

impl People<'_> {
    /// Those who speak now, with what was known of them; behind them those who do not but whose
    /// names somebody entered, or said who they are.
    fn speakers(&self) -> Vec<Speaker> {
        let now = self.transcript.speakers.iter().zip(self.continued);
        let speaker = |((name, asks), before): (&(String, bool), &Option<SpeakerNumber>)| {
            let before = before.and_then(|number| self.document.speakers.get(number.index()));
            Speaker {
                name: name.clone(),
                is_interviewer: before.map_or(*asks, |before| before.is_interviewer),
                participant: before.and_then(|before| before.participant),
            }
        };
        let kept = self
            .gone()
            .filter(|(number, speaker)| speaker.participant.is_some() || !self.spoke(*number));
        now.map(speaker).chain(kept.map(|(_, speaker)| speaker.clone())).collect()
    }

    /// Those who were there before and are nobody now.
    fn gone(&self) -> impl Iterator<Item = (SpeakerNumber, &Speaker)> {
        let numbered = self.document.speakers.iter().enumerate();
        numbered
            .map(|(number, speaker)| (SpeakerNumber(number as u32), speaker))
            .filter(|(number, _)| !self.continued.contains(&Some(*number)))
    }

    fn spoke(&self, number: SpeakerNumber) -> bool {
        self.layout.turns.iter().any(|turn| turn.speaker == number)
    }

    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        for ((name, _), before) in self.transcript.speakers.iter().zip(self.continued) {
            let before = before.and_then(|number| self.document.speakers.get(number.index()));
            match before {
                None => told.push(format!("speaker `{name}` is new")),
                Some(before) if before.name != *name => {
                    told.push(format!("speaker `{}` is called `{name}` now", before.name));
                }
                Some(_) => {}
            }
        }
        let silent = self.gone().filter(|(number, _)| self.spoke(*number));
        told.extend(
            silent.map(|(_, speaker)| format!("speaker `{}` speaks no more", speaker.name)),
        );
        told
    }
}
