//! The code system.

use kwali_model::{CodeId, Snapshot};

use super::optional;
use crate::exhibits::wording::{code_id, code_label};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// What stands before a label for each level of the tree; spaces would be lost in HTML.
const INDENT: &str = "\u{a0}\u{a0}";

/// Returns the codes in their order; for people the labels are indented as a tree.
pub fn codes_table(snapshot: &Snapshot, language: Language) -> Result<Table, Error> {
    let label = language.choose("Label", "Omschrijving");
    let definition = language.choose("Definition", "Definitie");
    let columns = vec![
        Column::new("code", "Code", ColumnKind::Text),
        Column::wording("outline", label, ColumnKind::Text),
        Column::detail("label", label, ColumnKind::Text),
        Column::new("kind", language.choose("Kind", "Soort"), ColumnKind::Text),
        Column::detail("parent", "parent", ColumnKind::Text),
        Column::new("segments", language.choose("Segments", "Segmenten"), ColumnKind::Count),
        Column::detail("definition", definition, ColumnKind::Text),
        Column::detail("colour", "colour", ColumnKind::Text),
    ];
    let mut n_segments = vec![0; snapshot.codes().len()];
    snapshot.codings().iter().for_each(|coding| n_segments[coding.code.index()] += 1);
    let row = |id: CodeId| {
        let code = snapshot.codes().code(id);
        let label = code_label(snapshot, id, language);
        let indent = INDENT.repeat(snapshot.codes().level(id));
        let definition = code.definition.get(&language.of_words());
        let definition = definition.or_else(|| code.definition.values().next());
        vec![
            Cell::text(code_id(snapshot, id)),
            Cell::text(format!("{indent}{label}")),
            Cell::text(label),
            Cell::text(code.kind.name()),
            snapshot
                .codes()
                .parent(id)
                .map_or(Cell::Undefined, |id| Cell::text(code_id(snapshot, id))),
            Cell::Count(n_segments[id.index()]),
            optional(definition.map(String::as_str)),
            code.colour.map_or(Cell::Undefined, |colour| Cell::text(colour.to_string())),
        ]
    };
    let mut table = Table::new(
        language.choose("Code system", "Codesysteem"),
        columns,
        snapshot.codes().ids().map(row).collect(),
    )?;
    table.unit = Some("segments".to_owned());
    Ok(table)
}
