//! One file for each command.

mod codebook;
mod coders;
mod coding;
mod completions;
mod cooccurrence;
mod crosstab;
mod demo;
mod doctor;
mod export;
mod factsheet;
mod frequencies;
mod import;
mod list;
mod log;
mod memo;
mod new;
mod reindex;
mod retrieve;
mod search;
mod selection;
mod show;
mod speakers;
mod trace;
mod variables;

use clap::Subcommand;

use crate::context::{Context, Outcome};
use crate::failure::Failure;

/// What `kwali` can do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Build the sample study and show what Kwali makes of it
    Demo(demo::Demo),
    /// Make an empty study
    New(new::New),
    /// Read transcripts, or a whole study in plain text, into the study
    Import(import::Import),
    /// List what is in the study
    List(list::List),
    /// Show a document with its codings
    Show(show::Show),
    /// Read what is known about documents and participants
    #[command(subcommand)]
    Variables(variables::Variables),
    /// Say which participants the speakers are
    #[command(subcommand)]
    Speakers(speakers::Speakers),
    /// Say who the coders are
    #[command(subcommand)]
    Coders(coders::Coders),
    /// Read, write and check codebooks
    #[command(subcommand)]
    Codebook(codebook::Codebook),
    /// Add, read, list and remove codings
    #[command(subcommand)]
    Coding(coding::Coding),
    /// Write, change and list memos
    #[command(subcommand)]
    Memo(memo::Memo),
    /// Find words in the transcripts, as keyword in context
    Search(search::Search),
    /// Retrieve the coded segments that meet a query
    Retrieve(retrieve::Retrieve),
    /// Count how often each code is applied
    Frequencies(frequencies::Frequencies),
    /// Count codes by document, group, coder or variable
    Crosstab(crosstab::Crosstab),
    /// Count which codes occur together
    Cooccurrence(cooccurrence::Cooccurrence),
    /// Write up the study from a template
    #[command(subcommand)]
    Factsheet(factsheet::Factsheet),
    /// Show the segments behind an exhibit or one of its cells
    Trace(trace::Trace),
    /// Write the whole study as plain text
    Export(export::Export),
    /// Tell what was changed, newest first
    Log(log::Log),
    /// Check the study file and the search index
    Doctor(doctor::Doctor),
    /// Make the search index anew
    Reindex(reindex::Reindex),
    /// Print completions for a shell
    Completions(completions::Completions),
    /// Print the manual page
    Man(completions::Man),
}

impl Command {
    /// True where the result was asked for as JSON.
    pub(crate) fn wants_json(&self) -> bool {
        match self {
            Command::List(list) => list.output.is_json(),
            Command::Search(search) => search.wants_json(),
            Command::Retrieve(retrieve) => retrieve.wants_json(),
            Command::Frequencies(frequencies) => frequencies.output.is_json(),
            Command::Crosstab(crosstab) => crosstab.output.is_json(),
            Command::Cooccurrence(cooccurrence) => cooccurrence.output.is_json(),
            Command::Trace(trace) => trace.wants_json(),
            Command::Log(log) => log.output.is_json(),
            Command::Coding(coding) => coding.wants_json(),
            Command::Memo(memo) => memo.wants_json(),
            _ => false,
        }
    }
}

/// Does what was asked for.
pub(crate) fn run(context: &Context, command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Demo(demo) => demo.run(context),
        Command::New(new) => new.run(context),
        Command::Import(import) => import.run(context),
        Command::List(list) => list.run(context),
        Command::Show(show) => show.run(context),
        Command::Variables(variables) => variables.run(context),
        Command::Speakers(speakers) => speakers.run(context),
        Command::Coders(coders) => coders.run(context),
        Command::Codebook(codebook) => codebook.run(context),
        Command::Coding(coding) => coding.run(context),
        Command::Memo(memo) => memo.run(context),
        Command::Search(search) => search.run(context),
        Command::Retrieve(retrieve) => retrieve.run(context),
        Command::Frequencies(frequencies) => frequencies.run(context),
        Command::Crosstab(crosstab) => crosstab.run(context),
        Command::Cooccurrence(cooccurrence) => cooccurrence.run(context),
        Command::Factsheet(factsheet) => factsheet.run(context),
        Command::Trace(trace) => trace.run(context),
        Command::Export(export) => export.run(context),
        Command::Log(log) => log.run(context),
        Command::Doctor(doctor) => doctor.run(context),
        Command::Reindex(reindex) => reindex.run(context),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    }
}
