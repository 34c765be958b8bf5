//! `kwali matrix`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{Language, MatrixCells, MatrixOptions, MatrixRows, matrix_chart, matrix_table};
use kwali_study::{CrosstabQuestion, Unit};

use super::charting::FormedChart;
use super::selection::{Codes, MeasureArgs, SubcodesArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// So many columns are shown on a terminal.
const MOST_ON_SCREEN: usize = 40;

/// Lay out codes against documents or participants
///
/// One row a code, one column a document or participant, with totals at both sides. With --swap the
/// codes are the columns, as other programs want cases in rows.
#[derive(Args)]
#[command(after_help = examples!(
    "codes by document" => "kwali matrix --code barrier",
    "which participant speaks of what, as a heat map" => "kwali matrix --by participant --binary --chart who.svg",
    "a case-by-code table for a statistics program" => "kwali matrix --by participant --swap --binary --output cases.csv",
))]
pub(crate) struct Matrix {
    /// What stands against the codes
    #[arg(long, value_enum, default_value_t)]
    by: Case,

    /// Put documents or participants in the rows, and codes in the columns
    #[arg(long)]
    swap: bool,

    /// Show 1 where a code occurs and 0 where it does not
    #[arg(long, conflicts_with_all = ["unit", "percent"])]
    binary: bool,

    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// How a code's descendants count
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    #[command(flatten)]
    measure: MeasureArgs,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: FormedChart,
}

/// What stands against the codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Case {
    /// Documents
    #[default]
    Document,
    /// Participants, by their ids
    Participant,
}

impl Matrix {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.file.check()?;
        let measure = self.measure.measure()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let by = match self.by {
            Case::Document => "document",
            Case::Participant => "participant",
        };
        let question = CrosstabQuestion {
            rows: study.rows(&self.codes.codes)?,
            by: vec![by.to_owned()],
            subcodes: self.subcodes.into(),
            unit: if self.binary { Unit::Segments } else { measure.unit() },
            ..CrosstabQuestion::default()
        };
        let crosstab = study.crosstab(&counted, &question)?;
        let options = MatrixOptions {
            cells: if self.binary { MatrixCells::Binary } else { MatrixCells::Numbers(measure) },
            rows: if self.swap { MatrixRows::Cases } else { MatrixRows::Codes },
            most_columns: self.output.is_for_screen().then_some(MOST_ON_SCREEN),
        };
        let table = matrix_table(snapshot, &crosstab, &options, language)?;
        let chart = self.chart.formed(|| matrix_chart(snapshot, &crosstab, &options, language))?;
        self.output.write_counted(context, table, (&counted, language))?;
        self.chart.draw(context, chart)?;
        Ok(Outcome::Done)
    }
}
