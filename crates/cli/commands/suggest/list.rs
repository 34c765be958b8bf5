//! `kwali suggest list`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{Language, Passages, suggestions_table};
use kwali_study::{SuggestionFilter, SuggestionState};

use super::WayArg;
use crate::commands::selection::Codes;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// List suggestions with their words
///
/// In a CSV file the column `decision` is for you: write accept or reject into it, and let
/// `kwali suggest accept --from FILE` and `kwali suggest reject --from FILE` do it.
#[derive(Args)]
#[command(after_help = examples!(
    "the open ones of one code" => "kwali suggest list --code barrier.workload",
    "to decide in a spreadsheet" => "kwali suggest list --output suggestions.csv",
    "what was rejected" => "kwali suggest list --state rejected",
))]
pub(crate) struct ListSuggestions {
    #[command(flatten)]
    which: Which,
    /// What has become of them
    #[arg(long, value_enum, default_value_t)]
    state: StateArg,
    #[command(flatten)]
    pub(super) output: TableOutput,
}

/// Which suggestions are meant.
#[derive(Args)]
pub(super) struct Which {
    #[command(flatten)]
    codes: Codes,
    /// Only in this document; may be given more than once
    #[arg(long = "document", value_name = "NAME")]
    documents: Vec<String>,
    /// Only those found this way
    #[arg(long, value_enum)]
    way: Option<WayArg>,
}

/// What has become of a suggestion.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum StateArg {
    /// Nobody has decided yet
    #[default]
    Open,
    /// It became a coding
    Accepted,
    /// It was refused
    Rejected,
    /// Nobody decided before a corrected transcript lost its words
    Lost,
    /// Whatever
    All,
}

impl Which {
    /// True if any suggestions are chosen.
    pub(super) fn is_given(&self) -> bool {
        !self.codes.codes.is_empty() || !self.documents.is_empty() || self.way.is_some()
    }

    pub(super) fn filter(self, state: Option<SuggestionState>) -> SuggestionFilter {
        let (codes, documents) = (self.codes.codes, self.documents);
        SuggestionFilter { codes, documents, way: self.way.map(Into::into), state }
    }
}

impl ListSuggestions {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let state = match self.state {
            StateArg::Open => Some(SuggestionState::Open),
            StateArg::Accepted => Some(SuggestionState::Accepted),
            StateArg::Rejected => Some(SuggestionState::Rejected),
            StateArg::Lost => Some(SuggestionState::Lost),
            StateArg::All => None,
        };
        let study = context.open()?;
        let suggestions = study.suggestions(&self.which.filter(state))?;
        let details = study.coding_details()?;
        let (snapshot, layouts, texts) = (study.snapshot()?, study.layouts()?, study.texts()?);
        let passages = Passages { snapshot, layouts, texts, details: &details };
        let language = Language::of(snapshot.language());
        let table = suggestions_table(&passages, &suggestions, language)?;
        self.output.write(context, &table, language)?;
        Ok(Outcome::Done)
    }
}
