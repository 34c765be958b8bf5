//! Numbers in the sentences of a report, compared with what the study gives now.
//!
//! A number that a template tied to a query is found again by the words around it, although the
//! sentence may have been edited.

use std::collections::BTreeSet;
use std::ops::Range;

use kwali_transcript::{LineKind, ReadReport};

use super::amounts::{Amount, amounts};
use super::surroundings::{Surroundings, matched};
use super::{Checked, CheckedKind, Checker, Verdict, shares};
use crate::Language;
use crate::factsheet::{Around, Now};

/// So many words on either side of a number are shown.
const WORDS_SHOWN: usize = 4;

/// A number of the factsheet.
struct Slot<'a> {
    exhibit: &'a str,
    surroundings: Surroundings,
    /// What the study gives now; `None` where it is undefined or cannot be counted.
    value: Option<f64>,
    /// How it reads now.
    shown: String,
    is_percent: bool,
}

/// A number in a sentence of the report.
pub(super) struct Written {
    /// The number of its line.
    pub(super) line: usize,
    pub(super) amount: Amount,
    surroundings: Surroundings,
}

/// A share in words of the factsheet.
struct ShareSlot<'a> {
    exhibit: &'a str,
    surroundings: Surroundings,
    /// How it reads now.
    shown: String,
}

impl Checker<'_> {
    /// Returns the numbers of a report that stand in paragraphs and headings.
    pub(super) fn written(&self, report: &ReadReport) -> Vec<Written> {
        let mut written = Vec::new();
        for (line, words) in running_text(report) {
            for amount in amounts(words, self.numbers_language) {
                let surroundings = self.surroundings(words, &amount.place);
                written.push(Written { line, amount, surroundings });
            }
        }
        written
    }

    fn surroundings(&self, words: &str, place: &Range<usize>) -> Surroundings {
        Surroundings::of(&words[..place.start], &words[place.end..], self.numbers_language)
    }

    /// Compares the numbers that the manifest knows; returns what came out, and which of the
    /// numbers of the report these are.
    pub(super) fn numbers(
        &self,
        report: &ReadReport,
        written: &[Written],
    ) -> (Vec<Checked>, BTreeSet<usize>) {
        let slots = self.slots();
        let of_slots: Vec<&Surroundings> = slots.iter().map(|slot| &slot.surroundings).collect();
        let of_written: Vec<&Surroundings> =
            written.iter().map(|number| &number.surroundings).collect();
        let pairs = matched(&of_slots, &of_written);
        let checked = pairs.iter().filter_map(|&(slot, number)| {
            let (slot, written) = (&slots[slot], &written[number]);
            let amount = &written.amount;
            // A count that became a percentage, or the other way round, cannot be compared.
            if slot.is_percent != amount.is_percent {
                return None;
            }
            let holds = slot.value.is_some_and(|value| amount.is(value));
            let place = (written.line, amount.place.clone());
            Some(one(report, place, Some(slot.exhibit), (holds, slot.shown.clone())))
        });
        (checked.collect(), pairs.iter().map(|(_, number)| *number).collect())
    }

    /// Compares the shares in words that the manifest knows.
    pub(super) fn shares(&self, report: &ReadReport) -> Vec<Checked> {
        let slots = self.share_slots();
        let mut written: Vec<(usize, Range<usize>, Surroundings)> = Vec::new();
        for (line, words) in running_text(report).filter(|_| !slots.is_empty()) {
            for place in shares::shares(words, self.numbers_language) {
                let surroundings = self.surroundings(words, &place);
                written.push((line, place, surroundings));
            }
        }
        let of_slots: Vec<&Surroundings> = slots.iter().map(|slot| &slot.surroundings).collect();
        let of_written: Vec<&Surroundings> = written.iter().map(|(_, _, around)| around).collect();
        let checked = matched(&of_slots, &of_written).into_iter().map(|(slot, number)| {
            let (slot, (line, place, _)) = (&slots[slot], &written[number]);
            let stands = &report.lines[*line].words[place.clone()];
            let holds = stands.to_lowercase() == slot.shown.to_lowercase();
            let place = (*line, place.clone());
            one(report, place, Some(slot.exhibit), (holds, slot.shown.clone()))
        });
        checked.collect()
    }

    /// Returns the numbers of the factsheet that stand in sentences.
    fn slots(&self) -> Vec<Slot<'_>> {
        let language = self.numbers_language;
        let mut slots = Vec::new();
        for exhibit in &self.exhibits {
            let (value, shown, was_shown, around) = match &exhibit.now {
                Now::Number { value, shown, was_shown, around } => {
                    (*value, shown, was_shown, around)
                }
                Now::Gone { message, was_shown, around: Some(around) } => {
                    (None, message, was_shown, around)
                }
                Now::Sentence { was_shown, numbers, around } => {
                    slots.extend(in_brackets(&exhibit.id, was_shown, numbers, around, language));
                    continue;
                }
                _ => continue,
            };
            let whole = amounts(was_shown, language).pop();
            let whole = whole.filter(|amount| amount.place == (0..was_shown.len()));
            slots.extend(whole.map(|amount| Slot {
                exhibit: &exhibit.id,
                surroundings: Surroundings::of(&around.before, &around.behind, language),
                value,
                shown: shown.clone(),
                is_percent: amount.is_percent,
            }));
        }
        slots
    }

    /// Returns the shares in words of the factsheet.
    fn share_slots(&self) -> Vec<ShareSlot<'_>> {
        let language = self.numbers_language;
        let of = |text: &str| shares::shares(text, language).into_iter().next();
        let mut slots = Vec::new();
        for exhibit in &self.exhibits {
            let Now::Number { shown, was_shown, around, .. } = &exhibit.now else { continue };
            if let (Some(was), Some(is)) = (of(was_shown), of(shown)) {
                let before = format!("{} {}", around.before, &was_shown[..was.start]);
                let behind = format!("{} {}", &was_shown[was.end..], around.behind);
                slots.push(ShareSlot {
                    exhibit: &exhibit.id,
                    surroundings: Surroundings::of(&before, &behind, language),
                    shown: shown[is].to_owned(),
                });
            }
        }
        slots
    }
}

