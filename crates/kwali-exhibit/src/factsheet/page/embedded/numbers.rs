//! The numbers of a page that lead to segments: which segments, and whether they can be counted
//! again from these.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{Expression, Query, Term, Unit, participants_meant};
use kwali_model::ParticipantId;
use serde::Serialize;

use super::places::{charted, places, row_labels};
use super::recount::recount;
use crate::factsheet::arguments::Problem;
use crate::factsheet::behind::{Asked, Behind, Selections};
use crate::factsheet::evidence::Evidence;
use crate::factsheet::kinds::{Content, Form, Kind, Tabulated};
use crate::factsheet::recorder::Entry;
use crate::factsheet::shown::Shown;
use crate::units::unit_in_words;
use crate::visible::show_controls;
use crate::{Audience, Cell, ColumnKind, Language, Table};

/// The numbers of a factsheet, each with the list of what is behind it.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) exhibits: BTreeMap<String, Linked>,
    /// Places of codings, ascending.
    pub(super) lists: Interned<Vec<usize>>,
    /// Participants who alone count behind a number.
    pub(super) people: Interned<BTreeSet<ParticipantId>>,
}

/// Values that are kept once, by number.
pub(super) struct Interned<T> {
    known: BTreeMap<T, usize>,
    pub(super) all: Vec<T>,
}

impl<T> Default for Interned<T> {
    fn default() -> Interned<T> {
        Interned { known: BTreeMap::new(), all: Vec::new() }
    }
}

impl<T: Ord + Clone> Interned<T> {
    fn number(&mut self, value: T) -> usize {
        *self.known.entry(value.clone()).or_insert_with(|| {
            self.all.push(value);
            self.all.len() - 1
        })
    }
}

/// The numbers of one exhibit. Lists are given by number.
#[derive(Default, Serialize)]
pub(super) struct Linked {
    title: String,
    /// What is counted, in words.
    unit: Option<String>,
    /// What is behind the words within a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<usize>,
    /// The unit in which these words are a number that can be counted again.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'static str>,
    /// Who alone counts in all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    among: Option<usize>,
    rows: Vec<LinkedRow>,
    columns: Vec<LinkedColumn>,
    /// By row and column; `None` where there is nothing to follow.
    cells: Vec<Vec<Option<usize>>>,
    /// By column of the chart: the column whose cells its shapes show.
    charted: Vec<usize>,
    /// By row and column of the table: which cells its text counts.
    #[serde(skip)]
    places: BTreeMap<(usize, usize), Vec<usize>>,
}

#[derive(Serialize)]
struct LinkedRow {
    name: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    among: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct LinkedColumn {
    pub(super) name: String,
    label: String,
    /// What its numbers count, in words.
    unit: Option<String>,
    /// The unit in which its cells can be counted again: that of a count, or `tick`.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    among: Option<usize>,
    /// Its place in the table.
    #[serde(skip)]
    pub(super) at: usize,
}

impl Linked {
    /// Returns which cells the text in a row and column of the table counts.
    pub(super) fn cells_at(&self, row: usize, column: usize) -> &[usize] {
        self.places.get(&(row, column)).map_or(&[], Vec::as_slice)
    }
}

impl Numbers {
    /// Adds the numbers of an exhibit as it is shown.
    pub(super) fn add<'a>(
        &mut self,
        selections: &Selections<'a>,
        evidence: &Evidence<'a>,
        (entry, shown): (&Entry, &Shown),
        language: Language,
    ) -> Result<(), Problem> {
        let asked = Asked::by_entry(entry, evidence.snapshot)?;
        let behind = Behind::new(selections, &asked)?;
        let unit = entry.finding.unit.as_deref();
        let mut linked = Linked {
            title: show_controls(&entry.finding.title).into_owned(),
            unit: unit.map(|unit| unit_in_words(unit, language).to_owned()),
            among: self.among(evidence, asked_of_all(&asked)),
            ..Linked::default()
        };
        match &entry.finding.content {
            Content::Number(number) => {
                if number.value.is_some() {
                    let codings = behind.whole();
                    linked.counted = self.counted_number(evidence, entry, &linked, &codings);
                    linked.all = Some(self.lists.number(codings));
                }
            }
            Content::Quotes(quotes) => {
                self.add_quotes(quotes.iter().map(|quote| quote.coding), &mut linked);
            }
            Content::Table(tabulated) => {
                let filling =
                    Filling { evidence, entry, tabulated, asked: &asked, behind: &behind };
                self.add_table(&filling, shown, language, &mut linked);
            }
        }
        self.exhibits.insert(entry.id.clone(), linked);
        Ok(())
    }

