//! `kwali export`.

use std::path::PathBuf;

use clap::Args;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Write the whole study as plain text
///
/// The bundle is lossless, ordered, one record a line; `kwali import --bundle` reads it back. Its file
/// kwali-bundle.sha256 lists what was written: only listed and unchanged files are ever replaced, and
/// a file that was edited by hand stops the export.
#[derive(Args)]
#[command(after_help = examples!("into a folder under git" => "kwali export --bundle study-text"))]
pub(crate) struct Export {
    /// The folder to write: a new or empty one, or an older bundle that is to be replaced
    #[arg(long, value_name = "DIR")]
    bundle: PathBuf,
}

impl Export {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let n_files = context.open()?.export_bundle(&self.bundle)?;
        context.note(format!("wrote {n_files} files to {}", self.bundle.display()));
        Ok(Outcome::Done)
    }
}
