//! A row a question of the template: a label and a query.

use kwali_model::Snapshot;

use super::Found;
use super::grid::column::requests;
use super::grid::{Grid, Row};
use crate::Language;
use crate::factsheet::arguments::{Argument, Arguments, Problem};
use crate::factsheet::evidence::Evidence;

/// The columns where the template names none.
const USUAL: [&str; 3] = ["participants", "documents", "segments"];

/// What a row has by itself; all else in it are words that a column can show.
const OF_ROWS: [&str; 3] = ["label", "query", "name"];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let items = arguments.items("rows", "query")?;
    if items.is_empty() {
        return Err(Problem::new("`rows` is missing"));
    }
    let row = |(number, item): (usize, &Arguments)| row(snapshot, item, number + 1);
    let rows: Vec<Row> = items.iter().enumerate().map(row).collect::<Result<_, _>>()?;
    let words: Vec<&str> =
        rows.iter().flat_map(|row| row.words.keys().map(String::as_str)).collect();
    let columns = requests(snapshot, arguments, &USUAL, &words)?;
    let grid = Grid {
        title: language.choose("Questions", "Vragen").to_owned(),
        heading: arguments
            .text("heading")?
            .unwrap_or(language.choose("Question", "Vraag"))
            .to_owned(),
        restriction: arguments.query("where", snapshot)?,
        rows,
        columns,
    };
    grid.fill_and_draw(evidence, arguments, language)
}

fn row(snapshot: &Snapshot, item: &Arguments, number: usize) -> Result<Row, Problem> {
    let query = item.query("query", snapshot)?;
    let label = item.text("label")?.map_or_else(|| query.to_string(), str::to_owned);
    let words = item.0.iter().filter(|(name, _)| !OF_ROWS.contains(&name.as_str()));
    let words = words.map(|(name, value)| words_of(name, value)).collect::<Result<_, _>>()?;
    let name = item.text("name")?.map_or_else(|| number.to_string(), str::to_owned);
    Ok(Row { name, label, query, level: 0, words })
}

fn words_of(name: &str, value: &Argument) -> Result<(String, String), Problem> {
    let words = value.as_words();
    words.map(|words| (name.to_owned(), words)).ok_or_else(|| Problem {
        message: format!("`{name}` of a row must be a text or a number"),
        hint: None,
    })
}
