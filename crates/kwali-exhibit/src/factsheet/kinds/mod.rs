//! What a factsheet can show: one file a kind of exhibit, each a function of its arguments.
//!
//! The same function answers the template when the factsheet is built and counts again when a
//! number is traced, so that the two can only differ where the study does.

mod cooccurrence;
mod crosstab;
mod frequencies;
mod numbers;
mod quotes;
mod rows;
mod variables;

use kwali_analysis::Query;

use super::arguments::{Arguments, Problem};
use super::evidence::Evidence;
use crate::{Chart, Language, Table};

pub(super) use cooccurrence::paired_codings;
pub(super) use quotes::Quote;

/// A kind of exhibit; its name is that of its function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Frequencies,
    Crosstab,
    Cooccurrence,
    Variables,
    Quotes,
    Quote,
    Count,
    CountAll,
    Percent,
}

impl Kind {
    pub(super) const ALL: [Kind; 9] = [
        Kind::Frequencies,
        Kind::Crosstab,
        Kind::Cooccurrence,
        Kind::Variables,
        Kind::Quotes,
        Kind::Quote,
        Kind::Count,
        Kind::CountAll,
        Kind::Percent,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Frequencies => "frequencies",
            Kind::Crosstab => "crosstab",
            Kind::Cooccurrence => "cooccurrence",
            Kind::Variables => "variables",
            Kind::Quotes => "quotes",
            Kind::Quote => "quote",
            Kind::Count => "count",
            Kind::CountAll => "count_all",
            Kind::Percent => "percent",
        }
    }

    /// True for a number in prose.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Kind::Count | Kind::CountAll | Kind::Percent)
    }

    /// The names of the arguments; the first may be given without its name.
    pub(super) fn parameters(self) -> &'static [&'static str] {
        match self {
            Kind::Frequencies => &[
                "codes", "where", "unit", "subcodes", "level", "sort", "limit", "zeros", "chart",
                "table", "id", "title",
            ],
            Kind::Crosstab => &[
                "codes", "by", "where", "unit", "subcodes", "level", "percent", "chart", "table",
                "id", "title",
            ],
            Kind::Cooccurrence => &[
                "codes", "with", "where", "measure", "level", "limit", "chart", "table", "id",
                "title",
            ],
            Kind::Variables => &["rows", "columns", "of", "id", "title"],
            Kind::Quotes => &["where", "n", "by", "id", "title"],
            Kind::Quote => &["coding", "by", "id", "title"],
            Kind::Count => &["where", "unit", "id", "title"],
            Kind::CountAll => &["unit", "id", "title"],
            Kind::Percent => &["where", "unit", "of", "decimals", "id", "title"],
        }
    }

    /// Counts, or finds, what the arguments ask for.
    pub(super) fn find(
        self,
        evidence: &Evidence<'_>,
        arguments: &Arguments,
        language: Language,
    ) -> Result<Finding, Problem> {
        arguments.check_names(self.parameters())?;
        let mut finding = match self {
            Kind::Frequencies => frequencies::find(evidence, arguments, language),
            Kind::Crosstab => crosstab::find(evidence, arguments, language),
            Kind::Cooccurrence => cooccurrence::find(evidence, arguments, language),
            Kind::Variables => variables::find(evidence, arguments, language),
            Kind::Quotes => quotes::find(evidence, arguments, language),
            Kind::Quote => quotes::find_one(evidence, arguments, language),
            Kind::Count => numbers::count(evidence, arguments, language),
            Kind::CountAll => numbers::count_all(evidence, arguments, language),
            Kind::Percent => numbers::percent(evidence, arguments, language),
        }?;
        if let Some(title) = arguments.text("title")? {
            finding.title = title.to_owned();
        }
        Ok(finding)
    }
}

/// What was found for one function of a template.
pub(super) struct Finding {
    pub(super) title: String,
    /// The query that restricts all of it, in its usual form.
    pub(super) query: Option<String>,
    /// The machine name of what is counted.
    pub(super) unit: Option<String>,
    pub(super) base: Option<String>,
    pub(super) content: Content,
}

/// What an exhibit holds.
pub(super) enum Content {
    Table(Box<Tabulated>),
    Quotes(Vec<Quote>),
    Number(Number),
}

/// A table, perhaps with a chart.
pub(super) struct Tabulated {
    pub(super) table: Table,
    pub(super) chart: Option<Chart>,
    /// Whether the table itself is shown.
    pub(super) is_shown: bool,
    /// Whether nothing at all was counted.
    pub(super) is_empty: bool,
    /// What each row is called when it is asked for.
    pub(super) row_names: Vec<String>,
    /// By row: the query for its segments.
    pub(super) row_queries: Vec<Query>,
    /// By column of the table: the query for its segments, `None` for columns that hold no counts.
    pub(super) column_queries: Vec<Option<Query>>,
}

/// A number in prose.
pub(super) struct Number {
    /// `None` where it is undefined.
    pub(super) value: Option<f64>,
    /// How it reads.
    pub(super) shown: String,
}

/// Returns the query as the manifest has it: nothing where it always holds.
pub(super) fn told(query: &Query) -> Option<String> {
    let text = query.to_string();
    (!text.is_empty()).then_some(text)
}
