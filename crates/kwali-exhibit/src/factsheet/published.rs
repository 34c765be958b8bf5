//! What was published before, beside what the study gives now.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{Argument, Arguments, Problem};
use super::kinds::{Content, Finding, Tabulated};
use super::manifest::value_of;
use crate::table::Place;
use crate::{Cell, Column, ColumnKind, Language};

/// One published value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Published {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) row: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) column: Option<String>,
    pub(super) published: Argument,
    /// What the study gives; null where there is no such number.
    pub(super) computed: Value,
    /// Whether the two agree, where both are numbers.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) agrees: Option<bool>,
}

/// Returns what `published` says, each value beside the one found.
///
/// A table takes a map from rows to values, or to maps from columns to values. The value of a row
/// alone is that of its first column of counts. Rows and columns have their names in the manifest;
/// the total is the row `all`.
pub(super) fn compare(arguments: &Arguments, finding: &Finding) -> Vec<Published> {
    let Some(given) = arguments.0.get("published") else { return Vec::new() };
    match (&finding.content, given) {
        (Content::Table(tabulated), Argument::Map(rows)) => {
            rows.iter().flat_map(|(row, value)| of_row(tabulated, row, value)).collect()
        }
        (Content::Number(_), _) => {
            vec![Published::new((None, None), given, value_of(finding).unwrap_or_default())]
        }
        (Content::Quotes(quotes), _) => {
            vec![Published::new((None, None), given, Value::from(quotes.len()))]
        }
        _ => vec![Published::new((None, None), given, Value::Null)],
    }
}

fn of_row(tabulated: &Tabulated, row: &str, given: &Argument) -> Vec<Published> {
    let Argument::Map(columns) = given else {
        let column = usual_column(tabulated);
        return vec![of_cell(tabulated, row, column.as_deref(), given)];
    };
    columns.iter().map(|(column, given)| of_cell(tabulated, row, Some(column), given)).collect()
}

fn of_cell(tabulated: &Tabulated, row: &str, column: Option<&str>, given: &Argument) -> Published {
    let place = column.and_then(|column| place_of_column(tabulated, column));
    let cell = cells_of(tabulated, row).zip(place).and_then(|(cells, place)| cells.get(place));
    let computed = cell.map(|cell| serde_json::to_value(cell).unwrap_or_default());
    Published::new((Some(row), column), given, computed.unwrap_or_default())
}

/// Returns the cells of a row, or of one of those under the table.
fn cells_of<'a>(tabulated: &'a Tabulated, row: &str) -> Option<&'a Vec<Cell>> {
    let table = &tabulated.table;
    let number = tabulated.row_names.iter().position(|name| name == row);
    let is_called =
        |cells: &&Vec<Cell>| matches!(cells.first(), Some(Cell::Text(name)) if name == row);
    number
        .and_then(|number| table.rows().get(number))
        .or_else(|| table.bases().iter().find(is_called))
}

fn place_of_column(tabulated: &Tabulated, name: &str) -> Option<usize> {
    let mut columns = tabulated.table.columns().iter();
    columns.position(|column| column.name == name || column.label == name)
}

/// Returns the name of the column that counts in the table's unit, else of the first that counts.
fn usual_column(tabulated: &Tabulated) -> Option<String> {
    let columns = tabulated.table.columns();
    let counts = |column: &&Column| column.kind == ColumnKind::Count;
    let unit = tabulated.table.unit.as_deref();
    let in_unit = columns.iter().filter(counts).find(|column| Some(column.name.as_str()) == unit);
    in_unit.or_else(|| columns.iter().find(counts)).map(|column| column.name.clone())
}

impl Published {
    fn new(
        (row, column): (Option<&str>, Option<&str>),
        given: &Argument,
        computed: Value,
    ) -> Published {
        let agrees = given.as_number().zip(computed.as_f64()).map(|(published, computed)| {
            let scale = 10f64.powi(decimals(published) as i32);
            (published - computed).abs() * scale <= 0.5 + 1e-9
        });
        Published {
            row: row.map(str::to_owned),
            column: column.map(str::to_owned),
            published: given.clone(),
            computed,
            agrees,
        }
    }

    /// Returns the published value as it reads.
    fn words(&self, language: Language) -> String {
        match &self.published {
            Argument::List(list) => {
                list.iter().filter_map(Argument::as_words).collect::<Vec<_>>().join("; ")
            }
            Argument::Decimal(number) => language.number(*number, decimals(*number)),
            other => other.as_words().unwrap_or_default(),
        }
    }
}

