//! How alike documents or participants are in the codes that they have.

mod clusters;
mod scaling;

use kwali_model::{CodeId, Layout, Snapshot};

use crate::code_choice::CodeChoice;
use crate::configurations::each_voice;
use crate::undefined::share;
use crate::{Subcodes, Undefined};

pub use clusters::{Clustering, Linkage, Merge, cluster};
pub use scaling::{Map, map};

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum SimilarityOf {
    /// Documents.
    #[default]
    Documents,
    /// Participants, by the segments that belong to them.
    Participants,
}

/// What is compared, by which codes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SimilarityRequest {
    /// What is compared.
    pub of: SimilarityOf,
    /// The codes by which it is compared, or all.
    pub codes: Option<Vec<CodeId>>,
    /// How a code's descendants count for it.
    pub subcodes: Subcodes,
}

/// How likeness is measured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum SimilarityMeasure {
    /// Codes that both have, of those that either has.
    #[default]
    Jaccard,
    /// Codes that both have or both lack, of all.
    SimpleMatching,
    /// The cosine of the angle between the numbers of segments by code.
    Cosine,
}

impl SimilarityMeasure {
    /// Every measure.
    pub const ALL: [SimilarityMeasure; 3] =
        [SimilarityMeasure::Jaccard, SimilarityMeasure::SimpleMatching, SimilarityMeasure::Cosine];

    /// Returns the name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            SimilarityMeasure::Jaccard => "jaccard",
            SimilarityMeasure::SimpleMatching => "simple_matching",
            SimilarityMeasure::Cosine => "cosine",
        }
    }
}

/// The codes of documents or participants, to be compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Similarity {
    /// What is compared, in study order.
    pub of: SimilarityOf,
    /// The codes by which it is compared.
    pub codes: Vec<CodeId>,
    /// By place and code, the number of segments.
    pub profiles: Vec<Vec<u64>>,
}

/// What two of them have in common.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Resemblance {
    /// Codes that both have.
    pub both: u64,
    /// Codes that only the first has.
    pub only_a: u64,
    /// Codes that only the second has.
    pub only_b: u64,
    /// Codes that neither has.
    pub neither: u64,
    /// The cosine; undefined where one of them has no code.
    cosine: Result<f64, Undefined>,
}

impl Resemblance {
    /// Returns how alike they are, from 0 to 1; undefined where one of them has no code.
    pub fn value(&self, measure: SimilarityMeasure) -> Result<f64, Undefined> {
        let Resemblance { both, only_a, only_b, neither, cosine } = *self;
        if both + only_a == 0 || both + only_b == 0 {
            return Err(Undefined::WithoutCodes);
        }
        let either = both + only_a + only_b;
        match measure {
            SimilarityMeasure::Jaccard => share(both, either, Undefined::WithoutCodes),
            SimilarityMeasure::SimpleMatching => {
                share(both + neither, either + neither, Undefined::WithoutCodes)
            }
            SimilarityMeasure::Cosine => cosine,
        }
    }
}

impl Similarity {
    /// Returns what the ones at two places have in common.
    pub fn pair(&self, a: usize, b: usize) -> Resemblance {
        let mut pair = Resemblance {
            both: 0,
            only_a: 0,
            only_b: 0,
            neither: 0,
            cosine: Err(Undefined::WithoutCodes),
        };
        let (mut product, mut length_a, mut length_b) = (0.0, 0.0, 0.0);
        for (&x, &y) in self.profiles[a].iter().zip(&self.profiles[b]) {
            *match (x > 0, y > 0) {
                (true, true) => &mut pair.both,
                (true, false) => &mut pair.only_a,
                (false, true) => &mut pair.only_b,
                (false, false) => &mut pair.neither,
            } += 1;
            let (x, y) = (x as f64, y as f64);
            product += x * y;
            length_a += x * x;
            length_b += y * y;
        }
        let lengths = (length_a * length_b).sqrt();
        if lengths > 0.0 {
            // Rounding may lead beyond 1.
            pair.cosine = Ok((product / lengths).min(1.0));
        }
        pair
    }

    /// Returns the places of those that have any of the codes, in study order.
    pub fn with_codes(&self) -> Vec<usize> {
        let has_any = |&place: &usize| self.profiles[place].iter().any(|&count| count > 0);
        (0..self.profiles.len()).filter(has_any).collect()
    }

    /// Returns how unlike each two of these are, 1 - likeness, the pairs in the order (0, 1),
    /// (0, 2), …, (1, 2), …; of one without codes 1.
    fn unlikeness(&self, places: &[usize], measure: SimilarityMeasure) -> Vec<f64> {
        let mut unlike = Vec::with_capacity(places.len() * places.len().saturating_sub(1) / 2);
        for (number, &a) in places.iter().enumerate() {
            let others = places[number + 1..].iter();
            unlike.extend(others.map(|&b| 1.0 - self.pair(a, b).value(measure).unwrap_or(0.0)));
        }
        unlike
    }
}

/// Counts the segments of each document or participant by code.
pub fn similarity(
    snapshot: &Snapshot,
    layouts: &[Layout],
    request: &SimilarityRequest,
) -> Similarity {
    let choice = CodeChoice::new(snapshot.codes(), request.codes.as_deref(), request.subcodes);
    let n_units = match request.of {
        SimilarityOf::Documents => snapshot.documents().len(),
        SimilarityOf::Participants => snapshot.participants().len(),
    };
    let mut profiles = vec![vec![0; choice.codes.len()]; n_units];
    let mut count = |coding: &_, unit: usize| {
        choice.of(coding).for_each(|code| profiles[unit][code as usize] += 1);
    };
    match request.of {
        SimilarityOf::Documents => {
            for place in 0..n_units {
                snapshot.codings_at(place).iter().for_each(|coding| count(coding, place));
            }
        }
        SimilarityOf::Participants => each_voice(snapshot, layouts, count),
    }
    Similarity { of: request.of, codes: choice.codes, profiles }
}
