//! The variables of documents and participants.

use std::collections::BTreeSet;

use kwali_model::{Scope, Snapshot, Variable};

use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// How many values people see of one variable.
const VALUES_SHOWN: usize = 6;

/// Returns the variables in study order, with how many have a value and which values there are.
pub fn variables_table(snapshot: &Snapshot, language: Language) -> Result<Table, Error> {
    let columns = vec![
        Column::new("variable", language.choose("Variable", "Variabele"), ColumnKind::Text),
        Column::new("of", language.choose("Of", "Van"), ColumnKind::Text),
        Column::new("kind", language.choose("Kind", "Soort"), ColumnKind::Text),
        Column::new("known", language.choose("Known", "Bekend"), ColumnKind::Count),
        Column::new("missing", language.choose("Missing", "Onbekend"), ColumnKind::Count),
        Column::new(
            "distinct_values",
            language.choose("Different values", "Verschillende waarden"),
            ColumnKind::Count,
        ),
        Column::wording("examples", language.choose("Values", "Waarden"), ColumnKind::Text),
    ];
    let rows = snapshot.variables().iter().map(|variable| row(snapshot, variable)).collect();
    Table::new(language.choose("Variables", "Variabelen"), columns, rows)
}

fn row(snapshot: &Snapshot, variable: &Variable) -> Vec<Cell> {
    let written: Vec<Option<&String>> = match variable.scope {
        Scope::Document => {
            snapshot.documents().iter().map(|d| d.values.get(&variable.id)).collect()
        }
        Scope::Participant => {
            snapshot.participants().iter().map(|p| p.values.get(&variable.id)).collect()
        }
    };
    let n_known = written.iter().flatten().count();
    let distinct: BTreeSet<&String> = written.iter().flatten().copied().collect();
    let mut examples: Vec<&str> =
        distinct.iter().take(VALUES_SHOWN).map(|value| value.as_str()).collect();
    if distinct.len() > VALUES_SHOWN {
        examples.push("…");
    }
    vec![
        Cell::text(&variable.name),
        Cell::text(variable.scope.name()),
        Cell::text(variable.kind.name()),
        Cell::Count(n_known as u64),
        Cell::Count((written.len() - n_known) as u64),
        Cell::Count(distinct.len() as u64),
        Cell::text(examples.join(", ")),
    ]
}
