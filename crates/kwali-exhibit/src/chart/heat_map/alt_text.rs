//! A heat map in words.

use std::cmp::Ordering;

use super::HeatMap;
use super::finite;
use crate::chart::numbers::as_sentences;
use crate::units::numbered;

/// How many of the highest cells are told.
const HIGHEST_TOLD: usize = 5;

/// Returns a chart of rows and columns in words; `kind` is what it is called.
pub(in crate::chart) fn describe_as(map: &HeatMap, kind: &str) -> String {
    let language = map.language;
    let cells = cells(map);
    let mut sentences = vec![format!("{kind}: {}", map.title), map.subtitle.clone(), size(map)];
    let told = tell_highest(map, &cells);
    if !told.is_empty() {
        sentences.push(format!("{}: {told}", language.choose("Highest", "Hoogste")));
    }
    let n_undefined = count_undefined(map);
    if n_undefined > 0 {
        let undefined = language.choose("Undefined", "Ongedefinieerd");
        sentences.push(format!("{undefined}: {n_undefined}"));
    }
    as_sentences(&sentences)
}

fn size(map: &HeatMap) -> String {
    let language = map.language;
    let rows = language.choose(("row", "rows"), ("rij", "rijen"));
    let columns = language.choose(("column", "columns"), ("kolom", "kolommen"));
    let rows = numbered(map.row_labels.len(), rows, language);
    let columns = numbered(map.column_labels.len(), columns, language);
    format!("{rows} {} {columns}", language.choose("and", "en"))
}

/// A cell with a value.
struct ValuedCell {
    row: usize,
    column: usize,
    value: f64,
}

/// The cells with a value, the highest first; of a symmetric map only the upper half.
fn cells(map: &HeatMap) -> Vec<ValuedCell> {
    let symmetric = is_symmetric(map);
    let mut cells = Vec::new();
    for (row, values) in map.values.iter().enumerate() {
        for (column, &value) in values.iter().enumerate() {
            if let Some(value) = finite(value).filter(|_| !symmetric || column >= row) {
                cells.push(ValuedCell { row, column, value });
            }
        }
    }
    // Stable: of equal cells the upper left one comes first.
    cells.sort_by(|a, b| b.value.partial_cmp(&a.value).unwrap_or(Ordering::Equal));
    cells
}

fn is_symmetric(map: &HeatMap) -> bool {
    let n = map.row_labels.len();
    map.row_labels == map.column_labels
        && map.check_shape().is_ok()
        && (0..n)
            .all(|row| (0..row).all(|column| map.values[row][column] == map.values[column][row]))
}

fn tell_highest(map: &HeatMap, cells: &[ValuedCell]) -> String {
    let printer = map.printer();
    let label = |labels: &[String], index: usize| {
        labels.get(index).map_or_else(String::new, |label| label.trim().to_owned())
    };
    let told: Vec<_> = cells
        .iter()
        .take(HIGHEST_TOLD)
        .map(|cell| {
            let row = label(&map.row_labels, cell.row);
            let column = label(&map.column_labels, cell.column);
            format!("{row} × {column} {}", printer.print(Some(cell.value)))
        })
        .collect();
    told.join("; ")
}

fn count_undefined(map: &HeatMap) -> usize {
    let undefined_in = |(row, values): (usize, &Vec<Option<f64>>)| {
        let undefined = values
            .iter()
            .enumerate()
            .filter(|&(column, &value)| finite(value).is_none() && !map.is_diagonal(row, column));
        undefined.count()
    };
    map.values.iter().enumerate().map(undefined_in).sum()
}
