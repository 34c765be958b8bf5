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
    /// Returns the chart in its form if one was asked for, or refuses what has no such form.
    pub(crate) fn formed(&self, chart: impl FnOnce() -> Chart) -> Result<Option<Chart>, Failure> {
        let wanted = self.file.chart.as_ref();
        Ok(wanted.map(|_| chart().drawn_as(self.form.into())).transpose()?)
    }

    /// Draws what [`FormedChart::formed`] returned.
    pub(crate) fn draw(&self, context: &Context, chart: Option<Chart>) -> Result<(), Failure> {
        chart.map_or(Ok(()), |chart| self.file.draw(context, &chart))
    }
}
