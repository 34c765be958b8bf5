//! `kwali doctor`.

use clap::Args;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::print;

/// Check the study file and the search index
///
/// Looks for damage in the file, texts that are not what was imported, codings that do not fit
/// their text, and an index that does not show the study as it is. Changes nothing.
#[derive(Args)]
#[command(after_help = examples!("check the study here" => "kwali doctor"))]
pub(crate) struct Doctor {}

impl Doctor {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let health = study.examine()?;
        for line in &health.sound {
            print(format!("ok       {line}\n").as_bytes())?;
        }
        for line in &health.problems {
            print(format!("problem  {line}\n").as_bytes())?;
        }
        Ok(if health.problems.is_empty() { Outcome::Done } else { Outcome::Problems })
    }
}
