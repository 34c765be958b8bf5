//! How retrieved segments are shown: groups, order, sample, pages, context.

use clap::{Args, ValueEnum};
use kwali_study::{Arrangement, Context as Around, Page, Sample, SampleOf, SegmentOrder, Study};

use crate::failure::Failure;

/// How segments are shown.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Arranging {
    /// How much stands around a segment
    #[arg(long, value_name = "N", default_value_t = 0)]
    context: usize,

    /// What --context counts
    #[arg(long, value_enum, default_value_t)]
    context_unit: ContextUnit,

    /// Put segments together by code, document, group (of documents), participant, coder or a
    /// variable; a segment of several participants stands in the group of each
    #[arg(long, value_name = "code|document|group|participant|coder|VARIABLE")]
    group_by: Option<String>,

    /// The order of the segments, within their groups
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,

    /// Only so many, drawn at random: for reading without picking what suits
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    sample: Option<usize>,

    /// From where the drawing starts: the same seed draws the same segments, on every machine
    #[arg(long, value_name = "S", default_value_t = 1, requires = "sample")]
    seed: u64,

    /// Draw so many of each group
    #[arg(long, requires = "sample", requires = "group_by")]
    per_group: bool,

    /// Show no more than so many
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    limit: Option<usize>,

    /// Which page of --limit segments, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1, requires = "limit")]
    #[arg(value_parser = at_least_one)]
    page: usize,
}

/// What a context is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum ContextUnit {
    /// Turns before and behind
    #[default]
    Turns,
    /// Paragraphs before and behind
    Paragraphs,
}

/// The order of segments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Sort {
    /// As in the study: by document and place in it
    #[default]
    Document,
    /// By code, in the order of the code system
    Code,
    /// By coder
    Coder,
    /// The highest weight first
    Weight,
    /// The longest first
    Length,
    /// By who speaks
    Participant,
}

fn at_least_one(typed: &str) -> Result<usize, String> {
    match typed.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("a whole number from 1 is needed".to_owned()),
    }
}

impl Arranging {
    /// Returns how much stands around a segment.
    pub(crate) fn around(&self) -> Around {
        match (self.context, self.context_unit) {
            (0, _) => Around::None,
            (n, ContextUnit::Turns) => Around::Turns(n),
            (n, ContextUnit::Paragraphs) => Around::Paragraphs(n),
        }
    }

    /// Returns how much stands around spans that a query made; these are shown as they come.
    pub(crate) fn of_spans(&self) -> Result<Around, Failure> {
        let is_in_order = self.sort == Sort::default() && self.group_by.is_none();
        if is_in_order && self.sample.is_none() && self.limit.is_none() {
            return Ok(self.around());
        }
        let message =
            "spans that a query makes are not codings: they have no code, coder or weight";
        let hint = "leave out --group-by, --sort, --sample and --limit, or ask for codings";
        Err(Failure::usage(message, hint))
    }

    /// Returns groups, order, sample and page.
    pub(crate) fn of(&self, study: &Study) -> Result<Arrangement, Failure> {
        let of = if self.per_group { SampleOf::EachGroup } else { SampleOf::All };
        Ok(Arrangement {
            group_by: self.group_by.as_deref().map(|by| study.grouping(by)).transpose()?,
            order: match self.sort {
                Sort::Document => SegmentOrder::Document,
                Sort::Code => SegmentOrder::Code,
                Sort::Coder => SegmentOrder::Coder,
                Sort::Weight => SegmentOrder::Weight,
                Sort::Length => SegmentOrder::Length,
                Sort::Participant => SegmentOrder::Participant,
            },
            sample: self.sample.map(|n| Sample { n, seed: self.seed, of }),
            page: self.limit.map(|size| Page { size, number: self.page }),
        })
    }
}
