//! The codings that corrected transcripts lost.

use kwali_model::{LostCoding, Snapshot};

use super::optional;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the lost codings with the words they had.
pub fn lost_codings_table(
    snapshot: &Snapshot,
    lost: &[LostCoding],
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let columns = vec![
        text("id", language.choose("Coding", "Codering")),
        text("document", language.choose("Document", "Document")),
        text("code", "Code"),
        text("coder", language.choose("Coder", "Codeur")),
        text("quote", language.choose("Words", "Woorden")),
        detail("revision", ColumnKind::Count),
        detail("start", ColumnKind::Count),
        detail("end", ColumnKind::Count),
        detail("weight", ColumnKind::Count),
        detail("comment", ColumnKind::Text),
        detail("created", ColumnKind::Text),
        detail("origin", ColumnKind::Text),
    ];
    let rows = lost.iter().map(|coding| row(snapshot, coding)).collect();
    Table::new(language.choose("Lost codings", "Verloren coderingen"), columns, rows)
}

fn row(snapshot: &Snapshot, lost: &LostCoding) -> Vec<Cell> {
    let detail = &lost.detail;
    let id = detail.name.clone().unwrap_or_else(|| lost.id.to_string());
    let weight = lost.weight.map(|weight| Cell::Count(u64::from(weight.get())));
    vec![
        Cell::text(id),
        optional(snapshot.document(lost.document).map(|document| document.name.as_str())),
        Cell::text(snapshot.codes().code(lost.code).path.to_string()),
        optional(snapshot.coder(lost.coder).map(|coder| coder.name.as_str())),
        Cell::text(&lost.words),
        Cell::Count(u64::from(lost.revision)),
        Cell::Count(lost.position.0 as u64),
        Cell::Count(lost.position.1 as u64),
        weight.unwrap_or(Cell::Undefined),
        optional(detail.comment.as_deref()),
        optional(detail.created.as_deref()),
        Cell::text(detail.origin.name()),
    ]
}
