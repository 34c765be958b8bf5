//! A codeline: the codes of a document as rows, and where along its text each is.

mod alt_text;
mod layout;

use super::colour::Colour;
use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of a row a code with a mark for every segment, from the beginning of a document to its
/// end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodeLine {
    /// What the chart shows.
    pub title: String,
    /// The unit, the base, and what was left out.
    pub subtitle: String,
    /// The rows, from the top down; at most [`CodeLine::MOST_ROWS`] are drawn.
    pub rows: Vec<CodeLineRow>,
    /// Where the document ends, in what the scale measures; it begins at 0.
    pub end: f64,
    /// What the scale measures, such as `paragraphs`.
    pub position_label: String,
    /// The language of numbers and of the few words that the chart adds.
    pub language: Language,
}

/// One row of a [`CodeLine`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodeLineRow {
    /// What it is called.
    pub label: String,
    /// The colour of its marks, if not the usual one.
    pub colour: Option<Colour>,
    /// Where its segments begin and end.
    pub marks: Vec<(f64, f64)>,
}

impl CodeLine {
    /// The most rows that are drawn; the chart says under itself how many were left out.
    pub const MOST_ROWS: usize = 300;

    fn drawn_rows(&self) -> &[CodeLineRow] {
        &self.rows[..self.rows.len().min(CodeLine::MOST_ROWS)]
    }
}

impl Picture for CodeLine {
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