    /// Returns who alone counts where a query holds.
    fn among(&mut self, evidence: &Evidence<'_>, query: &Query) -> Option<usize> {
        participants_meant(evidence.snapshot, query).map(|people| self.people.number(people))
    }

    fn people_of(&self, among: Option<usize>) -> Option<&BTreeSet<ParticipantId>> {
        among.and_then(|number| self.people.all.get(number))
    }

    /// Returns the unit of a number that is the count of its segments.
    fn counted_number(
        &self,
        evidence: &Evidence<'_>,
        entry: &Entry,
        linked: &Linked,
        codings: &[usize],
    ) -> Option<&'static str> {
        let Content::Number(number) = &entry.finding.content else { return None };
        let unit = recountable(Unit::from_name(entry.finding.unit.as_deref()?)?)?;
        let among = [self.people_of(linked.among)];
        let n = recount(evidence, unit, codings, &among);
        let is_count = entry.kind == Kind::Count && number.value == Some(n as f64);
        is_count.then(|| unit.name())
    }

    /// Adds quotes as rows of one column.
    fn add_quotes(&mut self, quotes: impl Iterator<Item = usize>, linked: &mut Linked) {
        for (number, coding) in quotes.enumerate() {
            let name = (number + 1).to_string();
            linked.rows.push(LinkedRow { label: String::new(), name, among: None });
            linked.cells.push(vec![Some(self.lists.number(vec![coding]))]);
            linked.places.insert((number, 0), vec![0]);
        }
        linked.columns.push(LinkedColumn {
            name: "quote".to_owned(),
            label: String::new(),
            unit: None,
            counted: None,
            among: None,
            at: 0,
        });
    }

    fn add_table(
        &mut self,
        filling: &Filling<'_>,
        shown: &Shown,
        language: Language,
        linked: &mut Linked,
    ) {
        let Filling { evidence, entry, tabulated, asked, behind } = filling;
        let Asked::Table { rows, columns, .. } = asked else { return };
        let table = &tabulated.table;
        let labels = row_labels(tabulated, shown);
        for (row, (name, label)) in rows.iter().zip(tabulated.row_names.iter().zip(labels)) {
            linked.rows.push(LinkedRow {
                name: show_controls(name).into_owned(),
                label: show_controls(&label).into_owned(),
                among: self.among(evidence, row),
            });
        }
        for (at, column) in table.columns().iter().enumerate() {
            let Some(query) = columns.get(at).and_then(|(_, query)| query.as_ref()) else {
                continue;
            };
            if column.audience == Audience::Machines && column.unit.is_none() {
                continue;
            }
            linked.columns.push(LinkedColumn {
                name: show_controls(&column.name).into_owned(),
                label: show_controls(&column.heading()).into_owned(),
                unit: column.unit.map(|unit| unit_in_words(unit.name(), language).to_owned()),
                counted: None,
                among: self.among(evidence, query),
                at,
            });
        }
        let mut lists: Vec<Vec<Option<Vec<usize>>>> = Vec::new();
        for row in 0..linked.rows.len() {
            let cell = |column: &LinkedColumn| {
                let is_told = is_told(table, row, column.at);
                is_told.then(|| behind.cell(row, column.at))
            };
            lists.push(linked.columns.iter().map(cell).collect());
        }
        for number in 0..linked.columns.len() {
            linked.columns[number].counted = filling.counted_column(self, linked, number, &lists);
        }
        linked.cells = lists
            .into_iter()
            .map(|row| row.into_iter().map(|list| Some(self.lists.number(list?))).collect())
            .collect();
        linked.places = places(table, &linked.columns);
        linked.charted = charted(entry, tabulated, &linked.columns);
        let is_sentence = matches!(tabulated.form, Form::Sentence(_));
        if is_sentence && linked.cells.iter().flatten().all(Option::is_some) {
            linked.all = Some(self.lists.number(behind.whole()));
        }
    }
}

