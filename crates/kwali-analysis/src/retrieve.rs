//! Coded segments with what stands around them.

use kwali_model::{CodeId, Coding, Layout, ParticipantId, Snapshot, SpeakerNumber};
use kwali_text::Span;

use crate::cooccurrence::{CodeSets, Mark};
use crate::select::speakers_in;

/// A coded segment as it is retrieved: a coding with who speaks in it and what else it carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodedSegment {
    /// The coding.
    pub coding: Coding,
    /// The document's place in study order.
    pub place: usize,
    /// Other codes with a coding by any coder that overlaps the segment, in code order.
    pub other_codes: Vec<CodeId>,
    /// Who speaks in it, by order of first appearance in the document.
    pub speakers: Vec<SpeakerNumber>,
    /// Which participants speak in it, in id order.
    pub participants: Vec<ParticipantId>,
    /// The numbers of its first and its last paragraph.
    pub paragraphs: (usize, usize),
}

/// Returns the segments of selected codings, in the order of the snapshot.
///
/// `selected` are places in [`Snapshot::codings`] in ascending order, as
/// [`select`](crate::select()) gives them.
pub fn coded_segments(
    snapshot: &Snapshot,
    layouts: &[Layout],
    selected: &[usize],
) -> Vec<CodedSegment> {
    let no_layout = Layout::default();
    let mut segments = Vec::with_capacity(selected.len());
    let mut waiting = selected;
    let mut first = 0;
    for (place, document) in snapshot.documents().iter().enumerate() {
        let codings = snapshot.codings_at(place);
        let (here, rest) =
            waiting.split_at(waiting.partition_point(|&n| n < first + codings.len()));
        if !here.is_empty() {
            let layout = layouts.get(place).unwrap_or(&no_layout);
            let codes = overlapping_codes(codings, snapshot.codes().len());
            segments.extend(here.iter().map(|number| {
                let number = number - first;
                let coding = codings[number];
                let others = codes.codes(number).map(CodeId).filter(|&code| code != coding.code);
                let speakers = speakers_in(document, layout, coding.span).into_iter();
                CodedSegment {
                    coding,
                    place,
                    other_codes: others.collect(),
                    speakers: speakers.map(|number| SpeakerNumber(number as u32)).collect(),
                    participants: layout.participants_of(document, coding.span),
                    paragraphs: layout.paragraphs_of(coding.span),
                }
            }));
        }
        waiting = rest;
        first += codings.len();
    }
    segments
}

fn overlapping_codes(codings: &[Coding], n_codes: usize) -> CodeSets {
    let marks: Vec<Mark> =
        codings.iter().map(|coding| Mark::new(coding.span, coding.code.0)).collect();
    CodeSets::overlapping(&marks, n_codes)
}

/// How much of what stands around a segment is shown with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Context {
    /// Nothing.
    #[default]
    None,
    /// The turns it lies in, and so many before and behind.
    Turns(usize),
    /// The paragraphs it lies in, and so many before and behind.
    Paragraphs(usize),
}

/// Returns a segment's span with its context; never less than the segment.
///
/// In a document without turns, turns are paragraphs.
pub fn context_span(layout: &Layout, segment: Span, context: Context) -> Span {
    match context {
        Context::None => segment,
        Context::Turns(n) if !layout.turns.is_empty() => {
            let turns: Vec<Span> = layout.turns.iter().map(|turn| turn.span).collect();
            widened(&turns, segment, n)
        }
        Context::Turns(n) | Context::Paragraphs(n) => widened(&layout.paragraphs, segment, n),
    }
}

/// The segment with the stretches it touches and `n` more on either side.
fn widened(stretches: &[Span], segment: Span, n: usize) -> Span {
    let first = stretches.partition_point(|stretch| stretch.end() <= segment.start());
    let behind = stretches.partition_point(|stretch| stretch.start() < segment.end());
    let shown = first.saturating_sub(n)..behind.saturating_add(n).min(stretches.len());
    stretches[shown].iter().fold(segment, |span, &stretch| span.hull(stretch))
}
