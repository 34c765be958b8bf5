//! Which sets of codes come together in a segment, a document or a participant.

use std::collections::BTreeMap;

use kwali_model::{CodeId, Coding, Layout, Snapshot};
use kwali_text::Span;

use crate::Subcodes;
use crate::code_choice::CodeChoice;
use crate::cooccurrence::{CodeSets, Mark, overlapping_pairs};
use crate::voices::Voices;

/// In what codes come together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum TogetherIn {
    /// A distinct span: codes of all segments that overlap it come together in it.
    #[default]
    Segments,
    /// A document.
    Documents,
    /// A participant, in all segments in which that one speaks.
    Participants,
}

/// Which configurations are wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ConfigurationRequest {
    /// In what codes come together.
    pub together_in: TogetherIn,
    /// The codes that are looked at, or all.
    pub codes: Option<Vec<CodeId>>,
    /// How a code's descendants count for it.
    pub subcodes: Subcodes,
}

/// Where a unit is, by places in study order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitPlace {
    /// A span of the document at a place.
    Segment(usize, Span),
    /// The document at a place.
    Document(usize),
    /// The participant at a place.
    Participant(usize),
}

/// A set of codes that units have, these and no others of those looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Configuration {
    /// The codes in code order; none where units have none.
    pub codes: Vec<CodeId>,
    /// How many units have it.
    pub count: u64,
    /// The first of them in study order.
    pub first: UnitPlace,
}

/// All sets of codes that come together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Configurations {
    /// In what.
    pub together_in: TogetherIn,
    /// All units: documents and participants with or without codes, spans with any of the codes.
    pub units: u64,
    /// The most frequent first, then in the order of their codes. The counts add up to all units.
    pub rows: Vec<Configuration>,
}

/// Returns which sets of codes come together, and how often.
pub fn configurations(
    snapshot: &Snapshot,
    layouts: &[Layout],
    request: &ConfigurationRequest,
) -> Configurations {
    let choice = CodeChoice::new(snapshot.codes(), request.codes.as_deref(), request.subcodes);
    let mut found = Found::default();
    match request.together_in {
        TogetherIn::Segments => in_segments(snapshot, &choice, &mut found),
        TogetherIn::Documents => in_documents(snapshot, &choice, &mut found),
        TogetherIn::Participants => in_participants(snapshot, layouts, &choice, &mut found),
    }
    found.finish(request.together_in, &choice)
}

/// By the places of their codes, how often sets were found, and where first.
#[derive(Default)]
struct Found {
    units: u64,
    sets: BTreeMap<Vec<u32>, (u64, Option<UnitPlace>)>,
}

impl Found {
    fn count(&mut self, codes: Vec<u32>, place: UnitPlace) {
        self.units += 1;
        let (count, first) = self.sets.entry(codes).or_default();
        *count += 1;
        first.get_or_insert(place);
    }

    fn finish(self, together_in: TogetherIn, choice: &CodeChoice) -> Configurations {
        let row = |(codes, (count, first)): (Vec<u32>, (u64, Option<UnitPlace>))| {
            let codes = codes.iter().map(|&code| choice.codes[code as usize]).collect();
            Some(Configuration { codes, count, first: first? })
        };
        let mut rows: Vec<Configuration> = self.sets.into_iter().filter_map(row).collect();
        // Stable: equal counts stay in the order of their codes.
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        Configurations { together_in, units: self.units, rows }
    }
}

fn in_segments(snapshot: &Snapshot, choice: &CodeChoice, found: &mut Found) {
    for place in 0..snapshot.documents().len() {
        let counts = |coding: &&Coding| choice.of(coding).next().is_some();
        let codings: Vec<&Coding> = snapshot.codings_at(place).iter().filter(counts).collect();
        // Equal spans of a document stand next to each other.
        let spans: Vec<&[&Coding]> = codings.chunk_by(|one, next| one.span == next.span).collect();
        let marks: Vec<Mark> = spans.iter().map(|same| Mark::new(same[0].span, 0)).collect();
        let mut own = CodeSets::new(spans.len(), choice.codes.len());
        for (number, same) in spans.iter().enumerate() {
            let codes = same.iter().flat_map(|coding| choice.of(coding));
            codes.for_each(|code| own.insert(number, code));
        }
        let mut together = own.clone();
        overlapping_pairs(&marks, |earlier, later| {
            together.add_set(earlier, &own, later);
            together.add_set(later, &own, earlier);
        });
        for (number, same) in spans.iter().enumerate() {
            let codes = together.codes(number).collect();
            found.count(codes, UnitPlace::Segment(place, same[0].span));
        }
    }
}

fn in_documents(snapshot: &Snapshot, choice: &CodeChoice, found: &mut Found) {
    for place in 0..snapshot.documents().len() {
        let mut codes = CodeSets::new(1, choice.codes.len());
        for coding in snapshot.codings_at(place) {
            choice.of(coding).for_each(|code| codes.insert(0, code));
        }
        found.count(codes.codes(0).collect(), UnitPlace::Document(place));
    }
}

fn in_participants(
    snapshot: &Snapshot,
    layouts: &[Layout],
    choice: &CodeChoice,
    found: &mut Found,
) {
    let n_people = snapshot.participants().len();
    let mut sets = CodeSets::new(n_people, choice.codes.len());
    each_voice(snapshot, layouts, |coding, person| {
        choice.of(coding).for_each(|code| sets.insert(person, code));
    });
    for person in 0..n_people {
        found.count(sets.codes(person).collect(), UnitPlace::Participant(person));
    }
}

/// Calls `hear` with each coding and the place of each participant who speaks in it.
pub(crate) fn each_voice(
    snapshot: &Snapshot,
    layouts: &[Layout],
    mut hear: impl FnMut(&Coding, usize),
) {
    for (place, document) in snapshot.documents().iter().enumerate() {
        let mut voices = Voices::new(document, layouts.get(place));
        let person = |&id: &_| snapshot.participant_place(id);
        let people: Vec<Option<usize>> = voices.people().iter().map(person).collect();
        for coding in snapshot.codings_at(place) {
            let speaking = voices.of(coding.span).iter();
            speaking.filter_map(|&at| people[at as usize]).for_each(|person| hear(coding, person));
        }
    }
}
