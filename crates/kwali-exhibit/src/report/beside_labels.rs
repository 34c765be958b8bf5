//! `n of N` beside the label or the id of a code: counted without any manifest.

use std::collections::BTreeSet;
use std::ops::Range;

use kwali_model::{CodeId, Scope, VariableKind};
use kwali_text::{Analyser, counted_form, fold, sentences, words};
use kwali_transcript::ReadReport;

use super::numbers::{Written, one};
use super::{Checked, Checker};
use crate::Error;
use crate::factsheet::count_in;

/// What stands between the two numbers, in Dutch and English.
const OF: [&str; 10] = [
    "van de",
    "van",
    "van het",
    "van alle",
    "of",
    "of the",
    "of all",
    "out of",
    "out of the",
    "of our",
];
/// What is counted, by what it is called.
const PEOPLE: [&str; 14] = [
    "deelnemers",
    "mensen",
    "personen",
    "respondenten",
    "geinterviewden",
    "sprekers",
    "gespreksdeelnemers",
    "participants",
    "people",
    "persons",
    "respondents",
    "interviewees",
    "informants",
    "speakers",
];
const DOCUMENTS: [&str; 8] = [
    "gesprekken",
    "interviews",
    "documenten",
    "transcripten",
    "vraaggesprekken",
    "documents",
    "transcripts",
    "conversations",
];

/// Two numbers of which one is said to be a part of the other.
struct Share<'a> {
    part: &'a Written,
    whole: &'a Written,
    unit: &'static str,
    /// The restriction to people with a value, as a query; empty where there is none.
    people: String,
    /// How many there are.
    n_all: f64,
    code: CodeId,
}

