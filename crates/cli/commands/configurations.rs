//! `kwali configurations`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{ConfigurationOptions, Language, configurations_table};
use kwali_study::{ConfigurationRequest, Subcodes, TogetherIn};

use super::selection::{Codes, SubcodesArg, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Tell which sets of codes come together
///
/// One row a set of codes that a passage, a document or a participant has, and no others of those looked
/// at: how many have it, their share, and where the first one is. A passage is a stretch of text
/// with a code; it has the codes of all segments that overlap it. Every one counts in one row, so
/// that the counts add up.
#[derive(Args)]
#[command(after_help = examples!(
    "on a passage, two codes or more" => "kwali configurations --size 2-",
    "which barriers a participant names together" => "kwali configurations --in participant --code barrier",
    "in at least three documents" => "kwali configurations --in document --subcodes included --minimum 3",
))]
pub(crate) struct Configurations {
    /// In what codes come together
    #[arg(long = "in", value_enum, default_value_t, value_name = "UNIT")]
    together_in: In,

    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// How the codes below a code count for it
    #[arg(long, value_enum, default_value_t)]
    subcodes: SubcodesArg,

    /// Only sets that at least N have
    #[arg(long, value_name = "N", default_value_t = 1)]
    minimum: u64,

    /// Only sets of so many codes: 2, 2-3, 2-
    #[arg(long, value_name = "N[-M]", value_parser = size)]
    size: Option<(usize, usize)>,

    /// Only the first N rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

/// In what codes come together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum In {
    /// A passage: codes of segments that overlap it
    #[default]
    Segment,
    /// A document
    Document,
    /// A participant
    Participant,
}

/// Reads `2`, `2-3` or `2-`.
fn size(typed: &str) -> Result<(usize, usize), String> {
    let number = |typed: &str| typed.trim().parse::<usize>().ok();
    let read = match typed.split_once('-') {
        None => number(typed).map(|size| (size, size)),
        Some((least, "")) => number(least).map(|least| (least, usize::MAX)),
        Some((least, most)) => number(least).zip(number(most)),
    };
    read.filter(|(least, most)| least <= most)
        .ok_or_else(|| "a number of codes is needed, such as 2, 2-3 or 2-".to_owned())
}

impl Configurations {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let counted = self.which.of(context, &study)?;
        let language = Language::of(counted.snapshot().language());
        let subcodes = Subcodes::from(self.subcodes);
        let request = ConfigurationRequest {
            together_in: match self.together_in {
                In::Segment => TogetherIn::Segments,
                In::Document => TogetherIn::Documents,
                In::Participant => TogetherIn::Participants,
            },
            codes: study.rows(&self.codes.codes)?,
            subcodes,
        };
        let found = study.configurations(&counted, &request)?;
        let options = ConfigurationOptions {
            subcodes,
            minimum: self.minimum,
            size: self.size.unwrap_or((0, usize::MAX)),
            limit: self.limit,
        };
        let table = configurations_table(counted.snapshot(), &found, &options, language)?;
        self.output.write_counted(context, table, (&counted, language))?;
        Ok(Outcome::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<(usize, usize)>) {
        assert_eq!(size(typed).ok(), expected, "{typed}");
    }

    #[test]
    fn sizes_are_read() {
        check("2", Some((2, 2)));
        check("2-3", Some((2, 3)));
        check("0-", Some((0, usize::MAX)));
        for typed in ["", "-", "-2", "3-2", "x", "2-x", "1.5"] {
            check(typed, None);
        }
    }
}
