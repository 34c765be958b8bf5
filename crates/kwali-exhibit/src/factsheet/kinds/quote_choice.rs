//! Which segments are quoted: a fixed rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kwali_model::{Coding, ParticipantId};
use kwali_text::{count_words, words};

use super::quotes::{place, turns};
use crate::factsheet::evidence::Evidence;
use crate::names::Names;

/// A quote of fewer words says little.
const FEWEST_WORDS: usize = 8;

/// A quote of more words is not read, where the template does not say.
pub(super) const MOST_WORDS: usize = 60;

/// Chooses quotes one after the other: the highest weight first, then those in which nothing seems
/// to be named, then whose participants were quoted least, then those of 8 to `most_words` words,
/// then the first in the study.
///
/// Passed over are segments in which nobody speaks who was interviewed, that name a participant
/// or overlap a quote chosen before.
pub(crate) struct Chooser<'a> {
    evidence: &'a Evidence<'a>,
    names: Names,
    quoted: BTreeMap<ParticipantId, usize>,
    chosen: Vec<Coding>,
}

/// A segment that may be quoted.
struct Candidate {
    index: usize,
    coding: Coding,
    participants: Vec<ParticipantId>,
    seems_to_name: bool,
    is_short_or_long: bool,
}

impl<'a> Chooser<'a> {
    pub(crate) fn new(evidence: &'a Evidence<'a>) -> Chooser<'a> {
        let names = Names::of(evidence.snapshot);
        Chooser { evidence, names, quoted: BTreeMap::new(), chosen: Vec::new() }
    }

    /// Returns at most `n` of the codings at these places, none of more than `most_words` if it can.
    pub(crate) fn choose(
        &mut self,
        selected: impl IntoIterator<Item = usize>,
        (n, most_words): (usize, usize),
    ) -> Vec<usize> {
        let candidate = |index| self.candidate(index, most_words);
        let candidates: Vec<Candidate> = selected.into_iter().filter_map(candidate).collect();
        (0..n).map_while(|_| self.next(&candidates)).collect()
    }

    fn next(&mut self, candidates: &[Candidate]) -> Option<usize> {
        let often = |candidate: &Candidate| {
            let times =
                candidate.participants.iter().map(|person| self.quoted.get(person).copied());
            times.max().flatten().unwrap_or(0)
        };
        let rank = |candidate: &&Candidate| {
            let weight = Reverse(candidate.coding.weight.map_or(0, |weight| weight.get()));
            let Candidate { seems_to_name, is_short_or_long, index, .. } = **candidate;
            (weight, seems_to_name, often(candidate), is_short_or_long, index)
        };
        let is_apart = |candidate: &&Candidate| {
            let coding = candidate.coding;
            let is_on = |other: &Coding| {
                other.document == coding.document && other.span.overlaps(coding.span)
            };
            !self.chosen.iter().any(is_on)
        };
        let best = candidates.iter().filter(is_apart).min_by_key(rank)?;
        for &person in &best.participants {
            *self.quoted.entry(person).or_insert(0) += 1;
        }
        self.chosen.push(best.coding);
        Some(best.index)
    }

    /// True if a word looks like the name of somebody or of a place: it has a capital within its
    /// sentence, or it has one within another and is written small nowhere in the study.
    fn seems_to_name(&self, said: &str) -> bool {
        words(said).any(|word| {
            let mut letters = said[word.clone()].chars();
            let is_high = letters.next().is_some_and(char::is_uppercase);
            if !is_high || !letters.next().is_some_and(char::is_lowercase) {
                return false;
            }
            let (before, word) = (&said[..word.start], &said[word]);
            // Most words are written small soon: that is looked for first.
            is_within_sentence(before)
                || (!self.occurs(&word.to_lowercase(), |_| true)
                    && self.occurs(word, is_within_sentence))
        })
    }

    /// Whether a word stands anywhere in the study, as it is written, behind such a text.
    fn occurs(&self, word: &str, is_behind: impl Fn(&str) -> bool) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        self.evidence.texts.iter().map(|text| text.as_str()).any(|text| {
            text.match_indices(word).any(|(at, found)| {
                let (before, behind) = (&text[..at], &text[at + found.len()..]);
                !is_letter(before.chars().next_back())
                    && !is_letter(behind.chars().next())
                    && is_behind(before)
            })
        })
    }

    /// Returns the segment if it may be quoted at all.
    fn candidate(&self, index: usize, most_words: usize) -> Option<Candidate> {
        let snapshot = self.evidence.snapshot;
        let coding = snapshot.codings()[index];
        let (place, document) = place(self.evidence, &coding)?;
        let layout = self.evidence.layouts.get(place)?;
        let participants = layout.participants_of(document, coding.span);
        if participants.is_empty() && !snapshot.participants().is_empty() {
            return None;
        }
        let turns = turns(self.evidence, place, document, &coding);
        if turns.iter().any(|turn| self.names.are_in(turn)) {
            return None;
        }
        let seems_to_name = turns.iter().any(|turn| self.seems_to_name(turn));
        let n_words: usize = turns.iter().map(|turn| count_words(turn)).sum();
        let is_short_or_long = !(FEWEST_WORDS..=most_words).contains(&n_words);
        Some(Candidate { index, coding, participants, seems_to_name, is_short_or_long })
    }
}

/// True if a sentence goes on behind this text.
fn is_within_sentence(before: &str) -> bool {
    let last = before.trim_end_matches(' ').chars().next_back();
    last.is_some_and(|last| last.is_alphanumeric() || matches!(last, ',' | ';' | ')'))
}

impl Names {
    /// True if one of them is said in a segment.
    pub(super) fn are_said(&self, evidence: &Evidence<'_>, coding: &Coding) -> bool {
        place(evidence, coding).is_some_and(|(place, document)| {
            turns(evidence, place, document, coding).iter().any(|turn| self.are_in(turn))
        })
    }
}
