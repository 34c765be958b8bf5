//! `kwali factsheet`: one file for each of its subcommands.

mod build;

use clap::Subcommand;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

pub(super) use build::{Recipe, build};

/// Write up the study from a template
#[derive(Subcommand)]
#[command(after_help = examples!("fill in a template" => "kwali factsheet build factsheet.md"))]
pub(crate) enum Factsheet {
    Build(build::Build),
}

impl Factsheet {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Factsheet::Build(build) => build.run(context),
        }
    }
}
