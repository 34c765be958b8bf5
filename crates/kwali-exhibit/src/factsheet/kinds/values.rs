//! The values of a variable, each with the query for it.

use kwali_analysis::{MISSING, Query, Term, Wanted, variable_frequencies};
use kwali_model::{Snapshot, VariableId};

use crate::factsheet::arguments::Problem;

/// A value that somebody or something in the study has.
pub(super) struct ValueOfVariable {
    /// As it is written; [`MISSING`] where it is unknown.
    pub(super) name: String,
    pub(super) is_missing: bool,
    pub(super) query: Query,
}

/// Returns the values in the order of their kind, what is missing last if any is.
pub(super) fn values_of(
    snapshot: &Snapshot,
    variable: VariableId,
) -> Result<Vec<ValueOfVariable>, Problem> {
    let counted = variable_frequencies(snapshot, variable)?;
    let value = |row: &kwali_analysis::ValueFrequency| ValueOfVariable {
        name: row.name().to_owned(),
        is_missing: row.value.is_none(),
        query: Query::of(term(snapshot, variable, row.name())),
    };
    Ok(counted.rows.iter().map(value).collect())
}

/// Returns the condition that a variable has a value, or that it is unknown.
pub(super) fn term(snapshot: &Snapshot, id: VariableId, value: &str) -> Term {
    let variable = snapshot.variable_by_id(id);
    let value = match value {
        MISSING => Wanted::Missing,
        value => Wanted::Is(value.to_owned()),
    };
    Term::Variable {
        scope: variable.map(|variable| variable.scope),
        name: variable.map(|variable| variable.name.clone()).unwrap_or_default(),
        value,
    }
}
