//! Whose voice stands beside quotes, and who is quoted how often.
//!
//! A quote is shown with a role, and perhaps under a question that names a place. Where fewer people share
//! all of that than may be told, the quote points at one of them: its voice is left out, and if the
//! question alone says so much, the quote is.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{Query, Term, Unit, Wanted};
use kwali_model::{ParticipantId, Scope, Snapshot, VariableId};
use serde::{Deserialize, Serialize};

use super::among::number;
use super::question::{Among, Condition, Conditions, Question};
use crate::factsheet::arguments::{Arguments, Problem, parse_query};
use crate::factsheet::evidence::Evidence;
use crate::factsheet::kinds::{Content, Kind, Quote, Tabulated, people_in, role};
use crate::factsheet::recorder::Entry;
use crate::table::Place;
use crate::{Cell, Language};

/// Whoever has more than this share of all quotes is named to whoever builds the factsheet.
const MOST_OF_ONE: f64 = 0.2;

/// Of fewer quotes than this no share is told.
const FEWEST_QUOTES: usize = 5;

/// What the manifest says of all quotes of a factsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::factsheet) struct QuotesCounted {
    /// How many quotes there are; one that stands in two exhibits is two.
    quotes: usize,
    /// How many people speak in them.
    people: usize,
    /// In how many of them the same person speaks.
    most_of_one: usize,
    /// How many stand without their voice, or not at all, as too few people share it.
    voices_left_out: usize,
}

impl QuotesCounted {
    /// Whether there are any quotes.
    pub(in crate::factsheet) fn is_any(&self) -> bool {
        self.quotes + self.voices_left_out > 0
    }
}

/// What was found of quotes.
#[derive(Default)]
pub(super) struct Quoting {
    pub(super) counted: QuotesCounted,
    pub(super) notices: Vec<String>,
    times: BTreeMap<ParticipantId, usize>,
}

impl Quoting {
    /// Counts who is quoted, and leaves out the voices that fewer people than `least` share.
    pub(super) fn of(
        evidence: &Evidence<'_>,
        entries: &mut [Entry],
        (least, language): (u64, Language),
    ) -> Result<Quoting, Problem> {
        let mut quoting = Quoting::default();
        let ids = OnceCell::new();
        for entry in entries {
            let query = entry.finding.query.as_deref().unwrap_or_default();
            let restriction = parse_query("query", query, evidence.snapshot)?;
            let check = Check { evidence, least, language, restriction, ids: &ids };
            let (kind, id) = (entry.kind, entry.id.clone());
            match &mut entry.finding.content {
                Content::Quotes(quotes) => {
                    let by = role(evidence.snapshot, &entry.arguments)?;
                    quoting.check_quotes(&check, quotes, (kind, &id, by))?;
                }
                Content::Table(tabulated)
                    if matches!(kind, Kind::QuoteRegister | Kind::Segments) =>
                {
                    let by = role(evidence.snapshot, &entry.arguments)?;
                    quoting.check_register(&check, tabulated, by)?;
                    check.check_groups(tabulated, entry.arguments.text("group_by")?)?;
                }
                Content::Table(tabulated) => {
                    for (column, by) in
                        quote_columns(evidence.snapshot, &entry.arguments, tabulated)?
                    {
                        quoting.check_column(&check, tabulated, (column, by))?;
                    }
                }
                Content::Number(_) => {}
            }
        }
        quoting.sum_up(evidence.snapshot);
        Ok(quoting)
    }

    fn check_quotes(
        &mut self,
        check: &Check<'_>,
        quotes: &mut Vec<Quote>,
        (kind, id, by): (Kind, &str, Option<VariableId>),
    ) -> Result<(), Problem> {
        let mut kept = Vec::new();
        for mut quote in std::mem::take(quotes) {
            let rare = check.rarity(quote.coding, by, &[])?;
            if rare != Rarity::Common {
                self.counted.voices_left_out += 1;
                quote.role = None;
            }
            if kind == Kind::Quote && rare != Rarity::Common {
                self.notices.push(format!(
                    "quote `{id}` stands without whose voice it is: fewer than {} people share that",
                    check.least
                ));
            }
            if kind == Kind::Quote || rare != Rarity::Group {
                self.count(check.evidence, quote.coding);
                kept.push(quote);
            }
        }
        *quotes = kept;
        Ok(())
    }

