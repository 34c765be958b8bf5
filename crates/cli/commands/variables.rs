//! `kwali variables`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use kwali_study::TableReport;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Read what is known about documents and participants
#[derive(Subcommand)]
#[command(after_help = examples!("roles and ages" => "kwali variables import participants.csv"))]
pub(crate) enum Variables {
    Import(ImportVariables),
}

/// Read values from a table (CSV, .xlsx, .ods) with a column `document` or `participant`
///
/// Every other column is a variable; its kind (number, date, text) follows from its values. An
/// empty cell says nothing. A participant who is not there yet is added; a document must be there.
#[derive(Args)]
#[command(after_help = examples!(
    "roles and ages" => "kwali variables import participants.csv",
    "sites and dates" => "kwali variables import documents.csv",
))]
pub(crate) struct ImportVariables {
    /// The table, as CSV or as a spreadsheet
    file: PathBuf,
}

impl Variables {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let Variables::Import(ImportVariables { file }) = self;
        let bytes = read_file(&file)?;
        let mut study = context.open()?;
        let author = context.author("variables import");
        let report = study.import_variables(&author, &file.display().to_string(), &bytes)?;
        Ok(tell(context, &report, "values"))
    }
}

/// Tells what a table changed.
pub(crate) fn tell(context: &Context, report: &TableReport, what: &str) -> Outcome {
    context.notices(&report.notices);
    context
        .note(format!("read {} rows; {} {what} are new or changed", report.rows, report.changed));
    Outcome::of(&report.notices)
}

/// Reads a file that was named on the command line.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::io(path, error))
}
