//! `kwali list`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    DocumentFacts, DocumentList, Language, Table, coders_table, codes_table, documents_table,
    memos_table, participants_table, speakers_table, speaking_participants_table, variables_table,
};
use kwali_study::Study;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// List what is in the study
#[derive(Args)]
#[command(after_help = examples!(
    "the code tree" => "kwali list codes",
    "how much each participant says in all" => "kwali list speakers --by participant",
    "which documents are read, and how far they are coded" => "kwali list documents",
    "by whom they are coded, and since when" => "kwali list documents --coding",
    "what has still to be read for a new code" => "kwali list documents --unread-for barrier.workload",
    "all that is known about participants, for a spreadsheet" => "kwali list participants --output participants.csv",
))]
pub(crate) struct List {
    /// What to list
    #[arg(value_enum)]
    pub(crate) what: Listed,
    /// Of speakers: the totals of each participant in all documents
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) by: Option<By>,
    /// Of documents: those that were coded before this code or one below it was there, and not read
    /// again for it since
    #[arg(long, value_name = "CODE")]
    pub(crate) unread_for: Option<String>,
    /// Of documents: what they are: language, words, paragraphs, speakers, participants and the file
    /// they come from; --format json has this at all times
    #[arg(long, conflicts_with = "coding")]
    pub(crate) contents: bool,
    /// Of documents: how far their coding is: read or not, by whom, what share of the characters, the
    /// last coder and when; --format json has this at all times
    #[arg(long)]
    pub(crate) coding: bool,
    #[command(flatten)]
    pub(crate) output: TableOutput,
}

/// What the amounts of a list are added up by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum By {
    /// Participants
    Participant,
}

/// What can be listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Listed {
    /// Documents with group, words, speakers and codings, whether they are read and how far they are
    /// coded, who coded last, and for how many codes they must be read again
    Documents,
    /// Participants with their variables
    Participants,
    /// Speakers with turns, words and time
    Speakers,
    /// Variables with their kinds
    Variables,
    /// The tree of codes
    Codes,
    /// Coders with their codings
    Coders,
    /// Memos
    Memos,
}

impl List {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.check()?;
        let study = context.open()?;
        let snapshot = study.snapshot()?;
        let language = Language::of(snapshot.language());
        let table = match self.what {
            Listed::Documents => self.documents(&study, language)?,
            Listed::Participants => participants_table(snapshot, language)?,
            Listed::Speakers => match self.by {
                None => speakers_table(snapshot, &study.speaking()?, language)?,
                Some(By::Participant) => {
                    speaking_participants_table(snapshot, &study.speaking()?, language)?
                }
            },
            Listed::Variables => variables_table(snapshot, language)?,
            Listed::Codes => codes_table(snapshot, language)?,
            Listed::Coders => coders_table(snapshot, language)?,
            Listed::Memos => {
                memos_table(snapshot, &study.coding_details()?, &study.memos()?, language)?
            }
        };
        self.output.write(context, &table, language)?;
        Ok(Outcome::Done)
    }

    /// Refuses options that are for the list of something else.
    fn check(&self) -> Result<(), Failure> {
        let is_of = |listed| self.what == listed;
        for (option, is_given, is_fit, what) in [
            ("--by", self.by.is_some(), is_of(Listed::Speakers), "speakers"),
            ("--unread-for", self.unread_for.is_some(), is_of(Listed::Documents), "documents"),
            ("--contents", self.contents, is_of(Listed::Documents), "documents"),
            ("--coding", self.coding, is_of(Listed::Documents), "documents"),
        ] {
            if is_given && !is_fit {
                let message = format!("{option} is for `kwali list {what}`");
                let hint = format!("leave {option} out, or list {what}");
                return Err(Failure::usage(message, hint));
            }
        }
        Ok(())
    }

    fn documents(&self, study: &Study, language: Language) -> Result<Table, Failure> {
        let unread = self.unread_for.as_ref().map(|code| study.unread_for(code));
        let wanted = unread.transpose()?;
        let about = match (self.contents, self.coding) {
            (true, _) => DocumentFacts::Contents,
            (_, true) => DocumentFacts::Coding,
            _ => DocumentFacts::Overview,
        };
        Ok(documents_table(&DocumentList {
            snapshot: study.snapshot()?,
            durations: &study.durations()?,
            details: &study.coding_details()?,
            wanted: wanted.as_deref(),
            about,
            language,
        })?)
    }
}
