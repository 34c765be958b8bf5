//! Adding suggestions and deciding about them.

use std::collections::BTreeSet;

use kwali_model::{
    CodePath, CodingId, Decision, DocumentId, Score, SuggestedPlace, SuggestionId, Verdict, Way,
};
use kwali_text::{Span, Text};
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error};

/// A suggestion that is to be added.
#[derive(Clone, Debug)]
pub struct NewSuggestion {
    /// In which document.
    pub document: DocumentId,
    /// Where; a span is one of that document's text.
    pub place: SuggestedPlace,
    /// For which code.
    pub code: CodePath,
    /// How it was found.
    pub way: Way,
    /// How much speaks for it.
    pub score: Score,
    /// What speaks for it.
    pub reasons: Vec<String>,
    /// When it was made.
    pub created: Option<String>,
    /// What was decided before it came here.
    pub decision: Option<Decision>,
}

impl Change<'_> {
    /// Adds suggestions, with one journal entry for all of them, and returns their ids in the same
    /// order.
    pub fn add_suggestions(&mut self, new: &[NewSuggestion]) -> Result<Vec<SuggestionId>, Error> {
        let ids: Vec<SuggestionId> =
            new.iter().map(|new| self.add_suggestion(new)).collect::<Result<_, _>>()?;
        if ids.is_empty() {
            return Ok(ids);
        }
        let codes: BTreeSet<&str> = new.iter().map(|new| new.code.as_str()).collect();
        let ways: BTreeSet<&str> = new.iter().map(|new| new.way.name()).collect();
        let after = json!({ "suggestions": numbers(&ids), "ways": ways, "codes": codes });
        self.note("suggestion.add", &subject(&ids), None, Some(after))?;
        Ok(ids)
    }

    fn add_suggestion(&mut self, new: &NewSuggestion) -> Result<SuggestionId, Error> {
        let sql = "SELECT id FROM codes WHERE path = ?1";
        let code: Option<u32> = self.one(sql, params![new.code.as_str()])?;
        let (start_char, end_char) = new.place.position();
        let span = new.place.span();
        let (revision, words) = match &new.place {
            SuggestedPlace::Standing(_) => {
                let sql = "SELECT revision FROM documents WHERE id = ?1";
                (self.one(sql, params![new.document.0])?, None)
            }
            SuggestedPlace::Lost { revision, words, .. } => (Some(*revision), Some(words)),
        };
        let decision = new.decision.as_ref();
        let id = self.insert(
            "INSERT INTO suggestions (document, revision, start, end, start_char, end_char,
               lost_words, code, way, score, reasons, created, verdict, coder, decided, coding)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                new.document.0,
                revision,
                span.map(|span| span.start() as i64),
                span.map(|span| span.end() as i64),
                start_char as i64,
                end_char as i64,
                words,
                code,
                new.way.name(),
                new.score.0,
                json!(new.reasons).to_string(),
                new.created,
                decision.map(|decision| decision.verdict.name()),
                decision.map(|decision| decision.coder.0),
                decision.and_then(|decision| decision.at.as_deref()),
                decision.and_then(|decision| decision.coding).map(|coding| coding.0),
            ],
        )?;
        Ok(SuggestionId(id))
    }

    /// Writes down what one person decided about suggestions, with one journal entry for all;
    /// `verdict` is what all these decisions say.
    pub fn decide_suggestions(
        &mut self,
        verdict: Verdict,
        decisions: &[(SuggestionId, Decision)],
    ) -> Result<(), Error> {
        let Some((_, first)) = decisions.first() else { return Ok(()) };
        let ids: Vec<SuggestionId> = decisions.iter().map(|(id, _)| *id).collect();
        let before = self.verdicts(&ids)?;
        for (id, decision) in decisions {
            let coding = decision.coding.map(|coding| coding.0);
            self.run(
                "UPDATE suggestions SET verdict = ?2, coder = ?3, decided = ?4, coding = ?5
                 WHERE id = ?1",
                params![id.0, verdict.name(), decision.coder.0, decision.at, coding],
            )?;
        }
        let codings: Vec<CodingId> =
            decisions.iter().filter_map(|(_, decision)| decision.coding).collect();
        let after = json!({
            "suggestions": numbers(&ids), "verdict": verdict.name(), "coder": first.coder.0,
            "codings": codings.iter().map(|coding| coding.0).collect::<Vec<_>>(),
        });
        let action = match verdict {
            Verdict::Accepted => "suggestion.accept",
            Verdict::Rejected => "suggestion.reject",
        };
        self.note(action, &subject(&ids), Some(before), Some(after))?;
        Ok(())
    }

    /// What had been decided about suggestions before.
    fn verdicts(&self, ids: &[SuggestionId]) -> Result<Value, Error> {
        let sql = "SELECT json_object('suggestions', json_group_array(json_array(id, verdict)))
                   FROM suggestions WHERE verdict IS NOT NULL
                   AND id IN (SELECT value FROM json_each(?1))";
        let before = self.json(sql, params![numbers(ids).to_string()])?;
        Ok(before.unwrap_or_default())
    }

    /// Puts suggestions where they stand in the next revision of their document, or keeps the words
    /// of those that are lost.
    pub(crate) fn carry_suggestions(
        &self,
        (revision, old): (u32, &Text),
        suggestions: &[(SuggestionId, Option<Span>)],
    ) -> Result<(), Error> {
        for &(id, span) in suggestions {
            match span {
                Some(span) => self.run(
                    "UPDATE suggestions SET revision = ?2, start = ?3, end = ?4, start_char = ?5,
                       end_char = ?6 WHERE id = ?1",
                    params![
                        id.0,
                        revision,
                        span.start() as i64,
                        span.end() as i64,
                        span.start_char() as i64,
                        span.end_char() as i64,
                    ],
                )?,
                None => self.lose_suggestion(id, old)?,
            }
        }
        Ok(())
    }

    fn lose_suggestion(&self, id: SuggestionId, old: &Text) -> Result<(), Error> {
        let byte = |column: &str| -> Result<usize, Error> {
            let sql = format!("SELECT {column} FROM suggestions WHERE id = ?1");
            Ok(self.one::<i64>(&sql, params![id.0])?.unwrap_or(0) as usize)
        };
        let span = old.span(byte("start")?, byte("end")?);
        let span = span.map_err(|error| Error::damaged(&self.path, error))?;
        self.run(
            "UPDATE suggestions SET start = NULL, end = NULL, lost_words = ?2 WHERE id = ?1",
            params![id.0, old.slice(span)],
        )
    }

    /// Gives the suggestions for a code to another; of two for the same passage one stays, the one
    /// about which was decided.
    pub(crate) fn hand_over_suggestions(&self, from: u32, to: u32) -> Result<(), Error> {
        let goes = |own: &str, other: &str, condition: &str| {
            format!(
                "DELETE FROM suggestions WHERE code = {own} AND {condition} AND EXISTS (
                   SELECT 1 FROM suggestions o WHERE o.code = {other}
                   AND o.document = suggestions.document AND o.revision = suggestions.revision
                   AND o.start_char = suggestions.start_char AND o.end_char = suggestions.end_char
                   AND (o.verdict IS NOT NULL OR suggestions.verdict IS NULL))"
            )
        };
        self.run(&goes("?1", "?2", "1"), params![from, to])?;
        self.run(&goes("?2", "?1", "verdict IS NULL"), params![from, to])?;
        self.run("UPDATE suggestions SET code = ?2 WHERE code = ?1", params![from, to])
    }
}

fn numbers(ids: &[SuggestionId]) -> Value {
    json!(ids.iter().map(|id| id.0).collect::<Vec<_>>())
}

fn subject(ids: &[SuggestionId]) -> String {
    match ids {
        [only] => only.to_string(),
        _ => format!("{} suggestions", ids.len()),
    }
}
