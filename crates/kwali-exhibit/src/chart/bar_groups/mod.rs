//! Bars by row and column: side by side, or one behind the other in a stack.

mod grouped;
mod stacked;

use super::colour::Colour;
use super::heat_map::{HeatMap, describe_as};
use super::legend;
use super::numbers::ValueKind;
use super::page::{Page, name_omitted_rows};
use super::picture::Picture;
use super::row_labels::RowLabels;
use super::scene::{Look, Scene};
use super::typeface::Typeface;
use crate::Error;

/// How the bars of a row stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum BarArrangement {
    /// Under each other.
    #[default]
    Grouped,
    /// One behind the other.
    Stacked,
    /// One behind the other, as shares of their sum.
    StackedPercent,
}

/// A chart with a bar for every row and column, of a colour for each column.
///
/// An undefined value has no bar, but a dash.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarGroups {
    /// The rows, columns and values; at most [`BarGroups::MOST_ROWS`] rows are drawn.
    pub cells: HeatMap,
    /// How the bars of a row stand.
    pub arrangement: BarArrangement,
}

impl BarGroups {
    /// The most rows that are drawn; the chart says under itself how many were left out.
    pub const MOST_ROWS: usize = 300;

    /// The most columns: more colours cannot be told apart.
    pub const MOST_COLUMNS: usize = Colour::CATEGORIES;

    /// Fails if the values cannot be drawn in this arrangement.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.cells.check_shape()?;
        let columns = self.cells.column_labels.len();
        if columns > BarGroups::MOST_COLUMNS {
            return Err(Error::TooManyColours { columns, most: BarGroups::MOST_COLUMNS });
        }
        if self.arrangement != BarArrangement::Grouped && self.cells.has_several_bases {
            return Err(Error::SeveralBases);
        }
        let has_sums = match self.cells.kind {
            ValueKind::Count | ValueKind::Percent => self.cells.defined().all(|value| value >= 0.0),
            ValueKind::Number | ValueKind::Coefficient => false,
        };
        if self.arrangement != BarArrangement::Grouped && !has_sums {
            return Err(Error::NotStackable { title: self.cells.title.clone() });
        }
        Ok(())
    }

    /// The rows that are drawn: the values of each, by column.
    fn drawn_values(&self) -> &[Vec<Option<f64>>] {
        &self.cells.values[..self.cells.values.len().min(BarGroups::MOST_ROWS)]
    }

    fn row_labels(&self, typeface: &Typeface) -> RowLabels {
        let labels = self.cells.row_labels.iter().take(BarGroups::MOST_ROWS).enumerate();
        let labels = labels.map(|(row, label)| (label.as_str(), self.cells.row_level(row)));
        RowLabels::new(labels, Look::LABEL, super::bar_chart::LABELS, typeface)
    }

    fn draw_legend(&self, edges: (f64, f64), page: &mut Page<'_>) {
        let columns = self.cells.column_labels.iter().enumerate();
        let entries = columns.map(|(column, label)| (Colour::categorical(column), label.as_str()));
        legend::draw(entries, edges, page);
    }

    fn name_omitted(&self, page: &mut Page<'_>) {
        let rows = (self.drawn_values().len(), self.cells.row_labels.len());
        name_omitted_rows(rows, self.cells.language, page);
    }
}

impl Picture for BarGroups {
    fn title(&self) -> &str {
        &self.cells.title
    }

    fn describe(&self) -> String {
        let language = self.cells.language;
        let kind = match self.arrangement {
            BarArrangement::Grouped => language.choose("Grouped bars", "Gegroepeerde staven"),
            BarArrangement::Stacked => language.choose("Stacked bars", "Gestapelde staven"),
            BarArrangement::StackedPercent => {
                language.choose("Stacked bars, in per cent", "Gestapelde staven, in procenten")
            }
        };
        describe_as(&self.cells, kind)
    }

    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error> {
        self.check()?;
        match self.arrangement {
            BarArrangement::Grouped => grouped::lay_out(self, typeface),
            BarArrangement::Stacked | BarArrangement::StackedPercent => {
                stacked::lay_out(self, typeface)
            }
        }
    }
}
