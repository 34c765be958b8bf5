//! A field of discs, the larger the more: for reading a crosstab at a glance.

mod layout;
mod sizes_named;

use super::heat_map::{HeatMap, describe_as};
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::Error;

/// A chart of rows and columns with a disc in every cell whose area is the value.
///
/// The values stand beside the discs if there is room. Negative values are discs of another colour;
/// an undefined one is a dash.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BubbleMatrix {
    /// The rows, columns and values; as many are drawn as of a heat map.
    pub cells: HeatMap,
}

impl BubbleMatrix {}

impl Picture for BubbleMatrix {
    fn title(&self) -> &str {
        &self.cells.title
    }

    fn describe(&self) -> String {
        describe_as(&self.cells, self.cells.language.choose("Bubble matrix", "Bellenmatrix"))
    }

    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error> {
        layout::lay_out(&self.cells, typeface)
    }
}
