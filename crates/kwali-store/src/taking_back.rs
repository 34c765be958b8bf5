//! Putting rows back as a step found them, from what it recorded.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{CodePath, CodingId, DocumentId};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::Value;

use crate::steps::Record;
use crate::tables::Table;

/// What a step bears on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    /// Documents whose words, speakers, values or codings it changed, or that it added or took away.
    pub documents: BTreeSet<DocumentId>,
    /// Codes that it changed, or whose codings it changed, as they are called before and after it.
    pub codes: BTreeSet<CodePath>,
    /// Codings that it changed, but for those it added in bulk.
    pub codings: BTreeSet<CodingId>,
    /// Ids of codings that it added in bulk: the first and the last.
    pub new_codings: Option<(CodingId, CodingId)>,
    /// Tables of the study file in which it changed rows: `codings`, `memos`, `queries`, …
    pub tables: BTreeSet<String>,
    /// Whether it bears on what the search index holds of all documents.
    pub(crate) all: bool,
}

impl Touched {
    /// True if the step bears on this coding.
    pub fn has_coding(&self, coding: CodingId) -> bool {
        let is_new = |(first, last)| (first..=last).contains(&coding);
        self.codings.contains(&coding) || self.new_codings.is_some_and(is_new)
    }

    /// Adds what another step bears on.
    pub fn add(&mut self, other: Touched) {
        self.documents.extend(other.documents);
        self.codes.extend(other.codes);
        self.codings.extend(other.codings);
        self.tables.extend(other.tables);
        self.all |= other.all;
        self.new_codings = match (self.new_codings, other.new_codings) {
            (Some(mine), Some(theirs)) => Some((mine.0.min(theirs.0), mine.1.max(theirs.1))),
            (mine, theirs) => mine.or(theirs),
        };
    }
}

/// One row as it was before it changed, and the key by which it is found now.
struct RowImage {
    number: i64,
    table: String,
    was: Option<Vec<Sql>>,
    key: Option<Vec<Sql>>,
}

/// How many row images are read at once.
const AT_ONCE: i64 = 10_000;

/// Puts rows back as they were before a step; tells what that bears on.
///
/// `stamp` is the number of the change that does it. References are checked when all is done.
pub(crate) fn take_back(
    conn: &Connection,
    tables: &[Table],
    record: &Record,
    stamp: i64,
) -> rusqlite::Result<Touched> {
    conn.pragma_update(None, "defer_foreign_keys", true)?;
    let (code_rows, touched) = (BTreeSet::new(), Touched::default());
    let mut returning = Returning { conn, stamp, code_rows, touched };
    for table in tables {
        let Some(giver) = &table.ids_from else { continue };
        let mut ranges = record.new_ids.iter().filter(|(name, ..)| name == giver);
        if let Some(&(_, first, last)) = ranges.next() {
            returning.remove_new(table, (first, last))?;
        }
    }
    let by_name: BTreeMap<&str, &Table> =
        tables.iter().map(|table| (table.name.as_str(), table)).collect();
    let (before, mut last) = record.images;
    while last > before {
        let images = images(conn, (before, last))?;
        let Some(least) = images.last().map(|image| image.number) else { break };
        for image in &images {
            let table = by_name.get(image.table.as_str()).ok_or_else(gone)?;
            returning.put_back(table, image)?;
        }
        last = least - 1;
    }
    returning.finish()
}

/// Returns row images from the last one back.
fn images(conn: &Connection, (before, last): (i64, i64)) -> rusqlite::Result<Vec<RowImage>> {
    let sql = "SELECT number, in_table, was, key FROM row_images
               WHERE number > ?1 AND number <= ?2 ORDER BY number DESC LIMIT ?3";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params![before, last, AT_ONCE], |row| {
        Ok(RowImage {
            number: row.get(0)?,
            table: row.get(1)?,
            was: values(row.get(2)?)?,
            key: values(row.get(3)?)?,
        })
    })?;
    rows.collect()
}

