//! `kwali retrieve`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{Language, Passages, segments_jsonl, segments_table};
use kwali_study::{Context as Around, Study};

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{RecordOutput, Wanted};

/// Retrieve the coded segments that meet a query
///
/// A query is a line of conditions that must all hold: #code (with what is below it), #code! (that
/// code alone), document:NAME, group:NAME, coder:NAME, speaker:NAME, participant:NAME, a variable
/// such as role:bewoner, weight>=50, words, "a phrase", and beginnings of words such as werk*. `or`,
/// `not` and parentheses may be used. Values with spaces stand in quotes: role:"sociaal werker".
#[derive(Args)]
#[command(after_help = examples!(
    "what residents say about barriers" => "kwali retrieve '#barrier role:bewoner'",
    "segments of one code with a word in them" => "kwali retrieve '#barrier.workload! tijd'",
    "everything coder B coded, one JSON object a line" => "kwali retrieve coder:B --format jsonl",
))]
pub(crate) struct Retrieve {
    /// The query; without one, all coded segments
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// How much stands around a segment
    #[arg(long, value_name = "N", default_value_t = 0)]
    context: usize,

    /// What --context counts
    #[arg(long, value_enum, default_value_t)]
    context_unit: ContextUnit,

    #[command(flatten)]
    output: RecordOutput,
}

/// What a context is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum ContextUnit {
    /// Turns before and behind
    #[default]
    Turns,
    /// Paragraphs before and behind
    Paragraphs,
}

impl Retrieve {
    pub(crate) fn wants_json(&self) -> bool {
        self.output.is_json()
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let query = self.query.join(" ");
        let codings = study.retrieve(&query)?;
        let around = match (self.context, self.context_unit) {
            (0, _) => Around::None,
            (n, ContextUnit::Turns) => Around::Turns(n),
            (n, ContextUnit::Paragraphs) => Around::Paragraphs(n),
        };
        let query = (!query.is_empty()).then_some(query);
        write_segments(context, &study, (&codings, around, query), &self.output)?;
        Ok(Outcome::Done)
    }
}

/// Writes coded segments in the form that was asked for.
pub(crate) fn write_segments(
    context: &Context,
    study: &Study,
    (codings, around, query): (&[usize], Around, Option<String>),
    output: &RecordOutput,
) -> Result<(), Failure> {
    let details = study.coding_details()?;
    let snapshot = study.snapshot()?;
    let passages =
        Passages { snapshot, layouts: study.layouts()?, texts: study.texts()?, details: &details };
    let language = Language::of(snapshot.language());
    match output.wanted() {
        Wanted::Lines => {
            let lines = segments_jsonl(&passages, codings, around);
            output.table().write_bytes(context, lines.as_bytes())
        }
        Wanted::Table => {
            let mut table = segments_table(&passages, codings, around, language)?;
            table.query = query;
            output.table().write(context, &table, language)
        }
    }
}
