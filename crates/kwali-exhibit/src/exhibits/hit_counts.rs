//! How many hits a search has, by document, speaker or variable.

use kwali_analysis::MISSING;

use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns hits counted by group; each row is a name with hits and documents.
///
/// The group of what is missing is left out where it has no hits.
pub fn hit_counts_table(
    by: &str,
    counts: &[(&str, u64, u64)],
    language: Language,
) -> Result<Table, Error> {
    let columns = vec![
        Column::detail("value", "value", ColumnKind::Text),
        Column::wording("value_in_words", by, ColumnKind::Text),
        Column::new("hits", language.choose("Hits", "Treffers"), ColumnKind::Count),
        Column::new("documents", language.choose("Documents", "Documenten"), ColumnKind::Count),
    ];
    let shown = counts.iter().filter(|(name, hits, _)| *name != MISSING || *hits > 0);
    let row = |&(name, hits, documents): &(&str, u64, u64)| {
        let missing = language.choose("(missing)", "(onbekend)");
        let in_words = if name == MISSING { missing } else { name };
        vec![Cell::text(name), Cell::text(in_words), Cell::Count(hits), Cell::Count(documents)]
    };
    let title = language.choose(format!("Hits by {by}"), format!("Treffers naar {by}"));
    let mut table = Table::new(title, columns, shown.map(row).collect())?;
    table.unit = Some("hits".to_owned());
    let all: u64 = counts.iter().map(|(_, hits, _)| hits).sum();
    let all = language.whole(all);
    table.base =
        Some(language.choose(format!("{all} hits in all"), format!("{all} treffers in totaal")));
    Ok(table)
}
