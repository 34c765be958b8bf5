//! The codings that meet a query.

use std::collections::BTreeSet;

use kwali_model::{Coding, CodingId, Document, Layout, Snapshot};
use kwali_text::{Analyser, Phrase, Span, Text};

use crate::query::{Condition, Selection};
use crate::voices::Voices;

/// Returns the places in [`Snapshot::codings`] of the codings that meet a selection, in order.
///
/// `words` answers in which segments a phrase stands: the index does, or [`words_in`].
pub fn select(
    snapshot: &Snapshot,
    layouts: &[Layout],
    selection: &Selection,
    words: &dyn Fn(&Phrase) -> BTreeSet<CodingId>,
) -> Vec<usize> {
    let found: Vec<CodingSet> =
        selection.needs_words().iter().map(|phrase| CodingSet::new(&words(phrase))).collect();
    let no_layout = Layout::default();
    let mut selected = Vec::new();
    let mut number = 0;
    for (place, document) in snapshot.documents().iter().enumerate() {
        let layout = layouts.get(place).unwrap_or(&no_layout);
        let mut judge = Judge {
            place,
            document,
            layout,
            voices: Voices::new(document, Some(layout)),
            words: &found,
        };
        for coding in snapshot.codings_at(place) {
            if judge.meets(coding, &selection.condition) {
                selected.push(number);
            }
            number += 1;
        }
    }
    selected
}

/// Returns a function that looks a phrase up in every segment's own words, one after the other.
///
/// For tests and small studies. `texts` stand by place in study order.
pub fn words_in<'a>(
    snapshot: &'a Snapshot,
    texts: &'a [Text],
) -> impl Fn(&Phrase) -> BTreeSet<CodingId> + 'a {
    move |phrase| {
        let mut found = BTreeSet::new();
        for ((place, document), text) in snapshot.documents().iter().enumerate().zip(texts) {
            let analyser = Analyser::new(&document.language);
            let has = |span: Span| !phrase.find(text.slice(span), &analyser).is_empty();
            let codings = snapshot.codings_at(place).iter();
            found.extend(codings.filter(|coding| has(coding.span)).map(|coding| coding.id));
        }
        found
    }
}

/// A set of codings, one bit each.
struct CodingSet(Vec<u64>);

impl CodingSet {
    fn new(ids: &BTreeSet<CodingId>) -> CodingSet {
        let mut words = vec![0; ids.last().map_or(0, |last| last.index() / 64 + 1)];
        ids.iter().for_each(|id| words[id.index() / 64] |= 1 << (id.index() % 64));
        CodingSet(words)
    }

    fn contains(&self, id: CodingId) -> bool {
        self.0.get(id.index() / 64).is_some_and(|word| word >> (id.index() % 64) & 1 == 1)
    }
}

/// Decides about the codings of one document, in order.
struct Judge<'a> {
    place: usize,
    document: &'a Document,
    layout: &'a Layout,
    voices: Voices<'a>,
    words: &'a [CodingSet],
}

impl Judge<'_> {
    fn meets(&mut self, coding: &Coding, condition: &Condition) -> bool {
        let has = |members: &[bool], index: usize| members.get(index).copied().unwrap_or(false);
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.meets(coding, part)),
            Condition::Any(parts) => parts.iter().any(|part| self.meets(coding, part)),
            Condition::Not(inner) => !self.meets(coding, inner),
            Condition::Code(codes) => has(codes, coding.code.index()),
            Condition::Document(documents) => has(documents, self.place),
            Condition::Coder(coders) => has(coders, coding.coder.index()),
            Condition::Weight(comparison, wanted) => {
                coding.weight.is_some_and(|weight| comparison.holds(weight.get(), *wanted))
            }
            Condition::Words(phrase) => self.words[*phrase].contains(coding.id),
            Condition::Speaker(speakers) => {
                let speakers = speakers.get(self.place).map_or(&[][..], Vec::as_slice);
                let spoken = speakers_in(self.document, self.layout, coding.span);
                spoken.into_iter().any(|speaker| has(speakers, speaker))
            }
            Condition::Participant { members, nobody } => {
                let people = self.voices.of(coding.span).to_vec();
                let person = |&number: &u32| self.voices.people()[number as usize].index();
                people.iter().any(|number| has(members, person(number)))
                    || (*nobody && people.is_empty())
            }
        }
    }
}

/// Returns the numbers of the speakers whose turns a span touches, each once, in order.
///
/// Where it touches no turn it belongs to the document's unnamed speaker, if there is one.
pub(crate) fn speakers_in(document: &Document, layout: &Layout, span: Span) -> Vec<usize> {
    let turns = layout.turns_of(span);
    let mut speakers: Vec<usize> = turns.iter().map(|turn| turn.speaker.index()).collect();
    if turns.is_empty() {
        speakers.extend(document.speaker("").map(|unnamed| unnamed.index()));
    }
    speakers.sort_unstable();
    speakers.dedup();
    speakers
}
