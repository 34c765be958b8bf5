//! How a query comes to its answer, as a table.

use kwali_analysis::Step;

use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the parts of a query with what each selects, one row a part.
pub fn steps_table(steps: &[Step], language: Language) -> Result<Table, Error> {
    let columns = vec![
        Column::detail("depth", "depth", ColumnKind::Count),
        Column::new(
            "part",
            language.choose("Part of the query", "Deel van de vraag"),
            ColumnKind::Text,
        ),
        Column::new("selects", language.choose("Selects", "Kiest"), ColumnKind::Count),
        Column::new("so_far", language.choose("So far", "Tot dan"), ColumnKind::Count),
    ];
    let row = |step: &Step| {
        vec![
            Cell::Count(step.depth as u64),
            Cell::text(format!("{}{}", "  ".repeat(step.depth), step.part)),
            Cell::Count(step.selects as u64),
            Cell::count(step.so_far.map(|so_far| so_far as u64)),
        ]
    };
    let title = language.choose("How the query is answered", "Hoe de vraag wordt beantwoord");
    let mut table = Table::new(title, columns, steps.iter().map(row).collect())?;
    table.unit = Some("segments".to_owned());
    Ok(table)
}
