//! Who coded.

use std::collections::BTreeSet;

use kwali_model::{Coder, Snapshot};

use super::optional;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the coders in study order, with what each has coded.
pub fn coders_table(snapshot: &Snapshot, language: Language) -> Result<Table, Error> {
    let count = |name, label| Column::new(name, label, ColumnKind::Count);
    let columns = vec![
        Column::new("coder", language.choose("Coder", "Codeur"), ColumnKind::Text),
        Column::new("name", language.choose("Name", "Naam"), ColumnKind::Text),
        count("codings", language.choose("Codings", "Coderingen")),
        count("documents", language.choose("Documents", "Documenten")),
        count("codes", language.choose("Codes used", "Gebruikte codes")),
    ];
    let row = |coder: &Coder| {
        let own = || snapshot.codings().iter().filter(|coding| coding.coder == coder.id);
        let documents: BTreeSet<_> = own().map(|coding| coding.document).collect();
        let codes: BTreeSet<_> = own().map(|coding| coding.code).collect();
        vec![
            Cell::text(&coder.name),
            optional(coder.full_name.as_deref()),
            Cell::Count(own().count() as u64),
            Cell::Count(documents.len() as u64),
            Cell::Count(codes.len() as u64),
        ]
    };
    let rows = snapshot.coders().iter().map(row).collect();
    Table::new(language.choose("Coders", "Codeurs"), columns, rows)
}
