//! Columns that are variables, in `documents.csv` and `participants.csv`.

use kwali_model::Scope;
use kwali_text::{Table, normalise};

use crate::records::VariableRecord;
use crate::sheet::Cells;

/// The names of the columns beside those that have a meaning of their own.
pub(crate) fn variable_columns(table: &Table, known: &[&str]) -> Vec<String> {
    table.columns_beside(known).into_iter().map(|column| table.header[column].clone()).collect()
}

/// What stands in those columns; an empty cell is no value.
pub(crate) fn values_in(cells: &Cells<'_>, columns: &[String]) -> Vec<(String, String)> {
    let value = |column: &String| Some((normalise(column).text, cells.name(column)?));
    columns.iter().filter_map(value).collect()
}

/// The names of the variables of a scope, in study order.
pub(crate) fn names(variables: &[VariableRecord], scope: Scope) -> Vec<&str> {
    let in_scope = variables.iter().filter(|variable| variable.scope == scope);
    in_scope.map(|variable| variable.name.as_str()).collect()
}

/// The cells of a row for the variables in turn.
pub(crate) fn write_values<'a>(
    values: &'a [(String, String)],
    variables: &[&'a str],
) -> impl Iterator<Item = &'a str> {
    variables.iter().map(|variable| {
        let value = values.iter().find(|(name, _)| name == variable);
        value.map_or("", |(_, value)| value.as_str())
    })
}
