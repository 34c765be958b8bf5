//! Where in the transcripts quotations may stand: by words in a row that both have.
//!
//! The rows of words of all quotations are put in a table, and every document is read once beside
//! it, so that the time grows with the length of the transcripts and hardly with the number of
//! quotations.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use kwali_model::Layout;
use kwali_text::Text;

use super::nearest::{Candidate, exact, exact_starts, nearest_in_parts, nearest_whole};
use super::needle::{Item, Needle, Part};
use super::verdict::Spoken;
use super::written::{Word, said, shingle, words_in};
use super::{QuotationMatch, QuotationVerdict};
use crate::parallel::by_numbers;

/// So many words in a row are looked for; where these lead nowhere, fewer.
const ROUNDS: [usize; 2] = [3, 2];
/// So many stretches are looked at more closely for one quotation.
const MOST_CANDIDATES: usize = 12;
/// A quotation that was said more often than this is not followed to all its places.
const MOST_PLACES: usize = 200;

/// Looks for quotations in all transcripts; `texts` and `layouts` stand by place in study order.
///
/// A quotation without words is not found.
pub fn find_quotations(
    texts: &[Text],
    layouts: &[Layout],
    quotations: &[&str],
) -> Vec<QuotationMatch> {
    let transcripts = Transcripts { texts, layouts };
    let needles: Vec<Needle> = quotations.iter().map(|quotation| Needle::of(quotation)).collect();
    let mut found: Vec<Vec<Candidate>> = needles.iter().map(|_| Vec::new()).collect();
    for size in ROUNDS {
        let is_open = |number: &usize| {
            let n_words = needles[*number].whole.n_words();
            let best = found[*number].first();
            n_words > 0 && best.is_none_or(|best| !best.is_settled(n_words))
        };
        let open: Vec<usize> = (0..needles.len()).filter(is_open).collect();
        let hits = transcripts.hits(&needles, &open, size);
        let candidates = by_numbers(open.len(), |stretch| {
            let of = |place: usize| transcripts.candidates(&needles[open[place]], &hits[place]);
            stretch.map(of).collect::<Vec<_>>()
        });
        for (number, candidates) in open.into_iter().zip(candidates.into_iter().flatten()) {
            found[number].extend(candidates);
            found[number].sort_by_key(Candidate::rank);
        }
    }
    needles.iter().zip(found).map(|(needle, candidates)| matched(needle, candidates)).collect()
}

/// Returns what the best candidates say.
fn matched(needle: &Needle, candidates: Vec<Candidate>) -> QuotationMatch {
    let n_words = needle.whole.n_words();
    let mut candidates = candidates.into_iter();
    let Some(best) = candidates.next().filter(|best| best.is_near(n_words)) else {
        return QuotationMatch { verdict: QuotationVerdict::NotFound, places: Vec::new() };
    };
    let mut places = vec![best.place];
    if !matches!(best.verdict, QuotationVerdict::Altered(_)) {
        let as_well = candidates.take_while(|other| other.verdict == best.verdict);
        places.extend(as_well.map(|other| other.place));
        places.dedup();
    }
    QuotationMatch { verdict: best.verdict, places }
}

/// All words of a study.
#[derive(Clone, Copy)]
struct Transcripts<'a> {
    texts: &'a [Text],
    layouts: &'a [Layout],
}

/// Words in a row that a document and a quotation have.
#[derive(Debug, Clone, Copy)]
struct Hit {
    document: usize,
    /// The number of the first word in the document.
    word: usize,
    /// The sequence of the quotation, see [`sequences`], and the number of the first item in it.
    sequence: usize,
    item: usize,
}

/// Returns what of a quotation is looked for: the whole, then each part of an edited one.
fn sequences(needle: &Needle) -> Vec<&Part> {
    let parts = needle.parts.iter().filter(|_| needle.is_edited());
    std::iter::once(&needle.whole).chain(parts).collect()
}

/// From words in a row to where they stand in quotations.
type Rows = HashMap<u64, Vec<(usize, usize, usize)>>;

impl<'a> Transcripts<'a> {
    fn words(&self, document: usize) -> Vec<Word> {
        let text = self.texts[document].as_str();
        words_in(text, said(text, self.layouts.get(document)))
    }

    /// Returns the hits of each open quotation, by document.
    fn hits(&self, needles: &[Needle], open: &[usize], size: usize) -> Vec<Vec<Hit>> {
        let mut rows: BTreeMap<usize, Rows> = BTreeMap::new();
        for (place, &number) in open.iter().enumerate() {
            for (sequence, part) in sequences(&needles[number]).into_iter().enumerate() {
                let size = size.min(part.n_words());
                for (item, keys) in rows_of(part, size) {
                    let places = rows.entry(size).or_default().entry(keys).or_default();
                    places.push((place, sequence, item));
                }
            }
        }
        let mut hits: Vec<Vec<Hit>> = open.iter().map(|_| Vec::new()).collect();
        let found = by_numbers(self.texts.len(), |stretch| {
            stretch.flat_map(|document| self.hits_in(document, &rows)).collect::<Vec<_>>()
        });
        for (place, hit) in found.into_iter().flatten() {
            hits[place].push(hit);
        }
        hits
    }

