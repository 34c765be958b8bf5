//! `kwali speakers`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::variables::{read_file, tell};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Say which participants the speakers are
#[derive(Subcommand)]
#[command(after_help = examples!("link names to people" => "kwali speakers import speakers.csv"))]
pub(crate) enum Speakers {
    Import(ImportSpeakers),
}

/// Read a table (CSV, .xlsx, .ods) with the columns document, speaker, participant
///
/// An empty document means every document with such a speaker, and so does `*`, which stands for
/// anything within a name as well: `wijk*`. A column `group` says that only documents of that
/// document group are meant. An empty speaker means whoever speaks where the transcript names
/// nobody. A further column `interviewer` (yes or no) says who asks the questions. Every other
/// column is a variable of the participant. A participant who is not there yet is added; a row that
/// fits no speaker is named.
#[derive(Args)]
#[command(after_help = examples!("link names to people" => "kwali speakers import speakers.csv"))]
pub(crate) struct ImportSpeakers {
    /// The table, as CSV or as a spreadsheet
    file: PathBuf,
}

impl Speakers {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let Speakers::Import(ImportSpeakers { file }) = self;
        let bytes = read_file(&file)?;
        let mut study = context.open()?;
        let author = context.author("speakers import");
        let report = study.import_speakers(&author, &file.display().to_string(), &bytes)?;
        Ok(tell(context, &report, "links"))
    }
}