    fn check_register(
        &mut self,
        check: &Check<'_>,
        tabulated: &mut Tabulated,
        by: Option<VariableId>,
    ) -> Result<(), Problem> {
        let place =
            |name: &str| tabulated.table.columns().iter().position(|column| column.name == name);
        let (Some(ids), Some(voice)) = (place("coding"), place("voice")) else { return Ok(()) };
        for row in 0..tabulated.table.rows().len() {
            let Cell::Text(id) = &tabulated.table.rows()[row][ids] else { continue };
            let Some(coding) = check.coding(id) else { continue };
            self.count(check.evidence, coding);
            if check.rarity(coding, by, &[])? != Rarity::Common {
                self.counted.voices_left_out += 1;
                tabulated.table.replace(Place::Row(row, voice), Cell::Suppressed);
            }
        }
        Ok(())
    }

    /// Checks the quotes in the cells of a column; the one before it has the ids of their codings.
    fn check_column(
        &mut self,
        check: &Check<'_>,
        tabulated: &mut Tabulated,
        (column, by): (usize, Option<VariableId>),
    ) -> Result<(), Problem> {
        for row in 0..tabulated.table.rows().len() {
            let Cell::Text(ids) = &tabulated.table.rows()[row][column - 1] else { continue };
            let codings: Vec<usize> = ids.split("; ").filter_map(|id| check.coding(id)).collect();
            let of_row = tabulated.row_queries[row].clone();
            let mut said = Vec::new();
            let mut is_changed = false;
            for coding in codings {
                let rare = check.rarity(coding, by, &[&of_row])?;
                is_changed |= rare != Rarity::Common;
                self.counted.voices_left_out += usize::from(rare != Rarity::Common);
                if rare != Rarity::Group {
                    self.count(check.evidence, coding);
                    let by = by.filter(|_| rare == Rarity::Common);
                    let quote = Quote::of(check.evidence, coding, by, check.language);
                    said.push(quote);
                }
            }
            if is_changed {
                let words: Vec<String> = said.iter().map(Quote::in_a_cell).collect();
                let ids: Vec<&str> = said.iter().map(|quote| quote.id.as_str()).collect();
                let ids = Cell::text(ids.join("; "));
                tabulated.table.replace(Place::Row(row, column - 1), ids);
                tabulated.table.replace(Place::Row(row, column), Cell::text(words.join("\n")));
            }
        }
        Ok(())
    }

    fn count(&mut self, evidence: &Evidence<'_>, coding: usize) {
        self.counted.quotes += 1;
        for person in people_in(evidence, &evidence.snapshot.codings()[coding]) {
            *self.times.entry(person).or_insert(0) += 1;
        }
    }

    /// Says who is quoted how often; names go to whoever builds the factsheet, not into it.
    fn sum_up(&mut self, snapshot: &Snapshot) {
        let n_quotes = self.counted.quotes;
        self.counted.people = self.times.len();
        self.counted.most_of_one = self.times.values().copied().max().unwrap_or(0);
        if n_quotes < FEWEST_QUOTES {
            return;
        }
        for (&person, &times) in &self.times {
            let share = times as f64 / n_quotes as f64;
            let Some(person) = snapshot.participant(person).filter(|_| share > MOST_OF_ONE) else {
                continue;
            };
            let (name, most) = (&person.name, 100.0 * MOST_OF_ONE);
            self.notices.push(format!(
                "`{name}` speaks in {times} of {n_quotes} quotes: more than {most:.0}% of them"
            ));
        }
    }
}

/// How many share what is shown beside a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rarity {
    /// Enough.
    Common,
    /// Enough share what is asked, but too few of them the voice.
    Voice,
    /// Too few share what is asked.
    Group,
}

/// What quotes of an exhibit are checked against.
struct Check<'a> {
    evidence: &'a Evidence<'a>,
    least: u64,
    language: Language,
    restriction: Query,
    /// The places of codings by their ids, once they were asked for.
    ids: &'a OnceCell<BTreeMap<String, usize>>,
}

