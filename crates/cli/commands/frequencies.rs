//! `kwali frequencies`.

mod speakers;
mod variables;

use clap::{Args, Subcommand};
use kwali_exhibit::{FrequencyOptions, Language, Zeros, frequencies_chart, frequencies_table};

use super::selection::{Codes, MeasureArgs, Percent, Sort, SubcodesArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Count how often each code is applied
///
/// The table has a column for each of the usual units; --unit adds its own, and says what --percent,
/// --sort count and the chart are about. All coders are pooled unless --coder says otherwise.
/// `variables` counts participants or documents by what is known of them instead, `speakers` who says
/// how much.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = examples!(
    "all codes, parents with what is below them" => "kwali frequencies --subcodes included",
    "barriers, as a chart of participants" => "kwali frequencies --code barrier --unit participants --chart barriers.svg",
    "in which share of the documents" => "kwali frequencies --unit documents --percent of-documents --sort count",
    "for another program" => "kwali frequencies --format json",
))]
pub(crate) struct Frequencies {
    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// How a code's descendants count
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    #[command(flatten)]
    measure: MeasureArgs,

    /// The order of the rows
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,

    /// Leave out codes that are never applied
    #[arg(long)]
    hide_zero: bool,

    /// Only the first N rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,

    #[command(subcommand)]
    of: Option<Of>,
}

/// What is counted instead of codes.
#[derive(Subcommand)]
enum Of {
    Variables(variables::OfVariables),
    Speakers(speakers::OfSpeakers),
}

impl Frequencies {
    pub(crate) fn wants_json(&self) -> bool {
        match &self.of {
            None => self.output.is_json(),
            Some(Of::Variables(variables)) => variables.output.is_json(),
            Some(Of::Speakers(speakers)) => speakers.output.is_json(),
        }
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self.of {
            None => self.of_codes(context),
            Some(Of::Variables(variables)) => variables.run(context),
            Some(Of::Speakers(speakers)) => speakers.run(context),
        }
    }

    fn of_codes(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        if self.measure.percent == Some(Percent::Row) {
            let message = "a row of frequencies has one number: of its row it is always 100%";
            return Err(Failure::usage(
                message,
                "take --percent total, or of-documents with --unit documents",
            ));
        }
        let measure = self.measure.measure()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let frequencies = study.frequencies(&counted, self.subcodes.into(), measure.unit())?;
        let options = FrequencyOptions {
            rows: study.rows(&self.codes.codes)?,
            measure,
            order: self.sort.into(),
            zeros: if self.hide_zero { Zeros::LeftOut } else { Zeros::Kept },
            limit: self.limit,
        };
        let table = frequencies_table(snapshot, &frequencies, &options, language)?;
        self.output.write_counted(context, table, (&counted, language))?;
        if self.chart.chart.is_some() {
            let chart = frequencies_chart(snapshot, &frequencies, &options, language);
            self.chart.draw(context, &chart)?;
        }
        Ok(Outcome::Done)
    }
}