/// Returns the lines of a report that stand in no table, with their numbers.
fn running_text(report: &ReadReport) -> impl Iterator<Item = (usize, &str)> {
    let lines = report.lines.iter().enumerate();
    let running =
        lines.filter(|(_, line)| !matches!(line.kind, LineKind::Row(_) | LineKind::LastCell));
    running.map(|(number, line)| (number, line.words.as_str()))
}

/// Returns what came out for a number at a place of a line; `now` is how it reads in the study.
pub(super) fn one(
    report: &ReadReport,
    (line, place): (usize, Range<usize>),
    exhibit: Option<&str>,
    (holds, now): (bool, String),
) -> Checked {
    Checked {
        place: report.lines[line].place(place.start),
        kind: CheckedKind::Number,
        verdict: if holds { Verdict::Holds } else { Verdict::Differs },
        stands: shown_in(&report.lines[line].words, &place),
        study: if holds { String::new() } else { now },
        exhibit: exhibit.map(str::to_owned),
        document: None,
        turn: None,
        order: (line, place.start),
    }
}

/// Returns the numbers in brackets behind labels, each with the words around it.
fn in_brackets<'a>(
    exhibit: &'a str,
    was_shown: &str,
    numbers: &[f64],
    around: &Around,
    language: Language,
) -> Vec<Slot<'a>> {
    let is_in_brackets = |amount: &Amount| {
        was_shown[..amount.place.start].ends_with('(')
            && was_shown[amount.place.end..].starts_with(')')
    };
    let places: Vec<Amount> =
        amounts(was_shown, language).into_iter().filter(is_in_brackets).collect();
    if places.len() != numbers.len() {
        return Vec::new();
    }
    let slot = |(amount, value): (&Amount, &f64)| {
        let before = format!("{} {}", around.before, &was_shown[..amount.place.start]);
        let behind = format!("{} {}", &was_shown[amount.place.end..], around.behind);
        Slot {
            exhibit,
            surroundings: Surroundings::of(&before, &behind, language),
            value: Some(*value),
            shown: language.whole(*value as u64),
            is_percent: false,
        }
    };
    places.iter().zip(numbers).map(slot).collect()
}

/// Returns a number with the words around it.
fn shown_in(words: &str, place: &Range<usize>) -> String {
    let before: Vec<&str> = words[..place.start].split_whitespace().collect();
    let behind: Vec<&str> = words[place.end..].split_whitespace().collect();
    let last = &before[before.len().saturating_sub(WORDS_SHOWN)..];
    let first = &behind[..behind.len().min(WORDS_SHOWN)];
    let glue = |char: Option<char>| match char {
        Some(char) if char.is_whitespace() => " ",
        _ => "",
    };
    let shown = format!(
        "{}{}{}{}{}",
        last.join(" "),
        glue(words[..place.start].chars().next_back()),
        &words[place.clone()],
        glue(words[place.end..].chars().next()),
        first.join(" ")
    );
    let start = if before.len() > last.len() { "… " } else { "" };
    let end = if behind.len() > first.len() { " …" } else { "" };
    format!("{start}{shown}{end}")
}
