//! `kwali suggest accept` and `reject`.

use std::path::PathBuf;

use clap::Args;
use kwali_study::{Decided, SuggestionChoice, Verdict};

use super::list::Which;
use crate::args::Acting;
use crate::commands::variables::read_file;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::screen::new_coder;

/// Make codings of suggestions
///
/// They are codings of the coder who accepts them, and stay marked: `kwali retrieve origin:suggestion`
/// finds them. Whoever coded the very passage so already has it accepted without a second coding.
#[derive(Args)]
#[command(after_help = examples!(
    "two of them" => "kwali suggest accept 3 7 --coder A",
    "all open ones of a code" => "kwali suggest accept --code barrier.workload --coder A",
    "what was decided in a spreadsheet" => "kwali suggest accept --from suggestions.csv --coder A",
))]
pub(crate) struct Accept {
    #[command(flatten)]
    deciding: Deciding,
}

/// Refuse suggestions, so that they are not proposed again
#[derive(Args)]
#[command(after_help = examples!(
    "one of them" => "kwali suggest reject 3 --coder A",
    "what was decided in a spreadsheet" => "kwali suggest reject --from suggestions.csv --coder A",
))]
pub(crate) struct Reject {
    #[command(flatten)]
    deciding: Deciding,
}

/// About which suggestions who decides.
#[derive(Args)]
struct Deciding {
    /// Their ids, as `kwali suggest list` tells them
    #[arg(value_name = "ID", conflicts_with_all = ["codes", "documents", "way"])]
    ids: Vec<String>,
    #[command(flatten)]
    which: Which,
    /// Those for which this table, as `kwali suggest list` writes it, says so in its column `decision`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ids", "codes", "documents", "way"])]
    from: Option<PathBuf>,
    #[command(flatten)]
    acting: Acting,
}

impl Accept {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let decided = self.deciding.decide(context, Verdict::Accepted)?;
        let there = decided.decided - decided.codings;
        context.note(format!(
            "accepted: {}; new codings: {}; coded so already: {there}; accepted before: {}",
            decided.decided, decided.codings, decided.before
        ));
        Ok(Outcome::of(&decided.notices))
    }
}

impl Reject {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let decided = self.deciding.decide(context, Verdict::Rejected)?;
        context.note(format!("rejected: {}; rejected before: {}", decided.decided, decided.before));
        Ok(Outcome::of(&decided.notices))
    }
}

impl Deciding {
    fn decide(self, context: &Context, verdict: Verdict) -> Result<Decided, Failure> {
        let coder = self.acting.require()?.to_owned();
        let command = match verdict {
            Verdict::Accepted => "suggest accept",
            Verdict::Rejected => "suggest reject",
        };
        let author = context.author_as(command, &coder);
        let choice = self.choice()?;
        let mut study = context.open()?;
        let is_new = new_coder(study.snapshot()?, &coder);
        let decided = study.decide_suggestions(&author, (verdict, &coder), &choice)?;
        context.notices(&decided.notices);
        if decided.decided > 0 {
            context.tell_new_coder(is_new);
        }
        Ok(decided)
    }

    fn choice(self) -> Result<SuggestionChoice, Failure> {
        if let Some(path) = self.from {
            let (file, bytes) = (path.display().to_string(), read_file(&path)?);
            return Ok(SuggestionChoice::Table { file, bytes });
        }
        if !self.ids.is_empty() {
            return Ok(SuggestionChoice::Numbered(self.ids));
        }
        if self.which.is_given() {
            return Ok(SuggestionChoice::Matching(self.which.filter(None)));
        }
        let hint = "name their ids, or choose with --code, --document, --way or --from";
        Err(Failure::usage("it is not said about which suggestions this is", hint))
    }
}
