//! From a number in a factsheet back to the segments it counts.

use kwali_text::nearest;
use serde_json::Value;

use super::arguments::Problem;
use super::behind::{Asked, Behind, Selections};
use super::disclosure::find_again;
use super::evidence::Evidence;
use super::kinds::{Content, Finding};
use super::manifest::{Manifest, Recorded, RecordedTable, quotes_of, value_of};
use crate::Error;

/// The segments behind an exhibit or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The places of the codings in [`Snapshot::codings`](kwali_model::Snapshot::codings),
    /// ascending.
    pub codings: Vec<usize>,
    /// What was traced: exhibit, row and column, the number in the factsheet and its unit.
    pub description: String,
    /// The query that selects these segments; of pairs of codes it selects more than the pairs.
    pub query: Option<String>,
    /// Where the study now gives another number: what the factsheet says and what it is now.
    pub drift: Option<String>,
}

/// Finds the segments behind an exhibit of a factsheet, or behind one of its cells.
///
/// `cell` is a row and a column, each by its name in the manifest or by its number from 1. Behind a
/// cell of a co-occurrence table stand the segments of either code that overlap one of the other.
///
/// # Errors
///
/// If the manifest cannot be read, has no such exhibit or cell, or asks for what the study no
/// longer has.
pub fn trace(
    manifest_json: &str,
    exhibit: &str,
    cell: Option<(&str, &str)>,
    evidence: &Evidence<'_>,
) -> Result<Trace, Error> {
    let manifest = Manifest::read(manifest_json)?;
    let recorded = find(&manifest, exhibit)?;
    let kind = recorded.kind().ok_or_else(|| Error::Manifest {
        reason: format!("exhibit `{exhibit}` is of the unknown kind `{}`", recorded.kind),
    })?;
    let place = cell.map(|cell| locate(recorded, cell)).transpose()?;
    let traced = || {
        let is_asked = |one: &Recorded| one.id == recorded.id;
        let mut found = find_again(&manifest, evidence, &is_asked).into_iter().flatten();
        let gone = || Problem::new(format!("there is no exhibit `{}`", kind.name()));
        let finding = found.next().ok_or_else(gone)??;
        let asked = match &finding.content {
            Content::Quotes(quotes) => {
                Asked::Codings(quotes.iter().map(|quote| quote.coding).collect())
            }
            _ => Asked::by_recorded(recorded, evidence.snapshot)?,
        };
        let selections = Selections::new(evidence);
        let behind = Behind::new(&selections, &asked)?;
        let codings = match place {
            Some(Place { row, column }) => behind.cell(row, column),
            None => behind.whole(),
        };
        let query = asked.query(place.map(|place| (place.row, place.column)));
        Ok((finding, codings, query.to_string()))
    };
    let (finding, codings, query) =
        traced().map_err(|problem: Problem| problem.of_exhibit(exhibit))?;
    Ok(Trace {
        codings,
        description: describe(recorded, place),
        query: (!query.is_empty()).then_some(query),
        drift: drift(recorded, &finding, place),
    })
}

/// Row and column of a cell, among the machine columns.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    column: usize,
}

fn find<'a>(manifest: &'a Manifest, id: &str) -> Result<&'a Recorded, Error> {
    let known = || manifest.exhibits.iter();
    known().find(|recorded| recorded.id == id).ok_or_else(|| {
        let ids = known().map(|recorded| recorded.id.as_str());
        Error::UnknownExhibit { id: id.to_owned(), near: nearest(id, ids).map(str::to_owned) }
    })
}

fn locate(recorded: &Recorded, (row, column): (&str, &str)) -> Result<Place, Error> {
    let no_cell = |what, typed: &str, known: &[String]| Error::UnknownCell {
        exhibit: recorded.id.clone(),
        what,
        typed: typed.to_owned(),
        known: known.to_vec(),
    };
    let Some(table) = &recorded.table else { return Err(no_cell("row", row, &[])) };
    let place = |what, typed: &str, names: &[String]| {
        let by_name = names.iter().position(|name| name == typed);
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_number = || number.filter(|&place| place < names.len());
        by_name.or_else(by_number).ok_or_else(|| no_cell(what, typed, names))
    };
    let counted: Vec<String> = table
        .columns
        .iter()
        .zip(&table.column_queries)
        .filter(|(_, query)| query.is_some())
        .map(|(name, _)| name.clone())
        .collect();
    let column_name = &counted[place("column", column, &counted)?];
    let column = table.columns.iter().position(|name| name == column_name).unwrap_or_default();
    Ok(Place { row: place("row", row, &table.row_names)?, column })
}

fn describe(recorded: &Recorded, place: Option<Place>) -> String {
    let mut description = format!("{} `{}`", recorded.kind, recorded.id);
    if !recorded.title.is_empty() {
        description.push_str(&format!(": {}", recorded.title));
    }
    let unit = recorded.unit.as_deref().unwrap_or_default();
    if let (Some(table), Some(Place { row, column })) = (&recorded.table, place) {
        let number = &table.rows[row][column];
        let (row, column) = (&table.row_names[row], &table.columns[column]);
        description.push_str(&format!("; row {row}, column {column}: {number}"));
    } else if let Some(value) = &recorded.value {
        description.push_str(&format!(": {value}"));
    }
    if !unit.is_empty() {
        description.push_str(&format!(" ({unit})"));
    }
    description
}

/// Returns what the factsheet says and what it is now, if these differ.
fn drift(recorded: &Recorded, now: &Finding, place: Option<Place>) -> Option<String> {
    let differs = |then: &Value, now: &Value| {
        (!is_same(then, now)).then(|| format!("the factsheet says {then}, it is now {now}"))
    };
    if let (Some(then), Some(now)) = (&recorded.value, value_of(now)) {
        return differs(then, &now);
    }
    if let (Some(then), Some(now)) = (&recorded.quotes, quotes_of(now)) {
        let told = || format!("the factsheet quotes {then:?}, it would now quote {now:?}");
        return (*then != now).then(told);
    }
    let (Some(then), Content::Table(now)) = (&recorded.table, &now.content) else { return None };
    let now = RecordedTable::new(now);
    if let Some(Place { row, column }) = place {
        let row_now = now.row_names.iter().position(|name| *name == then.row_names[row]);
        let column_now = now.columns.iter().position(|name| *name == then.columns[column]);
        let cell = row_now.zip(column_now).map(|(row, column)| now.rows[row][column].clone());
        let then = &then.rows[row][column];
        return match cell {
            Some(now) => differs(then, &now),
            None => {
                Some(format!("the factsheet says {then}, its row or column is no longer there"))
            }
        };
    }
    if then.columns != now.columns || then.row_names != now.row_names {
        return Some("its rows or columns are now others".to_owned());
    }
    let cells = |table: &RecordedTable| table.rows.iter().flatten().cloned().collect::<Vec<_>>();
    let changed =
        cells(then).iter().zip(&cells(&now)).filter(|(then, now)| !is_same(then, now)).count();
    (changed > 0).then(|| format!("{changed} of its cells are now others"))
}

/// True if two cells are equal; numbers may differ by what reading and writing them changes.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        _ => one == other,
    }
}
