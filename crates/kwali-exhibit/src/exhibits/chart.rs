//! Any chart that an exhibit can have.

use crate::chart::{Picture, pages_of_a4, render_png, render_svg};
use crate::{
    BarArrangement, BarChart, BarGroups, BubbleMatrix, CodeLine, Dendrogram, Error, HeatMap,
    Network, PointMap, RangeChart, Ribbons, StepChart,
};

/// A chart, whatever its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars.
    Bars(BarChart),
    /// A field of cells.
    Heat(HeatMap),
    /// A field of discs.
    Bubbles(BubbleMatrix),
    /// Bars by row and column.
    BarGroups(BarGroups),
    /// Numbers that grow step by step.
    Steps(StepChart),
    /// Circles, and lines between those that go together.
    Network(Network),
    /// What is joined to what.
    Dendrogram(Dendrogram),
    /// Points whose distances say how unlike things are.
    Map(PointMap),
    /// Codes along a document.
    CodeLine(CodeLine),
    /// Documents in coloured cells.
    Ribbons(Ribbons),
    /// Values with how far they can be off.
    Ranges(RangeChart),
}

/// A form in which rows and columns can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ChartForm {
    /// A field of cells, the darker the more.
    #[default]
    HeatMap,
    /// A field of discs, the larger the more.
    Bubbles,
    /// Bars of a row as an arrangement has them.
    Bars(BarArrangement),
}

impl Chart {
    /// Returns the chart as an SVG document.
    pub fn render_svg(&self) -> Result<String, Error> {
        render_svg(self.picture())
    }

    /// Returns the chart as a PNG file.
    pub fn render_png(&self) -> Result<Vec<u8>, Error> {
        render_png(self.picture())
    }

    /// Returns in words what the chart shows, for those who do not see it.
    pub fn alt_text(&self) -> String {
        self.picture().describe()
    }

    /// Returns on how many pages of A4 the chart is printed, if it takes their width.
    pub fn pages_of_a4(&self) -> Result<usize, Error> {
        pages_of_a4(self.picture())
    }

    fn picture(&self) -> &dyn Picture {
        match self {
            Chart::Bars(chart) => chart,
            Chart::Heat(map) => map,
            Chart::Bubbles(matrix) => matrix,
            Chart::BarGroups(bars) => bars,
            Chart::Steps(chart) => chart,
            Chart::Network(chart) => chart,
            Chart::Dendrogram(chart) => chart,
            Chart::Map(chart) => chart,
            Chart::CodeLine(chart) => chart,
            Chart::Ribbons(chart) => chart,
            Chart::Ranges(chart) => chart,
        }
    }

    /// Returns a chart of rows and columns in another form, with the same values and texts.
    ///
    /// # Errors
    ///
    /// If the chart has no rows and columns, or its values cannot be drawn in that form.
    pub fn drawn_as(self, form: ChartForm) -> Result<Chart, Error> {
        let cells = match self {
            Chart::Heat(map) => map,
            Chart::Bubbles(matrix) => matrix.cells,
            Chart::BarGroups(bars) => bars.cells,
            _ => return Err(Error::NoOtherForm),
        };
        Ok(match form {
            ChartForm::HeatMap => Chart::Heat(cells),
            ChartForm::Bubbles => Chart::Bubbles(BubbleMatrix { cells }),
            ChartForm::Bars(arrangement) => {
                let bars = BarGroups { cells, arrangement };
                bars.check()?;
                Chart::BarGroups(bars)
            }
        })
    }

    /// Returns the chart under another title.
    pub(crate) fn titled(mut self, title: String) -> Chart {
        *self.title_mut() = title;
        self
    }

    fn title_mut(&mut self) -> &mut String {
        match self {
            Chart::Bars(chart) => &mut chart.title,
            Chart::Heat(map) => &mut map.title,
            Chart::Bubbles(matrix) => &mut matrix.cells.title,
            Chart::BarGroups(bars) => &mut bars.cells.title,
            Chart::Steps(chart) => &mut chart.title,
            Chart::Network(chart) => &mut chart.title,
            Chart::Dendrogram(chart) => &mut chart.title,
            Chart::Map(chart) => &mut chart.title,
            Chart::CodeLine(chart) => &mut chart.title,
            Chart::Ribbons(chart) => &mut chart.title,
            Chart::Ranges(chart) => &mut chart.title,
        }
    }
}
