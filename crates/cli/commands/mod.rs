//! One file for each command.

mod arranging;
mod charting;
mod code;
mod codebook;
mod coders;
mod coding;
mod completions;
mod configurations;
mod cooccurrence;
mod crosstab;
mod demo;
mod demo_folder;
mod doctor;
mod explain;
mod export;
mod factsheet;
mod frequencies;
mod import;
mod like;
mod list;
mod log;
mod manifest_file;
mod matrix;
mod memo;
mod new;
mod perspectives;
mod portrait;
mod query;
mod reindex;
mod retrieve;
mod robustness;
mod sample;
mod saturation;
mod search;
mod selection;
mod show;
mod similarity;
mod speakers;
mod suggest;
mod trace;
mod undo;
mod variables;
mod verify;
mod words;

use clap::Subcommand;

use crate::context::{Context, Outcome};
use crate::failure::Failure;

/// What `kwali` can do.
#[derive(Subcommand)]
pub(crate) enum Command {
    Demo(demo::Demo),
    New(new::New),
    Import(import::Import),
    List(list::List),
    Show(show::Show),
    #[command(subcommand)]
    Variables(variables::Variables),
    #[command(subcommand)]
    Speakers(speakers::Speakers),
    #[command(subcommand)]
    Coders(coders::Coders),
    #[command(subcommand)]
    Codebook(codebook::Codebook),
    Code(code::Code),
    #[command(subcommand)]
    Coding(coding::Coding),
    #[command(subcommand)]
    Memo(memo::Memo),
    #[command(subcommand)]
    Suggest(suggest::Suggest),
    #[command(subcommand)]
    Query(query::Query),
    Search(search::Search),
    Retrieve(retrieve::Retrieve),
    Like(like::Like),
    Frequencies(frequencies::Frequencies),
    Crosstab(crosstab::Crosstab),
    Cooccurrence(cooccurrence::Cooccurrence),
    Matrix(matrix::Matrix),
    Configurations(configurations::Configurations),
    Perspectives(perspectives::Perspectives),
    Similarity(similarity::Similarity),
    Saturation(saturation::Saturation),
    Robustness(robustness::Robustness),
    Portrait(portrait::Portrait),
    Words(words::Words),
    #[command(subcommand)]
    Factsheet(factsheet::Factsheet),
    Trace(trace::Trace),
    Verify(verify::Verify),
    Export(export::Export),
    Log(log::Log),
    Undo(undo::Undo),
    Redo(undo::Redo),
    Doctor(doctor::Doctor),
    Reindex(reindex::Reindex),
    Completions(completions::Completions),
    Man(completions::Man),
}

impl Command {
    /// True where the result was asked for as JSON.
    pub(crate) fn wants_json(&self) -> bool {
        match self {
            Command::Import(import) => import.wants_json(),
            Command::List(list) => list.output.is_json(),
            Command::Search(search) => search.wants_json(),
            Command::Retrieve(retrieve) => retrieve.wants_json(),
            Command::Like(like) => like.wants_json(),
            Command::Frequencies(frequencies) => frequencies.wants_json(),
            Command::Crosstab(crosstab) => crosstab.output.is_json(),
            Command::Cooccurrence(cooccurrence) => cooccurrence.output.is_json(),
            Command::Matrix(matrix) => matrix.output.is_json(),
            Command::Configurations(configurations) => configurations.output.is_json(),
            Command::Perspectives(perspectives) => perspectives.output.is_json(),
            Command::Similarity(similarity) => similarity.output.is_json(),
            Command::Saturation(saturation) => saturation.output.is_json(),
            Command::Robustness(robustness) => robustness.output.is_json(),
            Command::Portrait(portrait) => portrait.output.is_json(),
            Command::Words(words) => words.output.is_json(),
            Command::Factsheet(factsheet) => factsheet.wants_json(),
            Command::Trace(trace) => trace.wants_json(),
            Command::Verify(verify) => verify.output.is_json(),
            Command::Show(show) => show.is_json(),
            Command::Log(log) => log.output.is_json(),
            Command::Coding(coding) => coding.wants_json(),
            Command::Codebook(codebook) => codebook.wants_json(),
            Command::Memo(memo) => memo.wants_json(),
            Command::Suggest(suggest) => suggest.wants_json(),
            Command::Query(query) => query.wants_json(),
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
        Command::Code(code) => code.run(context),
        Command::Coding(coding) => coding.run(context),
        Command::Memo(memo) => memo.run(context),
        Command::Suggest(suggest) => suggest.run(context),
        Command::Query(query) => query.run(context),
        Command::Search(search) => search.run(context),
        Command::Retrieve(retrieve) => retrieve.run(context),
        Command::Like(like) => like.run(context),
        Command::Frequencies(frequencies) => frequencies.run(context),
        Command::Crosstab(crosstab) => crosstab.run(context),
        Command::Cooccurrence(cooccurrence) => cooccurrence.run(context),
        Command::Matrix(matrix) => matrix.run(context),
        Command::Configurations(configurations) => configurations.run(context),
        Command::Perspectives(perspectives) => perspectives.run(context),
        Command::Similarity(similarity) => similarity.run(context),
        Command::Saturation(saturation) => saturation.run(context),
        Command::Robustness(robustness) => robustness.run(context),
        Command::Portrait(portrait) => portrait.run(context),
        Command::Words(words) => words.run(context),
        Command::Factsheet(factsheet) => factsheet.run(context),
        Command::Trace(trace) => trace.run(context),
        Command::Verify(verify) => verify.run(context),
        Command::Export(export) => export.run(context),
        Command::Log(log) => log.run(context),
        Command::Undo(undo) => undo.run(context),
        Command::Redo(redo) => redo.run(context),
        Command::Doctor(doctor) => doctor.run(context),
        Command::Reindex(reindex) => reindex.run(context),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    }
}
