//! `kwali crosstab`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{Beside, CrosstabOptions, Language, crosstab_chart, crosstab_table};
use kwali_study::{CrosstabQuestion, Measure, Residual, Unit};

use super::charting::FormedChart;
use super::selection::{Codes, MeasureArgs, SubcodesArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Count codes by document, participant, group, coder, or one or two variables
///
/// By a variable of participants, a segment belongs to those who speak in it. With --set the rows
/// are sets of segments, each by a name and a query: 'costs=#barrier.money or #barrier.time'.
#[derive(Args)]
#[command(after_help = examples!(
    "codes by document" => "kwali crosstab --by document",
    "barriers by role, in participants" => "kwali crosstab --by role --code barrier --subcodes included --unit participants",
    "by two variables" => "kwali crosstab --by role --by site --code barrier",
    "sets of segments as rows" => "kwali crosstab --by role --set 'costs=#barrier.money or #barrier.time'",
    "what stands out" => "kwali crosstab --by role --code barrier --expected --residuals",
    "as a heat map" => "kwali crosstab --by site --chart site.png",
    "as bars, the roles of a code in one" => "kwali crosstab --by role --chart role.svg --as stacked",
))]
pub(crate) struct Crosstab {
    /// What the columns are: document, participant, group, coder, or a variable (role,
    /// participant.role, …); given twice, the second stands within the first
    #[arg(long, value_name = "WHAT", default_value = "document")]
    by: Vec<String>,

    #[command(flatten)]
    codes: Codes,

    /// A row of the segments that meet a query; may be given more than once. Without --code there
    /// are only these rows
    #[arg(long = "set", value_name = "NAME=QUERY", value_parser = named_query)]
    sets: Vec<(String, String)>,

    #[command(flatten)]
    which: Which,

    /// How a code's descendants count
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    #[command(flatten)]
    measure: MeasureArgs,

    /// Show beside each count how many segments are expected if codes know nothing of columns
    #[arg(long, conflicts_with = "percent")]
    expected: bool,

    /// Show beside each count how far it is from the expected one: a description, not a test
    #[arg(long, value_enum, value_name = "KIND", conflicts_with = "percent")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "pearson")]
    residuals: Option<ResidualArg>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: FormedChart,
}

/// How residuals are put on a scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ResidualArg {
    /// Divided by the root of the expected count
    Pearson,
    /// The same, and by what the sizes of row and column leave: about 1 is usual everywhere
    Adjusted,
}

/// Reads `NAME=QUERY`.
fn named_query(typed: &str) -> Result<(String, String), String> {
    match typed.split_once('=').map(|(name, query)| (name.trim(), query.trim())) {
        Some((name, query)) if !name.is_empty() && !query.is_empty() => {
            Ok((name.to_owned(), query.to_owned()))
        }
        _ => Err("a name, `=` and a query are needed, such as 'costs=#barrier.money'".to_owned()),
    }
}

impl Crosstab {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.check()?;
        let options = self.options()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let question = CrosstabQuestion {
            rows: study.rows(&self.codes.codes)?,
            sets: self.sets,
            by: self.by,
            subcodes: self.subcodes.into(),
            unit: options.measure.unit(),
        };
        let crosstab = study.crosstab(&counted, &question)?;
        let table = crosstab_table(snapshot, &crosstab, &options, language)?;
        let chart = || crosstab_chart(snapshot, &crosstab, options.measure, language);
        let chart = self.chart.formed(chart)?;
        self.output.write_counted(context, table, (&counted, language))?;
        self.chart.draw(context, chart)?;
        Ok(Outcome::Done)
    }

    fn check(&self) -> Result<(), Failure> {
        self.chart.file.check()?;
        if self.by.len() > 2 {
            let message = "a crosstab is by one or two variables, not by more";
            return Err(Failure::usage(message, "choose with --where, and make a table for each"));
        }
        Ok(())
    }

    fn options(&self) -> Result<CrosstabOptions, Failure> {
        let measure = self.measure.measure()?;
        let residual = self.residuals.map(|kind| match kind {
            ResidualArg::Pearson => Residual::Pearson,
            ResidualArg::Adjusted => Residual::Adjusted,
        });
        let expected = self.expected.then_some(Beside::Expected);
        let beside: Vec<Beside> =
            expected.into_iter().chain(residual.map(Beside::Residual)).collect();
        if !beside.is_empty() && measure != Measure::counts(Unit::Segments) {
            let message = "expected counts are of segments: a document or a participant with \
                           several codes stands in several rows, so that rows do not add up";
            return Err(Failure::usage(message, "leave --unit out"));
        }
        Ok(CrosstabOptions { measure, beside })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<(&str, &str)>) {
        let found = named_query(typed).ok();
        let found = found.as_ref().map(|(name, query)| (name.as_str(), query.as_str()));
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_set_is_a_name_and_a_query() {
        check("costs=#barrier.money", Some(("costs", "#barrier.money")));
        check("old = leeftijd=80 or #a", Some(("old", "leeftijd=80 or #a")));
        for typed in ["costs", "=#a", "costs=", ""] {
            check(typed, None);
        }
    }
}
