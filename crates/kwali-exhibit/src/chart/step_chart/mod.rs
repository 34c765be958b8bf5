//! Steps: a number that grows from one step to the next, with a band around it.

mod alt_text;
mod layout;

use super::picture::Picture;
use super::scene::Scene;
use super::typeface::Typeface;
use crate::{Error, Language};

/// A chart of numbers that grow step by step, in one or more fields under each other.
///
/// All fields have the same scale of values, so that they can be compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StepChart {
    /// What the chart shows.
    pub title: String,
    /// The unit that was counted, and the rules.
    pub subtitle: String,
    /// The fields, from the top down; at most [`StepChart::MOST_PANELS`] are drawn.
    pub panels: Vec<StepPanel>,
    /// What a step is, such as `documents`.
    pub step_label: String,
    /// What the values are, such as `codes`.
    pub value_label: String,
    /// What the line is, for the legend.
    pub line_label: String,
    /// What the band is, for the legend.
    pub band_label: String,
    /// The language of the few words that the chart adds.
    pub language: Language,
}

/// One field of a [`StepChart`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StepPanel {
    /// What it is of; nothing where the chart has one field.
    pub title: String,
    /// The value at each step.
    pub values: Vec<usize>,
    /// Around each value: the lower edge, the middle and the upper edge.
    pub band: Option<Vec<(usize, usize, usize)>>,
    /// Behind how many steps a line marks the place.
    pub marked: Option<usize>,
    /// What the field says, in words.
    pub said: String,
}

impl StepChart {
    /// The most fields that are drawn; the chart says under itself how many were left out.
    pub const MOST_PANELS: usize = 40;

    fn drawn_panels(&self) -> &[StepPanel] {
        &self.panels[..self.panels.len().min(StepChart::MOST_PANELS)]
    }
}

impl Picture for StepChart {
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
