//! `kwali frequencies variables`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{Language, variables_frequencies_table};
use kwali_model::Scope;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Count participants or documents by the values of their variables
///
/// One row a value, with what is missing; percentages are of all, and of those whose value is known.
#[derive(Args)]
#[command(after_help = examples!(
    "who took part" => "kwali frequencies variables --variable role --variable age",
    "the interviews" => "kwali frequencies variables --of documents",
))]
pub(crate) struct OfVariables {
    /// Whose variables
    #[arg(long, value_enum, default_value_t, conflicts_with = "variables")]
    of: Whose,

    /// Only this variable; may be given more than once, all of participants or all of documents
    #[arg(long = "variable", value_name = "VARIABLE")]
    variables: Vec<String>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

/// What has the variables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Whose {
    /// Participants
    #[default]
    Participants,
    /// Documents
    Documents,
}

impl OfVariables {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let snapshot = study.snapshot()?;
        let language = Language::of(snapshot.language());
        let of = match self.of {
            Whose::Participants => Scope::Participant,
            Whose::Documents => Scope::Document,
        };
        let found = study.variable_frequencies(&self.variables, of)?;
        let table = variables_frequencies_table(snapshot, &found, language)?;
        self.output.write(context, &table, language)?;
        Ok(Outcome::Done)
    }
}
