//! How large the cells of a heat map are, and whether their values fit in.

use super::columns::{ColumnLabels, width_across, width_wanted};
use super::{HeatMap, finite};
use crate::chart::page::{MARGIN, WIDTH};
use crate::chart::row_labels::{LabelRoom, RowLabels};
use crate::chart::scene::Look;
use crate::chart::typeface::Typeface;

const LABELS: LabelRoom = LabelRoom { usual: 270.0, for_a_word: 400.0 };
/// Between the labels of rows and the cells.
pub(in crate::chart) const GAP: f64 = 8.0;
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

/// The measures of a heat map.
pub(in crate::chart) struct Sizes {
    pub(in crate::chart) width: f64,
    /// Where the cells begin.
    pub(in crate::chart) left: f64,
    pub(in crate::chart) cell: f64,
    pub(in crate::chart) rows: RowLabels,
    /// The heights of the rows.
    pub(in crate::chart) heights: Vec<f64>,
    pub(in crate::chart) columns: ColumnLabels,
    pub(in crate::chart) value_look: Look,
    /// Whether the values are written in the cells.
    pub(in crate::chart) values_fit: bool,
}

impl Sizes {
    /// Returns the measures; `beside` is the room for what stands beside a value in its cell.
    pub(in crate::chart) fn new(map: &HeatMap, beside: f64, typeface: &Typeface) -> Sizes {
        let n_columns = map.drawn_columns().len().max(1) as f64;
        let value_look = Look::SMALL;
        let value_room = widest_value(map, value_look, typeface) + 6.0 + beside;
        let (left, _) = row_labels(map, Look::SMALL, typeface);
        let room = |width: f64| ((width - left - MARGIN) / n_columns).floor();
        let values_fit = value_room <= room(WIDEST_WITH_VALUES);
        let cell = if values_fit {
            let labels = map.drawn_columns();
            let across = width_across(labels, Look::SMALL, typeface);
            let upward = width_wanted(labels, Look::SMALL, typeface).min(room(WIDEST_WITH_VALUES));
            let wanted = if across <= room(WIDEST_FOR_LABELS) { across } else { upward };
            let wanted = wanted.max(value_room).max(NARROWEST_CELL);
            room(WIDTH).min(WIDEST_CELL).max(wanted.ceil())
        } else {
            room(WIDTH).clamp(NARROWEST_CELL, WIDEST_CELL)
        };
        let dense = cell < DENSE_BELOW;
        let label_look = if dense { Look::DENSE } else { Look::SMALL };
        let (left, rows) = row_labels(map, label_look, typeface);
        let lowest = if dense { NARROWEST_CELL } else { (cell * 0.5).clamp(24.0, 36.0).round() };
        let around = if dense { 0.0 } else { 8.0 };
        let heights = rows.heights().map(|height| lowest.max(height + around)).collect();
        Sizes {
            width: (left + n_columns * cell + MARGIN).max(NARROWEST_MAP),
            left,
            cell,
            rows,
            heights,
            columns: ColumnLabels::new(map.drawn_columns(), label_look, cell, typeface),
            value_look,
            values_fit,
        }
    }

    /// Where a legend begins that needs so much room: under the cells, or further to the left.
    pub(in crate::chart) fn legend_left(&self, room: f64) -> f64 {
        self.left.min(self.width - MARGIN - room).max(MARGIN)
    }
}

/// Where the cells begin beside the labels of the rows, and these in lines.
fn row_labels(map: &HeatMap, look: Look, typeface: &Typeface) -> (f64, RowLabels) {
    let labels = map.drawn_rows().iter().enumerate();
    let labels = labels.map(|(row, label)| (label.as_str(), map.row_level(row)));
    let labels = RowLabels::new(labels, look, LABELS, typeface);
    ((MARGIN + labels.width + GAP).ceil(), labels)
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
