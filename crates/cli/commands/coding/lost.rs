//! `kwali coding list --lost` and `kwali coding reattach`.

use clap::Args;
use kwali_exhibit::{Language, lost_codings_table};
use kwali_study::Passage;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Put a lost coding back into its document
///
/// A coding is lost when its words are not in the corrected transcript any more. It comes back with
/// its id, code, coder, weight, comment and memos, at the passage that you name.
#[derive(Args)]
#[command(after_help = examples!(
    "by the words" => "kwali coding reattach 12 --quote 'bijna geen tijd'",
    "by the position" => "kwali coding reattach 12 --at 1203-1248",
))]
pub(crate) struct Reattach {
    /// Its id, as `kwali coding list --lost` tells it
    id: String,
    /// The first character, counted from 0, and the one behind the last
    #[arg(long, value_name = "START-END", value_parser = position, required_unless_present = "quote")]
    at: Option<(usize, usize)>,
    /// The words; white space and curly quotes may differ
    #[arg(long, allow_hyphen_values = true)]
    quote: Option<String>,
    /// Words right before the quote, where it stands more than once
    #[arg(long, allow_hyphen_values = true, requires = "quote")]
    before: Option<String>,
    /// Words right behind the quote, where it stands more than once
    #[arg(long, allow_hyphen_values = true, requires = "quote")]
    after: Option<String>,
}

fn position(text: &str) -> Result<(usize, usize), String> {
    let numbers = text
        .split_once('-')
        .and_then(|(start, end)| Some((start.trim().parse().ok()?, end.trim().parse().ok()?)));
    numbers.ok_or_else(|| "give two numbers, as in 1203-1248".to_owned())
}

impl Reattach {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let passage = Passage {
            position: self.at,
            quote: self.quote,
            before: self.before,
            after: self.after,
        };
        let author = context.author("coding reattach");
        context.open()?.reattach_coding(&author, &self.id, &passage)?;
        context.note(format!("coding {} is back", self.id));
        Ok(Outcome::Done)
    }
}

/// Writes the lost codings where the list was asked for.
pub(super) fn list(context: &Context, output: &TableOutput) -> Result<Outcome, Failure> {
    let study = context.open()?;
    let snapshot = study.without_codings()?;
    let language = Language::of(snapshot.language());
    let table = lost_codings_table(snapshot, &study.lost_codings()?, language)?;
    output.write(context, &table, language)?;
    Ok(Outcome::Done)
}
