//! `kwali memo`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kwali_study::MemoRequest;

use super::list::{List, Listed};
use super::variables::{read_file, tell};
use crate::args::Acting;
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{TableOutput, told_id};
use crate::screen::new_coder;

/// Write, change and list memos
#[derive(Subcommand)]
#[command(after_help = examples!("all memos" => "kwali memo list"))]
pub(crate) enum Memo {
    Add(AddMemo),
    Edit(EditMemo),
    Remove(RemoveMemos),
    Import(ImportMemos),
    List(ListMemos),
}

/// Write a memo on the study, a document, a participant, a code or a coding
#[derive(Args)]
#[command(after_help = examples!(
    "on a code" => "kwali memo add code:barrier.workload --coder A --title 'Where does it end?' --text 'Being busy is not yet workload.'",
))]
pub(crate) struct AddMemo {
    /// What it is about: study, document:NAME, participant:NAME, code:ID or coding:ID
    about: String,
    /// A few words
    #[arg(long, allow_hyphen_values = true, default_value = "")]
    title: String,
    /// The note itself
    #[arg(long, allow_hyphen_values = true)]
    text: String,
    #[command(flatten)]
    acting: Acting,
}

/// Change the title or the text of a memo
#[derive(Args)]
#[command(after_help = examples!("a better title" => "kwali memo edit 3 --title 'Workload or haste'"))]
pub(crate) struct EditMemo {
    /// The memo's id, as `kwali memo list` tells it
    id: String,
    /// The new title
    #[arg(long, allow_hyphen_values = true, required_unless_present = "text")]
    title: Option<String>,
    /// The new text
    #[arg(long, allow_hyphen_values = true)]
    text: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Remove memos
#[derive(Args)]
#[command(after_help = examples!("two of them" => "kwali memo remove 3 4"))]
pub(crate) struct RemoveMemos {
    /// Their ids, as `kwali memo list` tells them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Read memos from a CSV table
///
/// Columns: attached_to (study, document:NAME, participant:NAME, code:ID or coding:ID), coder,
/// created, title, text. A memo that is there already is not added again.
#[derive(Args)]
#[command(after_help = examples!("what the team wrote elsewhere" => "kwali memo import memos.csv"))]
pub(crate) struct ImportMemos {
    /// The table, as CSV
    file: PathBuf,
}

/// List all memos
#[derive(Args)]
#[command(after_help = examples!("as CSV" => "kwali memo list --format csv"))]
pub(crate) struct ListMemos {
    #[command(flatten)]
    output: TableOutput,
}

impl Memo {
    pub(crate) fn wants_json(&self) -> bool {
        matches!(self, Memo::List(list) if list.output.is_json())
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Memo::Add(add) => add.run(context),
            Memo::Edit(edit) => {
                let mut study = context.open()?;
                let author = edit.acting.author(context, "memo edit");
                study.edit_memo(&author, &edit.id, edit.title.as_deref(), edit.text.as_deref())?;
                Ok(Outcome::Done)
            }
            Memo::Remove(RemoveMemos { ids, acting }) => {
                let author = acting.author(context, "memo remove");
                context.open()?.remove_memos(&author, &ids)?;
                context.note(format!("removed memos: {}", BTreeSet::from_iter(&ids).len()));
                Ok(Outcome::Done)
            }
            Memo::Import(ImportMemos { file }) => {
                let bytes = read_file(&file)?;
                let mut study = context.open()?;
                let author = context.author("memo import");
                let report = study.import_memos(&author, &file.display().to_string(), &bytes)?;
                Ok(tell(context, &report, "memos"))
            }
            Memo::List(list) => {
                let (what, output) = (Listed::Memos, list.output);
                List { what, by: None, unread_for: None, contents: false, coding: false, output }
                    .run(context)
            }
        }
    }
}

impl AddMemo {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let coder = self.acting.require()?;
        let author = context.author_as("memo add", coder);
        let request = MemoRequest {
            about: self.about,
            coder: coder.to_owned(),
            created: Some(author.at.clone()),
            title: self.title,
            text: self.text,
        };
        let mut study = context.open()?;
        let is_new = new_coder(study.snapshot()?, coder);
        let id = study.add_memo(&author, &request)?;
        context.tell_new_coder(is_new);
        told_id(context, &format!("wrote memo {id}"), &id)
    }
}
