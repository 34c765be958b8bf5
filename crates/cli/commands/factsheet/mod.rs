//! `kwali factsheet`: one file for each of its subcommands.

mod build;
mod check;
mod new;

use clap::Subcommand;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

pub(super) use build::{Recipe, build};

/// Write up the study from a template
#[derive(Subcommand)]
#[command(after_help = examples!(
    "make a template from what is in the study" => "kwali factsheet new",
    "fill in a template" => "kwali factsheet build factsheet.md",
    "compare a report with the study" => "kwali factsheet check report.docx",
))]
pub(crate) enum Factsheet {
    Build(build::Build),
    Check(check::Check),
    New(new::New),
}

impl Factsheet {
    /// True where the result was asked for as JSON.
    pub(crate) fn wants_json(&self) -> bool {
        match self {
            Factsheet::Check(check) => check.wants_json(),
            Factsheet::Build(_) | Factsheet::New(_) => false,
        }
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Factsheet::Build(build) => build.run(context),
            Factsheet::Check(check) => check.run(context),
            Factsheet::New(new) => new.run(context),
        }
    }
}
