//! What is known of documents or participants: every value of several variables, with a check
//! whether the numbers add up.

use std::collections::BTreeMap;

use kwali_analysis::{Query, Unit};
use kwali_model::{Scope, Snapshot, Variable};

use super::cases::{Case, USUAL_SEPARATOR, ValueOrder, cases, query_of_value, variables_asked};
use super::{Finding, Form, Found, Tabulated, charts};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::units::{counted, plural};
use crate::{Bar, BarChart, Cell, Chart, Column, ColumnKind, Language, Side, Table};

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let restriction = arguments.query("where", snapshot)?;
    let items = arguments.items("variables", "variable")?;
    let (variables, scope) = variables_asked(snapshot, &items)?;
    let separator = arguments.text("separator")?.unwrap_or(USUAL_SEPARATOR);
    let mut lines = Vec::new();
    for (item, variable) in items.iter().zip(&variables) {
        item.check_names(&["variable", "label", "where", "unknown", "values"])?;
        let own = restriction.clone().and(item.query("where", snapshot)?);
        let spread = Spread::of(&cases(evidence, scope, &own)?, variable, item, separator)?;
        let label = item.text("label")?.unwrap_or(&variable.name);
        lines.extend(spread.lines(snapshot, label, scope, language));
    }
    let n = cases(evidence, scope, &restriction)?.len() as u64;
    let unit = unit_of(scope);
    let mut table = Table::new(
        language.choose("Characteristics", "Kenmerken"),
        columns(language),
        lines.iter().map(Line::cells).collect(),
    )?
    .with_outline("label", lines.iter().map(|line| usize::from(line.of_value.is_some())).collect());
    let all = counted(n, unit, language);
    table.unit = Some(unit.name().to_owned());
    table.base = Some(language.choose(format!("% of {all}"), format!("% van {all}")));
    let has_chart = charts::bars_wanted(arguments)?;
    Ok(Finding::of_table(
        &restriction,
        Tabulated {
            row_names: lines.iter().map(|line| line.name.clone()).collect(),
            row_queries: lines.iter().map(|line| line.query.clone()).collect(),
            column_queries: table
                .columns()
                .iter()
                .map(|c| counts(c).then(Query::default))
                .collect(),
            is_empty: lines.is_empty(),
            chart: has_chart.then(|| chart(&lines, (&table, n), language)),
            form: Form::of(arguments)?,
            table,
        },
    ))
}

fn counts(column: &Column) -> bool {
    column.kind != ColumnKind::Text
}

pub(super) fn unit_of(scope: Scope) -> Unit {
    match scope {
        Scope::Document => Unit::Documents,
        Scope::Participant => Unit::Participants,
    }
}

/// How one variable spreads over its values.
struct Spread<'a> {
    variable: &'a Variable,
    /// Of whom the value is asked.
    base: u64,
    /// Of whom it is known.
    known: u64,
    /// Who has more values than one.
    with_several: u64,
    /// By value, in order: how many have it, and how it is written where they do.
    values: Vec<(String, u64, BTreeMap<String, u64>)>,
}

impl<'a> Spread<'a> {
    fn of(
        cases: &[Case<'_>],
        variable: &'a Variable,
        item: &Arguments,
        separator: &str,
    ) -> Result<Spread<'a>, Problem> {
        let unknown = item.texts("unknown")?;
        let mut found: BTreeMap<String, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
        let (mut known, mut with_several) = (0, 0);
        for case in cases {
            let Some(written) = case.value(variable) else { continue };
            let mut values: Vec<&str> = written.split(separator).map(str::trim).collect();
            values.retain(|value| !value.is_empty() && !unknown.contains(value));
            values.sort_unstable();
            values.dedup();
            known += u64::from(!values.is_empty());
            with_several += u64::from(values.len() > 1);
            for value in values {
                let (n, spellings) = found.entry(value.to_owned()).or_default();
                *n += 1;
                *spellings.entry(written.to_owned()).or_default() += 1;
            }
        }
        let given = item.texts("values")?;
        let order = ValueOrder::new(variable, &given);
        let mut values: Vec<(String, u64, BTreeMap<String, u64>)> =
            found.into_iter().map(|(value, (n, written))| (value, n, written)).collect();
        values.sort_by(|a, b| order.compare(Some(&a.0), Some(&b.0)));
        Ok(Spread { variable, base: cases.len() as u64, known, with_several, values })
    }

    fn unknown(&self) -> u64 {
        self.base - self.known
    }

    fn mentions(&self) -> u64 {
        self.values.iter().map(|(_, n, _)| n).sum()
    }

    /// What is said and what is unknown, taken together.
    fn sum(&self) -> u64 {
        self.mentions() + self.unknown()
    }

