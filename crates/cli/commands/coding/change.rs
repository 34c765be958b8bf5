//! `kwali coding change`.

use clap::Args;
use kwali_study::CodingChange;

use crate::args::Acting;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;

/// Change a coding's code, passage, weight or comment
///
/// What is not named stays. Positions are characters of the document's text, counted from 0; the end is
/// not part of it.
#[derive(Args)]
#[command(after_help = examples!(
    "another code" => "kwali coding change 12 --code barrier.costs",
    "another end" => "kwali coding change 12 --end 1248",
    "without its comment" => "kwali coding change 12 --no-comment",
))]
pub(crate) struct ChangeCoding {
    /// Its id, as `kwali coding list` tells it
    id: String,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Args)]
#[group(required = true, multiple = true)]
struct Wanted {
    /// Another code
    #[arg(long)]
    code: Option<String>,
    /// Another first character
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    start: Option<usize>,
    /// Another end: the character behind the last
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    end: Option<usize>,
    /// How strongly, from 0 to 100
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    weight: Option<i64>,
    /// Take the weight away
    #[arg(long, conflicts_with = "weight")]
    no_weight: bool,
    /// A remark
    #[arg(long, allow_hyphen_values = true)]
    comment: Option<String>,
    /// Take the remark away
    #[arg(long, conflicts_with = "comment")]
    no_comment: bool,
}

impl ChangeCoding {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let Wanted { code, start, end, weight, no_weight, comment, no_comment } = self.wanted;
        let weight = super::weight(weight)?;
        let wanted = CodingChange {
            code,
            start,
            end,
            weight: if no_weight { Some(None) } else { weight.map(Some) },
            comment: if no_comment { Some(None) } else { comment.map(Some) },
        };
        let author = self.acting.author(context, "coding change");
        let mut study = context.open()?;
        let of_others = self.acting.codings_of_others(&study, std::slice::from_ref(&self.id))?;
        let is_changed = study.change_coding(&author, &self.id, &wanted)?;
        let whose =
            of_others.into_keys().next().map(|coder| format!(", which is of coder {coder}"));
        let whose = whose.unwrap_or_default();
        context.note(match is_changed {
            true => format!("changed coding {}{whose}", self.id),
            false => format!("coding {} was like this already", self.id),
        });
        Ok(Outcome::Done)
    }
}
