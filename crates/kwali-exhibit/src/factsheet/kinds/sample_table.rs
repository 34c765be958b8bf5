//! How a sample is made up: documents or participants by one or several variables, and by another.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{MISSING, Query, Unit};
use kwali_model::{ParticipantId, Scope, Snapshot, Variable};

use super::cases::{Case, ValueOrder, cases, query_of, variables_of_one_scope};
use super::characteristics::unit_of;
use super::{Finding, Form, Found, Tabulated, charts};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::units::{counted, heading};
use crate::{Cell, Column, ColumnKind, Language, Table};

/// The values of the variables of a row.
type Key = Vec<Option<String>>;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let restriction = arguments.query("where", snapshot)?;
    let sample = Sample::new(evidence, arguments, &restriction)?;
    let title = language.choose("The sample", "De onderzochte groep");
    let labels = arguments.wordings("labels")?;
    let rows = sample.rows.iter().map(|key| sample.cells(Some(key), &labels, language)).collect();
    let bases = vec![sample.cells(None, &labels, language)];
    let mut table =
        Table::new(title, sample.columns(&labels, language), rows)?.with_bases(bases)?;
    let unit = unit_of(sample.scope);
    table.unit = Some(unit.name().to_owned());
    let all = counted(sample.cases.len() as u64, unit, language);
    table.base = Some(language.choose(format!("all {all}"), format!("alle {all}")));
    if restriction != Query::default() {
        table.base = Some(all);
    }
    let row_query = |key: &Key| {
        let values: Vec<(&Variable, Option<&str>)> =
            sample.variables.iter().copied().zip(key.iter().map(Option::as_deref)).collect();
        query_of(snapshot, &values)
    };
    let mut finding = Finding::of_table(
        &restriction,
        Tabulated {
            row_names: sample.rows.iter().map(name_of).collect(),
            row_queries: sample.rows.iter().map(row_query).collect(),
            column_queries: sample.column_queries(snapshot),
            is_empty: sample.cases.is_empty(),
            chart: None,
            form: Form::of(arguments)?,
            table,
        },
    );
    let totals: &[&str] =
        if sample.across.is_some() { &["total", "participants"] } else { &["participants"] };
    charts::add_columns(&mut finding, arguments, totals, language)?;
    Ok(finding)
}

/// Returns what a row is called: its known values.
fn name_of(key: &Key) -> String {
    let known: Vec<&str> = key.iter().filter_map(Option::as_deref).collect();
    if known.is_empty() { MISSING.to_owned() } else { known.join(" / ") }
}

/// The documents or participants, with the values that make rows and columns.
struct Sample<'a> {
    scope: Scope,
    cases: Vec<Case<'a>>,
    variables: Vec<&'a Variable>,
    across: Option<&'a Variable>,
    rows: Vec<Key>,
    columns: Vec<Option<String>>,
    /// Whether distinct participants of documents are counted as well.
    with_participants: bool,
}

