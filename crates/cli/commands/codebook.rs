//! `kwali codebook`.

mod diff;
mod factsheets;
mod mentions;
mod revise;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use kwali_study::{CodebookFormat, Severity, check_codebook};

use super::variables::read_file;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{print, write_file};

/// Read, write, check and compare codebooks, and revise the code system
#[derive(Subcommand)]
#[command(after_help = examples!("check a codebook before it is read" => "kwali codebook check codebook.toml"))]
pub(crate) enum Codebook {
    Import(ImportCodebook),
    Export(ExportCodebook),
    Check(CheckCodebook),
    Diff(diff::DiffCodebook),
    Rename(revise::RenameCode),
    Move(revise::MoveCode),
    Merge(revise::MergeCodes),
    Split(revise::SplitCode),
    Delete(revise::DeleteCode),
}

/// Read codes from a TOML or CSV file into the study
///
/// New codes are added; what is said of codes that are there already is brought up to date. No code
/// is ever removed by this. A codebook with errors changes nothing.
#[derive(Args)]
#[command(after_help = examples!("read it" => "kwali codebook import codebooks/eiw.toml"))]
pub(crate) struct ImportCodebook {
    /// The codebook, .toml or .csv
    file: PathBuf,
}

/// Write the study's codes as TOML or CSV
#[derive(Args)]
#[command(after_help = examples!(
    "to a file" => "kwali codebook export codebook.toml",
    "for a spreadsheet" => "kwali codebook export codebook.csv",
))]
pub(crate) struct ExportCodebook {
    /// The file to write, .toml or .csv; else TOML to standard output
    file: Option<PathBuf>,
}

/// Check a codebook file without touching any study
///
/// Tells equal ids, cycles, missing parents, colours and kinds that are none, keys that are not
/// known, labels that are missing or stand twice, and codes without a definition. The exit status
/// is 1 if anything could not be understood.
#[derive(Args)]
#[command(after_help = examples!("check it" => "kwali codebook check codebooks/eiw.toml"))]
pub(crate) struct CheckCodebook {
    /// The codebook, .toml or .csv
    file: PathBuf,
}

impl Codebook {
    pub(crate) fn wants_json(&self) -> bool {
        matches!(self, Codebook::Diff(diff) if diff.output.is_json())
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Codebook::Import(import) => import.run(context),
            Codebook::Export(export) => export.run(context),
            Codebook::Check(check) => check.run(context),
            Codebook::Diff(diff) => diff.run(context),
            Codebook::Rename(rename) => rename.run(context),
            Codebook::Move(moving) => moving.run(context),
            Codebook::Merge(merge) => merge.run(context),
            Codebook::Split(split) => split.run(context),
            Codebook::Delete(delete) => delete.run(context),
        }
    }
}

impl ImportCodebook {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let bytes = read_file(&self.file)?;
        let mut study = context.open()?;
        let author = context.author("codebook import");
        let report = study.import_codebook(&author, &self.file.display().to_string(), &bytes)?;
        context.notices(&report.notices);
        let Some(put) = report.put else {
            let message = format!("{}: nothing was read, because of errors", self.file.display());
            return Err(Failure::usage(message, "correct them and run the same command again"));
        };
        context.note(format!(
            "{} codes added, {} changed, {} there already",
            put.added, put.changed, put.unchanged
        ));
        Ok(Outcome::Done)
    }
}

impl ExportCodebook {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let format = match self.file.as_deref() {
            None => CodebookFormat::Toml,
            Some(path) => {
                CodebookFormat::of_file_name(&path.to_string_lossy()).ok_or_else(|| {
                    let message = format!("{}: a codebook is not written to this", path.display());
                    Failure::usage(message, "name a file that ends in .toml or .csv")
                })?
            }
        };
        let bytes = study.export_codebook(format)?;
        match &self.file {
            Some(path) => {
                write_file(path, &bytes)?;
                context.note(format!("wrote {}", path.display()));
            }
            None => print(&bytes)?,
        }
        Ok(Outcome::Done)
    }
}

impl CheckCodebook {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let bytes = read_file(&self.file)?;
        let check = check_codebook(&self.file.display().to_string(), &bytes)?;
        context.notices(&check.notices);
        let count = |severity| check.notices.iter().filter(|n| n.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let line = format!(
            "{}: {} codes, {errors} errors, {warnings} warnings\n",
            self.file.display(),
            check.codes
        );
        print(line.as_bytes())?;
        Ok(Outcome::of(&check.notices))
    }
}
