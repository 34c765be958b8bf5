//! The query behind a number: it selects the segments that were counted.

use kwali_model::{CodeId, CodeSystem, Scope, Snapshot};

use crate::{CodeReach, ColumnKey, Crosstab, Dimension, NamedKind, Query, Subcodes, Term, Wanted};

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
    pub fn query_of(
        &self,
        snapshot: &Snapshot,
        row: Option<usize>,
        column: Option<usize>,
    ) -> Query {
        let of_row = row.map(|row| query_of_code(snapshot.codes(), self.rows[row], self.subcodes));
        let of_column = column.map(|column| self.column_query(snapshot, column));
        of_row.unwrap_or_default().and(of_column.unwrap_or_default())
    }

    fn column_query(&self, snapshot: &Snapshot, column: usize) -> Query {
        let column = &self.columns[column];
        let wanted = |value: &Option<String>| match value {
            Some(value) => Wanted::Is(value.clone()),
            None => Wanted::Missing,
        };
        let (kind, name) = match &column.key {
            ColumnKey::Document(_) => (NamedKind::Document, Wanted::Is(column.name.clone())),
            ColumnKey::Group(group) => (NamedKind::Group, wanted(group)),
            ColumnKey::Coder(_) => (NamedKind::Coder, Wanted::Is(column.name.clone())),
            ColumnKey::Value(value) => {
                return Query::of(self.variable_term(snapshot, wanted(value)));
            }
        };
        Query::of(Term::Named { kind, name })
    }

    fn variable_term(&self, snapshot: &Snapshot, value: Wanted) -> Term {
        let variable = match self.dimension {
            Dimension::Variable(id) => snapshot.variable_by_id(id),
            _ => None,
        };
        let scope = variable.map_or(Scope::Document, |variable| variable.scope);
        let name = variable.map(|variable| variable.name.clone()).unwrap_or_default();
        // A name that says what it describes cannot be taken for another variable or a document.
        Term::Variable { scope: Some(scope), name, value }
    }
}
