//! The values of a variable in their order, and which of them a document or participant has.

use std::collections::BTreeMap;

use kwali_model::{Document, Scope, Snapshot, Value, Values, Variable, VariableId, VariableKind};

use crate::AnalysisError;

/// How an unknown value is shown, in tables and in queries.
pub const MISSING: &str = "(missing)";

/// The different values of a variable or of the document groups, in order.
pub(crate) struct ValueList {
    values: Vec<String>,
    /// The place of every value as it is written anywhere.
    places: BTreeMap<String, usize>,
}

impl ValueList {
    /// Returns the values that a variable has anywhere in the study.
    ///
    /// Numbers and dates order by value, text by code point; a number that is written in several
    /// ways is one value, shown in the first of them by code point.
    pub(crate) fn of_variable(snapshot: &Snapshot, variable: &Variable) -> ValueList {
        let values = all_values(snapshot, variable.scope).filter_map(|of| of.get(&variable.id));
        ValueList::new(values.map(String::as_str), variable.kind)
    }

    /// Returns the document groups by code point.
    pub(crate) fn of_groups(snapshot: &Snapshot) -> ValueList {
        let groups = snapshot.documents().iter().filter_map(|document| document.group.as_deref());
        ValueList::new(groups, VariableKind::Text)
    }

    fn new<'a>(written: impl Iterator<Item = &'a str>, kind: VariableKind) -> ValueList {
        let read = |written: &'a str| Value::read(written, kind).unwrap_or(Value::Text(written));
        let mut written: Vec<(Value<'a>, &str)> =
            written.map(|written| (read(written), written)).collect();
        written.sort_by(|(a, a_written), (b, b_written)| {
            a.compare(b).then_with(|| a_written.cmp(b_written))
        });
        let mut list = ValueList { values: Vec::new(), places: BTreeMap::new() };
        for same in written.chunk_by(|(a, _), (b, _)| a == b) {
            let place = list.values.len();
            list.values.extend(same.first().map(|(_, written)| (*written).to_owned()));
            list.places.extend(same.iter().map(|(_, written)| ((*written).to_owned(), place)));
        }
        list
    }

    /// Returns the place of a value; what is missing stands behind the last one.
    pub(crate) fn place(&self, value: Option<&str>) -> usize {
        value.and_then(|value| self.places.get(value).copied()).unwrap_or(self.values.len())
    }

    /// Returns the values with the missing one as the last.
    pub(crate) fn with_missing(&self) -> impl Iterator<Item = Option<String>> + '_ {
        self.values.iter().cloned().map(Some).chain([None])
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
