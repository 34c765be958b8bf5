//! `kwali trace`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use kwali_exhibit::factsheet;
use kwali_study::Notice;

use super::arranging::Arranging;
use super::retrieve::{Segments, write_segments};
use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::RecordOutput;

/// Where a factsheet is looked for, from the current folder.
const FOLDERS: [&str; 2] = [".", "factsheet"];

/// Show the segments behind an exhibit or one of its cells
///
/// An exhibit is a table, a chart or a number of a factsheet, by its id in the manifest. If the
/// study now gives another number than the factsheet, that is said, and the exit status is 1.
#[derive(Args)]
#[command(after_help = examples!(
    "all segments behind a table" => "kwali trace barriers",
    "behind the cell in a row and a column" => "kwali trace barriers-by-role barrier.workload,bewoner",
))]
pub(crate) struct Trace {
    /// The exhibit's id
    exhibit: String,

    /// The cell: row and column by name or number, with a comma between them
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
            None => find_manifest()?,
        };
        let json = fs::read_to_string(&manifest).map_err(|error| Failure::io(&manifest, error))?;
        let cell = match self.cell.as_deref() {
            None => None,
            Some(cell) => Some(cell.split_once(',').ok_or_else(|| {
                let message = format!("`{cell}` names no cell");
                Failure::usage(message, "give row and column with a comma between them")
            })?),
        };
        let study = context.open()?;
        let trace = with_evidence(&study, |evidence| {
            factsheet::trace(&json, &self.exhibit, cell, evidence)
        })?;
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

fn find_manifest() -> Result<PathBuf, Failure> {
    for folder in FOLDERS {
        let entries = fs::read_dir(Path::new(folder)).into_iter().flatten().flatten();
        let is_manifest = |path: &PathBuf| path.to_string_lossy().ends_with(".manifest.json");
        let mut found: Vec<PathBuf> =
            entries.map(|entry| entry.path()).filter(is_manifest).collect();
        found.sort();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.clone()),
            [first, ..] => {
                let message = format!("more than one manifest beside {}", first.display());
                return Err(Failure::usage(message, "say which one with --manifest FILE"));
            }
        }
    }
    let hint = "build a factsheet with `kwali factsheet build`, or name one with --manifest FILE";
    Err(Failure::usage("there is no manifest here", hint))
}
