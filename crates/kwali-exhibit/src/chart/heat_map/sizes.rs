//! How large the cells of a heat map are, and whether their values fit in.

use super::columns::{ColumnLabels, width_across, width_wanted};
use super::{HeatMap, finite};
use crate::chart::drawn_label;
use crate::chart::page::{DEEPEST_INDENT, INDENT, MARGIN, WIDTH};
use crate::chart::scene::Look;
use crate::chart::typeface::Typeface;

/// The most room that the labels of rows take; wider ones go over several lines.
const WIDEST_LABELS: f64 = 270.0;
/// The most room that they take for the sake of a single long word.
const WIDEST_WORD: f64 = 400.0;
/// Between the labels of rows and the cells.
pub(super) const GAP: f64 = 8.0;
const WIDEST_CELL: f64 = 104.0;
const NARROWEST_CELL: f64 = 14.0;
/// Cells narrower than this have small labels and low rows.
const DENSE_BELOW: f64 = 20.0;
/// A map grows to this width for the sake of the values in its cells, and only then gives them up.
const WIDEST_WITH_VALUES: f64 = 1400.0;
/// A map grows to this width so that the labels of its columns are written across.
const WIDEST_FOR_LABELS: f64 = 960.0;
/// No map is narrower, so that its title and legend have room.
const NARROWEST_MAP: f64 = 480.0;

/// A row's label in lines and the height it needs.
pub(super) struct RowSize {
    pub(super) label: RowLabel,
    pub(super) height: f64,
}

/// The label of a row in lines.
pub(super) struct RowLabel {
    pub(super) lines: Vec<String>,
    pub(super) look: Look,
    /// How far in it stands.
    pub(super) indent: f64,
}

/// The measures of a heat map.
pub(super) struct Sizes {
    pub(super) width: f64,
    /// Where the cells begin.
    pub(super) left: f64,
    pub(super) cell: f64,
    pub(super) rows: Vec<RowSize>,
    pub(super) columns: ColumnLabels,
    /// Whether rows stand under others, so that all labels begin at the left.
    pub(super) is_tree: bool,
    pub(super) value_look: Look,
    /// Whether the values are written in the cells.
    pub(super) values_fit: bool,
}

impl Sizes {
    pub(super) fn new(map: &HeatMap, typeface: &Typeface) -> Sizes {
        let n_columns = map.drawn_columns().len().max(1) as f64;
        let value_look = Look::SMALL;
        let value_room = widest_value(map, value_look, typeface) + 6.0;
        let (left, _) = label_room(map, Look::SMALL, typeface);
        let room = |width: f64| ((width - left - MARGIN) / n_columns).floor();
        let values_fit = value_room <= room(WIDEST_WITH_VALUES);
        let cell = if values_fit {
            let labels = map.drawn_columns();
            let across = width_across(labels, Look::SMALL, typeface);
            let upward = width_wanted(labels, Look::SMALL, typeface).min(room(WIDEST_WITH_VALUES));
            let wanted = if across <= room(WIDEST_FOR_LABELS) { across } else { upward };
            room(WIDTH).min(WIDEST_CELL).max(wanted.max(value_room).ceil())
        } else {
            room(WIDTH).clamp(NARROWEST_CELL, WIDEST_CELL)
        };
        let dense = cell < DENSE_BELOW;
        let label_look = if dense { Look::DENSE } else { Look::SMALL };
        let (left, labels) = label_room(map, label_look, typeface);
        let lowest = if dense { NARROWEST_CELL } else { (cell * 0.5).clamp(24.0, 36.0).round() };
        let row = |label: RowLabel| {
            let text_height = label.lines.len() as f64 * label_look.line_height();
            let around = if dense { 0.0 } else { 8.0 };
            RowSize { label, height: lowest.max(text_height + around) }
        };
        Sizes {
            width: (left + n_columns * cell + MARGIN).max(NARROWEST_MAP),
            left,
            cell,
            rows: labels.into_iter().map(row).collect(),
            columns: ColumnLabels::new(map.drawn_columns(), label_look, cell, typeface),
            is_tree: map.is_tree(),
            value_look,
            values_fit,
        }
    }
}

/// Where the cells begin beside the labels of the rows, and these in lines.
fn label_room(map: &HeatMap, look: Look, typeface: &Typeface) -> (f64, Vec<RowLabel>) {
    let labels: Vec<_> = map.drawn_rows().iter().map(|label| drawn_label(label)).collect();
    let is_tree = map.is_tree();
    let look = |row| if is_tree && map.row_level(row) == 0 { look.in_bold() } else { look };
    let indent = |row| map.row_level(row).min(DEEPEST_INDENT) as f64 * INDENT;
    // Rather a wider margin than a broken word.
    let labels = || labels.iter().enumerate();
    let word = labels().map(|(row, label)| indent(row) + typeface.widest_word(label, look(row)));
    let room = word.fold(WIDEST_LABELS, f64::max).min(WIDEST_WORD);
    let label = |(row, label): (usize, &String)| {
        let (look, indent) = (look(row), indent(row));
        RowLabel { lines: typeface.lines(label, look, room - indent), look, indent }
    };
    let labels: Vec<RowLabel> = labels().map(label).collect();
    let width = |label: &RowLabel| {
        label.indent + typeface.widest(label.lines.iter().map(String::as_str), label.look)
    };
    let widest = labels.iter().map(width).fold(0.0, f64::max);
    ((MARGIN + widest + GAP).ceil(), labels)
}

fn widest_value(map: &HeatMap, look: Look, typeface: &Typeface) -> f64 {
    let printer = map.printer();
    let texts: Vec<_> = map
        .drawn_values()
        .flatten()
        .filter_map(|&value| finite(value))
        .map(|value| printer.print(Some(value)))
        .collect();
    typeface.widest(texts.iter().map(String::as_str), look)
}
