//! The suggestions of a bundle.

use std::collections::{BTreeMap, BTreeSet};

use kwali_exchange::{SuggestionRecord, VerdictRecord};
use kwali_model::{Code, CodePath, Decision, DocumentId, Snapshot, SuggestedPlace};
use kwali_store::{Change, NewSuggestion};

use super::{BundleIntake, known_codes};
use crate::Error;

const FILE: &str = "suggestions.csv";

/// What makes suggestions the same: revision and place in a document, and the code.
type Sameness = (DocumentId, Option<u32>, (usize, usize), CodePath);

impl BundleIntake<'_> {
    /// Adds the suggestions, but for those that are there already: about these the study knows
    /// better.
    pub(super) fn suggestions(
        &mut self,
        change: &mut Change<'_>,
        (snapshot, codes): (&Snapshot, &[Code]),
    ) -> Result<(), Error> {
        let bundle = self.bundle;
        let known_codes = known_codes(snapshot, codes);
        let mut known: BTreeSet<Sameness> = change
            .suggestions(snapshot)?
            .iter()
            .map(|known| {
                let code = snapshot.codes().code(known.code).path.clone();
                sameness(known.document, &known.place, code)
            })
            .collect();
        let sources = bundle.sources.iter();
        let revisions: BTreeMap<&str, u32> =
            sources.map(|source| (source.document.as_str(), source.revision)).collect();
        let mut new = Vec::new();
        for record in &bundle.suggestions {
            let place = (FILE, record.line);
            let found =
                self.code_and_document(&known_codes, (&record.code, &record.document), place);
            let Some((code, document)) = found else { continue };
            let revision = revisions.get(record.document.as_str()).copied().unwrap_or(1);
            let Some(place) = self.suggested_place(record, revision) else { continue };
            if !known.insert(sameness(document, &place, code.clone())) {
                continue;
            }
            let decision = match &record.verdict {
                Some(verdict) if !self.can_be_coder(&verdict.coder, (FILE, record.line)) => {
                    continue;
                }
                Some(verdict) => Some(self.decision(change, verdict)?),
                None => None,
            };
            new.push(NewSuggestion {
                document,
                place,
                code,
                way: record.way,
                score: record.score,
                reasons: record.reasons.clone(),
                created: record.created.clone(),
                decision,
            });
        }
        self.report.suggestions = new.len();
        change.add_suggestions(&new)?;
        Ok(())
    }

    /// Returns where a suggestion stands; a problem, if its words are not there.
    fn suggested_place(
        &mut self,
        record: &SuggestionRecord,
        revision: u32,
    ) -> Option<SuggestedPlace> {
        let (position, words) = (record.position, record.quote.clone());
        if record.revision != revision {
            return Some(SuggestedPlace::Lost { revision: record.revision, position, words });
        }
        // Of a document with other words it was told already.
        let given = self.texts.get(&record.document)?;
        // The file may have got other line ends since positions were counted in it.
        let places = [given.to_text(position.0, position.1), position];
        let found = places.into_iter().find_map(|(start, end)| {
            let span = given.text.span_of_chars(start, end).ok()?;
            (given.text.slice(span) == record.quote).then_some(span)
        });
        if found.is_none() {
            let line = record.line.unwrap_or(0);
            self.problem(format!("{FILE}:{line}: its quote does not stand at its place"), None);
        }
        found.map(SuggestedPlace::Standing)
    }

    fn decision(
        &mut self,
        change: &mut Change<'_>,
        record: &VerdictRecord,
    ) -> Result<Decision, Error> {
        let coding = record.coding.as_ref().and_then(|coding| self.codings.get(coding));
        Ok(Decision {
            verdict: record.verdict,
            coding: coding.copied(),
            coder: self.directory.coder(change, &record.coder, None)?,
            at: record.decided.clone(),
        })
    }
}

fn sameness(document: DocumentId, place: &SuggestedPlace, code: CodePath) -> Sameness {
    let revision = match place {
        SuggestedPlace::Standing(_) => None,
        SuggestedPlace::Lost { revision, .. } => Some(*revision),
    };
    (document, revision, place.position(), code)
}
