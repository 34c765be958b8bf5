//! `kwali coders`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::variables::{read_file, tell};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Say who the coders are
#[derive(Subcommand)]
#[command(after_help = examples!("their full names" => "kwali coders import coders.csv"))]
pub(crate) enum Coders {
    Import(ImportCoders),
}

/// Read a CSV table with the columns coder and name
///
/// A coder is known by a short name, such as A; the full name is for lists.
#[derive(Args)]
#[command(after_help = examples!("give coders their full names" => "kwali coders import coders.csv"))]
pub(crate) struct ImportCoders {
    /// The table, as CSV
    file: PathBuf,
}

impl Coders {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let Coders::Import(ImportCoders { file }) = self;
        let bytes = read_file(&file)?;
        let mut study = context.open()?;
        let author = context.author("coders import");
        let report = study.import_coders(&author, &file.display().to_string(), &bytes)?;
        Ok(tell(context, &report, "coders"))
    }
}
