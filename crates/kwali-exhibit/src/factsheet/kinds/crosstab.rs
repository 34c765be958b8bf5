//! Codes by documents, groups, coders or a variable.

use kwali_analysis::{CrosstabRequest, Dimension, Unit, crosstab};
use kwali_model::{Scope, Snapshot, Variable, VariableId};

use super::frequencies::{first_texts, is_empty};
use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{CrosstabOptions, Language, crosstab_chart, crosstab_table};

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let codes = rows::codes(&snapshot, arguments, "codes")?;
    let by = dimension(&snapshot, arguments.required("by")?)?;
    let request = CrosstabRequest::new(codes, by, arguments.subcodes()?);
    let measure = arguments.measure()?;
    let layouts = Some(evidence.layouts);
    let mut counted = crosstab(&snapshot, layouts, &request)?;
    if measure.unit() == Unit::Words {
        evidence.with_texts(|read| counted.count_words(&snapshot, layouts, read))?;
    }
    let table = crosstab_table(&snapshot, &counted, &CrosstabOptions::of(measure), language)?;
    let chart =
        charts::formed(arguments, || crosstab_chart(&snapshot, &counted, measure, language))?;
    let row_query = |row| counted.query_of(&snapshot, Some(row), None);
    let first_value =
        table.columns().len() - counted.columns.len() - usize::from(measure.percent().is_none());
    let column_query = |number: usize| {
        let column = number.checked_sub(first_value)?;
        let is_value = column < counted.columns.len();
        Some(match is_value {
            true => counted.query_of(&snapshot, None, Some(column)),
            false => kwali_analysis::Query::default(),
        })
    };
    let tabulated = Tabulated {
        row_names: first_texts(&table),
        row_queries: (0..counted.rows.len()).map(row_query).collect(),
        column_queries: (0..table.columns().len()).map(column_query).collect(),
        is_empty: is_empty(&table),
        form: Form::of(arguments)?,
        table,
        chart,
    };
    let unit = Some(measure.unit().name().to_owned());
    Ok(Finding { unit, ..Finding::of_table(&restriction, tabulated) })
}

/// Returns what `by` names: `document`, `participant`, `group`, `coder`, or a variable.
fn dimension(snapshot: &Snapshot, by: &str) -> Result<Dimension, Problem> {
    match by {
        "document" => Ok(Dimension::Document),
        "participant" => Ok(Dimension::Participant),
        "group" => Ok(Dimension::Group),
        "coder" => Ok(Dimension::Coder),
        _ => variable(snapshot, by, &["document", "participant", "group", "coder"])
            .map(|variable| Dimension::Variable(variable.id)),
    }
}

/// Returns the variable of a name such as `role` or `participant.role`.
///
/// `others` are names that would have been possible as well.
pub(super) fn variable<'a>(
    snapshot: &'a Snapshot,
    typed: &str,
    others: &[&str],
) -> Result<&'a Variable, Problem> {
    if let Some((scope, name)) = typed.split_once('.')
        && let Some(scope) = Scope::from_name(scope)
        && let Some(variable) = snapshot.variable(scope, name)
    {
        return Ok(variable);
    }
    let of = |scope| snapshot.variable(scope, typed);
    match (of(Scope::Document), of(Scope::Participant)) {
        (Some(variable), None) | (None, Some(variable)) => Ok(variable),
        (Some(_), Some(_)) => Err(Problem {
            message: format!("`{typed}` is a variable of documents and of participants"),
            hint: Some(format!("write `document.{typed}` or `participant.{typed}`")),
        }),
        (None, None) => {
            let name = typed.rsplit('.').next().unwrap_or(typed);
            let names = snapshot.variables().iter().map(|variable| variable.name.as_str());
            Err(Problem {
                message: format!("unknown variable `{typed}`"),
                ..Problem::unknown("variable", name, names.chain(others.iter().copied()))
            })
        }
    }
}

/// Returns the id of the variable that an argument names, if it was given.
pub(super) fn variable_argument(
    snapshot: &Snapshot,
    arguments: &Arguments,
    name: &str,
) -> Result<Option<VariableId>, Problem> {
    let typed = arguments.text(name)?;
    typed.map(|typed| variable(snapshot, typed, &[]).map(|variable| variable.id)).transpose()
}
