//! `kwali crosstab`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{Language, crosstab_chart, crosstab_table};
use kwali_study::PercentOf;

use super::charting::FormedChart;
use super::selection::{Codes, SubcodesArg, UnitArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Count codes by document, group, coder or variable
///
/// By a variable of participants, a segment belongs to those who speak in it.
#[derive(Args)]
#[command(after_help = examples!(
    "codes by document" => "kwali crosstab --by document",
    "barriers by role, in participants" => "kwali crosstab --by role --code barrier --subcodes included --unit participants",
    "as a heat map" => "kwali crosstab --by site --chart site.png",
    "as bars, the roles of a code in one" => "kwali crosstab --by role --chart role.svg --as stacked",
))]
pub(crate) struct Crosstab {
    /// What the columns are: document, group, coder, or a variable (role, participant.role, …)
    #[arg(long, value_name = "WHAT", default_value = "document")]
    by: String,

    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// How a code's descendants count
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    /// What is counted
    #[arg(long, value_enum, default_value_t)]
    unit: UnitArg,

    /// Show percentages instead of counts
    #[arg(long, value_enum, value_name = "OF")]
    percent: Option<Percent>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: FormedChart,
}

/// What a percentage is a percentage of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Percent {
    /// The row's total
    Row,
    /// All there is in the column, with any code
    Column,
    /// All there is in the study, with any code
    Total,
    /// The documents of the column
    OfDocuments,
    /// The participants of the column
    OfParticipants,
}

impl From<Percent> for PercentOf {
    fn from(percent: Percent) -> PercentOf {
        match percent {
            Percent::Row => PercentOf::Row,
            Percent::Column => PercentOf::Column,
            Percent::Total => PercentOf::Total,
            Percent::OfDocuments => PercentOf::Documents,
            Percent::OfParticipants => PercentOf::Participants,
        }
    }
}

impl Crosstab {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.check()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let rows = study.rows(&self.codes.codes)?;
        let crosstab = study.crosstab(&counted, rows, &self.by, self.subcodes.into())?;
        let (unit, percent) = (self.unit.into(), self.percent.map(PercentOf::from));
        let mut table = crosstab_table(snapshot, &crosstab, unit, percent, language)?;
        table.query = counted.query().map(str::to_owned);
        self.output.write(context, &table, language)?;
        if self.chart.is_wanted() {
            let chart = crosstab_chart(snapshot, &crosstab, unit, percent, language);
            self.chart.draw(context, chart)?;
        }
        Ok(Outcome::Done)
    }

    fn check(&self) -> Result<(), Failure> {
        self.chart.file.check()?;
        let of_columns = [Percent::Column, Percent::OfDocuments, Percent::OfParticipants];
        let several_bases = self.percent.is_some_and(|percent| of_columns.contains(&percent));
        if several_bases && self.chart.form.adds_up() {
            let message = "percentages of different columns have different bases, and no sum";
            return Err(Failure::usage(message, "draw them with --as grouped, or as a heat map"));
        }
        Ok(())
    }
}
