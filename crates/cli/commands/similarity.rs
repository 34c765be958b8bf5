//! `kwali similarity`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    Chart, Language, SimilarityView, Table, clusters_table, dendrogram, map_chart, map_table,
    similarity_heat_map, similarity_matrix, similarity_table,
};
use kwali_study::{
    Linkage, SimilarityMeasure, SimilarityOf, SimilarityRequest, Subcodes, cluster, map,
};

use super::selection::{Codes, SubcodesArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Tell how alike documents or participants are in their codes
///
/// One row a pair: codes that both have, that one has, that neither has, with Jaccard, simple
/// matching, and the cosine of their numbers of segments. What has none of the codes is like nothing:
/// its likeness is undefined. Clusters and maps stand for 1 - likeness; a map says with its stress how
/// far it can be believed.
#[derive(Args)]
#[command(after_help = examples!(
    "the ten most alike pairs of interviews" => "kwali similarity --most-alike --limit 10",
    "clusters of participants, drawn" => "kwali similarity --of participants --chart dendrogram.svg",
    "a map, and where each lies on it" => "kwali similarity --table map --chart map.svg --as map",
))]
pub(crate) struct Similarity {
    /// What is compared
    #[arg(long, value_enum, default_value_t)]
    of: Of,

    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// How the codes below a code count for it
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    /// How likeness is measured in matrices, clusters and maps
    #[arg(long, value_enum, default_value_t)]
    measure: Measure,

    /// How unlike two clusters are, in a table or dendrogram of them; else average
    #[arg(long, value_enum)]
    linkage: Option<LinkageArg>,

    /// What the table shows
    #[arg(long, value_enum, default_value_t)]
    table: TableOf,

    /// Pairs that are most alike come first
    #[arg(long)]
    most_alike: bool,

    /// Only the first N pairs
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,

    /// What kind of chart
    #[arg(long = "as", value_enum, value_name = "FORM", default_value_t, requires = "chart")]
    form: Form,
}

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Of {
    /// Documents
    #[default]
    Documents,
    /// Participants, by the segments that belong to them
    Participants,
}

/// How likeness is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Measure {
    /// Codes that both have, of those that either has
    #[default]
    Jaccard,
    /// Codes that both have or both lack, of all
    SimpleMatching,
    /// The cosine of the numbers of segments by code
    Cosine,
}

/// How unlike two clusters are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum LinkageArg {
    /// As their members on average
    #[default]
    Average,
    /// As their two least alike members
    Complete,
    /// As their two most alike members
    Single,
    /// By how much the spread within them grows
    Ward,
}

/// What the table shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum TableOf {
    /// Every pair with all measures
    #[default]
    Pairs,
    /// One measure, all by all
    Matrix,
    /// What is joined to what, at which height
    Clusters,
    /// Where each lies on the map
    Map,
}

/// What kind of chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Form {
    /// Clusters, from the most alike on
    #[default]
    Dendrogram,
    /// Points, the nearer the more alike
    Map,
    /// A field of cells, all by all
    HeatMap,
}

impl Similarity {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let is_of_pairs = self.table == TableOf::Pairs;
        if !is_of_pairs && (self.most_alike || self.limit.is_some()) {
            let message = "--most-alike and --limit are for a table of pairs";
            return Err(Failure::usage(message, "leave them out, or add --table pairs"));
        }
        let has_dendrogram = self.chart.chart.is_some() && self.form == Form::Dendrogram;
        if self.linkage.is_some() && self.table != TableOf::Clusters && !has_dendrogram {
            let message = "--linkage is for clusters";
            return Err(Failure::usage(
                message,
                "add --table clusters, or --chart for a dendrogram",
            ));
        }
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let language = Language::of(counted.snapshot().language());
        let subcodes = Subcodes::from(self.subcodes);
        let request = SimilarityRequest {
            of: match self.of {
                Of::Documents => SimilarityOf::Documents,
                Of::Participants => SimilarityOf::Participants,
            },
            codes: study.rows(&self.codes.codes)?,
            subcodes,
        };
        let similarity = study.similarity(&counted, &request)?;
        let view = SimilarityView {
            snapshot: counted.snapshot(),
            similarity: &similarity,
            measure: self.measure(),
            subcodes,
            language,
        };
        let table = self.table(&view)?;
        self.output.write_counted(context, table, (&counted, language))?;
        if self.chart.chart.is_some() {
            self.chart.draw(context, &self.drawn(&view))?;
        }
        Ok(Outcome::Done)
    }

    fn table(&self, view: &SimilarityView<'_>) -> Result<Table, Failure> {
        let (similarity, measure, linkage) = (view.similarity, view.measure, self.linkage());
        Ok(match self.table {
            TableOf::Pairs => similarity_table(view, self.most_alike, self.limit)?,
            TableOf::Matrix => similarity_matrix(view)?,
            TableOf::Clusters => {
                clusters_table(view, &cluster(similarity, measure, linkage), linkage)?
            }
            TableOf::Map => map_table(view, &map(similarity, measure))?,
        })
    }

    fn drawn(&self, view: &SimilarityView<'_>) -> Chart {
        let (similarity, measure, linkage) = (view.similarity, view.measure, self.linkage());
        match self.form {
            Form::Dendrogram => dendrogram(view, &cluster(similarity, measure, linkage), linkage),
            Form::Map => map_chart(view, &map(similarity, measure)),
            Form::HeatMap => similarity_heat_map(view),
        }
    }

    fn measure(&self) -> SimilarityMeasure {
        match self.measure {
            Measure::Jaccard => SimilarityMeasure::Jaccard,
            Measure::SimpleMatching => SimilarityMeasure::SimpleMatching,
            Measure::Cosine => SimilarityMeasure::Cosine,
        }
    }

    fn linkage(&self) -> Linkage {
        match self.linkage.unwrap_or_default() {
            LinkageArg::Average => Linkage::Average,
            LinkageArg::Complete => Linkage::Complete,
            LinkageArg::Single => Linkage::Single,
            LinkageArg::Ward => Linkage::Ward,
        }
    }
}
