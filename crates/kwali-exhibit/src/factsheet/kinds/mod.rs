//! What a factsheet can show: one file a kind of exhibit, each a function of its arguments.
//!
//! The same function answers the template when the factsheet is built and counts again when a
//! number is traced, so that the two can only differ where the study does.

mod cases;
mod charts;
mod grid;
mod parameters;
mod quote_choice;
mod rows;
mod spoken;
mod values;

mod characteristics;
mod code_matrix;
mod codes_named;
mod configurations;
mod cooccurrence;
mod crosstab;
mod frequencies;
mod matrix;
mod number_summary;
mod numbers;
mod perspectives;
mod portrait;
mod query_table;
mod quote_register;
mod quotes;
mod robustness;
mod sample_table;
mod saturation;
mod segments;
mod share;
mod similarity;
mod theme_table;
mod variables;
mod words;

use kwali_analysis::Query;

use super::arguments::{Arguments, Problem};
use super::evidence::Evidence;
use super::published::{self, Published};
use crate::{Cell, Chart, Language, Table};

pub(super) use codes_named::named_in_a_sentence;
pub(super) use cooccurrence::{paired_codings, people_in};
pub(super) use grid::selected::{Counted, Selected};
pub(crate) use quote_choice::Chooser;
pub(crate) use quotes::Quote;
pub(super) use quotes::role;
pub(super) use rows::codes_as_given;

/// A kind of exhibit; its name is that of its function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Frequencies,
    Crosstab,
    Perspectives,
    Cooccurrence,
    Matrix,
    Configurations,
    Similarity,
    Saturation,
    Robustness,
    Portrait,
    Words,
    Variables,
    ThemeTable,
    QueryTable,
    CodeMatrix,
    SampleTable,
    Characteristics,
    NumberSummary,
    Segments,
    QuoteRegister,
    CodesNamed,
    Quotes,
    Quote,
    Count,
    CountAll,
    Percent,
    Share,
}

/// The arguments that every function takes.
const OF_ALL_KINDS: [&str; 5] = ["id", "title", "labels", "published", "show_published"];

impl Kind {
    pub(super) const ALL: [Kind; 27] = [
        Kind::Frequencies,
        Kind::Crosstab,
        Kind::Perspectives,
        Kind::Cooccurrence,
        Kind::Matrix,
        Kind::Configurations,
        Kind::Similarity,
        Kind::Saturation,
        Kind::Robustness,
        Kind::Portrait,
        Kind::Words,
        Kind::Variables,
        Kind::ThemeTable,
        Kind::QueryTable,
        Kind::CodeMatrix,
        Kind::SampleTable,
        Kind::Characteristics,
        Kind::NumberSummary,
        Kind::Segments,
        Kind::QuoteRegister,
        Kind::CodesNamed,
        Kind::Quotes,
        Kind::Quote,
        Kind::Count,
        Kind::CountAll,
        Kind::Percent,
        Kind::Share,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Frequencies => "frequencies",
            Kind::Crosstab => "crosstab",
            Kind::Perspectives => "perspectives",
            Kind::Cooccurrence => "cooccurrence",
            Kind::Matrix => "matrix",
            Kind::Configurations => "configurations",
            Kind::Similarity => "similarity",
            Kind::Saturation => "saturation",
            Kind::Robustness => "robustness",
            Kind::Portrait => "portrait",
            Kind::Words => "words",
            Kind::Variables => "variables",
            Kind::ThemeTable => "theme_table",
            Kind::QueryTable => "query_table",
            Kind::CodeMatrix => "code_matrix",
            Kind::SampleTable => "sample_table",
            Kind::Characteristics => "characteristics",
            Kind::NumberSummary => "number_summary",
            Kind::Segments => "segments",
            Kind::QuoteRegister => "quote_register",
            Kind::CodesNamed => "codes_named",
            Kind::Quotes => "quotes",
            Kind::Quote => "quote",
            Kind::Count => "count",
            Kind::CountAll => "count_all",
            Kind::Percent => "percent",
            Kind::Share => "share",
        }
    }

    /// True for a number in prose.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Kind::Count | Kind::CountAll | Kind::Percent | Kind::Share)
    }

    /// The names of all arguments.
    fn all_parameters(self) -> Vec<&'static str> {
        self.parameters().iter().copied().chain(OF_ALL_KINDS).collect()
    }

    /// Counts, or finds, what the arguments ask for.
    pub(super) fn find(
        self,
        evidence: &Evidence<'_>,
        arguments: &Arguments,
        language: Language,
    ) -> Result<Finding, Problem> {
        arguments.check_names(&self.all_parameters())?;
        let mut finding = match self {
            Kind::Frequencies => frequencies::find(evidence, arguments, language),
            Kind::Crosstab => crosstab::find(evidence, arguments, language),
            Kind::Perspectives => perspectives::find(evidence, arguments, language),
            Kind::Cooccurrence => cooccurrence::find(evidence, arguments, language),
            Kind::Matrix => matrix::find(evidence, arguments, language),
            Kind::Configurations => configurations::find(evidence, arguments, language),
            Kind::Similarity => similarity::find(evidence, arguments, language),
            Kind::Saturation => saturation::find(evidence, arguments, language),
            Kind::Robustness => robustness::find(evidence, arguments, language),
            Kind::Portrait => portrait::find(evidence, arguments, language),
            Kind::Words => words::find(evidence, arguments, language),
            Kind::Variables => variables::find(evidence, arguments, language),
            Kind::ThemeTable => theme_table::find(evidence, arguments, language),
            Kind::QueryTable => query_table::find(evidence, arguments, language),
            Kind::CodeMatrix => code_matrix::find(evidence, arguments, language),
            Kind::SampleTable => sample_table::find(evidence, arguments, language),
            Kind::Characteristics => characteristics::find(evidence, arguments, language),
            Kind::NumberSummary => number_summary::find(evidence, arguments, language),
            Kind::Segments => segments::find(evidence, arguments, language),
            Kind::QuoteRegister => quote_register::find(evidence, arguments, language),
            Kind::CodesNamed => codes_named::find(evidence, arguments, language),
            Kind::Quotes => quotes::find(evidence, arguments, language),
            Kind::Quote => quotes::find_one(evidence, arguments, language),
            Kind::Count => numbers::count(evidence, arguments, language),
            Kind::CountAll => numbers::count_all(evidence, arguments, language),
            Kind::Percent => numbers::percent(evidence, arguments, language),
            Kind::Share => share::find(evidence, arguments, language),
        }?;
        if let Some(title) = arguments.text("title")? {
            finding.title = title.to_owned();
        }
        if let Content::Table(tabulated) = &mut finding.content {
            tabulated.table.relabel(&arguments.wordings("labels")?);
        }
        finding.published = published::compare(arguments, &finding);
        if arguments.flag("show_published", false)? {
            published::show(&mut finding, language)?;
        }
        Ok(finding)
    }
}

