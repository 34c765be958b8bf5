//! `kwali query`.

use clap::{Args, Subcommand};
use kwali_exhibit::{Language, queries_table};
use kwali_study::QuerySaved;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{TableOutput, print};

/// Give queries a name, under which other queries ask for them
///
/// A saved query stands as @NAME wherever a query can stand. Tables and factsheets show it filled
/// in, so that they go on saying what was asked when it changes.
#[derive(Subcommand)]
#[command(after_help = examples!(
    "all saved queries" => "kwali query list",
    "one of them in use" => "kwali retrieve '@busy role:bewoner'",
))]
pub(crate) enum Query {
    Save(SaveQuery),
    List(ListQueries),
    Show(ShowQuery),
    Rename(RenameQuery),
    Delete(DeleteQuery),
}

/// Save a query under a name; another of that name is replaced
#[derive(Args)]
#[command(after_help = examples!(
    "workload in words or in codes" => "kwali query save busy '#barrier.workload or werkdruk'",
))]
pub(crate) struct SaveQuery {
    /// The name
    name: String,
    /// The query
    #[arg(required = true)]
    query: Vec<String>,
}

/// List the saved queries
#[derive(Args)]
#[command(after_help = examples!("as CSV" => "kwali query list --format csv"))]
pub(crate) struct ListQueries {
    #[command(flatten)]
    output: TableOutput,
}

/// Print a saved query
#[derive(Args)]
#[command(after_help = examples!(
    "with the saved queries in it filled in" => "kwali query show busy --in-full",
))]
pub(crate) struct ShowQuery {
    /// The name
    name: String,
    /// Fill in the saved queries that it asks for
    #[arg(long)]
    in_full: bool,
}

/// Give a saved query another name, also where other saved queries ask for it
#[derive(Args)]
#[command(after_help = examples!("a better name" => "kwali query rename busy workload"))]
pub(crate) struct RenameQuery {
    /// The name it has
    name: String,
    /// The name it gets
    new_name: String,
}

/// Delete a saved query that no other asks for
#[derive(Args)]
#[command(after_help = examples!("one that is not needed" => "kwali query delete busy"))]
pub(crate) struct DeleteQuery {
    /// The name
    name: String,
}

impl Query {
    pub(crate) fn wants_json(&self) -> bool {
        matches!(self, Query::List(list) if list.output.is_json())
    }

    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Query::Save(save) => save.run(context)?,
            Query::List(list) => {
                let study = context.open()?;
                let snapshot = study.snapshot()?;
                let language = Language::of(snapshot.language());
                let table = queries_table(snapshot, language)?;
                list.output.write(context, &table, language)?;
            }
            Query::Show(show) => {
                let (query, in_full) = context.open()?.saved_query(&show.name)?;
                let shown = if show.in_full { in_full } else { query };
                print(format!("{shown}\n").as_bytes())?;
            }
            Query::Rename(rename) => {
                let author = context.author("query rename");
                context.open()?.rename_query(&author, &rename.name, &rename.new_name)?;
            }
            Query::Delete(delete) => {
                let author = context.author("query delete");
                context.open()?.delete_query(&author, &delete.name)?;
            }
        }
        Ok(Outcome::Done)
    }
}

impl SaveQuery {
    fn run(self, context: &Context) -> Result<(), Failure> {
        let author = context.author("query save");
        let saved = context.open()?.save_query(&author, &self.name, &self.query.join(" "))?;
        context.note(match saved {
            QuerySaved::Added => format!("saved query {}", self.name),
            QuerySaved::Replaced(before) => format!("saved query {}; it was: {before}", self.name),
            QuerySaved::Unchanged => format!("query {} was saved like this already", self.name),
        });
        Ok(())
    }
}