impl Checker<'_> {
    /// Compares what stands beside the label or id of a code, `known` numbers aside.
    pub(super) fn beside_labels(
        &self,
        report: &ReadReport,
        written: &[Written],
        known: &BTreeSet<usize>,
    ) -> Result<Vec<Checked>, Error> {
        let mut checked = Vec::new();
        for (number, pair) in written.windows(2).enumerate() {
            let [part, whole] = pair else { continue };
            if known.contains(&number) || part.line != whole.line || part.amount.is_percent {
                continue;
            }
            let words = &report.lines[part.line].words;
            if let Some(share) = self.share(words, (part, whole)) {
                checked.extend(self.checked_share(report, &share)?);
            }
        }
        Ok(checked)
    }

    /// Reads two numbers as a share, if a code is named in their sentence.
    fn share<'a>(
        &self,
        words: &str,
        (part, whole): (&'a Written, &'a Written),
    ) -> Option<Share<'a>> {
        let between = words.get(part.amount.place.end..whole.amount.place.start)?;
        if !OF.contains(&fold(between.trim()).as_str()) {
            return None;
        }
        let all = sentences(words);
        let sentence = all.into_iter().find(|range| range.contains(&part.amount.place.start))?;
        let code =
            self.code_named(&words[sentence.clone()], part.amount.place.start - sentence.start)?;
        let behind = words.get(whole.amount.place.end..sentence.end.max(whole.amount.place.end))?;
        let snapshot = self.evidence.snapshot;
        let noun = kwali_text::words(behind).next().map(|word| fold(&behind[word]));
        let is_called = |known: &[&str]| noun.as_deref().is_some_and(|noun| known.contains(&noun));
        let n_people = snapshot.participants().len() as f64;
        let n_documents = snapshot.documents().len() as f64;
        let (unit, people, n_all) = if is_called(&PEOPLE) {
            ("participants", String::new(), n_people)
        } else if is_called(&DOCUMENTS) {
            ("documents", String::new(), n_documents)
        } else {
            let (query, n) = self.people_called(behind)?;
            ("participants", query, n as f64)
        };
        Some(Share { part, whole, unit, people, n_all, code })
    }

    /// Returns the code whose label or id stands nearest to a place in a sentence; of several that
    /// stand as near, the longest.
    fn code_named(&self, sentence: &str, at: usize) -> Option<CodeId> {
        let codes = self.evidence.snapshot.codes();
        let places: Vec<Range<usize>> = words(sentence).collect();
        let folded: Vec<String> = places.iter().map(|word| fold(&sentence[word.clone()])).collect();
        let mut found: Vec<(usize, std::cmp::Reverse<usize>, CodeId)> = Vec::new();
        for id in codes.ids() {
            let code = codes.code(id);
            let labels = code.label.values().map(String::as_str);
            for name in labels.chain([code.path.as_str()]) {
                let parts: Vec<String> = words(name).map(|word| fold(&name[word])).collect();
                if parts.is_empty() || parts.len() > folded.len() {
                    continue;
                }
                for start in 0..=folded.len() - parts.len() {
                    if folded[start..].starts_with(&parts) {
                        let distance = places[start].start.abs_diff(at);
                        found.push((distance, std::cmp::Reverse(parts.len()), id));
                    }
                }
            }
        }
        found.into_iter().min().map(|(_, _, id)| id)
    }

    /// Returns the query for the people whom the first words name by a value, and how many they are.
    fn people_called(&self, behind: &str) -> Option<(String, usize)> {
        let snapshot = self.evidence.snapshot;
        let analyser = Analyser::new(snapshot.language());
        let stems = |text: &str| -> Vec<String> {
            words(text).map(|word| fold(&analyser.stem(&counted_form(&text[word])))).collect()
        };
        let called = stems(behind);
        let variables = snapshot.variables().iter().filter(|variable| {
            variable.scope == Scope::Participant && variable.kind == VariableKind::Text
        });
        for variable in variables {
            let of = |value: &str| {
                let is_it = |person: &&kwali_model::Participant| {
                    person.values.get(&variable.id).is_some_and(|known| known == value)
                };
                snapshot.participants().iter().filter(is_it).count()
            };
            let values: BTreeSet<&str> = snapshot
                .participants()
                .iter()
                .filter_map(|person| person.values.get(&variable.id).map(String::as_str))
                .collect();
            let named = values.into_iter().find(|value| {
                let stems = stems(value);
                !stems.is_empty() && called.starts_with(&stems)
            });
            if let Some(value) = named {
                return Some((format!("{}:\"{value}\"", variable.name), of(value)));
            }
        }
        None
    }

    fn checked_share(&self, report: &ReadReport, share: &Share<'_>) -> Result<Vec<Checked>, Error> {
        let counts = self.counts(share)?;
        let holds = counts.iter().any(|count| share.part.amount.is(*count));
        let shown = |count: &f64| self.language.whole(*count as u64);
        let told = counts.iter().map(shown).collect::<Vec<_>>().join(" / ");
        let all = (share.whole, share.whole.amount.is(share.n_all), shown(&share.n_all));
        let mut checked = Vec::new();
        for (written, holds, told) in [(share.part, holds, told), all] {
            let place = (written.line, written.amount.place.clone());
            checked.push(one(report, place, None, (holds, told)));
        }
        Ok(checked)
    }

    /// Returns the counts that a part may be: by all coders, and by each of them.
    fn counts(&self, share: &Share<'_>) -> Result<Vec<f64>, Error> {
        let snapshot = self.evidence.snapshot;
        let code = &snapshot.codes().code(share.code).path;
        let asked = format!("#{code} {}", share.people);
        let coders = snapshot.coders().iter().filter(|_| snapshot.coders().len() > 1);
        let by_coder = coders.map(|coder| format!("{asked} coder:\"{}\"", coder.name));
        let mut counts = Vec::new();
        for query in std::iter::once(asked.clone()).chain(by_coder) {
            let count = count_in(self.evidence, (query.trim(), share.unit), self.language)?;
            // Who did not use the code did not count it.
            let is_new =
                |count: &f64| !counts.contains(count) && (*count > 0.0 || counts.is_empty());
            counts.extend(count.filter(is_new));
        }
        Ok(counts)
    }
}
