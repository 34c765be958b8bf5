//! Tables as data that the templates read.

use serde_json::Value as Json;

use super::grid::{Grid, Group, Look, Part};
use super::sheet::Sheet;
use super::words::Words;
use crate::table::{ForPeople, Value};
use crate::{Column, ColumnKind, Side, Style, Table};

/// Returns the table of an exhibit, with its caption and notes.
pub(super) fn of_exhibit(sheet: &Sheet<'_>, table: &Table) -> Json {
    let words = &sheet.words;
    let view = ForPeople::new(table, Style { width: None, language: sheet.language });
    let columns: Vec<&Column> = view.columns().collect();
    let row = |values: Vec<Value>| -> Vec<Part> {
        let mut parts: Vec<Part> =
            values.iter().map(|value| Part::of_text(words, &value.text).at(value.level)).collect();
        if let (Some(part), Some(column)) = (parts.first_mut(), columns.first()) {
            part.is_head = column.kind == ColumnKind::Text;
        }
        parts
    };
    let grid = Grid {
        looks: columns.iter().map(|column| Look::of(column)).collect(),
        groups: groups(words, &columns),
        heads: columns.iter().map(|column| Part::of_text(words, &column.label)).collect(),
        rows: view.values().map(row).collect(),
        bases: view.base_values().map(row).collect(),
    };
    let facts = view.facts().into_iter();
    let facts = facts.map(|(word, fact)| Json::Array(words.parts(&format!("{word}: {fact}"))));
    let mut set = grid.set(words);
    set["title"] = Json::Array(words.parts(&table.title));
    set["facts"] = facts.collect();
    set["notes"] = view.notes().map(|note| Json::Array(words.parts(note))).collect();
    set
}

/// Returns a table that the template of the factsheet has written out.
pub(super) fn written_out(
    words: &Words,
    heads: Vec<Part>,
    sides: &[Side],
    rows: Vec<Vec<Part>>,
) -> Json {
    let look = |column: usize| match sides.get(column) {
        Some(Side::Right) => Look::Number,
        _ => Look::Text,
    };
    let looks: Vec<Look> = (0..heads.len()).map(look).collect();
    Grid { looks, groups: Vec::new(), heads, rows, bases: Vec::new() }.set(words)
}

/// Returns the headings over several columns, if there are any.
fn groups(words: &Words, columns: &[&Column]) -> Vec<Group> {
    if columns.iter().all(|column| column.group.is_none()) {
        return Vec::new();
    }
    let groups = columns.chunk_by(|a, b| a.group == b.group);
    let group = |together: &[&Column]| Group {
        words: Part::of_text(words, together[0].group.as_deref().unwrap_or_default()),
        span: together.len(),
    };
    groups.map(group).collect()
}
