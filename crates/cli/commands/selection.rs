//! Which codings a count is about: options that several commands share.

use clap::{Args, ValueEnum};
use kwali_exhibit::RowOrder;
use kwali_study::{Counted, Measure, PercentOf, Study, Subcodes, Unit, Whose};

use crate::context::Context;
use crate::failure::Failure;

/// Which codings are counted.
#[derive(Args, Clone, Debug)]
pub(crate) struct Which {
    /// Count only codings that meet this query, such as 'role:bewoner document:EIW-0*'
    #[arg(long = "where", value_name = "QUERY")]
    pub(crate) query: Option<String>,

    /// Count only the codings of these coders; else of all, pooled
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(crate) coder: Vec<String>,
}

/// Which codes make the rows.
#[derive(Args, Clone, Debug)]
pub(crate) struct Codes {
    /// Only this code and those below it; may be given more than once
    #[arg(long = "code", value_name = "CODE")]
    pub(crate) codes: Vec<String>,
}

/// How a code's descendants count for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum SubcodesArg {
    /// Not: only codings of the code itself
    #[default]
    Separate,
    /// With it, once per unit
    Included,
    /// Instead of it
    Only,
}

impl From<SubcodesArg> for Subcodes {
    fn from(arg: SubcodesArg) -> Subcodes {
        match arg {
            SubcodesArg::Separate => Subcodes::Separate,
            SubcodesArg::Included => Subcodes::Included,
            SubcodesArg::Only => Subcodes::Only,
        }
    }
}

/// What a count counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum UnitArg {
    /// Codings
    #[default]
    Segments,
    /// Stretches left when overlapping or touching segments of one coder are merged
    Spans,
    /// Different stretches of text
    DistinctSpans,
    /// Documents with at least one segment
    Documents,
    /// Participants who speak in at least one segment
    Participants,
    /// Words that lie whole in what is covered, each once, labels of turns aside
    Words,
    /// Characters covered, each once
    Characters,
}

impl From<UnitArg> for Unit {
    fn from(arg: UnitArg) -> Unit {
        match arg {
            UnitArg::Segments => Unit::Segments,
            UnitArg::Spans => Unit::MergedSpans,
            UnitArg::DistinctSpans => Unit::DistinctSpans,
            UnitArg::Documents => Unit::Documents,
            UnitArg::Participants => Unit::Participants,
            UnitArg::Words => Unit::Words,
            UnitArg::Characters => Unit::Characters,
        }
    }
}

/// What a percentage is a percentage of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Percent {
    /// The row's total
    Row,
    /// All there is in the column, with any code
    Column,
    /// All there is in the study, with any code
    Total,
    /// The documents of the column, coded or not; with --unit documents
    OfDocuments,
    /// The participants of the column; with --unit participants
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

/// What the cells of a table hold.
#[derive(Args, Clone, Debug)]
pub(crate) struct MeasureArgs {
    /// What is counted
    #[arg(long, value_enum, default_value_t)]
    pub(crate) unit: UnitArg,

    /// Show percentages; a table has one unit, so that the base must have it too
    #[arg(long, value_enum, value_name = "OF")]
    pub(crate) percent: Option<Percent>,
}

impl MeasureArgs {
    /// Returns what the cells hold; refuses a base of another unit.
    pub(crate) fn measure(&self) -> Result<Measure, Failure> {
        let percent = self.percent.map(PercentOf::from);
        Ok(Measure::new(self.unit.into(), percent).map_err(kwali_study::Error::from)?)
    }
}

/// The order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum Sort {
    /// As in the code system
    #[default]
    Code,
    /// The highest count first
    Count,
}

impl From<Sort> for RowOrder {
    fn from(sort: Sort) -> RowOrder {
        match sort {
            Sort::Code => RowOrder::Codes,
            Sort::Count => RowOrder::Count,
        }
    }
}

/// Whose words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum WhoseArg {
    /// Everybody's
    #[default]
    Everybody,
    /// All but the interviewer's
    Participants,
    /// The interviewer's
    Interviewer,
}

impl WhoseArg {
    /// Returns whose words are meant; those of speakers with one name if there is one.
    pub(crate) fn whose(self, speaker: Option<String>) -> Whose {
        match (speaker, self) {
            (Some(name), _) => Whose::Speaker(name),
            (None, WhoseArg::Everybody) => Whose::Everybody,
            (None, WhoseArg::Participants) => Whose::Participants,
            (None, WhoseArg::Interviewer) => Whose::Interviewer,
        }
    }
}

impl Which {
    /// Returns the codings that are to be counted; tells why if the query selects none.
    pub(crate) fn of<'a>(
        &self,
        context: &Context,
        study: &'a Study,
    ) -> Result<Counted<'a>, Failure> {
        let counted = study.counted(self.query.as_deref(), &self.coder)?;
        context.notices(counted.notices());
        Ok(counted)
    }
}
