//! A field of cells, the darker the more: crosstabs and co-occurrence.

mod alt_text;
mod columns;
mod layout;
mod legend;
mod sizes;

pub(super) use alt_text::describe_as;
pub(super) use layout::draw_foot;
pub(super) use sizes::{GAP, Sizes};

use super::numbers::{Printer, ValueKind, finite};
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of rows and columns whose cells are coloured by their value.
///
/// An undefined value is a grey cell with a dash. In a square map whose rows and columns have the
/// same labels, cells without value on the diagonal stay blank: nothing occurs with itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeatMap {
    /// What the chart shows.
    pub title: String,
    /// The unit that was counted and the base of percentages.
    pub subtitle: String,
    /// A label for every row; at most [`HeatMap::MOST_ROWS`] are drawn.
    pub row_labels: Vec<String>,
    /// How deep each row is in a tree: its label stands so much further in. Empty if rows are none.
    pub row_levels: Vec<usize>,
    /// A label for every column; at most [`HeatMap::MOST_COLUMNS`] are drawn.
    pub column_labels: Vec<String>,
    /// For every row, a value for every column.
    pub values: Vec<Vec<Option<f64>>>,
    /// What the legend says, such as `segments`.
    pub value_label: String,
    /// What the values are.
    pub kind: ValueKind,
    /// Whether those of a row are percentages of different bases, which have no sum.
    pub has_several_bases: bool,
    /// The language of numbers and of the few words that the chart adds.
    pub language: Language,
}

impl HeatMap {
    /// The most rows that are drawn; the chart says under itself how many were left out.
    pub const MOST_ROWS: usize = 200;

    /// The most columns that are drawn; the chart says under itself how many were left out.
    pub const MOST_COLUMNS: usize = 200;

    /// Fails unless there is a value for every row and column.
    pub(super) fn check_shape(&self) -> Result<(), Error> {
        let (rows, columns) = (self.row_labels.len(), self.column_labels.len());
        if self.values.len() == rows && self.values.iter().all(|row| row.len() == columns) {
            return Ok(());
        }
        Err(Error::HeatMapShape { title: self.title.clone(), rows, columns })
    }

    /// The rows and columns that are drawn.
    pub(super) fn drawn_values(&self) -> impl Iterator<Item = &[Option<f64>]> {
        let n_columns = self.drawn_columns().len();
        self.values.iter().take(HeatMap::MOST_ROWS).map(move |row| &row[..n_columns])
    }

    /// The labels of the rows that are drawn.
    pub(super) fn drawn_rows(&self) -> &[String] {
        &self.row_labels[..self.row_labels.len().min(HeatMap::MOST_ROWS)]
    }

    /// The labels of the columns that are drawn.
    pub(super) fn drawn_columns(&self) -> &[String] {
        &self.column_labels[..self.column_labels.len().min(HeatMap::MOST_COLUMNS)]
    }

    /// What a value is of: `Werkdruk, bewoner`.
    pub(super) fn cell_label(&self, row: usize, column: usize) -> String {
        let label =
            |labels: &[String], place: usize| labels.get(place).cloned().unwrap_or_default();
        format!("{}, {}", label(&self.row_labels, row), label(&self.column_labels, column))
    }

    /// How deep the row is in the tree of rows.
    pub(super) fn row_level(&self, row: usize) -> usize {
        self.row_levels.get(row).copied().unwrap_or(0)
    }

    /// Whether the cell lies on the diagonal of a map of the same things in rows and columns.
    pub(super) fn is_diagonal(&self, row: usize, column: usize) -> bool {
        row == column && self.row_labels == self.column_labels
    }

    /// Whether any drawn cell has no value though it could have one.
    pub(super) fn has_undefined(&self) -> bool {
        self.drawn_values().enumerate().any(|(row, values)| {
            let mut cells = values.iter().enumerate();
            cells.any(|(column, &value)| finite(value).is_none() && !self.is_diagonal(row, column))
        })
    }

    /// The values that are numbers.
    pub(super) fn defined(&self) -> impl Iterator<Item = f64> {
        self.values.iter().flatten().filter_map(|&value| finite(value))
    }

    /// Prints the values.
    pub(super) fn printer(&self) -> Printer {
        Printer::new(self.kind, self.language, self.defined())
    }
}

impl Picture for HeatMap {
    fn title(&self) -> &str {
        &self.title
    }

    fn describe(&self) -> String {
        describe_as(self, self.language.choose("Heat map", "Heatmap"))
    }

    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error> {
        layout::lay_out(self, typeface)
    }
}
