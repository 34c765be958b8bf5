//! One document, with what of it is at hand.

use kwali_model::{Coding, Document, Layout, Snapshot};
use kwali_text::Span;

use super::near::Place;
use super::{AtHand, CooccurrenceRequest};
use crate::LengthUnit;
use crate::position::{CutText, Measures};
use crate::voices::Voices;

/// A document with its codings, and with where in it they stand.
pub(super) struct Surroundings<'a> {
    snapshot: &'a Snapshot,
    document: &'a Document,
    pub(super) codings: &'a [Coding],
    pub(super) layout: Option<&'a Layout>,
    measures: Option<Measures<'a>>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn of(
        snapshot: &'a Snapshot,
        place: usize,
        at_hand: AtHand<'a>,
        request: &CooccurrenceRequest,
    ) -> Surroundings<'a> {
        let layout = at_hand.layouts.and_then(|layouts| layouts.get(place));
        let text = at_hand.texts.and_then(|texts| texts.get(place));
        let cut = || {
            text.map_or_else(CutText::default, |text| CutText::new(text.as_str(), request.cuts()))
        };
        Surroundings {
            snapshot,
            document: &snapshot.documents()[place],
            codings: snapshot.codings_at(place),
            layout,
            measures: layout.map(|layout| Measures::new(layout, cut())),
        }
    }

    /// Returns where segments stand, by a unit; those left out of which it is not known.
    pub(super) fn places(&self, unit: LengthUnit, segments: &[(Span, u32)]) -> Vec<Place> {
        let Some(measures) = &self.measures else { return Vec::new() };
        let place = |&(span, code): &(Span, u32)| {
            let (first, last) = measures.place(unit, span)?;
            Some(Place { first, last, code })
        };
        segments.iter().filter_map(place).collect()
    }

    /// Calls `hear` with the code of a segment and the place of each participant who speaks in it.
    ///
    /// Segments must come in the order of their starts.
    pub(super) fn voices(&self, segments: &[(Span, u32)], mut hear: impl FnMut(u32, u32)) {
        let mut voices = Voices::new(self.document, self.layout);
        let place = |&id: &_| self.snapshot.participant_place(id);
        let places: Vec<Option<usize>> = voices.people().iter().map(place).collect();
        for &(span, code) in segments {
            let people = voices.of(span).iter().filter_map(|&person| places[person as usize]);
            people.for_each(|person| hear(code, person as u32));
        }
    }
}
