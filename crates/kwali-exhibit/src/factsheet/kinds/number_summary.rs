//! Variables with numbers: how many there are, how many have something else or nothing, and the
//! lowest, mean and highest.

use kwali_analysis::Query;
use kwali_model::{Value, Variable, VariableKind};

use super::cases::{Case, cases, query_of, variables_asked};
use super::characteristics::unit_of;
use super::{Finding, Form, Found, Tabulated};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::language::{UNDEFINED, decimals_needed};
use crate::units::counted;
use crate::{Cell, Column, ColumnKind, Language, Side, Table};

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let restriction = arguments.query("where", snapshot)?;
    let items = arguments.items("variables", "variable")?;
    let (variables, scope) = variables_asked(snapshot, &items)?;
    let cases = cases(evidence, scope, &restriction)?;
    let mut rows = Vec::new();
    for (item, variable) in items.iter().zip(&variables) {
        item.check_names(&["variable", "label"])?;
        let label = item.text("label")?.unwrap_or(&variable.name);
        rows.push(cells(&cases, variable, label, language)?);
    }
    let title = language.choose("Characteristics in numbers", "Kenmerken in getallen");
    let mut table = Table::new(title, columns(language), rows)?;
    let all = counted(cases.len() as u64, unit_of(scope), language);
    table.unit = Some(unit_of(scope).name().to_owned());
    table.base = Some(all);
    let query = |variable: &&Variable| query_of(snapshot, &[(variable, None)]).negated();
    Ok(Finding::of_table(
        &restriction,
        Tabulated {
            row_names: variables.iter().map(|variable| variable.name.clone()).collect(),
            row_queries: variables.iter().map(query).collect(),
            column_queries: (0..table.columns().len())
                .map(|n| (n > 1).then(Query::default))
                .collect(),
            is_empty: cases.is_empty(),
            chart: None,
            form: Form::of(arguments)?,
            table,
        },
    ))
}

fn columns(language: Language) -> Vec<Column> {
    let count = |name: &str, label| Column::new(name, label, ColumnKind::Count);
    let number = |name: &str, label| Column::detail(name, label, ColumnKind::Number);
    let words = |name: &str, label| {
        let name = format!("{name}_in_words");
        Column { side: Side::Right, ..Column::wording(name, label, ColumnKind::Text) }
    };
    let (low, mean, high) =
        language.choose(("Lowest", "Mean", "Highest"), ("Laagste", "Gemiddelde", "Hoogste"));
    vec![
        Column::detail("variable", "variable", ColumnKind::Text),
        Column::wording("label", language.choose("Characteristic", "Kenmerk"), ColumnKind::Text),
        count("n", language.choose("Number", "Getal")),
        count("other", language.choose("In words", "In woorden")),
        count("unknown", language.choose("Unknown", "Onbekend")),
        number("min", low),
        number("mean", mean),
        number("max", high),
        words("min", low),
        words("mean", mean),
        words("max", high),
    ]
}

/// The cells of [`columns`]; people see a mean with one decimal.
fn cells(
    cases: &[Case<'_>],
    variable: &Variable,
    label: &str,
    language: Language,
) -> Result<Vec<Cell>, Problem> {
    let written: Vec<&str> = cases.iter().filter_map(|case| case.value(variable)).collect();
    let number = |written: &&str| match Value::read(written, VariableKind::Number) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    let numbers: Vec<f64> = written.iter().filter_map(number).collect();
    if numbers.is_empty() && !written.is_empty() {
        return Err(Problem {
            message: format!("`{}` has no numbers", variable.name),
            hint: Some("`characteristics` counts its values".to_owned()),
        });
    }
    let mean = (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64);
    let (low, high) =
        (numbers.iter().copied().reduce(f64::min), numbers.iter().copied().reduce(f64::max));
    let words = |number: Option<f64>, decimals: &dyn Fn(f64) -> usize| {
        let words = number.map(|number| language.number(number, decimals(number)));
        Cell::text(words.as_deref().unwrap_or(UNDEFINED))
    };
    let as_written = |number| decimals_needed(std::iter::once(number));
    Ok(vec![
        Cell::text(&variable.name),
        Cell::text(label),
        Cell::Count(numbers.len() as u64),
        Cell::Count((written.len() - numbers.len()) as u64),
        Cell::Count((cases.len() - written.len()) as u64),
        Cell::number(low),
        Cell::number(mean),
        Cell::number(high),
        words(low, &as_written),
        words(mean, &|_| 1),
        words(high, &as_written),
    ])
}
