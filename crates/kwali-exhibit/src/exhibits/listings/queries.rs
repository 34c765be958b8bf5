//! The saved queries.

use kwali_model::{SavedQuery, Snapshot};

use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the saved queries by name.
pub fn queries_table(snapshot: &Snapshot, language: Language) -> Result<Table, Error> {
    let columns = vec![
        Column::new("name", language.choose("Name", "Naam"), ColumnKind::Text),
        Column::new("query", language.choose("Query", "Vraag"), ColumnKind::Text),
    ];
    let row = |saved: &SavedQuery| vec![Cell::text(&saved.name), Cell::text(&saved.text)];
    let rows = snapshot.queries().iter().map(row).collect();
    Table::new(language.choose("Saved queries", "Bewaarde vragen"), columns, rows)
}