    /// Returns a line for the variable and one for each of its values.
    fn lines(
        &self,
        snapshot: &Snapshot,
        label: &str,
        scope: Scope,
        language: Language,
    ) -> Vec<Line> {
        let name = &self.variable.name;
        let line = |of_value: Option<&str>, n, label: &str| Line {
            name: of_value.map_or_else(|| name.clone(), |value| format!("{name}:{value}")),
            variable: name.clone(),
            of_value: of_value.map(str::to_owned),
            label: label.to_owned(),
            query: Query::default(),
            n,
            percent: (self.base > 0).then(|| 100.0 * n as f64 / self.base as f64),
            unknown: None,
            sum: None,
            with_several: None,
            check: String::new(),
        };
        let mut lines = vec![Line {
            unknown: Some(self.unknown()),
            sum: Some(self.sum()),
            with_several: Some(self.with_several),
            check: self.check(scope, language),
            ..line(None, self.known, label)
        }];
        lines.extend(self.values.iter().map(|(value, n, written)| Line {
            query: query_of_value(snapshot, self.variable, written),
            ..line(Some(value), *n, value)
        }));
        lines
    }

    /// Says whether the numbers add up to the base, and if not, why.
    fn check(&self, scope: Scope, language: Language) -> String {
        let Spread { base, known, with_several, .. } = *self;
        let (mentions, sum) = (self.mentions(), self.sum());
        let mut told = Vec::new();
        if known < base {
            told.push(language.choose(
                format!("known of {known} of {base}"),
                format!("bekend van {known} van {base}"),
            ));
        }
        if sum != base {
            let several = counted(with_several, unit_of(scope), language);
            told.push(language.choose(
                format!("{mentions} mentions by {known}: {several} with more than one"),
                format!("{mentions} vermeldingen bij {known}: {several} met meer dan één"),
            ));
            told.push(language.choose(
                format!("so the sum is {sum}, not {base}"),
                format!("de som is daardoor {sum} en niet {base}"),
            ));
        }
        match told.is_empty() {
            true => language.choose("adds up", "telt op").to_owned(),
            false => told.join("; "),
        }
    }
}

/// A line of the table.
struct Line {
    name: String,
    variable: String,
    /// The value, where it is not the line of the variable itself.
    of_value: Option<String>,
    label: String,
    query: Query,
    n: u64,
    percent: Option<f64>,
    unknown: Option<u64>,
    sum: Option<u64>,
    with_several: Option<u64>,
    check: String,
}

impl Line {
    /// The cells of [`columns`].
    fn cells(&self) -> Vec<Cell> {
        let words = |n: Option<u64>| Cell::text(n.map(|n| n.to_string()).unwrap_or_default());
        vec![
            Cell::text(&self.variable),
            Cell::text(self.of_value.as_deref().unwrap_or_default()),
            Cell::text(&self.label),
            Cell::Count(self.n),
            Cell::number(self.percent),
            Cell::count(self.unknown),
            Cell::count(self.sum),
            Cell::count(self.with_several),
            words(self.unknown),
            words(self.sum),
            Cell::text(&self.check),
        ]
    }
}

/// Unknown and sum are there twice: as numbers, and for people as nothing where they do not apply.
fn columns(language: Language) -> Vec<Column> {
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let unknown = language.choose("Unknown", "Onbekend");
    let sum = language.choose("Sum", "Som");
    let words = |name, label| Column {
        side: Side::Right,
        ..Column::wording(name, label, ColumnKind::Text)
    };
    vec![
        detail("variable", ColumnKind::Text),
        detail("value", ColumnKind::Text),
        Column::wording("label", language.choose("Characteristic", "Kenmerk"), ColumnKind::Text),
        Column::new("n", language.choose("Number", "Aantal"), ColumnKind::Count),
        Column::new("percent", "%", ColumnKind::Percent),
        Column::detail("unknown", unknown, ColumnKind::Count),
        Column::detail("sum", sum, ColumnKind::Count),
        detail("with_several", ColumnKind::Count),
        words("unknown_in_words", unknown),
        words("sum_in_words", sum),
        Column::new("check", language.choose("Check", "Controle"), ColumnKind::Text),
    ]
}

/// Draws the values, each with the name of its variable where there are several.
fn chart(lines: &[Line], (table, n): (&Table, u64), language: Language) -> Chart {
    let n_variables = lines.iter().filter(|line| line.of_value.is_none()).count();
    let mut bars = Vec::new();
    let mut variable = "";
    for line in lines {
        match line.of_value {
            None => variable = &line.label,
            Some(_) => bars.push(Bar {
                label: match n_variables {
                    1 => line.label.clone(),
                    _ => format!("{variable}: {}", line.label),
                },
                value: Some(line.n as f64),
                ..Bar::default()
            }),
        }
    }
    let unit = table.unit.as_deref().and_then(Unit::from_name).unwrap_or_default();
    let all = counted(n, unit, language);
    Chart::Bars(BarChart {
        title: table.title.clone(),
        subtitle: format!("{}: {all}.", language.choose("Base", "Basis")),
        bars,
        value_label: plural(unit, language).to_owned(),
        language,
        ..BarChart::default()
    })
}
