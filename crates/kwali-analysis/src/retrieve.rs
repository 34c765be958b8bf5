//! Coded segments with what stands around them.

mod arrange;
mod grouping;

use kwali_model::{
    CodeId, CoderId, Coding, Document, Layout, ParticipantId, Snapshot, SpeakerNumber,
};
use kwali_text::Span;

use crate::cooccurrence::{CodeSets, Mark};
use crate::select::speakers_in;

pub use arrange::{
    Arranged, Arrangement, GroupKey, Grouping, Page, Sample, SampleOf, SegmentGroup, SegmentOrder,
    arrange,
};

/// A coded segment as it is retrieved: a coding with who speaks in it and what else it carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodedSegment {
    /// The coding.
    pub coding: Coding,
    /// The document's place in study order.
    pub place: usize,
    /// Other codes with a coding by any coder that overlaps the segment, in code order.
    pub other_codes: Vec<CodeId>,
    /// Every code with a coding that overlaps the segment, its own too, in code order.
    pub codes: Vec<CodeOn>,
    /// Who speaks in it, by order of first appearance in the document.
    pub speakers: Vec<SpeakerNumber>,
    /// Which participants speak in it, in id order.
    pub participants: Vec<ParticipantId>,
    /// The numbers of its first and its last paragraph.
    pub paragraphs: (usize, usize),
    /// The numbers of its first and its last turn, if it touches any.
    pub turns: Option<(usize, usize)>,
    /// About when it begins in the recording, in milliseconds: see [`Layout::time_at`]; if its
    /// first turn has no time, when the next one begins that it touches.
    pub time: Option<u64>,
}

/// A code that stands on a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeOn {
    /// Which code.
    pub code: CodeId,
    /// Who gave it to a passage that overlaps the segment, in study order.
    pub coders: Vec<CoderId>,
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
            let codes = CodesOn::new(snapshot, codings);
            segments.extend(here.iter().map(|number| {
                let number = number - first;
                segment(place, document, layout, (&codings[number], codes.of(number)))
            }));
        }
        waiting = rest;
        first += codings.len();
    }
    segments
}

fn segment(
    place: usize,
    document: &Document,
    layout: &Layout,
    (coding, codes): (&Coding, Vec<CodeOn>),
) -> CodedSegment {
    let span = coding.span;
    let first_turn = layout.turns.partition_point(|turn| turn.span.end() <= span.start());
    let turns = layout.turns_of(span);
    let speakers = speakers_in(document, layout, span).into_iter();
    let others = codes.iter().map(|on| on.code).filter(|&code| code != coding.code);
    CodedSegment {
        coding: *coding,
        place,
        other_codes: others.collect(),
        codes,
        speakers: speakers.map(|number| SpeakerNumber(number as u32)).collect(),
        participants: layout.participants_of(document, span),
        paragraphs: layout.paragraphs_of(span),
        turns: turns.len().checked_sub(1).map(|further| (first_turn, first_turn + further)),
        time: layout
            .time_at(span.start())
            .or_else(|| turns.iter().find_map(|turn| Some(turn.time?.start))),
    }
}

/// Which codes stand on the codings of one document, and by whom.
struct CodesOn<'a> {
    snapshot: &'a Snapshot,
    /// By coding: pairs of a code and a coder, one number each.
    sets: CodeSets,
}

impl<'a> CodesOn<'a> {
    fn new(snapshot: &'a Snapshot, codings: &[Coding]) -> CodesOn<'a> {
        let n_coders = snapshot.coders().len();
        let pair = |coding: &Coding| {
            let coders = &mut snapshot.coders().iter();
            let coder = coders.position(|coder| coder.id == coding.coder).unwrap_or_default();
            (coding.code.index() * n_coders + coder) as u32
        };
        let marks: Vec<Mark> =
            codings.iter().map(|coding| Mark::new(coding.span, pair(coding))).collect();
        let mut sets = CodeSets::overlapping(&marks, snapshot.codes().len() * n_coders);
        marks.iter().enumerate().for_each(|(number, mark)| sets.insert(number, mark.code));
        CodesOn { snapshot, sets }
    }

    /// Returns the codes on the coding of this number.
    fn of(&self, number: usize) -> Vec<CodeOn> {
        let coders = self.snapshot.coders();
        let mut found: Vec<CodeOn> = Vec::new();
        for pair in self.sets.codes(number) {
            let code = CodeId(pair / coders.len() as u32);
            let coder = coders[pair as usize % coders.len()].id;
            match found.last_mut() {
                Some(last) if last.code == code => last.coders.push(coder),
                _ => found.push(CodeOn { code, coders: vec![coder] }),
            }
        }
        found
    }
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
