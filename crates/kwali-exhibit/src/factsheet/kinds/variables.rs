//! How documents and participants spread over values.

use kwali_analysis::{
    Query, participants_by_document_variable, variable_crosstab, variable_frequencies,
};
use kwali_model::{Scope, Snapshot, VariableId};

use super::crosstab::{variable, variable_argument};
use super::frequencies::{first_texts, is_empty};
use super::values::term;
use super::{Finding, Form, Found, Tabulated};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{Audience, Language, Table, two_variables_table, variable_table};

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let rows = variable(snapshot, arguments.required("rows")?, &[])?.id;
    let columns = variable_argument(snapshot, arguments, "columns")?;
    let units = [("documents", Scope::Document), ("participants", Scope::Participant)];
    let unit = arguments.choice("of", &units)?;
    let (table, values) = match columns {
        Some(columns) => two_variables(snapshot, (rows, columns), unit, language)?,
        None => (one_variable(snapshot, rows, unit, language)?, Vec::new()),
    };
    let row_names = first_texts(&table);
    let query = |variable, value: &str| Query::of(term(snapshot, variable, value));
    let n_heads = 2;
    let column_query = |number: usize| {
        let number = number.checked_sub(n_heads)?;
        let value: Option<&String> = values.get(number);
        let column = columns.zip(value).map(|(column, value)| query(column, value));
        Some(column.unwrap_or_default())
    };
    Ok(Finding::of_table(
        &Query::default(),
        Tabulated {
            row_queries: row_names.iter().map(|value| query(rows, value)).collect(),
            column_queries: (0..table.columns().len()).map(column_query).collect(),
            is_empty: is_empty(&table),
            form: Form::Table,
            chart: None,
            row_names,
            table,
        },
    ))
}

fn one_variable(
    snapshot: &Snapshot,
    id: VariableId,
    unit: Option<Scope>,
    language: Language,
) -> Result<Table, Problem> {
    let scope = snapshot.variable_by_id(id).map(|variable| variable.scope);
    let counted = match (scope, unit) {
        (Some(Scope::Document), Some(Scope::Participant)) => {
            participants_by_document_variable(snapshot, id)?
        }
        (Some(Scope::Participant), Some(Scope::Document)) => {
            return Err(Problem {
                message: "documents cannot be counted by a variable of participants".to_owned(),
                hint: Some("write `of=\"participants\"`".to_owned()),
            });
        }
        _ => variable_frequencies(snapshot, id)?,
    };
    Ok(variable_table(snapshot, &counted, language)?)
}

/// Returns the table, and the values in its columns.
fn two_variables(
    snapshot: &Snapshot,
    (rows, columns): (VariableId, VariableId),
    unit: Option<Scope>,
    language: Language,
) -> Result<(Table, Vec<String>), Problem> {
    let counted = variable_crosstab(snapshot, rows, columns)?;
    if let Some(unit) = unit.filter(|&unit| unit != counted.unit) {
        let other = format!("{}s", counted.unit.name());
        return Err(Problem {
            message: format!("these two variables count {other}, not {}s", unit.name()),
            hint: Some(format!("write `of=\"{other}\"`, or leave it out")),
        });
    }
    let table = two_variables_table(snapshot, (rows, columns), &counted, language)?;
    let machine = table.columns().iter().filter(|c| c.audience == Audience::Everyone);
    let values = machine.map(|column| column.name.clone()).collect();
    Ok((table, values))
}
