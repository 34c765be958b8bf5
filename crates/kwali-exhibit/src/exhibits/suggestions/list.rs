//! Suggestions with their words.

use std::collections::BTreeSet;

use kwali_model::{CodingId, Decision, SuggestedPlace, Suggestion, SuggestionState, Verdict, Way};

use crate::exhibits::passages::{Passages, coding_id, place_columns};
use crate::exhibits::wording::code_id;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns suggestions with the words of each, in the order given.
///
/// In the column `decision` a person can decide in a spreadsheet: it is empty while a suggestion is
/// open.
pub fn suggestions_table(
    passages: &Passages<'_>,
    suggestions: &[Suggestion],
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let mut columns = vec![
        text("id", "Id"),
        detail("decision", ColumnKind::Text),
        detail("state", ColumnKind::Text),
        Column::wording("state_in_words", language.choose("State", "Stand"), ColumnKind::Text),
        text("code", "Code"),
    ];
    columns.extend(place_columns(language));
    columns.extend([
        detail("way", ColumnKind::Text),
        Column::wording("way_in_words", language.choose("Way", "Manier"), ColumnKind::Text),
        Column::new("score", "Score", ColumnKind::Measure),
        text("reasons", language.choose("Because of", "Vanwege")),
        Column::new("text", language.choose("Passage", "Passage"), ColumnKind::Prose),
        detail("revision", ColumnKind::Count),
        detail("created", ColumnKind::Text),
        detail("coder", ColumnKind::Text),
        detail("decided", ColumnKind::Text),
        detail("coding", ColumnKind::Text),
        detail("coding_state", ColumnKind::Text),
    ]);
    let standing = passages.snapshot.codings().iter().map(|coding| coding.id).collect();
    let all = Listing { passages, standing, language };
    let rows = suggestions.iter().filter_map(|one| all.row(one)).collect();
    let title = language.choose("Suggestions", "Voorstellen");
    let mut table = Table::new(title, columns, rows)?;
    table.unit = Some("sentences".to_owned());
    table.notes.push(
        language
            .choose(
                "suggestions are no codings: they are in no count until somebody accepts them",
                "voorstellen zijn geen coderingen: ze tellen nergens mee tot iemand ze aanneemt",
            )
            .to_owned(),
    );
    Ok(table)
}

/// What suggestions are listed from.
struct Listing<'a> {
    passages: &'a Passages<'a>,
    /// The codings there are, without lost ones.
    standing: BTreeSet<CodingId>,
    language: Language,
}

/// What has become of the coding that an accepted suggestion became.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Became {
    There,
    /// A corrected transcript lost its words.
    Lost,
    Removed,
}

impl Listing<'_> {
    /// Returns the cells of a suggestion; nothing where it is of another study.
    fn row(&self, one: &Suggestion) -> Option<Vec<Cell>> {
        let (passages, language) = (self.passages, self.language);
        let document = passages.snapshot.document(one.document)?;
        let place = passages.snapshot.document_place(one.document)?;
        let layout = passages.layouts.get(place)?;
        let span = one.place.span();
        let (start, end) = one.place.position();
        let decision = one.decision.as_ref();
        let became =
            decision.and_then(|decision| decision.coding).map(|coding| self.became(coding));
        let coder = |decision: &Decision| passages.snapshot.coder(decision.coder);
        let (words, revision) = match &one.place {
            SuggestedPlace::Standing(span) => {
                (passages.words(place, span.start(), span.end()), document.revision)
            }
            SuggestedPlace::Lost { words, revision, .. } => (words.as_str(), *revision),
        };
        let speakers = span.map(|span| passages.speakers(place, document, span));
        let people = span.map(|span| passages.people(&layout.participants_of(document, span)));
        let joined = |names: Option<Vec<&str>>| Cell::text(names.unwrap_or_default().join("; "));
        let optional = |text: Option<&str>| text.map_or(Cell::Undefined, Cell::text);
        Some(vec![
            Cell::text(one.id.to_string()),
            optional(decision.map(|decision| word_for(decision.verdict))),
            Cell::text(one.state().name()),
            Cell::text(state(one, became, language)),
            Cell::text(code_id(passages.snapshot, one.code)),
            Cell::text(&document.name),
            span.map_or(Cell::Undefined, |span| {
                Cell::Count(layout.paragraph_at(span.start()) as u64 + 1)
            }),
            joined(speakers),
            joined(people),
            Cell::Count(start as u64),
            Cell::Count(end as u64),
            Cell::text(one.way.name()),
            Cell::text(way(one.way, language)),
            Cell::Number(one.score.number()),
            Cell::text(one.reasons.join("; ")),
            Cell::text(words),
            Cell::Count(u64::from(revision)),
            optional(one.created.as_deref()),
            optional(decision.and_then(coder).map(|coder| coder.name.as_str())),
            optional(decision.and_then(|decision| decision.at.as_deref())),
            match decision.and_then(|decision| decision.coding) {
                Some(coding) => Cell::text(coding_id(passages.details, coding)),
                None => Cell::Undefined,
            },
            became.map_or(Cell::Undefined, |became| Cell::text(became.name())),
        ])
    }

    /// Returns what has become of the coding that a suggestion became.
    fn became(&self, coding: CodingId) -> Became {
        if self.standing.contains(&coding) {
            Became::There
        } else if self.passages.details.contains_key(&coding) {
            Became::Lost
        } else {
            Became::Removed
        }
    }
}

impl Became {
    fn name(self) -> &'static str {
        match self {
            Became::There => "there",
            Became::Lost => "lost",
            Became::Removed => "removed",
        }
    }
}

fn state(one: &Suggestion, became: Option<Became>, language: Language) -> &'static str {
    let state = one.state();
    match state {
        SuggestionState::Accepted if became == Some(Became::Removed) => {
            language.choose("accepted, coding removed", "aangenomen, codering verwijderd")
        }
        SuggestionState::Accepted if became == Some(Became::Lost) => {
            language.choose("accepted, coding lost", "aangenomen, codering verloren")
        }
        SuggestionState::Open => language.choose(state.name(), "open"),
        SuggestionState::Accepted => language.choose(state.name(), "aangenomen"),
        SuggestionState::Rejected => language.choose(state.name(), "afgewezen"),
        SuggestionState::Lost => language.choose(state.name(), "verloren"),
    }
}

fn way(way: Way, language: Language) -> &'static str {
    match way {
        Way::Dictionary => language.choose(way.name(), "woordenboek"),
        Way::Likeness => language.choose(way.name(), "gelijkenis"),
    }
}

/// What a person writes into the column `decision`.
fn word_for(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accept",
        Verdict::Rejected => "reject",
    }
}
