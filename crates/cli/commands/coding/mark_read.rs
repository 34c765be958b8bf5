//! `kwali coding mark-read`.

use clap::Args;
use kwali_study::ReadDocuments;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Say that documents were read again for codes that came after their coding
///
/// A code that comes into the codebook when documents are coded already may have been missed in
/// them. Counts say so, until the documents are marked as read for it.
#[derive(Args)]
#[command(after_help = examples!(
    "two documents, for a new code" => "kwali coding mark-read EIW-01 EIW-02 --code barrier.workload",
    "all documents, for all codes" => "kwali coding mark-read --all",
))]
pub(crate) struct MarkRead {
    /// The documents that were read again
    #[arg(value_name = "DOCUMENT", required_unless_present = "all")]
    documents: Vec<String>,
    /// All documents of the study
    #[arg(long, conflicts_with = "documents")]
    all: bool,
    /// The code they were read for, and those below it; may be given more than once; else all codes
    #[arg(long = "code", value_name = "CODE")]
    codes: Vec<String>,
    /// The coder who has read them, for the journal
    #[arg(long, value_name = "NAME", env = "KWALI_CODER")]
    coder: Option<String>,
}

impl MarkRead {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let author = match &self.coder {
            Some(coder) => context.author_as("coding mark-read", coder),
            None => context.author("coding mark-read"),
        };
        let documents = match self.all {
            true => ReadDocuments::All,
            false => ReadDocuments::Named(self.documents),
        };
        let marked = context.open()?.mark_read(&author, &documents, &self.codes)?;
        context.note(format!(
            "documents marked as read again: {}; still to be read for codes younger than their coding: {}",
            marked.documents, marked.still_unread
        ));
        Ok(Outcome::Done)
    }
}
