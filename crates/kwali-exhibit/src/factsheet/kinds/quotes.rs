//! What people said, with their role and without their name.

use std::collections::BTreeSet;

use kwali_model::{Coding, Document, ParticipantId, Scope, Snapshot, VariableId};

use super::quote_choice::{Chooser, MOST_WORDS};
use super::{Content, Finding, Found, crosstab::variable, told};
use crate::Language;
use crate::exhibits::{and_list, on_one_line};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;

/// How many quotes there are where the template does not say.
const USUAL_NUMBER: usize = 2;

/// A quoted segment.
pub(crate) struct Quote {
    /// The place of its coding in the snapshot.
    pub(crate) coding: usize,
    /// The id of its coding.
    pub(crate) id: String,
    /// The words, one text a turn, without speakers' names before them.
    pub(crate) turns: Vec<String>,
    /// The role of who speaks, if it is known.
    pub(crate) role: Option<String>,
}

impl Quote {
    /// Returns the segment of a coding, by its place in the snapshot, as it is quoted.
    pub(crate) fn of(
        evidence: &Evidence<'_>,
        coding: usize,
        role: Option<VariableId>,
        language: Language,
    ) -> Quote {
        quote(evidence, coding, role, language)
    }

    /// Returns the words in quotation marks; several turns each begin with a dash.
    pub(crate) fn quoted_turns(&self) -> Vec<String> {
        match self.turns.as_slice() {
            [one] => vec![format!("‘{one}’")],
            several => several.iter().map(|turn| format!("– {turn}")).collect(),
        }
    }

    /// Returns the quote as it stands in the cell of a table, who said it behind it.
    pub(in crate::factsheet) fn in_a_cell(&self) -> String {
        let said = self.quoted_turns().join("\n");
        match &self.role {
            Some(role) => format!("{said} ({role})"),
            None => said,
        }
    }
}

/// Finds quotes by the rule of [`Chooser`].
pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let restriction = arguments.query("where", evidence.snapshot)?;
    let role = role(evidence.snapshot, arguments)?;
    let n = arguments.number("n")?.unwrap_or(USUAL_NUMBER);
    let selected = evidence.select(&restriction)?;
    let most_words = arguments.number("most_words")?.unwrap_or(MOST_WORDS);
    let chosen = Chooser::new(evidence).choose(selected, (n, most_words));
    let quotes = chosen.into_iter().map(|coding| quote(evidence, coding, role, language)).collect();
    Ok(Finding { query: told(&restriction), ..finding(quotes, language) })
}

/// Finds the quote that a template names by its coding's id.
pub(super) fn find_one(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    language: Language,
) -> Found {
    let typed = arguments.required("coding")?;
    let role = role(evidence.snapshot, arguments)?;
    let passages = evidence.passages();
    let mut codings = evidence.snapshot.codings().iter();
    let coding = codings
        .position(|coding| passages.coding_id(coding) == typed)
        .ok_or_else(|| Problem::new(format!("there is no coding `{typed}` in this study")))?;
    Ok(finding(vec![quote(evidence, coding, role, language)], language))
}

fn finding(quotes: Vec<Quote>, language: Language) -> Finding {
    Finding {
        title: language.choose("Quotes", "Citaten").to_owned(),
        query: None,
        unit: Some("segments".to_owned()),
        base: None,
        published: Vec::new(),
        content: Content::Quotes(quotes),
    }
}

/// Returns the variable that says who speaks: `by`, else the participants' `role` if there is one.
pub(in crate::factsheet) fn role(
    snapshot: &Snapshot,
    arguments: &Arguments,
) -> Result<Option<VariableId>, Problem> {
    let Some(by) = arguments.text("by")? else {
        return Ok(snapshot.variable(Scope::Participant, "role").map(|variable| variable.id));
    };
    let variable = variable(snapshot, by, &[])?;
    match variable.scope {
        Scope::Participant => Ok(Some(variable.id)),
        Scope::Document => Err(Problem::new(format!("`by`: `{by}` describes no participants"))),
    }
}

/// Returns the segment as it is quoted.
pub(super) fn quote(
    evidence: &Evidence<'_>,
    index: usize,
    role: Option<VariableId>,
    language: Language,
) -> Quote {
    let coding = evidence.snapshot.codings()[index];
    let id = evidence.passages().coding_id(&coding);
    let Some((place, document)) = place(evidence, &coding) else {
        return Quote { coding: index, id, turns: Vec::new(), role: None };
    };
    let layout = evidence.layouts.get(place);
    let people = layout.map_or(Vec::new(), |l| l.participants_of(document, coding.span));
    let value = |person: &ParticipantId| {
        evidence.snapshot.participant(*person)?.values.get(&role?).map(String::as_str)
    };
    let roles: BTreeSet<&str> = people.iter().filter_map(value).collect();
    let roles: Vec<&str> = roles.into_iter().collect();
    Quote {
        coding: index,
        id,
        turns: turns(evidence, place, document, &coding),
        role: (!roles.is_empty()).then(|| and_list(&roles, language)),
    }
}

/// Returns the document of a coding with its place.
pub(super) fn place<'a>(evidence: &Evidence<'a>, coding: &Coding) -> Option<(usize, &'a Document)> {
    let place = evidence.snapshot.document_place(coding.document)?;
    Some((place, &evidence.snapshot.documents()[place]))
}

/// Returns the words of a segment, one text a turn, without the names that stand before turns.
///
/// What the interviewer says within it stays, in brackets.
pub(super) fn turns(
    evidence: &Evidence<'_>,
    place: usize,
    document: &Document,
    coding: &Coding,
) -> Vec<String> {
    let passages = evidence.passages();
    let (start, end) = (coding.span.start(), coding.span.end());
    let turns = evidence.layouts.get(place).map_or(&[][..], |l| l.turns_of(coding.span));
    if turns.is_empty() {
        return vec![on_one_line(passages.words(place, start, end))];
    }
    let words = turns.iter().filter_map(|turn| {
        let from = start.max(turn.words_start as usize);
        let said = on_one_line(passages.words(place, from, end.min(turn.span.end()).max(from)));
        let asks = document.speakers.get(turn.speaker.index()).is_some_and(|s| s.is_interviewer);
        let is_alone = turns.len() == 1;
        (!said.is_empty()).then(|| if asks && !is_alone { format!("[{said}]") } else { said })
    });
    words.collect()
}
