//! `kwali cooccurrence`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    Language, PairOptions, cooccurrence_chart, cooccurrence_map, cooccurrence_table,
};

use super::selection::{Codes, Sort, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Count which codes occur together
///
/// One row a pair of codes, by their own codings: pairs of codings that share at least one
/// character, that lie within N paragraphs, documents with both, and measures on these. Touching
/// is not overlap. All coders are pooled unless --coder says otherwise.
#[derive(Args)]
#[command(after_help = examples!(
    "which codes overlap" => "kwali cooccurrence --hide-zero",
    "barriers with enablers" => "kwali cooccurrence --code barrier --with enabler",
    "within three paragraphs of each other, as a heat map" => "kwali cooccurrence --near 3 --measure near --chart near.svg",
))]
pub(crate) struct Cooccurrence {
    #[command(flatten)]
    codes: Codes,

    /// Pair them with this code and those below it, not with each other; may be given more than once
    #[arg(long = "with", value_name = "CODE")]
    with: Vec<String>,

    #[command(flatten)]
    which: Which,

    /// Count pairs of codings within N paragraphs; may be given more than once
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "0,1,2")]
    near: Vec<usize>,

    /// Leave out pairs that never occur together in a document
    #[arg(long)]
    hide_zero: bool,

    /// The order of the rows
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,

    /// Only the first N rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// What the chart shows
    #[arg(long, value_enum, default_value_t)]
    measure: MeasureArg,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,
}

/// What the chart shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum MeasureArg {
    /// Pairs of codings that share at least one character
    #[default]
    Overlap,
    /// Pairs of codings within the first N of --near
    Near,
    /// Documents with both
    SameDocument,
    /// ATLAS.ti's c
    CCoefficient,
}

impl Cooccurrence {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let codes = (study.rows(&self.codes.codes)?, study.rows(&self.with)?);
        let result = study.cooccurrence(&counted, codes.clone(), &self.near, self.hide_zero)?;
        let sort = (self.sort == Sort::Count).then(|| "overlap_pairs".to_owned());
        let options = PairOptions { sort, limit: self.limit };
        let mut table = cooccurrence_table(snapshot, &result, &options, language)?;
        table.query = counted.query().map(str::to_owned);
        self.output.write(context, &table, language)?;
        if self.chart.chart.is_some() {
            let measure = match self.measure {
                MeasureArg::Overlap => "overlap_pairs".to_owned(),
                MeasureArg::Near => format!("near{}", self.near.first().unwrap_or(&0)),
                MeasureArg::SameDocument => "same_document".to_owned(),
                MeasureArg::CCoefficient => "c_coefficient".to_owned(),
            };
            let chart = match codes {
                (Some(rows), Some(columns)) => {
                    let sides = (rows.as_slice(), columns.as_slice());
                    cooccurrence_map(snapshot, &result, &measure, sides, language)?
                }
                _ => cooccurrence_chart(snapshot, &result, &measure, language)?,
            };
            self.chart.draw(context, &chart)?;
        }
        Ok(Outcome::Done)
    }
}
