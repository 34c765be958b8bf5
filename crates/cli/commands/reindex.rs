//! `kwali reindex`.

use clap::Args;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Make the search index anew
///
/// The index is kept up to date by itself; this is for when you do not trust it.
#[derive(Args)]
#[command(after_help = examples!("make it anew" => "kwali reindex"))]
pub(crate) struct Reindex {}

impl Reindex {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let bar = context.progress("indexing");
        study.rebuild_index(&mut |done, all| bar.reach(done, all))?;
        bar.finish();
        let n_documents = study.snapshot()?.documents().len();
        context.note(format!("indexed {n_documents} documents"));
        Ok(Outcome::Done)
    }
}
