//! `kwali log`.

use clap::Args;
use kwali_exhibit::{Cell, Column, ColumnKind, Language, Table};
use kwali_study::JournalEntry;

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Tell what was changed, newest first
#[derive(Args)]
#[command(after_help = examples!(
    "the last ten changes" => "kwali log --limit 10",
    "everything, with what was there before and after" => "kwali log --limit 1000000 --format json",
))]
pub(crate) struct Log {
    /// How many changes at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

impl Log {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let language = Language::of(study.snapshot()?.language());
        let entries = study.journal(self.limit)?;
        let table = table(&entries, language)?;
        self.output.write(context, &table, language)?;
        Ok(Outcome::Done)
    }
}

fn table(entries: &[JournalEntry], language: Language) -> Result<Table, Failure> {
    let text = |name| Column::new(name, name, ColumnKind::Text);
    let columns = vec![
        Column::new("number", "number", ColumnKind::Count),
        text("at"),
        text("who"),
        text("action"),
        text("subject"),
        Column::detail("before", "before", ColumnKind::Text),
        Column::detail("after", "after", ColumnKind::Text),
        Column::detail("hash", "hash", ColumnKind::Text),
    ];
    let json = |value: &Option<serde_json::Value>| match value {
        Some(value) => Cell::text(value.to_string()),
        None => Cell::Undefined,
    };
    let row = |entry: &JournalEntry| {
        vec![
            Cell::Count(entry.number),
            Cell::text(&entry.at),
            Cell::text(&entry.who),
            Cell::text(&entry.action),
            Cell::text(&entry.subject),
            json(&entry.before),
            json(&entry.after),
            Cell::text(&entry.hash),
        ]
    };
    let title = match language {
        Language::Dutch => "Wijzigingen, de nieuwste eerst",
        Language::English => "Changes, newest first",
    };
    Ok(Table::new(title, columns, entries.iter().map(row).collect())?)
}
