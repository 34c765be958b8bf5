//! `kwali show`.

use clap::Args;
use kwali_study::page;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::print;

/// Show a document with its codings
///
/// Every paragraph with its number; below it the codings that begin in it, each with its id, code,
/// coder and characters.
#[derive(Args)]
#[command(after_help = examples!("read an interview" => "kwali show EIW-01 | less"))]
pub(crate) struct Show {
    /// The document's name
    document: String,
}

impl Show {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        print(page(&study, &self.document)?.as_bytes())?;
        Ok(Outcome::Done)
    }
}
