//! `kwali log`.

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kwali_exhibit::{Cell, Column, ColumnKind, Language, Table};
use kwali_study::{JournalEntry, SoughtEntries};

use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::TableOutput;

/// Tell what was changed, newest first
///
/// Filters are combined. `kwali undo` takes back what was changed last.
#[derive(Args)]
#[command(after_help = examples!(
    "the last ten changes" => "kwali log --limit 10",
    "what was done to a document this month" => "kwali log --document EIW-01 --since 2019-02-01",
    "everything, with what was there before and after" => "kwali log --limit 1000000 --format json",
))]
pub(crate) struct Log {
    /// Only what bears on this document
    #[arg(long, value_name = "NAME")]
    document: Option<String>,

    /// Only what this coder did, or what bears on that coder's codings and memos
    #[arg(long, value_name = "NAME")]
    coder: Option<String>,

    /// Only what bears on this code or one below it, also under the ids it had before
    #[arg(long, value_name = "CODE")]
    code: Option<String>,

    /// Not before this day or time, in UTC: 2019-02-05, or 2019-02-05T10:00:00Z
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Option<String>,

    /// Not after this day, or before this time
    #[arg(long, value_name = "TIME", value_parser = until)]
    until: Option<String>,

    /// How many changes at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    #[command(flatten)]
    pub(crate) output: TableOutput,
}

impl Log {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let study = context.open()?;
        let language = Language::of(study.frame()?.language());
        let Log { document, coder, code, since, until, limit, output } = self;
        let sought = SoughtEntries { document, coder, code, since, until, limit };
        let entries = study.sought_entries(&sought)?;
        let table = table(&entries, language)?;
        output.write(context, &table, language)?;
        Ok(Outcome::Done)
    }
}

/// Reads a time, or a day as its first moment.
fn since(typed: &str) -> Result<String, jiff::Error> {
    match typed.parse::<Date>() {
        Ok(day) if typed.len() == 10 => first_moment(day),
        _ => Ok(typed.parse::<Timestamp>()?.to_string()),
    }
}

/// Reads a time, or a day as the first moment behind it.
fn until(typed: &str) -> Result<String, jiff::Error> {
    match typed.parse::<Date>() {
        Ok(day) if typed.len() == 10 => first_moment(day.tomorrow()?),
        _ => Ok(typed.parse::<Timestamp>()?.to_string()),
    }
}

fn first_moment(day: Date) -> Result<String, jiff::Error> {
    Ok(day.to_zoned(TimeZone::UTC)?.timestamp().to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_whole() {
        assert_eq!(since("2019-02-05").unwrap(), "2019-02-05T00:00:00Z");
        assert_eq!(until("2019-02-28").unwrap(), "2019-03-01T00:00:00Z");
        assert_eq!(until("2019-02-05T10:00:00+01:00").unwrap(), "2019-02-05T09:00:00Z");
        assert!(since("gisteren").is_err());
    }
}
