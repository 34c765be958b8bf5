//! Horizontal bars: how much of each.

mod alt_text;
mod layout;

pub(super) use layout::{GAP, LABELS, LONG_CHART};

use super::colour::Colour;
use super::numbers::{Printer, ValueKind, finite};
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of horizontal bars, in the order given.
///
/// The more bars, the taller it is. Labels are never cut: long ones go over several lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarChart {
    /// What the chart shows.
    pub title: String,
    /// The unit that was counted and the base of percentages.
    pub subtitle: String,
    /// The bars, from the top down; at most [`BarChart::MOST_BARS`] are drawn.
    pub bars: Vec<Bar>,
    /// What the axis says, such as `segments`.
    pub value_label: String,
    /// What the values are.
    pub kind: ValueKind,
    /// The language of numbers and of the few words that the chart adds.
    pub language: Language,
}

/// One bar of a [`BarChart`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// The words beside it.
    pub label: String,
    /// How long it is; an undefined value has no bar, but a dash.
    pub value: Option<f64>,
    /// Its colour, if not the usual one.
    pub colour: Option<Colour>,
    /// How deep it is in a tree: its label stands so much further in.
    pub level: usize,
}

impl BarChart {
    /// The most bars that are drawn; the chart says under itself how many were left out.
    pub const MOST_BARS: usize = 300;

    fn drawn_bars(&self) -> &[Bar] {
        &self.bars[..self.bars.len().min(BarChart::MOST_BARS)]
    }

    fn printer(&self) -> Printer {
        Printer::new(self.kind, self.language, self.bars.iter().filter_map(|bar| finite(bar.value)))
    }
}

impl Picture for BarChart {
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
