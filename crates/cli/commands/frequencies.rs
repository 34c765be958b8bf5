//! `kwali frequencies`.

use clap::Args;
use kwali_exhibit::{
    FrequencyOptions, Language, RowOrder, Zeros, frequencies_chart, frequencies_table,
};

use super::selection::{Codes, Sort, SubcodesArg, UnitArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Count how often each code is applied
///
/// The table names the unit of every column and the base of every percentage. All coders are
/// pooled unless --coder says otherwise.
#[derive(Args)]
#[command(after_help = examples!(
    "all codes, parents with what is below them" => "kwali frequencies --subcodes included",
    "barriers, as a chart of participants" => "kwali frequencies --code barrier --unit participants --chart barriers.svg",
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

    /// What the chart shows and --sort count sorts by; the table has all
    #[arg(long, value_enum, default_value_t)]
    unit: UnitArg,

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
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,
}

impl Frequencies {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let frequencies = study.frequencies(&counted, self.subcodes.into())?;
        let options = FrequencyOptions {
            rows: study.rows(&self.codes.codes)?,
            unit: self.unit.into(),
            order: match self.sort {
                Sort::Code => RowOrder::Codes,
                Sort::Count => RowOrder::Count,
            },
            zeros: if self.hide_zero { Zeros::LeftOut } else { Zeros::Kept },
            limit: self.limit,
        };
        let mut table = frequencies_table(snapshot, &frequencies, &options, language)?;
        table.query = counted.query().map(str::to_owned);
        self.output.write(context, &table, language)?;
        if self.chart.chart.is_some() {
            let chart = frequencies_chart(snapshot, &frequencies, &options, language);
            self.chart.draw(context, &chart)?;
        }
        Ok(Outcome::Done)
    }
}
