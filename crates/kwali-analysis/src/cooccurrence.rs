//! Which codes occur together: overlapping, near each other, in the same documents.

mod document;
mod fourfold;
mod matrix;
mod near;
mod shifting;
mod surroundings;
mod sweep;

use kwali_model::{CodeId, CoderId, Layout, Snapshot};
use kwali_text::Text;

use crate::parallel::by_documents;
use crate::query::Cuts;
use crate::{Distance, LengthUnit, Undefined};

use document::DocumentSums;
pub use fourfold::Fourfold;
pub use shifting::{Draws, PairChance};
use surroundings::Surroundings;
pub(crate) use sweep::{CodeSets, Mark, overlapping_pairs};

/// Which co-occurrences are wanted; the default is all, by direct codes and all coders pooled.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CooccurrenceRequest {
    /// Distances to count pairs within.
    pub near: Vec<Distance>,
    /// The codes to pair, or all.
    pub codes: Option<Vec<CodeId>>,
    /// The coders whose codings count, or all.
    pub coders: Option<Vec<CoderId>>,
    /// What becomes of pairs that never occur together.
    pub zero_pairs: ZeroPairs,
    /// Whether what chance would make of the pairs is drawn, too.
    pub chance: Option<Draws>,
}

impl CooccurrenceRequest {
    /// Returns into what texts must be cut to count the distances.
    fn cuts(&self) -> Cuts {
        let is_asked = |unit| self.near.iter().any(|distance| distance.unit == unit);
        Cuts { words: false, sentences: is_asked(LengthUnit::Sentences) }
    }
}

/// What of the documents is at hand beside the snapshot, each by place in study order.
///
/// What needs something that is not at hand is not counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct AtHand<'a> {
    /// Paragraphs and turns: for what is counted by paragraphs, turns and participants.
    pub layouts: Option<&'a [Layout]>,
    /// Words: for what is counted by sentences.
    pub texts: Option<&'a [Text]>,
}

/// What becomes of pairs of codes that no document has together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum ZeroPairs {
    /// They are in the result.
    #[default]
    Kept,
    /// They are not.
    LeftOut,
}

/// The number of units over which pairs are tabulated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PairUnits {
    /// All documents.
    pub documents: u64,
    /// Different stretches of text with a coding of any code by the coders that count.
    pub distinct_spans: u64,
    /// All paragraphs; `None` where the layout was not at hand.
    pub paragraphs: Option<u64>,
    /// All participants; `None` where the layout was not at hand.
    pub participants: Option<u64>,
}

/// How often two codes occur together; `a` stands before `b` in code order.
#[derive(Clone, PartialEq, Debug)]
pub struct CodePair {
    /// The first code.
    pub a: CodeId,
    /// The second code.
    pub b: CodeId,
    /// Pairs of a coding of `a` and one of `b` that share at least one character.
    pub overlap_pairs: u64,
    /// Codings of `a` that overlap at least one of `b`.
    pub a_segments_overlapping_b: u64,
    /// Codings of `b` that overlap at least one of `a`.
    pub b_segments_overlapping_a: u64,
    /// Code points covered by both.
    pub overlap_characters: u64,
    /// By distance asked for: pairs at most so far apart, overlapping ones included.
    ///
    /// `None` where what it is counted in was not at hand, and for distances in words.
    pub near: Vec<Option<u64>>,
    /// Documents with both.
    pub same_document: u64,
    /// Codings of `a`.
    pub n1: u64,
    /// Codings of `b`.
    pub n2: u64,
    /// The two codes over documents.
    pub by_document: Fourfold,
    /// The two codes over distinct spans: both only where the spans are identical.
    pub by_span: Fourfold,
    /// The two codes over paragraphs touched; `None` where the layout was not at hand.
    pub by_paragraph: Option<Fourfold>,
    /// The two codes over participants who speak in them; `None` where the layout was not at hand.
    pub by_participant: Option<Fourfold>,
    /// How often the codes would overlap by chance; `None` where that was not asked.
    pub chance: Option<PairChance>,
}

impl CodePair {
    /// Returns the c-coefficient n12 / (n1 + n2 - n12), with `overlap_pairs` as n12.
    ///
    /// It can exceed 1, see [`CodePair::is_c_out_of_range`].
    pub fn c_coefficient(&self) -> Result<f64, Undefined> {
        match self.c_denominator() {
            0 if self.overlap_pairs == 0 => Err(Undefined::NoSegments),
            ..=0 => Err(Undefined::DenominatorNotPositive),
            denominator => Ok(self.overlap_pairs as f64 / denominator as f64),
        }
    }

