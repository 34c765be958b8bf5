//! Steps as a chain beside the journal: what each recorded of the rows is under the hash of the entry
//! that ends it, so that nothing is taken back but what was recorded.

use kwali_text::Digest;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::json;

use crate::ChainProblem;
use crate::steps::last_image;

/// The columns of a step that its hash is made from, as [`hash_of_row`] reads them.
const COLUMNS: &str = "number, first_entry, kind, step, last_image, new_ids, images_hash, content";

/// The same before there was a column for what stands in the tables.
const COLUMNS_BEFORE_CONTENT: &str =
    "number, first_entry, kind, step, last_image, new_ids, images_hash, NULL";

/// Gives the step of this number its hashes and returns its own; `images` are the number before that
/// of its first row image, and that of the last.
pub(crate) fn seal(conn: &Connection, number: i64, images: (i64, i64)) -> rusqlite::Result<String> {
    seal_by(COLUMNS, conn, number, images)
}

fn seal_by(
    columns: &str,
    conn: &Connection,
    number: i64,
    images: (i64, i64),
) -> rusqlite::Result<String> {
    let sql = "UPDATE steps SET images_hash = ?2 WHERE number = ?1";
    conn.prepare_cached(sql)?.execute(params![number, images_hash(conn, images)?])?;
    let sql = "SELECT hash FROM steps WHERE number < ?1 ORDER BY number DESC LIMIT 1";
    let previous: Option<Option<String>> =
        conn.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?;
    let previous = previous.flatten().unwrap_or_default();
    let sql = format!("SELECT {columns} FROM steps WHERE number = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let hash = statement.query_row([number], |row| hash_of_row(row, &previous))?;
    let sql = "UPDATE steps SET hash = ?2 WHERE number = ?1";
    conn.prepare_cached(sql)?.execute(params![number, hash])?;
    Ok(hash)
}

/// Chains the steps of a study that was made before they had hashes.
pub(crate) fn chain_all(conn: &Connection) -> rusqlite::Result<()> {
    let mut before = 0;
    for (_, number, last_image) in ends(conn)? {
        seal_by(COLUMNS_BEFORE_CONTENT, conn, number, (before, last_image))?;
        before = last_image;
    }
    Ok(())
}

/// Returns the first place where the steps with this number or a higher one are not what was written,
/// as far as their own chain and the newest entry of the journal tell; no row image is read.
///
/// What stands before them does not matter: each step's hash holds that of the step before it.
pub(crate) fn problem(conn: &Connection, from: u64) -> rusqlite::Result<Option<ChainProblem>> {
    let from = from as i64;
    let sql =
        "SELECT number, hash, last_image FROM steps WHERE number < ?1 ORDER BY number DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let before: Option<(i64, Option<String>, i64)> =
        conn.prepare_cached(sql)?.query_row([from], read).optional()?;
    let (mut last, mut previous, mut images) = match before {
        Some((number, hash, images)) => (Some(number), hash.unwrap_or_default(), images),
        None => (None, String::new(), 0),
    };
    let sql = format!("SELECT {COLUMNS}, hash FROM steps WHERE number >= ?1 ORDER BY number");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([from])?;
    while let Some(row) = rows.next()? {
        let (number, first): (i64, i64) = (row.get(0)?, row.get(1)?);
        if let Some(last) = last.filter(|last| last + 1 < first) {
            return Ok(Some(missing(last + 1, first - 1)));
        }
        let hash = hash_of_row(row, &previous)?;
        if row.get::<_, Option<String>>(8)?.as_ref() != Some(&hash) {
            return Ok(Some(altered(first, number)));
        }
        (last, previous, images) = (Some(number), hash, row.get(4)?);
    }
    let sql = "SELECT number, step_hash FROM changes ORDER BY number DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let newest: Option<(i64, Option<String>)> =
        conn.prepare_cached(sql)?.query_row([], read).optional()?;
    Ok(match (last, newest) {
        (Some(last), Some((newest, _))) if newest > last => Some(missing(last + 1, newest)),
        (Some(last), Some((newest, _))) if newest < last => Some(altered(last, last)),
        (None, Some((newest, Some(_)))) => Some(missing(newest, newest)),
        (Some(last), Some((_, Some(told)))) if told != previous => Some(altered(last, last)),
        // Images behind the last would pass for those of the next step.
        (Some(last), _) if last_image(conn)? > images => Some(altered(last, last)),
        _ => None,
    })
}

/// Returns the first step whose row images are not what was recorded.
pub(crate) fn image_problem(conn: &Connection) -> rusqlite::Result<Option<ChainProblem>> {
    let mut before = 0;
    for (first, number, last_image) in ends(conn)? {
        if !has_its_images(conn, number, (before, last_image))? {
            return Ok(Some(altered(first, number)));
        }
        before = last_image;
    }
    Ok(None)
}

/// True if these row images are those that the step of this number recorded.
pub(crate) fn has_its_images(
    conn: &Connection,
    number: i64,
    images: (i64, i64),
) -> rusqlite::Result<bool> {
    let sql = "SELECT images_hash FROM steps WHERE number = ?1";
    let recorded: Option<String> =
        conn.prepare_cached(sql)?.query_row([number], |row| row.get(0))?;
    Ok(recorded == Some(images_hash(conn, images)?))
}

/// The first and the last entry of every step, and its last row image, from the first step on.
fn ends(conn: &Connection) -> rusqlite::Result<Vec<(i64, i64, i64)>> {
    let sql = "SELECT first_entry, number, last_image FROM steps ORDER BY number";
    let mut statement = conn.prepare(sql)?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// Returns the SHA-256 of row images, one at a time so that a million need no room.
fn images_hash(conn: &Connection, (before, last): (i64, i64)) -> rusqlite::Result<String> {
    let mut statement = conn.prepare_cached(
        "SELECT number, in_table, was, key FROM row_images
         WHERE number > ?1 AND number <= ?2 ORDER BY number",
    )?;
    let mut rows = statement.query([before, last])?;
    let mut hash: Option<Digest> = None;
    let mut content = Vec::new();
    while let Some(row) = rows.next()? {
        content.clear();
        content.extend(hash.iter().flat_map(Digest::as_bytes));
        let (number, table) = (row.get::<_, i64>(0)?, row.get_ref(1)?.as_str()?);
        let list = json!([number, table, text(row, 2)?, text(row, 3)?]);
        content.extend(list.to_string().into_bytes());
        hash = Some(Digest::of(&content));
    }
    Ok(hash.map(|hash| hash.to_string()).unwrap_or_default())
}

/// Returns the SHA-256 of the hash before it, or nothing, and the step, as a list in JSON.
fn hash_of_row(row: &Row<'_>, previous: &str) -> rusqlite::Result<String> {
    let number = |place: usize| row.get::<_, Option<i64>>(place);
    let mut list = vec![json!(previous), json!(number(0)?), json!(number(1)?)];
    list.extend([json!(text(row, 2)?), json!(number(3)?), json!(number(4)?)]);
    list.extend([json!(text(row, 5)?), json!(text(row, 6)?)]);
    // Steps that are older than schema 10 have none.
    list.extend(text(row, 7)?.map(|content| json!(content)));
    Ok(Digest::of(json!(list).to_string().as_bytes()).to_string())
}

fn text<'r>(row: &'r Row<'_>, place: usize) -> rusqlite::Result<Option<&'r str>> {
    row.get_ref(place)?.as_str_or_null().map_err(rusqlite::Error::from)
}

fn missing(first: i64, last: i64) -> ChainProblem {
    ChainProblem::RecordMissing { first: first as u64, last: last as u64 }
}

fn altered(first: i64, last: i64) -> ChainProblem {
    // A step that was put in may have any numbers.
    let entry = |number| u64::try_from(number).unwrap_or_default();
    ChainProblem::RecordAltered { first: entry(first), last: entry(last) }
}
