//! Ribbons in words.

use std::cmp::Reverse;

use super::Ribbons;
use crate::chart::numbers::as_sentences;

pub(super) fn describe(chart: &Ribbons) -> String {
    let language = chart.language;
    let cells = || chart.ribbons.iter().flat_map(|ribbon| &ribbon.cells);
    let n_cells = cells().count();
    let in_cells = |theme: usize| cells().filter(|cell| cell.contains(&theme)).count();
    let mut themes: Vec<(usize, &str)> = chart
        .themes
        .iter()
        .enumerate()
        .map(|(number, theme)| (in_cells(number), theme.label.trim()))
        .collect();
    // Stable: of themes in as many cells the first comes first.
    themes.sort_by_key(|&(n, _)| Reverse(n));
    let told: Vec<String> = themes.iter().map(|(n, label)| format!("{label} {n}")).collect();
    let of = language.choose(
        format!("{n_cells} cells; in so many of them"),
        format!("{n_cells} vakjes; in zoveel daarvan"),
    );
    as_sentences(&[
        format!("{}: {}", language.choose("Portrait", "Portret"), chart.title),
        chart.subtitle.clone(),
        format!("{of}: {}", told.join("; ")),
    ])
}
