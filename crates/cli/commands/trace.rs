//! `kwali trace`.

use std::path::PathBuf;

use clap::Args;
use kwali_exhibit::factsheet;
use kwali_study::Notice;

use super::arranging::Arranging;
use super::manifest_file;
use super::retrieve::{Segments, write_segments};
use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::RecordOutput;

/// Show the segments behind an exhibit or one of its cells
///
/// An exhibit is a table, a chart or a number of a factsheet, by its id in the manifest. If the
/// study now gives another number than the factsheet, that is said, and the exit status is 1.
#[derive(Args)]
#[command(after_help = examples!(
    "all segments behind a table" => "kwali trace barriers",
    "behind the cell in a row and a column" => "kwali trace barriers-by-role:barrier.workload,bewoner",
))]
pub(crate) struct Trace {
    /// The exhibit's id, and perhaps a cell: row and column by name or number
    #[arg(value_name = "EXHIBIT[:ROW,COLUMN]")]
    exhibit: String,

    /// The cell, where it is not given with the exhibit
    #[arg(value_name = "ROW,COLUMN")]
    cell: Option<String>,

    /// The manifest; else the one *.manifest.json here or in the folder factsheet
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,

    #[command(flatten)]
    output: RecordOutput,
}

impl Trace {
    pub(crate) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let manifest = match self.manifest {
            Some(path) => path,
            None => manifest_file::find()?.ok_or_else(manifest_file::missing)?,
        };
        let json = manifest_file::read(&manifest)?;
        let (exhibit, with_exhibit) = match self.exhibit.split_once(':') {
            Some((exhibit, cell)) => (exhibit, Some(cell)),
            None => (self.exhibit.as_str(), None),
        };
        let cell = match self.cell.as_deref().or(with_exhibit) {
            None => None,
            Some(cell) => Some(cell.rsplit_once(',').ok_or_else(|| {
                let message = format!("`{cell}` names no cell");
                Failure::usage(message, "give row and column with a comma between them")
            })?),
        };
        let study = context.open()?;
        let trace =
            with_evidence(&study, |evidence| factsheet::trace(&json, exhibit, cell, evidence))?;
        context.note(&trace.description);
        let segments = Segments { codings: &trace.codings, query: trace.query.as_deref() };
        write_segments(context, &study.whole()?, (segments, &Arranging::default()), &self.output)?;
        match trace.drift {
            Some(drift) => {
                context.notices(&[Notice::warning(drift)]);
                Ok(Outcome::Problems)
            }
            None => Ok(Outcome::Done),
        }
    }
}
