//! The values of a variable in their order, and which of them a document or participant has.

use kwali_model::{Document, Scope, Snapshot, Value, Values, Variable, VariableId};

use crate::AnalysisError;

/// How an unknown value is shown, in tables and in queries.
pub const MISSING: &str = "(missing)";

/// The different values of a variable or of the document groups, in order.
pub(crate) struct ValueList(Vec<String>);

impl ValueList {
    /// Returns the values that a variable has anywhere in the study.
    ///
    /// Numbers and dates order by value, text by code point; the same number written in two ways
    /// is two values.
    pub(crate) fn of_variable(snapshot: &Snapshot, variable: &Variable) -> ValueList {
        let values = all_values(snapshot, variable.scope).filter_map(|of| of.get(&variable.id));
        let mut written: Vec<&str> = values.map(String::as_str).collect();
        let read = |written| Value::read(written, variable.kind).unwrap_or(Value::Text(written));
        written.sort_by(|a, b| read(a).compare(&read(b)).then_with(|| a.cmp(b)));
        written.dedup();
        ValueList(written.into_iter().map(str::to_owned).collect())
    }

    /// Returns the document groups by code point.
    pub(crate) fn of_groups(snapshot: &Snapshot) -> ValueList {
        let groups = snapshot.documents().iter().filter_map(|document| document.group.as_deref());
        let mut groups: Vec<&str> = groups.collect();
        groups.sort_unstable();
        groups.dedup();
        ValueList(groups.into_iter().map(str::to_owned).collect())
    }

    /// Returns the values in order.
    pub(crate) fn values(&self) -> &[String] {
        &self.0
    }

    /// Returns the place of a value; what is missing stands behind the last one.
    pub(crate) fn place(&self, value: Option<&str>) -> usize {
        let place = |value| self.0.iter().position(|known| known == value);
        value.and_then(place).unwrap_or(self.0.len())
    }

    /// Returns the values with the missing one as the last.
    pub(crate) fn with_missing(&self) -> impl Iterator<Item = Option<String>> + '_ {
        self.0.iter().cloned().map(Some).chain([None])
    }
}

fn all_values(snapshot: &Snapshot, scope: Scope) -> Box<dyn Iterator<Item = &Values> + '_> {
    match scope {
        Scope::Document => Box::new(snapshot.documents().iter().map(|document| &document.values)),
        Scope::Participant => Box::new(snapshot.participants().iter().map(|person| &person.values)),
    }
}

/// Returns the variable of an id.
pub(crate) fn variable(snapshot: &Snapshot, id: VariableId) -> Result<&Variable, AnalysisError> {
    snapshot.variable_by_id(id).ok_or(AnalysisError::UnknownVariable(id))
}

/// Returns the value that a document has.
pub(crate) fn value_of(document: &Document, id: VariableId) -> Option<&str> {
    document.values.get(&id).map(String::as_str)
}