/// A table whose numbers are linked.
struct Filling<'a> {
    evidence: &'a Evidence<'a>,
    entry: &'a Entry,
    tabulated: &'a Tabulated,
    asked: &'a Asked,
    behind: &'a Behind<'a>,
}

impl Filling<'_> {
    /// Returns in which unit a column can be counted again: where doing so gives its cells.
    fn counted_column(
        &self,
        numbers: &Numbers,
        linked: &Linked,
        number: usize,
        lists: &[Vec<Option<Vec<usize>>>],
    ) -> Option<&'static str> {
        let column = &linked.columns[number];
        let shown = &self.tabulated.table.columns()[column.at];
        let Asked::Table { columns, .. } = self.asked else { return None };
        let query = columns.get(column.at).and_then(|(_, query)| query.as_ref())?;
        if !counts_segments(self.entry.kind) || is_of_relation(query.expression()) {
            return None;
        }
        let unit = match shown.kind {
            ColumnKind::Tick => Unit::Segments,
            ColumnKind::Count => recountable(shown.unit?)?,
            _ => return None,
        };
        let agrees = |row: usize| {
            let Some(list) = &lists[row][number] else { return true };
            let of_row = linked.rows[row].among;
            let among = [linked.among, of_row, column.among].map(|who| numbers.people_of(who));
            let n = recount(self.evidence, unit, list, &among);
            match self.tabulated.table.rows()[row][column.at] {
                Cell::Count(count) => count == n,
                Cell::Flag(flag) => flag == (n > 0),
                _ => true,
            }
        };
        let name = if shown.kind == ColumnKind::Tick { "tick" } else { unit.name() };
        (0..lists.len()).all(agrees).then_some(name)
    }
}

/// Returns the unit if the page's script can count in it.
fn recountable(unit: Unit) -> Option<Unit> {
    matches!(unit, Unit::Segments | Unit::Documents | Unit::Participants).then_some(unit)
}

/// Whether the numbers of an exhibit count the segments behind them, and not, as of the sample, all
/// people or documents, or pairs of codes.
fn counts_segments(kind: Kind) -> bool {
    use Kind::{CodesNamed, Crosstab, Frequencies, Perspectives, QueryTable, ThemeTable};
    matches!(kind, Frequencies | Crosstab | Perspectives | ThemeTable | QueryTable | CodesNamed)
}

/// Whether a query asks how segments lie to others, who may be other people's.
fn is_of_relation(expression: &Expression) -> bool {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts.iter().any(is_of_relation),
        Expression::Not(part) => is_of_relation(part),
        Expression::Term(located) => matches!(located.term, Term::Related(_)),
    }
}

fn asked_of_all(asked: &Asked) -> &Query {
    static NOTHING: std::sync::LazyLock<Query> = std::sync::LazyLock::new(Query::default);
    match asked {
        Asked::Number(all) | Asked::Table { all, .. } => all,
        Asked::Codings(_) => &NOTHING,
    }
}

/// Whether a cell has a value that is told.
fn is_told(table: &Table, row: usize, column: usize) -> bool {
    let cell = table.rows().get(row).and_then(|cells| cells.get(column));
    !matches!(cell, None | Some(Cell::Undefined | Cell::Suppressed))
}
