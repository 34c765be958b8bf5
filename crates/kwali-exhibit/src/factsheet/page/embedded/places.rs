//! Where the linked numbers of an exhibit stand in its table and its chart, and what its rows are called.

use std::collections::BTreeMap;

use super::numbers::LinkedColumn;
use crate::factsheet::kinds::{Kind, Tabulated};
use crate::factsheet::recorder::Entry;
use crate::factsheet::shown::{Showing, Shown};
use crate::{Audience, Cell, Chart, ColumnKind, Table};

/// Returns what readers see rows called.
pub(super) fn row_labels(tabulated: &Tabulated, shown: &Shown) -> Vec<String> {
    let table = match &shown.content {
        Showing::Exhibit(exhibit) => exhibit.table.as_ref().or(exhibit.beside_chart.as_ref()),
        _ => None,
    };
    let labels = table.and_then(|table| {
        let is_label = |column: &crate::Column| {
            column.audience != Audience::Machines && column.kind == ColumnKind::Text
        };
        let at = table.columns().iter().position(is_label)?;
        let text = |row: &Vec<Cell>| match &row[at] {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        Some(table.rows().iter().map(text).collect())
    });
    labels.unwrap_or_else(|| tabulated.row_names.clone())
}

/// Returns by row and column of a table which linked columns its text counts: its own, or, where
/// it lists what columns for machines before it count, those.
pub(super) fn places(
    table: &Table,
    columns: &[LinkedColumn],
) -> BTreeMap<(usize, usize), Vec<usize>> {
    let linked = |at: usize| columns.iter().position(|column| column.at == at);
    let mut places = BTreeMap::new();
    for (row, cells) in table.rows().iter().enumerate() {
        for (at, cell) in cells.iter().enumerate() {
            let found = match cell {
                Cell::Count(_) | Cell::Number(_) | Cell::Flag(_) => linked(at).map(|at| vec![at]),
                Cell::Text(text) => listed(table, row, at, text)
                    .and_then(|listed| listed.into_iter().map(linked).collect()),
                Cell::Undefined | Cell::Suppressed => None,
            };
            places.extend(found.map(|found| ((row, at), found)));
        }
    }
    places
}

/// Returns the columns before a text that it lists, each as a label and a number.
fn listed(table: &Table, row: usize, at: usize, text: &str) -> Option<Vec<usize>> {
    if table.columns()[at].audience != Audience::People || text.is_empty() {
        return None;
    }
    let is_counted = |number: &usize| {
        let column = &table.columns()[*number];
        column.audience == Audience::Machines && column.kind == ColumnKind::Count
    };
    let before: Vec<usize> = (0..at).rev().take_while(is_counted).collect();
    let says = |number: &usize| match table.rows()[row][*number] {
        Cell::Count(n) => format!("{}\u{a0}{n}", table.columns()[*number].label),
        _ => String::new(),
    };
    text.split("; ").map(|part| before.iter().copied().find(|n| says(n) == part)).collect()
}

/// Returns by column of the chart which linked column it shows, where its rows are those of the
/// table.
pub(super) fn charted(
    entry: &Entry,
    tabulated: &Tabulated,
    columns: &[LinkedColumn],
) -> Vec<usize> {
    let (n_rows, n_columns) = match &tabulated.chart {
        Some(Chart::Bars(chart)) => (chart.bars.len(), 1),
        Some(Chart::Heat(map)) => (map.row_labels.len(), map.column_labels.len()),
        Some(Chart::Bubbles(chart)) => {
            (chart.cells.row_labels.len(), chart.cells.column_labels.len())
        }
        Some(Chart::BarGroups(chart)) => {
            (chart.cells.row_labels.len(), chart.cells.column_labels.len())
        }
        _ => return Vec::new(),
    };
    if n_rows != tabulated.table.rows().len() {
        return Vec::new();
    }
    let unit = entry.finding.unit.as_deref().unwrap_or_default();
    match entry.kind {
        Kind::Frequencies if n_columns == 1 => {
            columns.iter().position(|column| column.name == unit).into_iter().collect()
        }
        Kind::Crosstab if n_columns <= columns.len() => (0..n_columns).collect(),
        _ => Vec::new(),
    }
}
