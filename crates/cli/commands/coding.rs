//! `kwali coding`.

mod change;
mod lost;
mod mark_read;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kwali_study::{CodingRequest, Passage};

use super::retrieve::Retrieve;
use super::variables::read_file;
use crate::args::Acting;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::told_id;
use crate::screen::new_coder;

/// Add, read, list, change and remove codings
#[derive(Subcommand)]
#[command(after_help = examples!("a passage by its words" => "kwali coding add EIW-01 barrier.workload --quote 'geen tijd' --coder A"))]
pub(crate) enum Coding {
    Add(AddCoding),
    Import(ImportCodings),
    Change(change::ChangeCoding),
    Remove(RemoveCodings),
    Reattach(lost::Reattach),
    MarkRead(mark_read::MarkRead),
    List(ListCodings),
}

/// Give a passage a code
///
/// The passage is named by its words, by its position, or by both. Positions are characters of the
/// document's text, counted from 0; the end is not part of it.
#[derive(Args)]
#[command(after_help = examples!(
    "by its words" => "kwali coding add EIW-01 barrier.workload --quote 'geen tijd' --coder A",
    "by its position" => "kwali coding add EIW-01 barrier.workload --start 1203 --end 1248 --coder A",
))]
pub(crate) struct AddCoding {
    /// The document
    document: String,
    /// The code's id
    code: String,
    /// The words; white space and curly quotes may differ
    #[arg(long, allow_hyphen_values = true, required_unless_present = "start")]
    quote: Option<String>,
    /// Words right before the quote, where it stands more than once
    #[arg(long, allow_hyphen_values = true, requires = "quote")]
    before: Option<String>,
    /// Words right behind the quote, where it stands more than once
    #[arg(long, allow_hyphen_values = true, requires = "quote")]
    after: Option<String>,
    /// The first character
    #[arg(long, value_name = "N", requires = "end", allow_negative_numbers = true)]
    start: Option<usize>,
    /// The character behind the last
    #[arg(long, value_name = "N", requires = "start", allow_negative_numbers = true)]
    end: Option<usize>,
    /// How strongly, from 0 to 100
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    weight: Option<i64>,
    /// A remark
    #[arg(long, allow_hyphen_values = true)]
    comment: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Read codings from a CSV file
///
/// Columns: document, code, and start and end, or quote; if wanted id, before, after, coder,
/// weight, comment, created. A row that cannot be understood is named with its line and left out.
#[derive(Args)]
#[command(after_help = examples!("codings of coder A" => "kwali coding import codings.csv --coder A"))]
pub(crate) struct ImportCodings {
    /// The table, as CSV
    file: PathBuf,
    #[command(flatten)]
    acting: Acting,
}

/// Remove codings
#[derive(Args)]
#[command(after_help = examples!("two of them" => "kwali coding remove 12 13"))]
pub(crate) struct RemoveCodings {
    /// Their ids, as `kwali coding list` tells them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    acting: Acting,
}

/// List codings: the same as `kwali retrieve`, or those that corrected transcripts lost
#[derive(Args)]
#[command(after_help = examples!("those that are lost" => "kwali coding list --lost"))]
pub(crate) struct ListCodings {
    /// List the codings whose words are not in the corrected transcripts any more
    #[arg(long, conflicts_with_all = ["query", "context", "group_by", "sort", "sample", "limit", "explain"])]
    lost: bool,
    #[command(flatten)]
    retrieve: Retrieve,
}

impl Coding {
    pub(crate) fn wants_json(&self) -> bool {
        matches!(self, Coding::List(list) if list.retrieve.wants_json())
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Coding::Add(add) => add.run(context),
            Coding::Import(import) => import.run(context),
            Coding::Change(change) => change.run(context),
            Coding::Remove(remove) => remove.run(context),
            Coding::Reattach(reattach) => reattach.run(context),
            Coding::MarkRead(mark) => mark.run(context),
            Coding::List(list) if list.lost => lost::list(context, &list.retrieve.as_table()),
            Coding::List(list) => list.retrieve.run(context),
        }
    }
}

impl AddCoding {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let coder = self.acting.require()?.to_owned();
        let author = context.author_as("coding add", &coder);
        let request = CodingRequest {
            document: self.document,
            passage: Passage {
                position: self.start.zip(self.end),
                quote: self.quote,
                before: self.before,
                after: self.after,
            },
            code: self.code,
            coder,
            weight: weight(self.weight)?,
            comment: self.comment,
        };
        let mut study = context.open()?;
        let is_new = new_coder(study.snapshot()?, &request.coder);
        let id = study.add_coding(&author, &request)?;
        context.tell_new_coder(is_new);
        told_id(context, &format!("made coding {id}"), &id)
    }
}

impl ImportCodings {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let bytes = read_file(&self.file)?;
        let mut study = context.open()?;
        let author = self.acting.author(context, "coding import");
        let file = self.file.display().to_string();
        let coder = self.acting.coder.as_deref();
        let report = study.import_codings(&author, (&file, &bytes), coder)?;
        context.notices(&report.notices);
        let changed = match report.changed {
            0 => String::new(),
            n => format!(", {n} of them with another weight or comment now"),
        };
        context.note(format!(
            "{} codings added, {} there already{changed}",
            report.added, report.already_there
        ));
        Ok(Outcome::of(&report.notices))
    }
}

impl RemoveCodings {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let author = self.acting.author(context, "coding remove");
        let mut study = context.open()?;
        let of_others = self.acting.codings_of_others(&study, &self.ids)?;
        let n_memos = study.remove_codings(&author, &self.ids)?;
        let n_codings = BTreeSet::from_iter(&self.ids).len();
        context.note(format!("removed {n_codings} codings and {n_memos} memos on them"));
        for (coder, ids) in of_others {
            context.note(format!("among them those of coder {coder}: {}", ids.join(", ")));
        }
        Ok(Outcome::Done)
    }
}

/// Returns a weight as it was given, if it is one.
fn weight(given: Option<i64>) -> Result<Option<u8>, Failure> {
    let weight = given.map(u8::try_from).transpose();
    weight.map_err(|_| Failure::from(kwali_study::Error::Weight))
}
