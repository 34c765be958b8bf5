//! `kwali robustness`.

use clap::Args;
use kwali_exhibit::{
    Language, RobustnessView, robustness_by_interview_table, robustness_chart, robustness_table,
};

use super::selection::{Codes, SubcodesArg, UnitArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Tell how far a ranking of codes leans on single interviews and single people
///
/// Codes are ranked by how often they occur, and again without each of the interviews. The table has the best
/// and the worst rank that a code then has, the interview its count leans on most, the participant who speaks
/// in most of its segments, and how often it occurs in 1,000 words. The notes say whether the first codes stay
/// the first, and which interview matters most.
#[derive(Args)]
#[command(after_help = examples!(
    "which codes stand wherever one interview is missing" => "kwali robustness --subcodes included",
    "the ranking by participants, drawn" => "kwali robustness --unit participants --code barrier --chart ranks.svg",
    "what changes without each interview" => "kwali robustness --top 5 --interviews",
))]
pub(crate) struct Robustness {
    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// How a code's descendants count
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    /// What codes are ranked by
    #[arg(long, value_enum, default_value_t)]
    unit: UnitArg,

    /// How many codes make the top
    #[arg(long, value_name = "N", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    top: u32,

    /// One row for each interview that is left out, rather than for each code
    #[arg(long, conflicts_with = "chart")]
    interviews: bool,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,
}

impl Robustness {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let language = Language::of(counted.snapshot().language());
        let rows = study.rows(&self.codes.codes)?;
        let ranked_by = (self.unit.into(), self.subcodes.into());
        let found = study.robustness(&counted, rows, ranked_by, self.top as usize)?;
        let words = study.words_of_participants()?;
        let view = RobustnessView { snapshot: counted.snapshot(), words: &words, language };
        let table = match self.interviews {
            true => robustness_by_interview_table(&view, &found)?,
            false => robustness_table(&view, &found)?,
        };
        self.output.write_counted(context, table, (&counted, language))?;
        if self.chart.chart.is_some() {
            self.chart.draw(context, &robustness_chart(&view, &found))?;
        }
        Ok(Outcome::Done)
    }
}
