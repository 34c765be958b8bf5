//! A codeline in words.

use super::{CodeLine, CodeLineRow};
use crate::chart::numbers::as_sentences;
use crate::units::numbered;

/// Up to so many rows are told.
const TOLD: usize = 12;

pub(super) fn describe(chart: &CodeLine) -> String {
    let language = chart.language;
    let mut rows: Vec<&CodeLineRow> = chart.rows.iter().collect();
    // Stable: of rows with as many marks the upper one comes first.
    rows.sort_by_key(|row| std::cmp::Reverse(row.marks.len()));
    let told: Vec<String> = rows
        .iter()
        .take(TOLD)
        .map(|row| format!("{} {}", row.label.trim(), row.marks.len()))
        .collect();
    let counted =
        numbered(chart.rows.len(), language.choose(("row", "rows"), ("rij", "rijen")), language);
    as_sentences(&[
        format!("{}: {}", language.choose("Codeline", "Codelijn"), chart.title),
        chart.subtitle.clone(),
        counted,
        format!("{}: {}", language.choose("Most segments", "Meeste segmenten"), told.join("; ")),
    ])
}