/// Returns with how many decimals a number is written: published numbers are rounded.
fn decimals(number: f64) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Compares again after something was left out of what was found, and leaves out what was published
/// of it where readers see it.
pub(super) fn compare_again(arguments: &Arguments, finding: &mut Finding, language: Language) {
    let before = std::mem::take(&mut finding.published);
    let after = compare(arguments, finding);
    if let Content::Table(tabulated) = &mut finding.content {
        let is_left_out = |row: &str| {
            let of_row =
                before.iter().zip(&after).filter(|(one, _)| one.row.as_deref() == Some(row));
            of_row.into_iter().any(|(before, after)| before.computed != after.computed)
        };
        let table = &mut tabulated.table;
        if let Some(column) = table.columns().iter().position(|column| column.name == COLUMN) {
            for row in 0..table.rows().len() {
                if is_left_out(&tabulated.row_names[row]) {
                    table.replace(Place::Row(row, column), Cell::Suppressed);
                }
            }
            for row in 0..table.bases().len() {
                if matches!(table.bases()[row].first(), Some(Cell::Text(name)) if is_left_out(name))
                {
                    table.replace(Place::Base(row, column), Cell::Suppressed);
                }
            }
            let (old, new) = (agreement(&before, language), agreement(&after, language));
            table.notes.retain(|note| Some(note) != old.as_ref());
            table.notes.extend(new);
        }
    }
    finding.published = after;
}

/// The name of the column with what was published.
const COLUMN: &str = "published";

/// Puts the published values into the exhibit, for readers.
pub(super) fn show(finding: &mut Finding, language: Language) -> Result<(), Problem> {
    let published = std::mem::take(&mut finding.published);
    let heading = language.choose("Published", "Gepubliceerd");
    match &mut finding.content {
        Content::Number(number) => {
            let words: Vec<String> = published.iter().map(|one| one.words(language)).collect();
            number.shown =
                format!("{} ({}: {})", number.shown, heading.to_lowercase(), words.join("; "));
        }
        Content::Table(tabulated) => show_in_table(tabulated, &published, heading, language)?,
        Content::Quotes(_) => {
            return Err(Problem::new("quotes cannot show what was published"));
        }
    }
    finding.published = published;
    Ok(())
}

fn show_in_table(
    tabulated: &mut Tabulated,
    published: &[Published],
    heading: &str,
    language: Language,
) -> Result<(), Problem> {
    let usual = usual_column(tabulated);
    let labels: Vec<(String, String)> = tabulated
        .table
        .columns()
        .iter()
        .map(|column| (column.name.clone(), column.label.clone()))
        .collect();
    let words = |one: &Published| match &one.column {
        Some(column) if Some(column) != usual.as_ref() => {
            let known = labels.iter().find(|(name, _)| name == column);
            let label = known.map_or(column, |(_, label)| label);
            format!("{label}: {}", one.words(language))
        }
        _ => one.words(language),
    };
    let of_row = |row: &str| {
        let of_row = published.iter().filter(|one| one.row.as_deref() == Some(row));
        Cell::text(of_row.map(words).collect::<Vec<_>>().join("; "))
    };
    let cells = tabulated.row_names.iter().map(|row| of_row(row)).collect();
    let bases = tabulated.table.bases().iter().map(|base| match base.first() {
        Some(Cell::Text(row)) => of_row(row),
        _ => Cell::text(""),
    });
    let bases = bases.collect();
    let column = Column::wording(COLUMN, heading, ColumnKind::Text);
    tabulated.table.add_column(column, cells, bases)?;
    tabulated.column_queries.push(None);
    tabulated.table.notes.extend(agreement(published, language));
    let all = published.iter().filter(|one| one.row.is_none());
    tabulated.table.notes.extend(all.map(|one| format!("{heading}: {}", one.words(language))));
    Ok(())
}

/// Says how many of the published numbers are those of the study.
fn agreement(published: &[Published], language: Language) -> Option<String> {
    let compared: Vec<bool> = published.iter().filter_map(|one| one.agrees).collect();
    let (n, n_agree) = (compared.len(), compared.iter().filter(|agrees| **agrees).count());
    (n > 0).then(|| {
        language.choose(
            format!("{n_agree} of {n} published numbers are those of this study"),
            format!("{n_agree} van {n} gepubliceerde getallen zijn gelijk aan die van deze studie"),
        )
    })
}