impl Check<'_> {
    /// Returns the place of a coding.
    fn coding(&self, id: &str) -> Option<usize> {
        let ids = self.ids.get_or_init(|| {
            let passages = self.evidence.passages();
            let codings = self.evidence.snapshot.codings().iter().enumerate();
            codings.map(|(place, coding)| (passages.coding_id(coding), place)).collect()
        });
        ids.get(id).copied()
    }

    /// Leaves out in which group a segment stands where too few people are in it.
    fn check_groups(&self, tabulated: &mut Tabulated, by: Option<&str>) -> Result<(), Problem> {
        let snapshot = self.evidence.snapshot;
        let name = by.map(|by| by.trim_start_matches("participant."));
        let variable = name.and_then(|name| snapshot.variable(Scope::Participant, name));
        let place =
            |name: &str| tabulated.table.columns().iter().position(|column| column.name == name);
        let (Some(variable), Some(ids), Some(group)) =
            (variable, place("coding"), place("in_group"))
        else {
            return Ok(());
        };
        for row in 0..tabulated.table.rows().len() {
            let Cell::Text(id) = tabulated.table.rows()[row][ids].clone() else { continue };
            let Some(coding) = self.coding(&id) else { continue };
            if self.rarity(coding, Some(variable.id), &[])? != Rarity::Common {
                tabulated.table.replace(Place::Row(row, group), Cell::Suppressed);
                tabulated.row_names[row] = id;
            }
        }
        Ok(())
    }

    fn rarity(
        &self,
        coding: usize,
        by: Option<VariableId>,
        more: &[&Query],
    ) -> Result<Rarity, Problem> {
        let snapshot = self.evidence.snapshot;
        let mut known = Conditions::default();
        let queries: Vec<&Query> =
            std::iter::once(&self.restriction).chain(more.iter().copied()).collect();
        let mut asked = known.of(&queries, snapshot);
        asked.retain(|condition| condition.is_of_people() || condition.is_of_documents());
        if !asked.is_empty() && self.are_few(&asked, &known)? {
            return Ok(Rarity::Group);
        }
        let Some(by) = by.and_then(|by| snapshot.variable_by_id(by)) else {
            return Ok(Rarity::Common);
        };
        let people = people_in(self.evidence, &snapshot.codings()[coding]);
        let value = |person: &ParticipantId| snapshot.participant(*person)?.values.get(&by.id);
        let values: BTreeSet<&String> = people.iter().filter_map(value).collect();
        for value in values {
            let (scope, name) = (Some(Scope::Participant), by.name.clone());
            let term = Term::Variable { scope, name, value: Wanted::Is(value.clone()) };
            let mut shown = known.of(&[&Query::of(term)], snapshot);
            shown.extend(asked.iter().cloned());
            if self.are_few(&shown, &known)? {
                return Ok(Rarity::Voice);
            }
        }
        Ok(Rarity::Common)
    }

    fn are_few(
        &self,
        conditions: &BTreeSet<Condition>,
        known: &Conditions,
    ) -> Result<bool, Problem> {
        let is_of_documents = conditions.iter().any(Condition::is_of_documents);
        let among = if is_of_documents { Among::Heard } else { Among::Sample };
        let conditions = conditions.clone();
        let question = Question { unit: Unit::Participants, among, conditions };
        let n = number(self.evidence, &question, known)?;
        Ok(n.is_some_and(|n| n < self.least))
    }
}

/// Returns the columns with quotes, each with the variable that says whose voice it is.
fn quote_columns(
    snapshot: &Snapshot,
    arguments: &Arguments,
    tabulated: &Tabulated,
) -> Result<Vec<(usize, Option<VariableId>)>, Problem> {
    let columns = tabulated.table.columns();
    let mut found = Vec::new();
    for item in arguments.items("columns", "show")? {
        if item.text("show")? != Some("quote") {
            continue;
        }
        let name = match (item.text("name")?, item.text("where")?, item.text("heading")?) {
            (Some(name), ..) => name,
            (None, Some(_), Some(heading)) => heading,
            _ => "quote",
        };
        let by = if item.flag("attributed", true)? { role(snapshot, &item)? } else { None };
        let place = columns.iter().position(|column| column.name == name);
        found.extend(place.filter(|&place| place > 0).map(|place| (place, by)));
    }
    Ok(found)
}
