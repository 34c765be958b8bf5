//! `kwali factsheet check`.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use kwali_exhibit::Language;
use kwali_exhibit::report::{Checked, Checker, Show, checked_table};
use kwali_transcript::{ReadReport, read_report};

use crate::commands::manifest_file;
use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Compare a report that was written or edited by hand with the study
///
/// Every quotation in the report is looked for in the transcripts, and every number and table that
/// the factsheet's manifest knows is counted again. Prints what does not hold, with its place in the
/// report; the exit status is 1 if there is any. The report may be .md, .docx, .odt, .rtf, .txt,
/// .html or .pdf.
#[derive(Args)]
#[command(after_help = examples!(
    "what no longer holds in a report" => "kwali factsheet check report.docx",
    "with all that holds, as a table for a spreadsheet" => "kwali factsheet check report.docx --all --output checked.csv",
    "numbers of another factsheet" => "kwali factsheet check report.pdf --manifest public/buurt.manifest.json",
))]
pub(crate) struct Check {
    /// The report
    report: PathBuf,

    /// The manifest; else the one beside the report, here or in the folder factsheet
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,

    /// Print what holds as well
    #[arg(long)]
    all: bool,

    /// The encoding of a .md, .txt or .html file; else it is found out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    #[command(flatten)]
    output: TableOutput,
}

impl Check {
    pub(super) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let report = self.read()?;
        let manifest = match &self.manifest {
            Some(path) => Some(path.clone()),
            None => match manifest_file::beside(&self.report) {
                Some(beside) => Some(beside),
                None => manifest_file::find()?,
            },
        };
        let manifest = manifest.as_deref().map(manifest_file::read).transpose()?;
        if manifest.is_none() {
            context.note("there is no manifest: numbers of the factsheet are not counted again");
        }
        let study = context.open()?;
        let language = Language::of(study.snapshot()?.language());
        let checked = with_evidence(&study, |evidence| {
            Checker::new(evidence, manifest.as_deref(), language)?.check(&report)
        })?;
        let show = if self.all { Show::All } else { Show::Problems };
        let name = self.report.file_name().unwrap_or_default().to_string_lossy();
        self.output.write(context, &checked_table(&name, &checked, show, language)?, language)?;
        let is_problem = |one: &Checked| one.verdict.is_problem();
        Ok(if checked.iter().any(is_problem) { Outcome::Problems } else { Outcome::Done })
    }

    fn read(&self) -> Result<ReadReport, Failure> {
        let bytes = fs::read(&self.report).map_err(|error| Failure::io(&self.report, error))?;
        let name = self.report.to_string_lossy();
        read_report(&name, &bytes, self.encoding.as_deref())
            .map_err(|error| Failure::of_report(&self.report, &error))
    }
}
