//! What stands in the tables, as sums of hashes that every step carries on: it is known if another
//! program changed a row.
//!
//! The sum of a table is that of the SHA-256 of its rows, each cut into four numbers of 64 bits that
//! are added up for themselves. Whatever the order of its rows, it tells what they are, and a step needs
//! to read the rows alone that it touched. The SHA-256 of all sums is part of what the step's own
//! hash is made from.

use std::collections::BTreeMap;

use kwali_text::Digest;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::{Value, json};

use crate::recording::STAMP_KEY;
use crate::steps::Record;
use crate::tables::{Table, tables};
use crate::taking_back::{found_by, values};
use crate::{Error, Store};

/// The sum of the hashes of some rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Sum([u64; 4]);

impl Sum {
    /// That of one row, which is a list in JSON.
    fn of_row(row: &str) -> Sum {
        let digest = Digest::of(row.as_bytes());
        let mut lanes = [0; 4];
        for (lane, bytes) in lanes.iter_mut().zip(digest.as_bytes().chunks_exact(8)) {
            *lane = bytes.iter().fold(0, |number, &byte| (number << 8) | u64::from(byte));
        }
        Sum(lanes)
    }

    fn from_hex(hex: &str) -> Sum {
        let mut lanes = [0; 4];
        for (place, lane) in lanes.iter_mut().enumerate() {
            let digits = hex.get(place * 16..place * 16 + 16).unwrap_or_default();
            *lane = u64::from_str_radix(digits, 16).unwrap_or_default();
        }
        Sum(lanes)
    }

    fn hex(self) -> String {
        self.0.iter().map(|lane| format!("{lane:016x}")).collect()
    }

    fn plus(self, other: Sum) -> Sum {
        Sum(std::array::from_fn(|lane| self.0[lane].wrapping_add(other.0[lane])))
    }

    fn minus(self, other: Sum) -> Sum {
        Sum(std::array::from_fn(|lane| self.0[lane].wrapping_sub(other.0[lane])))
    }
}

/// By table, how much what stands in it is more than it was.
pub(crate) type Difference = BTreeMap<String, Sum>;

/// Which way a difference is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Going {
    /// The step was done.
    There,
    /// It is taken back.
    Back,
}

/// Adds up all that stands in the tables, and keeps that.
pub(crate) fn keep_all(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM content_sums", [])?;
    for (table, sum) in all(conn)? {
        put(conn, &table, sum)?;
    }
    Ok(())
}

/// Carries the sums on by what a step did, or by what goes with it.
pub(crate) fn carry_on(
    conn: &Connection,
    difference: &Difference,
    going: Going,
) -> rusqlite::Result<()> {
    let kept = kept(conn)?;
    for (table, &sum) in difference {
        let before = kept.get(table).copied().unwrap_or_default();
        let now = match going {
            Going::There => before.plus(sum),
            Going::Back => before.minus(sum),
        };
        put(conn, table, now)?;
    }
    Ok(())
}

/// Returns the SHA-256 of the sums that are kept.
pub(crate) fn digest(conn: &Connection) -> rusqlite::Result<String> {
    let sums: Vec<Value> =
        kept(conn)?.into_iter().map(|(table, sum)| json!([table, sum.hex()])).collect();
    Ok(Digest::of(json!(sums).to_string().as_bytes()).to_string())
}

/// True if the sums that are kept are those of which the newest step tells; a step that is older than
/// they are tells nothing.
pub(crate) fn is_of_newest_step(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT content FROM steps ORDER BY number DESC LIMIT 1";
    let told: Option<Option<String>> =
        conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    match told.flatten() {
        Some(told) => Ok(told == digest(conn)?),
        None => Ok(true),
    }
}

/// Returns by how much the rows that a step recorded are more now than they were before it.
pub(crate) fn difference(
    conn: &Connection,
    tables: &[Table],
    record: &Record,
) -> rusqlite::Result<Difference> {
    let mut imaged = Imaged::of(conn, tables, record)?;
    let mut difference = Difference::new();
    for table in tables {
        let rows = imaged.0.remove(&table.name).unwrap_or_default();
        let now = rows_now(conn, table, &rows)?.plus(new_rows(conn, table, record, &rows)?);
        let was = rows.gone.iter().chain(rows.by_key.values().flatten());
        let sum = was.fold(now, |sum, row| sum.minus(Sum::of_row(row)));
        if sum != Sum::default() {
            difference.insert(table.name.clone(), sum);
        }
    }
    Ok(difference)
}

/// Rows of one table that were there before a step and changed in it.
#[derive(Default)]
struct Rows {
    /// By the key by which each is found now, a list in JSON, what it was before; nothing if it came.
    by_key: BTreeMap<String, Option<String>>,
    /// What those were that are gone.
    gone: Vec<String>,
}

/// By table, rows of which a step recorded what they were.
struct Imaged(BTreeMap<String, Rows>);

impl Imaged {
    fn of(conn: &Connection, tables: &[Table], record: &Record) -> rusqlite::Result<Imaged> {
        let keys: BTreeMap<&str, &Table> =
            tables.iter().map(|table| (table.name.as_str(), table)).collect();
        let mut imaged = Imaged(BTreeMap::new());
        let sql = "SELECT in_table, was, key FROM row_images
                   WHERE number > ?1 AND number <= ?2 ORDER BY number";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![record.images.0, record.images.1])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let Some(table) = keys.get(name.as_str()) else { continue };
            imaged.0.entry(name).or_default().add(table, row.get(1)?, row.get(2)?);
        }
        Ok(imaged)
    }
}

