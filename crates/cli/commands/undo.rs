//! `kwali undo` and `kwali redo`.

use clap::Args;
use kwali_study::{Step, Study};

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::print;

/// Take back what was changed last
///
/// Whatever a command changed at once is taken back at once: a coding, an import, a corrected
/// transcript with the codings it moved and lost. That is itself a change, with its entry in the
/// journal; nothing is forgotten. Further runs go further back. `kwali redo` does it again, until
/// something else is changed.
#[derive(Args)]
#[command(after_help = examples!(
    "the last change" => "kwali undo",
    "what the last three changes were" => "kwali undo 3 --dry-run",
))]
pub(crate) struct Undo {
    #[command(flatten)]
    steps: Steps,
}

/// Do again what was just taken back
#[derive(Args)]
#[command(after_help = examples!("all of two changes" => "kwali redo 2"))]
pub(crate) struct Redo {
    #[command(flatten)]
    steps: Steps,
}

#[derive(Args)]
struct Steps {
    /// How many changes
    #[arg(value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    number: u32,

    /// Tell which these are, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Undo {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut study = context.open()?;
        let Steps { number, dry_run } = self.steps;
        let steps = match dry_run {
            true => study.can_undo(number as usize)?,
            false => study.undo(&context.author("undo"), number as usize)?,
        };
        tell(&study, &steps, if dry_run { "would take back" } else { "took back" })
    }
}

impl Redo {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut study = context.open()?;
        let Steps { number, dry_run } = self.steps;
        let steps = match dry_run {
            true => study.can_redo(number as usize)?,
            false => study.redo(&context.author("redo"), number as usize)?,
        };
        tell(&study, &steps, if dry_run { "would do again" } else { "did again" })
    }
}

/// Tells each step on a line: its entries in the journal, when, who, and what.
fn tell(study: &Study, steps: &[Step], done: &str) -> Result<Outcome, Failure> {
    for step in steps {
        let Some(first) = study.journal_entry(step.first)? else { continue };
        let more = match step.last - step.first {
            0 => String::new(),
            1 => ", and 1 more entry".to_owned(),
            n => format!(", and {n} more entries"),
        };
        let line = format!(
            "{done} {}: {} {}{more} ({}, {})\n",
            step.entries(),
            first.action,
            first.subject,
            first.who,
            first.at
        );
        print(line.as_bytes())?;
    }
    Ok(Outcome::Done)
}