/// What a function of a template finds, or what is wrong with its arguments.
type Found = Result<Finding, Problem>;

/// What was found for one function of a template.
pub(super) struct Finding {
    pub(super) title: String,
    /// The query that restricts all of it, in its usual form.
    pub(super) query: Option<String>,
    /// The machine name of what is counted.
    pub(super) unit: Option<String>,
    pub(super) base: Option<String>,
    pub(super) content: Content,
    /// What was published, beside what was found.
    pub(super) published: Vec<Published>,
}

impl Finding {
    /// Returns the finding of a table: title, unit and base are those of the table.
    pub(super) fn of_table(restriction: &Query, tabulated: Tabulated) -> Finding {
        let table = &tabulated.table;
        Finding {
            title: table.title.clone(),
            query: told(restriction),
            unit: table.unit.clone(),
            base: table.base.clone(),
            published: Vec::new(),
            content: Content::Table(Box::new(tabulated)),
        }
    }
}

impl Finding {
    /// Whether anything in it is not told, as it could point at single people.
    pub(super) fn is_any_withheld(&self) -> bool {
        match &self.content {
            Content::Number(number) => number.is_withheld,
            Content::Table(tabulated) => {
                let table = &tabulated.table;
                table.rows().iter().chain(table.bases()).flatten().any(|c| *c == Cell::Suppressed)
            }
            Content::Quotes(_) => false,
        }
    }
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
    pub(super) form: Form,
    /// Whether nothing at all was counted.
    pub(super) is_empty: bool,
    /// What each row is called when it is asked for.
    pub(super) row_names: Vec<String>,
    /// By row: the query for its segments.
    pub(super) row_queries: Vec<Query>,
    /// By column of the table: the query for its segments, `None` for columns that hold no counts.
    pub(super) column_queries: Vec<Option<Query>>,
}

impl Tabulated {
    /// Returns a table whose cells count what no query selects, such as codes, ranks or words.
    pub(super) fn untraced(
        table: Table,
        chart: Option<Chart>,
        form: Form,
        row_names: Vec<String>,
    ) -> Tabulated {
        Tabulated {
            is_empty: table.rows().is_empty(),
            row_queries: vec![Query::default(); row_names.len()],
            column_queries: vec![None; table.columns().len()],
            table,
            chart,
            form,
            row_names,
        }
    }
}

/// How a table stands in the factsheet.
pub(super) enum Form {
    /// As a table.
    Table,
    /// Not at all, only as a chart.
    Hidden,
    /// As words in a sentence.
    Sentence(String),
}

impl Form {
    /// Returns what the argument `table` says.
    fn of(arguments: &Arguments) -> Result<Form, Problem> {
        Ok(if arguments.flag("table", true)? { Form::Table } else { Form::Hidden })
    }
}

/// A number in prose.
pub(super) struct Number {
    /// `None` where it is undefined.
    pub(super) value: Option<f64>,
    /// How it reads.
    pub(super) shown: String,
    /// The part and the whole, where it is a share.
    pub(super) ratio: Option<(u64, u64)>,
    /// Whether it is not told, as it could point at single people.
    pub(super) is_withheld: bool,
}

/// Returns the query as the manifest has it: nothing where it always holds.
pub(super) fn told(query: &Query) -> Option<String> {
    let text = query.to_string();
    (!text.is_empty()).then_some(text)
}
