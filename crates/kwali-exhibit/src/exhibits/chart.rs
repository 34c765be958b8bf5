//! Any chart that an exhibit can have.

use crate::{BarChart, Error, HeatMap, StepChart};

/// A chart, whatever its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars.
    Bars(BarChart),
    /// A field of cells.
    Heat(HeatMap),
    /// Numbers that grow step by step.
    Steps(StepChart),
}

impl Chart {
    /// Returns the chart as an SVG document.
    pub fn render_svg(&self) -> Result<String, Error> {
        match self {
            Chart::Bars(chart) => chart.render_svg(),
            Chart::Heat(map) => map.render_svg(),
            Chart::Steps(chart) => chart.render_svg(),
        }
    }

    /// Returns the chart as a PNG file.
    pub fn render_png(&self) -> Result<Vec<u8>, Error> {
        match self {
            Chart::Bars(chart) => chart.render_png(),
            Chart::Heat(map) => map.render_png(),
            Chart::Steps(chart) => chart.render_png(),
        }
    }

    /// Returns in words what the chart shows, for those who do not see it.
    pub fn alt_text(&self) -> String {
        match self {
            Chart::Bars(chart) => chart.alt_text(),
            Chart::Heat(map) => map.alt_text(),
            Chart::Steps(chart) => chart.alt_text(),
        }
    }

    /// Returns the chart under another title.
    pub(crate) fn titled(self, title: String) -> Chart {
        match self {
            Chart::Bars(chart) => Chart::Bars(BarChart { title, ..chart }),
            Chart::Heat(map) => Chart::Heat(HeatMap { title, ..map }),
            Chart::Steps(chart) => Chart::Steps(StepChart { title, ..chart }),
        }
    }
}
