//! `kwali frequencies speakers`.

use clap::Args;
use kwali_exhibit::{Language, SpeakerOptions, speaker_frequencies_table};

use crate::commands::selection::{Sort, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Count turns, words and segments of every speaker
///
/// Words are those of the turns, without labels. Segments are all codings in which the speaker says
/// something, or those that --where and --coder leave.
#[derive(Args)]
#[command(after_help = examples!(
    "who says how much" => "kwali frequencies speakers",
    "who speaks most of barriers" => "kwali frequencies speakers --where '#barrier' --sort count --limit 10",
))]
pub(crate) struct OfSpeakers {
    #[command(flatten)]
    which: Which,

    /// The order of the rows: as documents have them, or by segments
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,

    /// Only the first N rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

impl OfSpeakers {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let snapshot = counted.snapshot();
        let language = Language::of(snapshot.language());
        let (speaking, segments) = (study.speaking()?, study.speaker_segments(&counted)?);
        let options = SpeakerOptions { order: self.sort.into(), limit: self.limit };
        let amounts = (&speaking[..], &segments[..]);
        let table = speaker_frequencies_table(snapshot, amounts, options, language)?;
        self.output.write_counted(context, table, (&counted, language))?;
        Ok(Outcome::Done)
    }
}
