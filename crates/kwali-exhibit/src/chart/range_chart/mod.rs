//! Ranges: a value with how far it can be off to either side.

mod alt_text;
mod layout;

use super::colour::Colour;
use super::numbers::{Printer, ValueKind};
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of rows, each with a disc at its value on a line from its lowest to its highest one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RangeChart {
    /// What the chart shows.
    pub title: String,
    /// The unit, the base, and what the ends of the lines are.
    pub subtitle: String,
    /// The rows, from the top down; at most [`RangeChart::MOST_ROWS`] are drawn.
    pub rows: Vec<RangeRow>,
    /// What the scale measures, such as `rank`.
    pub value_label: String,
    /// What the values are.
    pub kind: ValueKind,
    /// The language of numbers and of the few words that the chart adds.
    pub language: Language,
}

/// One row of a [`RangeChart`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RangeRow {
    /// What it is called.
    pub label: String,
    /// The lowest value, the value, and the highest one.
    pub range: (f64, f64, f64),
    /// The colour of the disc, if not the usual one.
    pub colour: Option<Colour>,
}

impl RangeChart {
    /// The most rows that are drawn; the chart says under itself how many were left out.
    pub const MOST_ROWS: usize = 300;

    fn drawn_rows(&self) -> &[RangeRow] {
        &self.rows[..self.rows.len().min(RangeChart::MOST_ROWS)]
    }

    fn printer(&self) -> Printer {
        Printer::new(self.kind, self.language, self.rows.iter().map(|row| row.range.1))
    }
}

impl Picture for RangeChart {
    fn title(&self) -> &str {
        &self.title
    }

    fn describe(&self) -> String {
        alt_text::describe(self)
    }

    fn lay_out(&self, typeface: &Typeface) -> Result<Scene, Error> {
        layout::lay_out(self, typeface)
    }
}
