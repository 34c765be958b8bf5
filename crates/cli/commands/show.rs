//! `kwali show`.

use clap::Args;
use kwali_study::page;

use super::explain::show_cleaning;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{TableOutput, print};

/// Show a document with its codings
///
/// Every paragraph with its number; below it the codings that begin in it, each with its id, code,
/// coder and characters.
#[derive(Args)]
#[command(after_help = examples!(
    "read an interview" => "kwali show EIW-01 | less",
    "look up what its file had where the text was cleaned" => "kwali show EIW-01 --cleaning",
))]
pub(crate) struct Show {
    /// The document's name
    document: String,

    /// Show what was changed in the words since their file was read, instead of the words
    #[arg(long)]
    cleaning: bool,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

impl Show {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        if self.cleaning {
            return show_cleaning(context, &study, &self.document, &self.output);
        }
        self.output.refuse_without("--cleaning")?;
        print(page(&study, &self.document)?.as_bytes())?;
        Ok(Outcome::Done)
    }
}
