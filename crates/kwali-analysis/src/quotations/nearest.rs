//! The passage of one document that is nearest to a quotation.

use std::ops::Range;

use super::align::{Aligned, align};
use super::needle::{Needle, Part};
use super::verdict::{Spoken, changes, hidden_negation};
use super::{Alteration, QuotationVerdict, QuotedPlace, WordChange};

/// What is left out with a mark has at most so many words.
const MOST_ELIDED: usize = 150;

/// How much less a passage agrees for a part that stands elsewhere, and for a word that is nowhere.
const ELSEWHERE: u32 = 10;
const NOT_SAID: u32 = 12;

/// A passage beside a quotation.
pub(super) struct Candidate {
    pub(super) verdict: QuotationVerdict,
    pub(super) place: QuotedPlace,
    cost: u32,
    n_matched: usize,
}

impl Candidate {
    /// True if more of the quotation stands here than elsewhere by chance.
    pub(super) fn is_near(&self, n_words: usize) -> bool {
        self.n_matched + (n_words * 2 / 5).max(1) >= n_words && self.n_matched > 0
    }

    /// True if no search with less to go on would find a better one.
    pub(super) fn is_settled(&self, n_words: usize) -> bool {
        !matches!(self.verdict, QuotationVerdict::Altered(_)) || self.n_matched * 4 >= n_words * 3
    }

    /// How it ranks among others: those that agree first, then by what differs, then by place.
    pub(super) fn rank(&self) -> (u8, u32, QuotedPlace) {
        let agrees = match self.verdict {
            QuotationVerdict::Exact => 0,
            QuotationVerdict::Elided => 1,
            QuotationVerdict::Altered(_) | QuotationVerdict::NotFound => 2,
        };
        (agrees, self.cost, self.place)
    }
}

/// Returns the numbers of the words at which a part stands exactly, among those where it may begin.
pub(super) fn exact_starts(part: &Part, spoken: Spoken<'_>, starts: &[usize]) -> Vec<usize> {
    let n_words = part.n_words();
    let is_exact = |start: &usize| {
        let words = spoken.words.get(*start..*start + n_words);
        n_words == part.items.len()
            && words.is_some_and(|words| {
                part.words().zip(words).all(|(wanted, word)| wanted.is(spoken.text, word))
            })
    };
    starts.iter().copied().filter(is_exact).collect()
}

/// Returns a passage that has all words of a quotation, from this word on.
pub(super) fn exact(document: usize, spoken: Spoken<'_>, words: Range<usize>) -> Candidate {
    Candidate {
        verdict: QuotationVerdict::Exact,
        n_matched: words.len(),
        place: place(document, spoken, words),
        cost: 0,
    }
}

fn place(document: usize, spoken: Spoken<'_>, words: Range<usize>) -> QuotedPlace {
    let first = spoken.words.get(words.start).map_or(0, |word| word.start);
    let last = words.end.checked_sub(1).and_then(|last| spoken.words.get(last));
    QuotedPlace { document, start: first, end: last.map_or(first, |word| word.end).max(first) }
}