impl<'a> Sample<'a> {
    fn new(
        evidence: &Evidence<'a>,
        arguments: &Arguments,
        restriction: &Query,
    ) -> Result<Sample<'a>, Problem> {
        arguments.required_list("rows")?;
        let snapshot = evidence.snapshot;
        let scopes = [("documents", Scope::Document), ("participants", Scope::Participant)];
        let mut variables = variables_of_one_scope(
            snapshot,
            &[arguments.texts("rows")?, arguments.text("columns")?.into_iter().collect()].concat(),
            arguments.choice("of", &scopes)?,
        )?;
        let scope = variables.first().map_or(Scope::Participant, |variable| variable.scope);
        let across = arguments.text("columns")?.and_then(|_| variables.pop());
        let cases = cases(evidence, scope, restriction)?;
        let order = arguments.texts("order")?;
        let key = |case: &Case<'_>| -> Key {
            variables.iter().map(|variable| case.value(variable).map(str::to_owned)).collect()
        };
        let compare = |a: &Key, b: &Key| {
            let pairs = variables.iter().zip(a.iter().zip(b));
            let mut compared = pairs.map(|(variable, (a, b))| {
                ValueOrder::new(variable, &order).compare(a.as_deref(), b.as_deref())
            });
            compared.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        };
        let mut rows: Vec<Key> = cases.iter().map(key).collect();
        rows.sort_by(compare);
        rows.dedup();
        let mut columns = Vec::new();
        if let Some(across) = across {
            columns = cases.iter().map(|case| case.value(across).map(str::to_owned)).collect();
            ValueOrder::new(across, &order).sort(&mut columns);
        }
        let with_participants = arguments.flag("participants", false)?;
        if with_participants && scope == Scope::Participant {
            return Err(Problem::new("`participants` is for tables of documents"));
        }
        Ok(Sample { scope, cases, variables, across, rows, columns, with_participants })
    }

    /// The cases of a row, or all.
    fn of_row<'b>(&'b self, key: Option<&'b Key>) -> impl Iterator<Item = &'b Case<'a>> + 'b {
        self.cases.iter().filter(move |case| {
            let mut values = key.into_iter().flat_map(|key| key.iter().zip(&self.variables));
            values.all(|(value, variable)| case.value(variable) == value.as_deref())
        })
    }

    /// The cells of a row of [`Sample::columns`], or of the total.
    fn cells(
        &self,
        key: Option<&Key>,
        labels: &BTreeMap<&str, &str>,
        language: Language,
    ) -> Vec<Cell> {
        let label = |value: &str| labels.get(value).copied().unwrap_or(value).to_owned();
        let (name, shown) = match key {
            None => ("all".to_owned(), language.choose("Total", "Totaal").to_owned()),
            Some(key) => {
                let known: Vec<String> = key.iter().flatten().map(|value| label(value)).collect();
                let unknown = language.choose("(missing)", "(onbekend)");
                let shown = if known.is_empty() { unknown.to_owned() } else { known.join(", ") };
                (name_of(key), shown)
            }
        };
        let mut cells = vec![Cell::text(name), Cell::text(shown)];
        for column in &self.columns {
            let has = |case: &&Case<'_>| {
                self.across.is_some_and(|across| case.value(across) == column.as_deref())
            };
            cells.push(Cell::Count(self.of_row(key).filter(has).count() as u64));
        }
        cells.push(Cell::Count(self.of_row(key).count() as u64));
        if self.with_participants {
            let heard: BTreeSet<ParticipantId> = self.of_row(key).flat_map(speaking_in).collect();
            cells.push(Cell::Count(heard.len() as u64));
        }
        cells
    }

    fn columns(&self, labels: &BTreeMap<&str, &str>, language: Language) -> Vec<Column> {
        let label = |value: &str| labels.get(value).copied().unwrap_or(value).to_owned();
        let names: Vec<String> =
            self.variables.iter().map(|variable| label(&variable.name)).collect();
        let mut columns = vec![
            Column::detail("row", "row", ColumnKind::Text),
            Column::wording("label", names.join(", "), ColumnKind::Text),
        ];
        columns.extend(self.columns.iter().map(|value| {
            let shown = match value {
                Some(value) => label(value),
                None => language.choose("(missing)", "(onbekend)").to_owned(),
            };
            Column::new(value.as_deref().unwrap_or(MISSING), shown, ColumnKind::Count)
                .counting(unit_of(self.scope))
        }));
        let total = match self.across {
            Some(_) => language.choose("Total", "Totaal"),
            None => heading(unit_of(self.scope), language),
        };
        let total = Column::new("total", total, ColumnKind::Count);
        columns.push(total.counting(unit_of(self.scope)));
        if self.with_participants {
            let people = heading(Unit::Participants, language);
            let people = Column::new("participants", people, ColumnKind::Count);
            columns.push(people.counting(Unit::Participants));
        }
        columns
    }

    /// By column: the query for its segments.
    fn column_queries(&self, snapshot: &Snapshot) -> Vec<Option<Query>> {
        let of_values = self.columns.iter().map(|value| {
            let across = self.across.into_iter();
            let values: Vec<_> = across.map(|across| (across, value.as_deref())).collect();
            Some(query_of(snapshot, &values))
        });
        let totals = 1 + usize::from(self.with_participants);
        let mut queries = vec![None, None];
        queries.extend(of_values);
        queries.extend(std::iter::repeat_n(Some(Query::default()), totals));
        queries
    }
}

/// Returns the participants who speak in a document.
fn speaking_in(case: &Case<'_>) -> Vec<ParticipantId> {
    match case {
        Case::Document(document) => {
            document.speakers.iter().filter_map(|speaker| speaker.participant).collect()
        }
        Case::Participant(participant) => vec![participant.id],
    }
}
