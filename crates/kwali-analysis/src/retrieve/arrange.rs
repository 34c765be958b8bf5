//! Coded segments in groups and in order, a sample of them, a page of them.

use kwali_model::{CodeId, CoderId, ParticipantId, Scope, Snapshot, VariableId};

use super::CodedSegment;
use super::grouping::{Groups, Partition};
use crate::AnalysisError;
use crate::chance::SplitMix64;

/// What segments are put together by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grouping {
    /// The segment's own code.
    Code,
    /// The document it stands in.
    Document,
    /// The group of that document.
    DocumentGroup,
    /// Who speaks in it: a segment of two participants stands in both groups.
    Participant,
    /// Who coded it.
    Coder,
    /// The value of a variable: of the document, or of each participant who speaks in it.
    Variable(VariableId),
}

/// What all segments of a group have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GroupKey {
    /// Nothing: the segments are not grouped.
    All,
    /// Their code.
    Code(CodeId),
    /// Their document, by place in study order.
    Document(usize),
    /// A participant who speaks in them; `None` where no participant does.
    Participant(Option<ParticipantId>),
    /// Their coder.
    Coder(CoderId),
    /// A value or a document group; `None` where it is unknown.
    Value(Option<String>),
}

/// In which order the segments of a group stand; ties stand in study order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum SegmentOrder {
    /// As in the study: by document and place in it.
    #[default]
    Document,
    /// By code, in the order of the code system.
    Code,
    /// By coder, in study order.
    Coder,
    /// The highest weight first, those without a weight last.
    Weight,
    /// The longest first.
    Length,
    /// By the first participant who speaks, in study order; those of nobody last.
    Participant,
}

/// A part of the segments, drawn at random.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sample {
    /// How many.
    pub n: usize,
    /// From where the generator starts: the same seed draws the same segments.
    pub seed: u64,
    /// Of what so many are drawn.
    pub of: SampleOf,
}

/// Of what a sample is drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum SampleOf {
    /// Of all segments.
    #[default]
    All,
    /// Of each group.
    EachGroup,
}

/// A part of the segments, as they stand one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page {
    /// How many stand on a page.
    pub size: usize,
    /// Which page, counted from 1.
    pub number: usize,
}

/// How segments are to be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Arrangement {
    /// What they are put together by.
    pub group_by: Option<Grouping>,
    /// The order within a group.
    pub order: SegmentOrder,
    /// How many of them, drawn at random; drawn before they are put in order.
    pub sample: Option<Sample>,
    /// Which of the rows that this leaves.
    pub page: Option<Page>,
}

/// Segments in groups and in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arranged {
    /// What was asked for.
    pub arrangement: Arrangement,
    /// How many segments were found.
    pub found: usize,
    /// How many different segments are left: all, or those drawn.
    pub drawn: usize,
    /// How many rows these make on all pages: a segment may stand in several groups.
    pub rows: usize,
    /// How many rows stand on pages before this one.
    pub before: usize,
    /// The groups of which something is shown, in order.
    pub groups: Vec<SegmentGroup>,
}

/// Segments that have something in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SegmentGroup {
    /// What.
    pub key: GroupKey,
    /// How many were found that belong here.
    pub found: usize,
    /// How many of them are left: all, or those drawn.
    pub drawn: usize,
    /// Those on this page.
    pub segments: Vec<CodedSegment>,
}

impl Arranged {
    /// Returns how many rows are shown.
    pub fn shown(&self) -> usize {
        self.groups.iter().map(|group| group.segments.len()).sum()
    }

    /// Returns how many pages there are.
    pub fn pages(&self) -> usize {
        let size = self.arrangement.page.map_or(self.rows, |page| page.size);
        self.rows.div_ceil(size.max(1))
    }

    /// Returns the segments that are shown, each with its group.
    pub fn segments(&self) -> impl Iterator<Item = (&SegmentGroup, &CodedSegment)> {
        let of = |group| move |segment| (group, segment);
        self.groups.iter().flat_map(move |group| group.segments.iter().map(of(group)))
    }
}