/// Returns the stretch of a window that is nearest to a quotation, as if nothing were left out.
pub(super) fn nearest_whole(
    needle: &Needle,
    (document, spoken): (usize, Spoken<'_>),
    window: Range<usize>,
) -> Candidate {
    let aligned = align(&needle.whole, spoken.text, spoken.words, window);
    Candidate {
        verdict: altered_or(changes(&needle.whole, spoken, &aligned), QuotationVerdict::Exact),
        place: place(document, spoken, aligned.words.clone()),
        n_matched: aligned.n_matched(),
        cost: aligned.cost,
    }
}

fn altered_or(alterations: Vec<Alteration>, otherwise: QuotationVerdict) -> QuotationVerdict {
    match alterations.is_empty() {
        true => otherwise,
        false => QuotationVerdict::Altered(alterations),
    }
}

/// Returns the passage nearest to a quotation with marked elisions or insertions, whose longest
/// part stands in this window.
///
/// `is_elsewhere` says of a part whether another document has it.
pub(super) fn nearest_in_parts(
    needle: &Needle,
    (document, spoken): (usize, Spoken<'_>),
    window: Range<usize>,
    is_elsewhere: &dyn Fn(usize) -> bool,
) -> Option<Candidate> {
    let anchor_number = needle.anchor();
    let anchor = align(needle.parts.get(anchor_number)?, spoken.text, spoken.words, window);
    let mut placed: Vec<(usize, Placed)> = Vec::new();
    let mut edge = anchor.words.end;
    for number in anchor_number + 1..needle.parts.len() {
        let part = Beside { number, part: &needle.parts[number], spoken, is_elsewhere };
        let reach = edge..edge + MOST_ELIDED + part.part.n_words() * 2;
        let found = part.find(reach, edge..spoken.words.len());
        edge = found.edge().map_or(edge, |words| words.end);
        placed.push((number, found));
    }
    let mut edge = anchor.words.start;
    for number in (0..anchor_number).rev() {
        let part = Beside { number, part: &needle.parts[number], spoken, is_elsewhere };
        let reach = edge.saturating_sub(MOST_ELIDED + part.part.n_words() * 2)..edge;
        let found = part.find(reach, 0..edge);
        edge = found.edge().map_or(edge, |words| words.start);
        placed.push((number, found));
    }
    placed.push((anchor_number, Placed::Near(anchor)));
    placed.sort_by_key(|(number, _)| *number);
    Some(together(needle, (document, spoken), &placed))
}

/// A part that stands beside others.
struct Beside<'a> {
    number: usize,
    part: &'a Part,
    spoken: Spoken<'a>,
    is_elsewhere: &'a dyn Fn(usize) -> bool,
}

/// Where a part was found.
enum Placed {
    /// Where it belongs, as it is or nearly so.
    Near(Aligned),
    /// As it is, but where it does not belong.
    Away(Alteration),
    /// Nowhere.
    Nowhere,
}

impl Placed {
    /// Returns where it stands, if that is where it belongs.
    fn edge(&self) -> Option<&Range<usize>> {
        match self {
            Placed::Near(aligned) => Some(&aligned.words),
            Placed::Away(..) | Placed::Nowhere => None,
        }
    }
}

impl Beside<'_> {
    /// Looks close by first, then in the right order, then in the whole document, then elsewhere.
    fn find(&self, reach: Range<usize>, in_order: Range<usize>) -> Placed {
        let Spoken { text, words } = self.spoken;
        let near = align(self.part, text, words, reach);
        if near.cost == 0 {
            return Placed::Near(near);
        }
        let n_words = self.part.n_words();
        // One or two words stand anywhere by chance.
        if n_words > 2 {
            if align(self.part, text, words, in_order).cost == 0 {
                return Placed::Away(Alteration::FarApart);
            }
            if align(self.part, text, words, 0..words.len()).cost == 0 {
                return Placed::Away(Alteration::Order);
            }
            if (self.is_elsewhere)(self.number) {
                return Placed::Away(Alteration::SeveralDocuments);
            }
        }
        match near.n_matched() * 2 >= n_words {
            true => Placed::Near(near),
            false => Placed::Nowhere,
        }
    }
}

fn together(
    needle: &Needle,
    (document, spoken): (usize, Spoken<'_>),
    placed: &[(usize, Placed)],
) -> Candidate {
    let mut alterations: Vec<Alteration> = Vec::new();
    let (mut cost, mut n_matched) = (0, 0);
    let mut reached: Option<Range<usize>> = None;
    for (number, found) in placed {
        let part = &needle.parts[*number];
        match found {
            Placed::Near(aligned) => {
                let before = reached.as_ref().map(|words| words.end..aligned.words.start);
                alterations.extend(before.and_then(|left_out| hidden_negation(spoken, left_out)));
                alterations.extend(changes(part, spoken, aligned));
                cost += aligned.cost;
                n_matched += aligned.n_matched();
                let start = reached.map_or(aligned.words.start, |words| words.start);
                reached = Some(start..aligned.words.end);
            }
            Placed::Away(alteration) => {
                if !alterations.contains(alteration) {
                    alterations.push(alteration.clone());
                }
                cost += ELSEWHERE;
                n_matched += part.n_words();
            }
            Placed::Nowhere => {
                let quoted = part.written();
                cost += NOT_SAID * part.n_words() as u32;
                alterations.push(Alteration::Words(WordChange {
                    negation: super::Negation::between(&quoted, ""),
                    quoted,
                    said: String::new(),
                }));
            }
        }
    }
    Candidate {
        verdict: altered_or(alterations, QuotationVerdict::Elided),
        place: place(document, spoken, reached.unwrap_or(0..0)),
        n_matched,
        cost,
    }
}
