//! How often codes would overlap by chance: in each document the codings of a code are shifted
//! around together, and what the shifted codings overlap is counted.

mod ring;

use kwali_model::Snapshot;

use super::{Choice, CodePair};
use crate::Undefined;
use crate::chance::nearest_rank;
use crate::parallel::by_numbers;

use ring::Ring;

/// How many shifts are drawn, and from where drawing starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Draws {
    /// How many; none is taken as one.
    pub number: usize,
    /// The same seed draws the same shifts, on every machine.
    pub seed: u64,
}

/// How often two codes overlap where the codings of each are shifted around in their documents.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PairChance {
    /// The mean number of overlapping pairs over all shifts there are, not only those drawn.
    pub mean: f64,
    /// In at most one draw of forty there are fewer overlapping pairs.
    pub low: u64,
    /// In at most one draw of forty there are more.
    pub high: u64,
    /// Draws with at least as many overlapping pairs as there are in the study.
    pub at_least: u64,
    /// All draws.
    pub draws: u64,
}

impl PairChance {
    /// Returns the share of draws with at least as many overlapping pairs as the study has.
    pub fn share_at_least(&self) -> f64 {
        self.at_least as f64 / self.draws as f64
    }

    /// Returns how many times the mean the study has.
    pub fn ratio(&self, overlap_pairs: u64) -> Result<f64, Undefined> {
        match self.mean > 0.0 {
            true => Ok(overlap_pairs as f64 / self.mean),
            false => Err(Undefined::NoneByChance),
        }
    }
}

/// Sets beside each pair what chance would make of it.
///
/// Draws are made by several threads; each depends only on the seed, its number, the places of the
/// document and of the code.
pub(super) fn set_chances(
    snapshot: &Snapshot,
    choice: &Choice,
    draws: Draws,
    pairs: &mut [CodePair],
) {
    let n_codes = choice.codes.len();
    let place = |pair: &CodePair| {
        let of = |code: kwali_model::CodeId| choice.places[code.index()].unwrap_or_default();
        (of(pair.a) as usize, of(pair.b) as usize)
    };
    let rings: Vec<Ring> = (0..snapshot.documents().len())
        .filter_map(|at| Ring::of(snapshot, at, choice, draws.seed))
        .collect();
    let mut means = vec![0.0; n_codes * n_codes];
    rings.iter().for_each(|ring| ring.add_means(&mut means, n_codes));
    // Others share no document, and so overlap in no draw.
    let (mut meeting, apart): (Vec<&mut CodePair>, Vec<&mut CodePair>) =
        pairs.iter_mut().partition(|pair| pair.same_document > 0);
    let n_draws = draws.number.max(1);
    let places: Vec<(usize, usize)> = meeting.iter().map(|pair| place(pair)).collect();
    let drawn = by_numbers(n_draws, |numbers| draw(&rings, numbers, &places, n_codes));
    for (number, (pair, &(a, b))) in meeting.iter_mut().zip(&places).enumerate() {
        let of_pair = |part: &Vec<u32>| {
            part.iter().skip(number).step_by(places.len()).copied().collect::<Vec<u32>>()
        };
        let mut counts: Vec<u32> = drawn.iter().flat_map(of_pair).collect();
        counts.sort_unstable();
        let mean = means[a * n_codes + b];
        pair.chance = Some(told(&counts, mean, pair.overlap_pairs));
    }
    let never = told(&vec![0; n_draws], 0.0, 0);
    apart.into_iter().for_each(|pair| pair.chance = Some(never));
}

/// Returns for each of these draws how often each pair overlaps, one draw after the other.
fn draw(
    rings: &[Ring],
    numbers: std::ops::Range<usize>,
    pairs: &[(usize, usize)],
    n_codes: usize,
) -> Vec<u32> {
    let mut drawn = Vec::with_capacity(numbers.len() * pairs.len());
    let mut counts = vec![0; n_codes * n_codes];
    let mut shifted = ring::Shifted::default();
    for number in numbers {
        counts.fill(0);
        for ring in rings {
            ring.shift(number, &mut shifted);
            shifted.count(ring, &mut counts, n_codes);
        }
        let of = |&(a, b): &(usize, usize)| counts[a * n_codes + b] + counts[b * n_codes + a];
        drawn.extend(pairs.iter().map(of));
    }
    drawn
}

/// Returns what is to be told of the counts of all draws, in order.
fn told(counts: &[u32], mean: f64, observed: u64) -> PairChance {
    let fewer = counts.partition_point(|&count| u64::from(count) < observed);
    PairChance {
        mean,
        low: u64::from(nearest_rank(counts, 25)),
        high: u64::from(nearest_rank(counts, 975)),
        at_least: (counts.len() - fewer) as u64,
        draws: counts.len() as u64,
    }
}