pub(crate) fn values(json: Option<String>) -> rusqlite::Result<Option<Vec<Sql>>> {
    let Some(json) = json else { return Ok(None) };
    let list: Vec<Value> = serde_json::from_str(&json).map_err(|_| gone())?;
    let value = |value: Value| match value {
        Value::String(text) => Ok(Sql::Text(text)),
        Value::Number(number) => number.as_i64().map(Sql::Integer).ok_or_else(gone),
        _ => Ok(Sql::Null),
    };
    list.into_iter().map(value).collect::<rusqlite::Result<_>>().map(Some)
}

/// A row is not as the step left it, so that it cannot be put back.
fn gone() -> rusqlite::Error {
    rusqlite::Error::QueryReturnedNoRows
}

/// Rows on their way back.
struct Returning<'a> {
    conn: &'a Connection,
    stamp: i64,
    /// Row numbers of codes whose path may be another than before.
    code_rows: BTreeSet<i64>,
    touched: Touched,
}

impl Returning<'_> {
    /// Removes the rows that the step added with new ids.
    fn remove_new(&mut self, table: &Table, (first, last): (i64, i64)) -> rusqlite::Result<()> {
        let name = table.name.as_str();
        let range = params![first, last];
        let values_of = |column: &str| -> rusqlite::Result<Vec<i64>> {
            let sql = format!("SELECT DISTINCT {column} FROM {name} WHERE id BETWEEN ?1 AND ?2");
            let mut statement = self.conn.prepare_cached(&sql)?;
            statement.query_map(range, |row| row.get(0))?.collect()
        };
        if let Some(column) = document_column(table) {
            let ids = values_of(column)?.into_iter().map(|id| DocumentId(id as u32));
            self.touched.documents.extend(ids);
        }
        if let Some(column) = code_column(table) {
            for id in values_of(column)? {
                self.touch_code(id)?;
            }
        }
        let sql = format!("DELETE FROM {name} WHERE id BETWEEN ?1 AND ?2");
        if self.conn.prepare_cached(&sql)?.execute(range)? == 0 {
            return Ok(());
        }
        if name == "codings" {
            self.touched.new_codings = Some((CodingId(first as u32), CodingId(last as u32)));
        }
        self.touch_table(name, true);
        Ok(())
    }

    /// Puts one row back.
    fn put_back(&mut self, table: &Table, image: &RowImage) -> rusqlite::Result<()> {
        let came_or_went = image.was.is_none() || image.key.is_none();
        if let Some(key) = &image.key
            && let Some(now) = self.row(table, key)?
        {
            self.touch_row(table, &now)?;
            let renamed = |was: &Vec<Sql>| path_of_code(table, was) != path_of_code(table, &now);
            // The search index holds the path of a code with every coding.
            self.touched.all |= image.was.as_ref().is_some_and(renamed);
        }
        match (&image.was, &image.key) {
            (None, Some(key)) => {
                // It may have gone already, with a row it belonged to.
                let sql = format!("DELETE FROM {} WHERE {}", table.name, found_by(table, 0));
                self.conn.prepare_cached(&sql)?.execute(params_from_iter(key))?;
            }
            (Some(was), Some(key)) => self.change_back(table, was, key)?,
            (Some(was), None) => self.add_back(table, was)?,
            (None, None) => return Err(gone()),
        }
        if let Some(was) = &image.was {
            self.touch_row(table, was)?;
        }
        self.touch_table(&table.name, came_or_went);
        Ok(())
    }

    fn change_back(&self, table: &Table, was: &[Sql], key: &[Sql]) -> rusqlite::Result<()> {
        // Columns that came with a later schema stay as they are.
        let set: Vec<String> = table.columns[..was.len()]
            .iter()
            .enumerate()
            .map(|(place, column)| format!("\"{column}\" = ?{}", place + 1))
            .collect();
        let Table { name, .. } = table;
        let sql =
            format!("UPDATE {name} SET {} WHERE {}", set.join(", "), found_by(table, was.len()));
        let values = was.iter().chain(key);
        match self.conn.prepare_cached(&sql)?.execute(params_from_iter(values))? {
            1 => Ok(()),
            _ => Err(gone()),
        }
    }

    fn add_back(&self, table: &Table, was: &[Sql]) -> rusqlite::Result<()> {
        let stamp = table.stamp.map(|column| (column.to_owned(), Sql::Integer(self.stamp)));
        let columns = table.columns.iter().cloned().zip(was.iter().cloned());
        let (columns, values): (Vec<String>, Vec<Sql>) = columns.chain(stamp).unzip();
        let columns: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let places = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({places})", table.name, columns.join(", "));
        self.conn.prepare_cached(&sql)?.execute(params_from_iter(values)).map(|_| ())
    }

    /// Returns the row of a table that has this key now.
    fn row(&self, table: &Table, key: &[Sql]) -> rusqlite::Result<Option<Vec<Sql>>> {
        let columns: Vec<String> =
            table.columns.iter().map(|column| format!("\"{column}\"")).collect();
        let sql = format!(
            "SELECT {} FROM {} WHERE {}",
            columns.join(", "),
            table.name,
            found_by(table, 0)
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| row.get(at)).collect();
        statement.query_row(params_from_iter(key), read).optional()
    }

    /// Notes what a row bears on.
    fn touch_row(&mut self, table: &Table, row: &[Sql]) -> rusqlite::Result<()> {
        let number = |column: &str| match table.place(column).and_then(|place| row.get(place)) {
            Some(&Sql::Integer(number)) => Some(number),
            _ => None,
        };
        let document = document_column(table).and_then(number);
        self.touched.documents.extend(document.map(|id| DocumentId(id as u32)));
        if let Some(id) = code_column(table).and_then(number) {
            self.touch_code(id)?;
        }
        let coding = match table.name.as_str() {
            "codings" | "lost_codings" => number("id"),
            _ => number("coding"),
        };
        self.touched.codings.extend(coding.map(|id| CodingId(id as u32)));
        if let Some(path) = path_of_code(table, row) {
            self.touched.codes.extend(CodePath::new(path).ok());
        }
        Ok(())
    }

    /// Notes a code by its row number, as it is called now and will be when all is back.
    fn touch_code(&mut self, id: i64) -> rusqlite::Result<()> {
        if self.code_rows.insert(id) {
            self.touched.codes.extend(code_path(self.conn, id)?);
        }
        Ok(())
    }

    /// Notes in which table a row changed, and whether it came or went.
    fn touch_table(&mut self, name: &str, came_or_went: bool) {
        self.touched.all |= match name {
            // What people are is held of every document they may speak in.
            "participants" | "participant_values" => true,
            "documents" => came_or_went,
            _ => false,
        };
        if !self.touched.tables.contains(name) {
            self.touched.tables.insert(name.to_owned());
        }
    }

    /// Adds what the codes are called now that all is back.
    fn finish(mut self) -> rusqlite::Result<Touched> {
        for id in self.code_rows {
            self.touched.codes.extend(code_path(self.conn, id)?);
        }
        Ok(self.touched)
    }
}