impl Rows {
    /// Follows one image: a row may change several times in a step, and its key with it.
    fn add(&mut self, table: &Table, was: Option<String>, key: Option<String>) {
        let first = was.and_then(|was| {
            let known = key_of(table, &was).and_then(|key| self.by_key.remove(&key));
            known.unwrap_or(Some(was))
        });
        match key {
            Some(key) => drop(self.by_key.insert(normal(&key), first)),
            None => self.gone.extend(first),
        }
    }
}

/// Returns the key of a row, both lists in JSON.
fn key_of(table: &Table, row: &str) -> Option<String> {
    let row: Vec<Value> = serde_json::from_str(row).ok()?;
    let key: Option<Vec<Value>> = table.key.iter().map(|&place| row.get(place).cloned()).collect();
    Some(Value::Array(key?).to_string())
}

/// Returns a key as [`key_of`] writes it.
fn normal(key: &str) -> String {
    serde_json::from_str::<Value>(key).map_or_else(|_| key.to_owned(), |key| key.to_string())
}

/// Adds up rows by their keys, as they are now.
fn rows_now(conn: &Connection, table: &Table, rows: &Rows) -> rusqlite::Result<Sum> {
    let mut sum = Sum::default();
    if rows.by_key.is_empty() {
        return Ok(sum);
    }
    let sql = format!("SELECT {} FROM {} WHERE {}", as_list(table), table.name, found_by(table, 0));
    let mut statement = conn.prepare_cached(&sql)?;
    for key in rows.by_key.keys() {
        let key = values(Some(key.clone()))?.unwrap_or_default();
        let mut found = statement.query(params_from_iter(key))?;
        if let Some(row) = found.next()? {
            sum = sum.plus(Sum::of_row(row.get_ref(0)?.as_str()?));
        }
    }
    Ok(sum)
}

/// Adds up the rows that came with ids which the step gave out, but for those of other keys.
fn new_rows(
    conn: &Connection,
    table: &Table,
    record: &Record,
    others: &Rows,
) -> rusqlite::Result<Sum> {
    let told = table.told_new_by();
    let ranges = record.new_ids.iter().flat_map(|(giver, first, last)| {
        let columns = told.iter().filter(move |(_, from)| from == giver);
        columns.map(move |(column, _)| format!("\"{column}\" BETWEEN {first} AND {last}"))
    });
    let conditions: Vec<String> = ranges.collect();
    if conditions.is_empty() {
        return Ok(Sum::default());
    }
    let wanted = conditions.join(" OR ");
    let mut sum = Sum::default();
    let sql = format!("SELECT {} FROM {} WHERE {wanted}", as_list(table), table.name);
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let row = row.get_ref(0)?.as_str()?;
        let is_other = || key_of(table, row).is_some_and(|key| others.by_key.contains_key(&key));
        if others.by_key.is_empty() || !is_other() {
            sum = sum.plus(Sum::of_row(row));
        }
    }
    Ok(sum)
}

/// Where tables, indexes and triggers are described: no step changes that.
const SCHEMA: (&str, &str) = (
    "sqlite_schema",
    "SELECT json_array(type, name, sql) FROM main.sqlite_schema WHERE sql IS NOT NULL",
);

/// Returns the sum of every table.
fn all(conn: &Connection) -> rusqlite::Result<Difference> {
    let mut sums = Difference::from([(SCHEMA.0.to_owned(), sum_of(conn, SCHEMA.1)?)]);
    for table in tables(conn)? {
        let but = match table.name.as_str() {
            "study" => format!(" WHERE key <> '{STAMP_KEY}'"),
            _ => String::new(),
        };
        let sum = sum_of(conn, &format!("SELECT {} FROM {}{but}", as_list(&table), table.name))?;
        sums.insert(table.name, sum);
    }
    Ok(sums)
}

/// Adds up the rows that a query returns as lists in JSON.
fn sum_of(conn: &Connection, sql: &str) -> rusqlite::Result<Sum> {
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut sum = Sum::default();
    while let Some(row) = rows.next()? {
        sum = sum.plus(Sum::of_row(row.get_ref(0)?.as_str()?));
    }
    Ok(sum)
}

fn kept(conn: &Connection) -> rusqlite::Result<Difference> {
    let mut statement = conn.prepare_cached("SELECT in_table, sum FROM content_sums")?;
    let read =
        |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Sum::from_hex(row.get_ref(1)?.as_str()?)));
    statement.query_map([], read)?.collect()
}

fn put(conn: &Connection, table: &str, sum: Sum) -> rusqlite::Result<()> {
    let sql = "INSERT INTO content_sums VALUES (?1, ?2)
               ON CONFLICT DO UPDATE SET sum = excluded.sum";
    conn.prepare_cached(sql)?.execute(params![table, sum.hex()]).map(|_| ())
}

/// The columns of a row as a list in JSON.
fn as_list(table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
    format!("json_array({})", columns.join(", "))
}

impl Store {
    /// Returns the tables in which stands something else than what was written, as far as the sums
    /// tell that every step carries on; whether these are what was written is for the newest
    /// step to tell (see [`Store::chain_problem`]).
    ///
    /// Steps that were done before there were sums do not tell what they wrote: what was there when the
    /// study was brought to this schema counts as written.
    pub fn changed_tables(&self) -> Result<Vec<String>, Error> {
        let compare = || -> rusqlite::Result<Vec<String>> {
            let kept = kept(&self.conn)?;
            let differs =
                |(table, sum): &(String, Sum)| kept.get(table).copied().unwrap_or_default() != *sum;
            let changed = all(&self.conn)?.into_iter().filter(differs);
            Ok(changed.map(|(table, _)| table).collect())
        };
        compare().map_err(|error| Error::sql(&self.path, error))
    }
}
