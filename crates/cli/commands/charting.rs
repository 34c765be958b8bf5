//! In which form rows and columns are drawn: an option that several commands share.

use clap::{Args, ValueEnum};
use kwali_exhibit::{BarArrangement, Chart, ChartForm};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::ChartOutput;

/// Where a chart of rows and columns goes, and in what form.
#[derive(Args, Clone, Debug)]
pub(crate) struct FormedChart {
    #[command(flatten)]
    pub(crate) file: ChartOutput,

    /// How rows and columns are drawn
    #[arg(long = "as", value_enum, value_name = "FORM", default_value_t, requires = "chart")]
    pub(crate) form: Form,
}

/// A form of a chart of rows and columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum Form {
    /// Cells, the darker the more
    #[default]
    HeatMap,
    /// Discs, the larger the more
    Bubbles,
    /// A bar for each column, under each other
    Grouped,
    /// The parts of a row in one bar
    Stacked,
    /// The parts of a row in one bar, as shares of their sum
    StackedPercent,
}

impl Form {
    /// True where the parts of a row are added up.
    pub(crate) fn adds_up(self) -> bool {
        matches!(self, Form::Stacked | Form::StackedPercent)
    }
}

impl From<Form> for ChartForm {
    fn from(form: Form) -> ChartForm {
        match form {
            Form::HeatMap => ChartForm::HeatMap,
            Form::Bubbles => ChartForm::Bubbles,
            Form::Grouped => ChartForm::Bars(BarArrangement::Grouped),
            Form::Stacked => ChartForm::Bars(BarArrangement::Stacked),
            Form::StackedPercent => ChartForm::Bars(BarArrangement::StackedPercent),
        }
    }
}

impl FormedChart {
    /// True if a chart was asked for.
    pub(crate) fn is_wanted(&self) -> bool {
        self.file.chart.is_some()
    }

    /// Draws the chart in its form.
    pub(crate) fn draw(&self, context: &Context, chart: Chart) -> Result<(), Failure> {
        self.file.draw(context, &chart.drawn_as(self.form.into())?)
    }
}
