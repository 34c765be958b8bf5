//! Passages that are most like others, by the words they have in common.

mod places;
mod terms;

use std::cmp::Reverse;
use std::ops::Range;

use kwali_model::{Document, Layout, SpeakerNumber, units};
use kwali_text::{Span, Text};

pub use places::{PlaceError, passages_where};
pub use terms::Example;
use terms::{Found, Reader};

/// How soon more of the same word in a passage counts for less (Robertson et al. 1994).
const SATURATION: f64 = 1.2;
/// How much a longer passage needs more of a word.
const LENGTH: f64 = 0.75;
/// How soon more of the same word in the example counts for less.
const EXAMPLE_SATURATION: f64 = 8.0;

/// What one speaker says in one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The document's place in study order.
    pub place: usize,
    /// The words.
    pub span: Span,
    /// Who says them; nobody where no turn is.
    pub speaker: Option<SpeakerNumber>,
}

/// A passage with how much it is like the example.
#[derive(Clone, PartialEq, Debug)]
pub struct LikePassage {
    /// The passage.
    pub passage: Passage,
    /// The sum of the weights of what it has in common with the example.
    pub score: f64,
    /// The words in common, that with the highest weight first.
    pub shared: Vec<SharedWord>,
}

/// A word that a passage and the example have in common, in whatever form.
#[derive(Clone, PartialEq, Debug)]
pub struct SharedWord {
    /// The form that the example has first.
    pub word: String,
    /// How often the example has it.
    pub in_example: u32,
    /// How often the passage has it.
    pub in_passage: u32,
    /// Where the passage has it first, in bytes from the passage's start.
    pub first: Range<usize>,
    /// In how many passages it is.
    pub passages: u32,
    /// What it adds to the score.
    pub weight: f64,
}

/// Compares passages with an example, one document after the other.
///
/// Only the words of the example are kept of what is read.
pub struct Likeness {
    reader: Reader,
    passages: Vec<Counted>,
    /// By word of the example: in how many passages it is.
    in_passages: Vec<u32>,
}

struct Counted {
    passage: Passage,
    n_words: u32,
    /// Words of the example that are here, in their order there.
    has: Vec<Found>,
}

impl Likeness {
    /// Returns a comparison with an example that has met no passage yet.
    pub fn new(example: Example) -> Likeness {
        let in_passages = vec![0; example.words().len()];
        Likeness { reader: Reader::new(example), passages: Vec::new(), in_passages }
    }

    /// Reads the passages of a document that `is_wanted` lets through, in order.
    pub fn add(
        &mut self,
        place: usize,
        document: &Document,
        (text, layout): (&Text, &Layout),
        is_wanted: &dyn Fn(&Passage) -> bool,
    ) {
        for piece in units(text, layout) {
            let Ok(span) = text.span(piece.bytes.start, piece.bytes.end) else { continue };
            let passage = Passage { place, span, speaker: piece.speaker };
            if !is_wanted(&passage) {
                continue;
            }
            let (n_words, has) = self.reader.read(&document.language, text.slice(span));
            has.iter().for_each(|found| self.in_passages[found.word as usize] += 1);
            self.passages.push(Counted { passage, n_words, has });
        }
    }

    /// Returns the passages that were read, in order.
    pub fn passages(&self) -> impl Iterator<Item = Passage> + '_ {
        self.passages.iter().map(|counted| counted.passage)
    }

    /// Returns the passages that have a word of the example and that `may_be` lets through, the
    /// most alike first, equals in study order.
    pub fn ranked(&self, may_be: &dyn Fn(&Passage) -> bool) -> Vec<LikePassage> {
        let n_words: u64 = self.passages.iter().map(|passage| u64::from(passage.n_words)).sum();
        let mean = n_words as f64 / self.passages.len().max(1) as f64;
        let found = self.passages.iter().filter(|counted| !counted.has.is_empty());
        let found = found.filter(|counted| may_be(&counted.passage));
        let mut ranked: Vec<LikePassage> =
            found.map(|counted| self.scored(counted, mean)).collect();
        // Rounded, so that no machine's last digit decides.
        ranked.sort_by_key(|like| Reverse((like.score * 1e9).round() as i64));
        ranked
    }

    fn scored(&self, counted: &Counted, mean: f64) -> LikePassage {
        let longer = 1.0 - LENGTH + LENGTH * f64::from(counted.n_words) / mean;
        let mut shared: Vec<SharedWord> = counted
            .has
            .iter()
            .map(|found| {
                let word = &self.reader.words()[found.word as usize];
                let passages = self.in_passages[found.word as usize];
                let here = saturated(f64::from(found.times), SATURATION * longer, SATURATION);
                let there =
                    saturated(f64::from(word.times), EXAMPLE_SATURATION, EXAMPLE_SATURATION);
                SharedWord {
                    word: word.shown.clone(),
                    in_example: word.times,
                    in_passage: found.times,
                    first: found.first.start as usize..found.first.end as usize,
                    passages,
                    weight: self.rarity(passages) * here * there,
                }
            })
            .collect();
        shared.sort_by_key(|word| Reverse((word.weight * 1e9).round() as i64));
        let score = shared.iter().map(|word| word.weight).sum();
        LikePassage { passage: counted.passage, score, shared }
    }

    /// How much a word tells that is in so many passages.
    fn rarity(&self, passages: u32) -> f64 {
        let (all, having) = (self.passages.len() as f64, f64::from(passages));
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }
}

/// Returns what a word counts that is there `n` times: 1 for one time in the mean, and never more
/// than `most` + 1.
fn saturated(n: f64, half: f64, most: f64) -> f64 {
    n * (most + 1.0) / (n + half)
}