    fn hits_in(&self, document: usize, rows: &BTreeMap<usize, Rows>) -> Vec<(usize, Hit)> {
        let keys: Vec<u64> = self.words(document).iter().map(|word| word.key).collect();
        let mut hits = Vec::new();
        for (&size, rows) in rows {
            for (word, keys) in keys.windows(size).enumerate() {
                let places = rows.get(&shingle(keys.iter().copied()));
                for &(place, sequence, item) in places.into_iter().flatten() {
                    hits.push((place, Hit { document, word, sequence, item }));
                }
            }
        }
        hits
    }

    /// Returns the passages that a quotation may be from, the best first.
    fn candidates(&self, needle: &Needle, hits: &[Hit]) -> Vec<Candidate> {
        let mut read: BTreeMap<usize, Vec<Word>> = BTreeMap::new();
        let mut words =
            |document: usize| read.entry(document).or_insert_with(|| self.words(document)).clone();
        let of_whole: Vec<Hit> = hits.iter().copied().filter(|hit| hit.sequence == 0).collect();
        let mut candidates: Vec<Candidate> = Vec::new();
        for (document, starts) in starts(&of_whole) {
            let words = words(document);
            let spoken = Spoken { text: self.texts[document].as_str(), words: &words };
            let n_words = needle.whole.n_words();
            let exactly = exact_starts(&needle.whole, spoken, &starts).into_iter();
            candidates.extend(exactly.map(|at| exact(document, spoken, at..at + n_words)));
            if candidates.len() > MOST_PLACES {
                break;
            }
        }
        if !candidates.is_empty() {
            return candidates;
        }
        for (document, window) in windows(&of_whole, needle.whole.items.len()) {
            let words = words(document);
            let spoken = Spoken { text: self.texts[document].as_str(), words: &words };
            candidates.push(nearest_whole(needle, (document, spoken), window));
        }
        if needle.is_edited() && !needle.parts.is_empty() {
            let anchor = needle.anchor();
            let of_part = |part: usize| hits.iter().filter(move |hit| hit.sequence == part + 1);
            let of_anchor: Vec<Hit> = of_part(anchor).copied().collect();
            for (document, window) in windows(&of_anchor, needle.parts[anchor].items.len()) {
                let words = words(document);
                let spoken = Spoken { text: self.texts[document].as_str(), words: &words };
                let is_elsewhere =
                    |part: usize| self.has_exactly(&needle.parts[part], of_part(part), document);
                let near = nearest_in_parts(needle, (document, spoken), window, &is_elsewhere);
                candidates.extend(near);
            }
        }
        candidates.sort_by_key(Candidate::rank);
        candidates
    }

    /// True if another document than this has a part as it is.
    fn has_exactly<'b>(
        &self,
        part: &Part,
        hits: impl Iterator<Item = &'b Hit>,
        document: usize,
    ) -> bool {
        let others: Vec<Hit> = hits.copied().filter(|hit| hit.document != document).collect();
        starts(&others).into_iter().any(|(document, starts)| {
            let words = self.words(document);
            let spoken = Spoken { text: self.texts[document].as_str(), words: &words };
            !exact_starts(part, spoken, &starts).is_empty()
        })
    }
}

/// Returns the words in a row of a part, each with the number of its first item.
fn rows_of(part: &Part, size: usize) -> Vec<(usize, u64)> {
    let key = |item: &Item| match item {
        Item::Word(word) => Some(word.key),
        Item::Inserted { .. } => None,
    };
    let keys: Vec<Option<u64>> = part.items.iter().map(key).collect();
    let row = |(number, keys): (usize, &[Option<u64>])| {
        let keys: Option<Vec<u64>> = keys.iter().copied().collect();
        Some((number, shingle(keys?)))
    };
    keys.windows(size.max(1)).enumerate().filter_map(row).collect()
}

/// Returns by document the words at which a sequence may begin, each once.
fn starts(hits: &[Hit]) -> BTreeMap<usize, Vec<usize>> {
    let mut starts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for hit in hits {
        let start = hit.word.checked_sub(hit.item);
        starts.entry(hit.document).or_default().extend(start);
    }
    for starts in starts.values_mut() {
        starts.sort_unstable();
        starts.dedup();
    }
    starts
}

/// Returns the stretches that have the most in common with a sequence of so many items, in
/// different documents or far from each other.
fn windows(hits: &[Hit], n_items: usize) -> Vec<(usize, Range<usize>)> {
    let slack = n_items / 2 + 8;
    // By document, where the sequence would begin; shifted so that it may begin before the text.
    let begin = |hit: &Hit| hit.word + n_items - hit.item.min(n_items);
    let mut begins: Vec<(usize, usize)> =
        hits.iter().map(|hit| (hit.document, begin(hit))).collect();
    begins.sort_unstable();
    let mut windows: Vec<(usize, usize, Range<usize>)> = Vec::new();
    let mut rest = begins.as_slice();
    while let Some(&(document, first)) = rest.first() {
        let is_close = |at: &(usize, usize)| at.0 == document && at.1 <= first + slack;
        let n_close = rest.partition_point(is_close);
        let last = rest[n_close - 1].1;
        let from = first.saturating_sub(n_items + slack);
        windows.push((n_close, document, from..last + n_items + slack));
        rest = &rest[n_close..];
    }
    windows.sort_by_key(|(n_hits, document, window)| {
        (std::cmp::Reverse(*n_hits), *document, window.start)
    });
    windows.truncate(MOST_CANDIDATES);
    windows.into_iter().map(|(_, document, window)| (document, window)).collect()
}

#[cfg(test)]
mod tests;
