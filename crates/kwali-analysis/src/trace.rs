//! The query behind a number: it selects the segments that were counted.

use kwali_model::{CodeId, CodeSystem, Scope, Snapshot};

use crate::{
    CodeReach, Column, ColumnKey, Crosstab, Dimension, NamedKind, Query, Subcodes, Term, Wanted,
};

/// Returns the query for the segments that count for a code.
pub fn query_of_code(codes: &CodeSystem, code: CodeId, subcodes: Subcodes) -> Query {
    let path = codes.code(code).path.to_string();
    let of = |reach| Query::of(Term::Code { path: path.clone(), reach });
    match subcodes {
        Subcodes::Separate => of(CodeReach::Alone),
        Subcodes::Included => of(CodeReach::WithDescendants),
        Subcodes::Only => of(CodeReach::WithDescendants).and(of(CodeReach::Alone).negated()),
    }
}

impl Crosstab {
    /// Returns the query for the segments of a cell; without a row or column those of the whole.
    ///
    /// Where both dimensions are of participants it selects the segments in which both values are
    /// heard, be it from one person or from two.
    pub fn query_of(
        &self,
        snapshot: &Snapshot,
        row: Option<usize>,
        column: Option<usize>,
    ) -> Query {
        let of_row = row.map(|row| match self.rows.get(row) {
            Some(&code) => query_of_code(snapshot.codes(), code, self.subcodes),
            None => self.sets[row - self.rows.len()].query.clone(),
        });
        let of_column = column.map(|column| self.column_query(snapshot, column));
        of_row.unwrap_or_default().and(of_column.unwrap_or_default())
    }

    fn column_query(&self, snapshot: &Snapshot, column: usize) -> Query {
        let Column { keys, names, .. } = &self.columns[column];
        let of_dimension = self.dimensions.iter().zip(keys).zip(names);
        of_dimension.fold(Query::default(), |query, ((&dimension, key), name)| {
            query.and(key_query(snapshot, dimension, key, name))
        })
    }
}

/// Returns the query for the segments of a value of a dimension.
fn key_query(snapshot: &Snapshot, dimension: Dimension, key: &ColumnKey, name: &str) -> Query {
    let wanted = |value: &Option<String>| match value {
        Some(value) => Wanted::Is(value.clone()),
        None => Wanted::Missing,
    };
    let (kind, name) = match key {
        ColumnKey::Document(_) => (NamedKind::Document, Wanted::Is(name.to_owned())),
        ColumnKey::Participant(Some(_)) => (NamedKind::Participant, Wanted::Is(name.to_owned())),
        ColumnKey::Participant(None) => (NamedKind::Participant, Wanted::Missing),
        ColumnKey::Group(group) => (NamedKind::Group, wanted(group)),
        ColumnKey::Coder(_) => (NamedKind::Coder, Wanted::Is(name.to_owned())),
        ColumnKey::Value(value) => {
            return Query::of(variable_term(snapshot, dimension, wanted(value)));
        }
    };
    Query::of(Term::Named { kind, name })
}

fn variable_term(snapshot: &Snapshot, dimension: Dimension, value: Wanted) -> Term {
    let variable = match dimension {
        Dimension::Variable(id) => snapshot.variable_by_id(id),
        _ => None,
    };
    let scope = variable.map_or(Scope::Document, |variable| variable.scope);
    let name = variable.map(|variable| variable.name.clone()).unwrap_or_default();
    // A name that says what it describes cannot be taken for another variable or a document.
    Term::Variable { scope: Some(scope), name, value }
}