/// Arranges segments, which come in study order as
/// [`coded_segments`](crate::coded_segments) gives them.
pub fn arrange(
    snapshot: &Snapshot,
    segments: &[CodedSegment],
    arrangement: &Arrangement,
) -> Result<Arranged, AnalysisError> {
    let partition = Partition::new(snapshot, arrangement.group_by)?;
    let groups = partition.groups(segments);
    let kept = drawn(&groups, segments.len(), arrangement.sample);
    let mut made = Arranged {
        arrangement: *arrangement,
        found: segments.len(),
        drawn: n_different(&kept),
        rows: kept.iter().map(Vec::len).sum(),
        before: 0,
        groups: Vec::new(),
    };
    let (first, end) = match arrangement.page {
        None => (0, made.rows),
        Some(page) => {
            let first = page.number.saturating_sub(1).saturating_mul(page.size);
            (first, first.saturating_add(page.size))
        }
    };
    made.before = first.min(made.rows);
    let mut row = 0;
    for ((key, all), mut kept) in groups.into_iter().zip(kept) {
        put_in_order(&mut kept, snapshot, segments, arrangement.order);
        let drawn = kept.len();
        let here = first.saturating_sub(row).min(drawn)..end.saturating_sub(row).min(drawn);
        row += drawn;
        let shown: Vec<CodedSegment> =
            kept[here].iter().map(|&number| segments[number].clone()).collect();
        if !shown.is_empty() {
            made.groups.push(SegmentGroup { key, found: all.len(), drawn, segments: shown });
        }
    }
    Ok(made)
}

/// Returns the segments of each group that a sample keeps.
fn drawn(groups: &Groups, n_segments: usize, sample: Option<Sample>) -> Vec<Vec<usize>> {
    let members = groups.iter().map(|(_, members)| members);
    let Some(sample) = sample else { return members.cloned().collect() };
    let mut generator = SplitMix64::new(sample.seed);
    match sample.of {
        SampleOf::All => {
            let drawn = generator.draw(n_segments, sample.n);
            let is_drawn = |number: &usize| drawn.binary_search(number).is_ok();
            members.map(|members| members.iter().copied().filter(is_drawn).collect()).collect()
        }
        // One group after the other from one generator.
        SampleOf::EachGroup => members
            .map(|members| {
                let drawn = generator.draw(members.len(), sample.n);
                drawn.into_iter().map(|place| members[place]).collect()
            })
            .collect(),
    }
}

fn n_different(groups: &[Vec<usize>]) -> usize {
    let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

fn put_in_order(
    numbers: &mut [usize],
    snapshot: &Snapshot,
    segments: &[CodedSegment],
    order: SegmentOrder,
) {
    let coder_place = |id: CoderId| {
        snapshot.coders().iter().position(|coder| coder.id == id).unwrap_or(usize::MAX)
    };
    let key = |&number: &usize| -> usize {
        let segment = &segments[number];
        let coding = &segment.coding;
        match order {
            SegmentOrder::Document => 0,
            SegmentOrder::Code => coding.code.index(),
            SegmentOrder::Coder => coder_place(coding.coder),
            SegmentOrder::Weight => coding.weight.map_or(101, |w| 100 - usize::from(w.get())),
            SegmentOrder::Length => usize::MAX - coding.span.chars(),
            SegmentOrder::Participant => {
                let places = segment.participants.iter();
                let places = places.filter_map(|&person| snapshot.participant_place(person));
                places.min().unwrap_or(usize::MAX)
            }
        }
    };
    numbers.sort_by_cached_key(key);
}

impl Grouping {
    /// True if one segment may stand in several groups, because several people speak in it.
    pub fn is_of_participants(self, snapshot: &Snapshot) -> bool {
        match self {
            Grouping::Participant => true,
            Grouping::Variable(id) => snapshot
                .variable_by_id(id)
                .is_some_and(|variable| variable.scope == Scope::Participant),
            _ => false,
        }
    }
}
