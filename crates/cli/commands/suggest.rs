//! `kwali suggest`.

mod decide;
mod list;
mod propose;

use clap::{Subcommand, ValueEnum};
use kwali_study::Way;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Propose passages for codes, and accept or reject what was proposed
///
/// Passages are found by the keywords of the codebook, or by likeness to what is coded already, and are
/// sentences. Suggestions are kept apart: they are in no count until somebody accepts them. Before they are
/// used, a table says what they are worth, measured against the codings that people made.
#[derive(Subcommand)]
#[command(after_help = examples!(
    "what keywords are worth here, before they are used" => "kwali suggest measure dictionary",
    "propose passages for some codes" => "kwali suggest likeness --code barrier",
    "look at what is proposed" => "kwali suggest list",
    "make a coding of one" => "kwali suggest accept 3 --coder A",
))]
pub(crate) enum Suggest {
    Dictionary(propose::ByDictionary),
    Likeness(propose::ByLikeness),
    Measure(propose::Measure),
    List(list::ListSuggestions),
    Accept(decide::Accept),
    Reject(decide::Reject),
}

/// A way in which suggestions are found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum WayArg {
    /// By the keywords of the codebook
    Dictionary,
    /// By the words that the segments of the code have
    Likeness,
}

impl From<WayArg> for Way {
    fn from(arg: WayArg) -> Way {
        match arg {
            WayArg::Dictionary => Way::Dictionary,
            WayArg::Likeness => Way::Likeness,
        }
    }
}

impl Suggest {
    pub(crate) fn wants_json(&self) -> bool {
        match self {
            Suggest::Dictionary(way) => way.proposing.judging.output.is_json(),
            Suggest::Likeness(way) => way.proposing.judging.output.is_json(),
            Suggest::Measure(measure) => measure.judging.output.is_json(),
            Suggest::List(list) => list.output.is_json(),
            Suggest::Accept(_) | Suggest::Reject(_) => false,
        }
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Suggest::Dictionary(way) => way.run(context),
            Suggest::Likeness(way) => way.run(context),
            Suggest::Measure(measure) => measure.run(context),
            Suggest::List(list) => list.run(context),
            Suggest::Accept(accept) => accept.run(context),
            Suggest::Reject(reject) => reject.run(context),
        }
    }
}
