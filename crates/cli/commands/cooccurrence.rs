//! `kwali cooccurrence`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    Language, PairOptions, cooccurrence_chart, cooccurrence_map, cooccurrence_network,
    cooccurrence_table, near_column,
};
use kwali_study::{Distance, Draws, LengthUnit, PairRequest};

use super::selection::{Codes, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// The column of how many times the overlaps are what chance would make.
const CHANCE_RATIO: &str = "chance_ratio";

/// Count which codes occur together
///
/// One row a pair of codes, by their own codings: pairs of codings that share at least one
/// character, that lie within so many paragraphs, sentences or turns, documents and participants with
/// both, and measures on these. Touching is not overlap. All coders are pooled unless --coder says otherwise.
#[derive(Args)]
#[command(after_help = examples!(
    "which codes overlap" => "kwali cooccurrence --hide-zero",
    "barriers with enablers" => "kwali cooccurrence --code barrier --with enabler",
    "within three paragraphs of each other, as a heat map" => "kwali cooccurrence --near 3 --measure near --chart near.svg",
    "what stands out, and what frequent codes do anyway" => "kwali cooccurrence --hide-zero --against-chance --sort chance",
    "as a network of the strongest links" => "kwali cooccurrence --chart network.svg --as network",
    "in the same turn, or within two sentences" => "kwali cooccurrence --near '0 turns,2 sentences'",
))]
pub(crate) struct Cooccurrence {
    #[command(flatten)]
    codes: Codes,

    /// Pair them with this code and those below it, not with each other; may be given more than once
    #[arg(long = "with", value_name = "CODE")]
    with: Vec<String>,

    #[command(flatten)]
    which: Which,

    /// Count pairs of codings at most so far apart: 2 (paragraphs), '1 turn', '2 sentences',
    /// '100 characters', '30 seconds'; may be given more than once
    #[arg(long, value_name = "DISTANCE", value_delimiter = ',', default_value = "0,1,2")]
    #[arg(value_parser = distance)]
    near: Vec<Distance>,

    /// Leave out pairs that never occur together in a document
    #[arg(long)]
    hide_zero: bool,

    /// Set beside the overlaps what chance would make: in each document the codings of a code are
    /// shifted around together
    #[arg(long)]
    against_chance: bool,

    /// How many shifts are drawn
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "against_chance")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
    draws: u32,

    /// From where drawing starts: the same seed draws the same shifts, on every machine
    #[arg(long, value_name = "S", default_value_t = 1, requires = "against_chance")]
    seed: u64,

    /// The order of the rows
    #[arg(long, value_enum, default_value_t)]
    sort: PairSort,

    /// Only the first N rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// What the chart shows
    #[arg(long, value_enum, default_value_t, requires = "chart")]
    measure: MeasureArg,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,

    /// What kind of chart
    #[arg(long = "as", value_enum, default_value_t, requires = "chart")]
    chart_kind: ChartKind,
}

/// What kind of chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum ChartKind {
    /// A field of cells, a code a row and a code a column
    #[default]
    HeatMap,
    /// Circles for codes, and lines between those that go together
    Network,
}

/// The order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum PairSort {
    /// As in the code system
    #[default]
    Code,
    /// The highest count first
    Count,
    /// What is furthest above chance first, for --against-chance
    Chance,
}

/// What the chart shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum MeasureArg {
    /// Pairs of codings that share at least one character
    #[default]
    Overlap,
    /// Pairs of codings within the first distance of --near
    Near,
    /// Documents with both
    SameDocument,
    /// Participants with both
    SameParticipant,
    /// ATLAS.ti's c
    CCoefficient,
    /// How many times what chance would make, for --against-chance
    ChanceRatio,
}

impl Cooccurrence {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let asks_chance = self.sort == PairSort::Chance || self.measure == MeasureArg::ChanceRatio;
        if asks_chance && !self.against_chance {
            return Err(Failure::usage("chance was not drawn", "add --against-chance"));
        }
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let request = PairRequest {
            codes: study.rows(&self.codes.codes)?,
            with: study.rows(&self.with)?,
            near: self.near.clone(),
            hide_zero: self.hide_zero,
            chance: self.draws(),
        };
        let result = study.cooccurrence(&counted, &request)?;
        let options = PairOptions { sort: self.sort().map(str::to_owned), limit: self.limit };
        let table = cooccurrence_table(snapshot, &result, &options, language)?;
        self.output.write_counted(context, table, (&counted, language))?;
        if self.chart.chart.is_some() {
            let measure = self.measure();
            let chart = match (&request.codes, &request.with) {
                _ if self.chart_kind == ChartKind::Network => {
                    cooccurrence_network(snapshot, &result, &measure, language)?
                }
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

    fn draws(&self) -> Option<Draws> {
        let draws = Draws { number: self.draws as usize, seed: self.seed };
        self.against_chance.then_some(draws)
    }

    /// Returns the column by which rows are sorted.
    fn sort(&self) -> Option<&'static str> {
        match self.sort {
            PairSort::Code => None,
            PairSort::Count => Some("overlap_pairs"),
            PairSort::Chance => Some(CHANCE_RATIO),
        }
    }

    /// Returns the column that is drawn.
    fn measure(&self) -> String {
        match self.measure {
            MeasureArg::Overlap => "overlap_pairs".to_owned(),
            MeasureArg::Near => {
                self.near.first().map_or("near0".to_owned(), |&near| near_column(near))
            }
            MeasureArg::SameDocument => "same_document".to_owned(),
            MeasureArg::SameParticipant => "same_participant".to_owned(),
            MeasureArg::CCoefficient => "c_coefficient".to_owned(),
            MeasureArg::ChanceRatio => CHANCE_RATIO.to_owned(),
        }
    }
}

/// Reads `2`, `1 turn` or `2 sentences`.
fn distance(typed: &str) -> Result<Distance, String> {
    match Distance::read(typed) {
        Some(distance) if distance.unit != LengthUnit::Words => Ok(distance),
        _ => Err("a number of paragraphs is needed, or a number and one of turns, sentences, \
                  characters, seconds"
            .to_owned()),
    }
}