    /// True if the codes overlap more often than the denominator of the c-coefficient allows.
    ///
    /// One coding of `a` that overlaps many of `b` is enough for that.
    pub fn is_c_out_of_range(&self) -> bool {
        self.overlap_pairs as i64 > self.c_denominator()
    }

    fn c_denominator(&self) -> i64 {
        self.n1 as i64 + self.n2 as i64 - self.overlap_pairs as i64
    }
}

/// Co-occurrences of codes.
#[derive(Clone, PartialEq, Debug)]
pub struct Cooccurrence {
    /// The number of units.
    pub units: PairUnits,
    /// The distances of [`CodePair::near`].
    pub near: Vec<Distance>,
    /// What was drawn for [`CodePair::chance`].
    pub draws: Option<Draws>,
    /// The pairs in code order.
    pub pairs: Vec<CodePair>,
}

impl Cooccurrence {
    /// Keeps the pairs of one of `codes` with one of `others`.
    pub fn keep_between(&mut self, codes: &[CodeId], others: &[CodeId]) {
        let is_asked = |a: &CodeId, b: &CodeId| codes.contains(a) && others.contains(b);
        self.pairs.retain(|pair| is_asked(&pair.a, &pair.b) || is_asked(&pair.b, &pair.a));
    }
}

/// Counts how often each two codes occur together.
///
/// One sweep a document over its sorted codings, on several threads: the work grows with the
/// codings and the overlapping pairs.
pub fn cooccurrence(
    snapshot: &Snapshot,
    at_hand: AtHand<'_>,
    request: &CooccurrenceRequest,
) -> Cooccurrence {
    let choice = Choice::new(snapshot, request);
    let new_sums = || DocumentSums::new(&choice, &request.near, snapshot.participants().len());
    let parts = by_documents(snapshot, |stretch| {
        let mut sums = new_sums();
        for place in stretch {
            sums.add_document(&choice, &Surroundings::of(snapshot, place, at_hand, request));
        }
        sums
    });
    let mut sums = new_sums();
    parts.into_iter().for_each(|part| sums.add(&part));
    let units = PairUnits {
        documents: snapshot.documents().len() as u64,
        distinct_spans: sums.distinct_spans(),
        paragraphs: at_hand.layouts.map(|_| sums.paragraphs()),
        participants: at_hand.layouts.map(|_| snapshot.participants().len() as u64),
    };
    let n_codes = choice.codes.len();
    let pairs = (0..n_codes).flat_map(|a| (a + 1..n_codes).map(move |b| (a, b)));
    let keeps = |pair: &CodePair| request.zero_pairs == ZeroPairs::Kept || pair.same_document > 0;
    let is_counted = |distance: &Distance| match distance.unit {
        LengthUnit::Words => false,
        LengthUnit::Sentences => at_hand.layouts.is_some() && at_hand.texts.is_some(),
        _ => at_hand.layouts.is_some(),
    };
    let counted: Vec<bool> = request.near.iter().map(is_counted).collect();
    let of_pair = |pair| sums.pair(pair, &choice.codes, &units, &counted);
    let mut pairs: Vec<CodePair> = pairs.map(of_pair).filter(keeps).collect();
    if let Some(draws) = request.chance {
        shifting::set_chances(snapshot, &choice, draws, &mut pairs);
    }
    Cooccurrence { units, near: request.near.clone(), draws: request.chance, pairs }
}

/// The codes and coders that count.
struct Choice {
    /// The codes that are paired, in code order.
    codes: Vec<CodeId>,
    /// By code: its place in `codes`.
    places: Vec<Option<u32>>,
    /// By coder id: whether the coder counts.
    coders: Vec<bool>,
}

impl Choice {
    fn new(snapshot: &Snapshot, request: &CooccurrenceRequest) -> Choice {
        let wanted =
            |code: &CodeId| request.codes.as_ref().is_none_or(|codes| codes.contains(code));
        let codes: Vec<CodeId> = snapshot.codes().ids().filter(wanted).collect();
        let mut places = vec![None; snapshot.codes().len()];
        for (place, code) in codes.iter().enumerate() {
            places[code.index()] = Some(place as u32);
        }
        let most = snapshot.coders().iter().map(|coder| coder.id.index() + 1).max();
        let mut coders = vec![request.coders.is_none(); most.unwrap_or(0)];
        for coder in request.coders.iter().flatten() {
            if let Some(counts) = coders.get_mut(coder.index()) {
                *counts = true;
            }
        }
        Choice { codes, places, coders }
    }
}
