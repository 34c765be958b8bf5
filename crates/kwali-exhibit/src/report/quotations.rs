//! Quotations of a report compared with what was said.

use std::collections::BTreeSet;

use kwali_analysis::{
    Alteration, Negation, QuotationMatch, QuotationVerdict, QuotedPlace, WordChange,
    find_quotations, is_elision,
};
use kwali_text::{count_words, fold};
use kwali_transcript::{LineKind, ReadReport};

use super::attribution::{Attribution, Speaking};
use super::quoted::{Quoted, quoted};
use super::{Checked, CheckedKind, Checker, Verdict};

/// So many words between quotation marks are a term, unless it is said who said them.
const MOST_WORDS_OF_TERM: usize = 3;
/// A longer quotation is shown by its first words.
const WORDS_SHOWN: usize = 12;

impl Checker<'_> {
    /// Returns what came out for each quotation of a report.
    pub(super) fn quotations(&self, report: &ReadReport) -> Vec<Checked> {
        let terms = self.terms(report);
        let quoted: Vec<(Quoted, Option<Attribution>)> = quoted(report)
            .into_iter()
            .map(|quoted| {
                let attribution = self.voices.attribution(&quoted);
                (quoted, attribution)
            })
            .filter(|(quoted, attribution)| is_quotation(quoted, attribution.is_some(), &terms))
            .collect();
        let words: Vec<&str> = quoted.iter().map(|(quoted, _)| quoted.words.as_str()).collect();
        let found = find_quotations(self.evidence.texts, self.evidence.layouts, &words);
        let each = quoted.iter().zip(&found);
        each.flat_map(|((quoted, attribution), found)| {
            self.quotation(quoted, attribution.as_ref(), found)
        })
        .collect()
    }

    /// Returns what the study and the report call things, folded: words in quotation marks may be
    /// that.
    fn terms(&self, report: &ReadReport) -> BTreeSet<String> {
        let snapshot = self.evidence.snapshot;
        let labels = snapshot.codes().codes().iter().flat_map(|code| {
            let labels = code.label.values().map(|label| fold(label));
            labels.chain([fold(code.path.as_str())]).collect::<Vec<String>>()
        });
        let headings = report.lines.iter().flat_map(|line| match line.kind {
            LineKind::Heading => vec![fold(line.words.trim())],
            _ => line.cells().into_iter().map(fold).collect(),
        });
        labels.chain(headings).chain([fold(snapshot.name())]).collect()
    }

    fn quotation(
        &self,
        quoted: &Quoted,
        attribution: Option<&Attribution>,
        found: &QuotationMatch,
    ) -> Vec<Checked> {
        let (verdict, study) = self.agreement(&found.verdict);
        let contradiction = |place: &QuotedPlace| {
            let speaking = self.speaking(place)?;
            attribution?.contradicted_by(&self.voices, &speaking)
        };
        let fitting = found.places.iter().find(|place| contradiction(place).is_none());
        let place = fitting.or(found.places.first());
        let one = |kind, verdict, stands: String, study: String| {
            let (document, turn) = self.source(place);
            Checked {
                place: quoted.place,
                kind,
                verdict,
                stands,
                study,
                exhibit: None,
                document,
                turn,
                order: quoted.order,
            }
        };
        let mut checked = Vec::new();
        let is_told = verdict.is_problem() || fitting.is_some() || place.is_none();
        if is_told {
            let stands = beginning(&quoted.words);
            checked.push(one(CheckedKind::Quotation, verdict, stands, study));
        }
        if fitting.is_none()
            && let (Some(said), Some(theirs)) = (attribution, place.and_then(contradiction))
        {
            let stands = format!("{} ({})", beginning(&quoted.words), said.stands);
            checked.push(one(CheckedKind::Quotation, Verdict::OtherVoice, stands, theirs));
        }
        let said_by = quoted.said_by.as_deref().unwrap_or_default();
        let person = self.flags.person_in(&quoted.words).or(self.flags.person_in(said_by));
        let named = [
            (CheckedKind::Pseudonym, person),
            (CheckedKind::Place, self.flags.place_in(&quoted.words)),
        ];
        for (kind, name) in named {
            if let Some(name) = name {
                let stands = format!("{name}: {}", beginning(&quoted.words));
                checked.push(one(kind, Verdict::Named, stands, String::new()));
            }
        }
        checked
    }

    /// Returns the verdict and the difference in words.
    fn agreement(&self, verdict: &QuotationVerdict) -> (Verdict, String) {
        match verdict {
            QuotationVerdict::Exact => (Verdict::Exact, String::new()),
            QuotationVerdict::Elided => (Verdict::Elided, String::new()),
            QuotationVerdict::NotFound => (Verdict::NotFound, String::new()),
            QuotationVerdict::Altered(alterations) => {
                let denies = |alteration: &Alteration| {
                    matches!(alteration, Alteration::Words(WordChange { negation: Some(_), .. }))
                };
                let verdict = match alterations.iter().any(denies) {
                    true => Verdict::Negation,
                    false => Verdict::Altered,
                };
                let told = alterations.iter().map(|alteration| self.difference(alteration));
                (verdict, told.collect::<Vec<_>>().join("; "))
            }
        }
    }

    fn difference(&self, alteration: &Alteration) -> String {
        let choose = |english: &str, dutch: &str| self.language.choose(english, dutch).to_owned();
        match alteration {
            Alteration::Order => choose(
                "its parts were said in another order",
                "de delen zijn in een andere volgorde gezegd",
            ),
            Alteration::FarApart => {
                choose("its parts are far from each other", "de delen staan ver uit elkaar")
            }
            Alteration::SeveralDocuments => choose(
                "its parts are from several documents",
                "de delen komen uit verschillende documenten",
            ),
            Alteration::Words(WordChange { quoted, said, negation }) => {
                let words = match (quoted.is_empty(), said.is_empty()) {
                    (true, _) => format!("+ ‘{said}’"),
                    (_, true) => format!("– ‘{quoted}’"),
                    _ => format!("‘{quoted}’ → ‘{said}’"),
                };
                match negation {
                    None => words,
                    Some(Negation::Dropped) => {
                        words
                            + self.language.choose(" (negation dropped)", " (ontkenning vervallen)")
                    }
                    Some(Negation::Added) => {
                        words
                            + self.language.choose(" (negation added)", " (ontkenning toegevoegd)")
                    }
                }
            }
        }
    }

    fn speaking(&self, place: &QuotedPlace) -> Option<Speaking> {
        let document = self.evidence.snapshot.documents().get(place.document)?;
        let layout = self.evidence.layouts.get(place.document)?;
        let span = self.evidence.texts.get(place.document)?.span(place.start, place.end).ok()?;
        Some(Speaking::of(self.evidence.snapshot, document, layout, span))
    }

    /// Returns the document of a passage and the number of its first turn.
    fn source(&self, place: Option<&QuotedPlace>) -> (Option<String>, Option<usize>) {
        let Some(place) = place else { return (None, None) };
        let document = self.evidence.snapshot.documents().get(place.document);
        let turns = self.evidence.layouts.get(place.document).map(|layout| &layout.turns);
        let turn = turns.map(|turns| turns.partition_point(|turn| turn.span.end() <= place.start));
        let is_turn = |turn: &usize| turns.is_some_and(|turns| *turn < turns.len());
        (document.map(|document| document.name.clone()), turn.filter(is_turn).map(|turn| turn + 1))
    }
}

/// True unless it is a term, a title, or a source that is referred to with its year.
fn is_quotation(quoted: &Quoted, is_attributed: bool, terms: &BTreeSet<String>) -> bool {
    let chunks = quoted.words.split_whitespace().filter(|chunk| !is_elision(chunk));
    let n_words: usize = chunks.map(|chunk| count_words(chunk).min(1)).sum();
    let is_term = n_words <= MOST_WORDS_OF_TERM && !is_attributed;
    let refers = quoted.said_by.as_deref().is_some_and(has_year);
    n_words > 0 && !is_term && !refers && !terms.contains(&fold(&quoted.words))
}

/// True if words hold a year, as references to literature do.
fn has_year(words: &str) -> bool {
    words
        .split(|char: char| !char.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// Returns the first words of a quotation in quotation marks.
fn beginning(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    match all.get(..WORDS_SHOWN) {
        Some(first) if all.len() > WORDS_SHOWN => format!("‘{} …’", first.join(" ")),
        _ => format!("‘{}’", all.join(" ")),
    }
}