/// The column of a table that tells of which document its rows are.
fn document_column(table: &Table) -> Option<&'static str> {
    match table.name == "documents" {
        true => Some("id"),
        false => table.place("document").map(|_| "document"),
    }
}

/// The column of a table that tells of which code its rows are.
fn code_column(table: &Table) -> Option<&'static str> {
    match table.name == "codes" {
        true => Some("id"),
        false => table.place("code").map(|_| "code"),
    }
}

/// The path in a row of the table of codes.
fn path_of_code<'a>(table: &Table, row: &'a [Sql]) -> Option<&'a str> {
    match table.place("path").and_then(|place| row.get(place)) {
        Some(Sql::Text(path)) if table.name == "codes" => Some(path),
        _ => None,
    }
}

fn code_path(conn: &Connection, id: i64) -> rusqlite::Result<Option<CodePath>> {
    let mut statement = conn.prepare_cached("SELECT path FROM codes WHERE id = ?1")?;
    let path: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(path.and_then(|path| CodePath::new(&path).ok()))
}

/// The condition that finds a row by its key, with parameters behind the first few.
pub(crate) fn found_by(table: &Table, behind: usize) -> String {
    let column = |(place, column): (usize, &str)| format!("\"{column}\" = ?{}", behind + place + 1);
    table.key_columns().enumerate().map(column).collect::<Vec<_>>().join(" AND ")
}
