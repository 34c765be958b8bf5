//! Documents as ribbons of cells, coloured by the codes that they carry in the order of the text.

mod alt_text;
mod layout;

use super::colour::Colour;
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of documents in cells: each cell has the colours of its themes, one beside the other.
///
/// A cell without a theme is grey.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ribbons {
    /// What the chart shows.
    pub title: String,
    /// The unit, the base, and what was left out.
    pub subtitle: String,
    /// The themes that have a colour, for the legend.
    pub themes: Vec<RibbonTheme>,
    /// The ribbons, from the top down; at most [`Ribbons::MOST_RIBBONS`] are drawn.
    pub ribbons: Vec<Ribbon>,
    /// How cells are drawn.
    pub cells: CellShape,
    /// What the cells are, said under the chart.
    pub said: String,
    /// The language of the few words that the chart adds.
    pub language: Language,
}

/// The shape of the cells of [`Ribbons`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum CellShape {
    /// As high as they are wide, with a seam between them.
    Square {
        /// How many fill the width of the chart.
        across: usize,
    },
    /// A band without seams.
    #[default]
    Band,
}

/// A theme of [`Ribbons`] with its colour.
#[derive(Debug, Clone, PartialEq)]
pub struct RibbonTheme {
    /// What it is called.
    pub label: String,
    /// Its colour.
    pub colour: Colour,
}

/// One line of [`Ribbons`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ribbon {
    /// What stands before it.
    pub label: String,
    /// How long a band is, as a share of the width of the chart.
    pub length: f64,
    /// For every cell its themes, as numbers of [`Ribbons::themes`].
    pub cells: Vec<Vec<usize>>,
}

impl Ribbons {
    /// The most ribbons that are drawn; the chart says under itself how many were left out.
    pub const MOST_RIBBONS: usize = 300;

    fn drawn_ribbons(&self) -> &[Ribbon] {
        &self.ribbons[..self.ribbons.len().min(Ribbons::MOST_RIBBONS)]
    }
}

impl Picture for Ribbons {
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
