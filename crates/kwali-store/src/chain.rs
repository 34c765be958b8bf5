//! The journal as a chain: each entry holds a hash over itself and the hash of the one before it.

use kwali_text::Digest;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::json;

use crate::{Error, Store, content, step_chain};

/// Where the journal is not what was written, as far as its chain of hashes tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChainProblem {
    /// Entries are missing before this one.
    Missing {
        /// The first that is missing.
        first: u64,
        /// The last that is missing.
        last: u64,
    },
    /// The entry's hash is not that of its content and of the entry before it.
    Altered(u64),
    /// An entry was put in with a number that the journal never gives.
    PutIn(i64),
    /// What these entries changed is not recorded any more, so that it cannot be taken back.
    RecordMissing {
        /// The first of them.
        first: u64,
        /// The last of them.
        last: u64,
    },
    /// What was recorded of these entries, to take them back, is not what was written.
    RecordAltered {
        /// The first of them.
        first: u64,
        /// The last of them.
        last: u64,
    },
    /// The newest entry is not that of the last change: what it tells of the study is not what the study
    /// keeps.
    End,
}

impl ChainProblem {
    /// Returns the entries concerned as people read them: `entry 12`, or `entries 12..15`.
    pub fn entries(&self) -> String {
        let (first, last) = match *self {
            ChainProblem::PutIn(entry) => return format!("entry {entry}"),
            ChainProblem::End => return "the newest entry".to_owned(),
            ChainProblem::Altered(entry) => (entry, entry),
            ChainProblem::Missing { first, last }
            | ChainProblem::RecordMissing { first, last }
            | ChainProblem::RecordAltered { first, last } => (first, last),
        };
        in_words(first, last)
    }
}

/// Returns entries with that word: `entry 12`, or `entries 12..15`.
pub(crate) fn in_words(first: u64, last: u64) -> String {
    let word = if first == last { "entry" } else { "entries" };
    format!("{word} {}", entries(first, last))
}

/// Returns entries as people read them: `12`, or `12..15`.
pub(crate) fn entries(first: u64, last: u64) -> String {
    match first == last {
        true => last.to_string(),
        false => format!("{first}..{last}"),
    }
}

/// What of an entry its hash is made from, as it is stored.
pub(crate) struct Content<'a> {
    pub(crate) number: i64,
    pub(crate) at: &'a str,
    pub(crate) who: &'a str,
    pub(crate) action: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) before: Option<&'a str>,
    pub(crate) after: Option<&'a str>,
    pub(crate) token: &'a str,
    /// The hash of the step that ends with it.
    pub(crate) step_hash: Option<&'a str>,
}

impl Content<'_> {
    /// Returns the SHA-256 of the hash before it, or nothing, and the entry, as a list in JSON.
    pub(crate) fn hash(&self, previous: &str) -> String {
        let Content { number, at, who, action, subject, before, after, token, step_hash } = self;
        let mut list = vec![json!(previous), json!(number)];
        list.extend([at, who, action, subject].map(|text| json!(text)));
        list.extend([json!(before), json!(after), json!(token)]);
        list.extend(step_hash.map(|hash| json!(hash)));
        Digest::of(json!(list).to_string().as_bytes()).to_string()
    }

    fn hash_of_row(
        row: &Row<'_>,
        previous: &str,
        step_hash: Option<&str>,
    ) -> rusqlite::Result<(i64, String)> {
        let text = |place: usize| row.get_ref(place)?.as_str().map_err(rusqlite::Error::from);
        let optional =
            |place: usize| row.get_ref(place)?.as_str_or_null().map_err(rusqlite::Error::from);
        let content = Content {
            number: row.get(0)?,
            at: text(1)?,
            who: text(2)?,
            action: text(3)?,
            subject: text(4)?,
            before: optional(5)?,
            after: optional(6)?,
            token: text(7)?,
            step_hash,
        };
        Ok((content.number, content.hash(previous)))
    }
}

/// The columns that [`Content::hash_of_row`] reads.
const COLUMNS: &str = "number, at, who, action, subject, before, after, token";

/// Chains the entries of a study that was made before there were hashes.
pub(crate) fn chain_all(conn: &Connection) -> rusqlite::Result<()> {
    let mut entries = conn.prepare(&format!("SELECT {COLUMNS} FROM changes ORDER BY number"))?;
    let mut put = conn.prepare("UPDATE changes SET hash = ?2 WHERE number = ?1")?;
    let mut previous = String::new();
    let mut hashes = Vec::new();
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let (number, hash) = Content::hash_of_row(row, &previous, None)?;
        previous.clone_from(&hash);
        hashes.push((number, hash));
    }
    drop(rows);
    for (number, hash) in hashes {
        put.execute(params![number, hash])?;
    }
    Ok(())
}

/// Returns the number and the hash of the newest entry.
pub(crate) fn head(conn: &Connection) -> rusqlite::Result<(i64, String)> {
    let sql = "SELECT number, coalesce(hash, '') FROM changes ORDER BY number DESC LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) => Ok((row.get(0)?, row.get(1)?)),
        None => Ok((0, String::new())),
    }
}

/// Puts the hash of the step that ends with an entry under the entry's own hash, and returns that.
pub(crate) fn seal(conn: &Connection, number: i64, step_hash: &str) -> rusqlite::Result<String> {
    let hash = hash_with(conn, number, Some(step_hash))?;
    let sql = "UPDATE changes SET step_hash = ?2, hash = ?3 WHERE number = ?1";
    conn.prepare_cached(sql)?.execute(params![number, step_hash, hash])?;
    Ok(hash)
}

/// Returns the hash of an entry with a step that ends with it, behind the entry before it.
fn hash_with(conn: &Connection, number: i64, step_hash: Option<&str>) -> rusqlite::Result<String> {
    let sql = "SELECT hash FROM changes WHERE number = ?1 - 1";
    let previous: Option<Option<String>> =
        conn.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?;
    let previous = previous.flatten().unwrap_or_default();
    let sql = format!("SELECT {COLUMNS} FROM changes WHERE number = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let read = |row: &Row<'_>| Content::hash_of_row(row, &previous, step_hash);
    Ok(statement.query_row([number], read)?.1)
}

/// Returns where steps from this number on, which are about to be taken back or done again, are not what
/// was written.
pub(crate) fn problem_of_steps(
    conn: &Connection,
    from: u64,
) -> rusqlite::Result<Option<ChainProblem>> {
    if let Some(problem) = step_chain::problem(conn, from)? {
        return Ok(Some(problem));
    }
    // The newest entry tells of all steps: it must be what was written, too.
    let sql = "SELECT number, step_hash, hash FROM changes ORDER BY number DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let newest: Option<(i64, Option<String>, Option<String>)> =
        conn.prepare_cached(sql)?.query_row([], read).optional()?;
    let Some((number, step_hash, hash)) = newest else { return Ok(None) };
    let is_written = hash == Some(hash_with(conn, number, step_hash.as_deref())?);
    Ok((!is_written).then_some(ChainProblem::Altered(number as u64)))
}

impl Store {
    /// Returns the first place where the journal, or what steps recorded to be taken back, is not what
    /// was written.
    ///
    /// An entry that was altered, taken out or put in is found. A file that was put back from an older
    /// copy cannot be found from the file alone: whoever must know keeps the number and the hash of
    /// the newest entry elsewhere.
    pub fn chain_problem(&self) -> Result<Option<ChainProblem>, Error> {
        let check = || -> rusqlite::Result<Option<ChainProblem>> {
            if let Some(problem) = problem_of_entries(&self.conn)? {
                return Ok(Some(problem));
            }
            if let Some(problem) = step_chain::problem(&self.conn, 0)? {
                return Ok(Some(problem));
            }
            if let Some(problem) = step_chain::image_problem(&self.conn)? {
                return Ok(Some(problem));
            }
            let is_end = content::is_of_newest_step(&self.conn)?;
            Ok((!is_end).then_some(ChainProblem::End))
        };
        check().map_err(|error| Error::sql(&self.path, error))
    }
}

fn problem_of_entries(conn: &Connection) -> rusqlite::Result<Option<ChainProblem>> {
    let sql = format!("SELECT {COLUMNS}, step_hash, hash FROM changes ORDER BY number");
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut last, mut previous) = (0, String::new());
    while let Some(row) = rows.next()? {
        let step_hash: Option<String> = row.get(8)?;
        let (number, hash) = Content::hash_of_row(row, &previous, step_hash.as_deref())?;
        if number < 1 {
            return Ok(Some(ChainProblem::PutIn(number)));
        }
        if number != last + 1 {
            return Ok(Some(missing(last + 1, number - 1)));
        }
        if row.get::<_, Option<String>>(9)?.as_ref() != Some(&hash) {
            return Ok(Some(ChainProblem::Altered(number as u64)));
        }
        (last, previous) = (number, hash);
    }
    let told: i64 = conn.query_row(
        "SELECT max(coalesce((SELECT max(number) FROM steps), 0),
           coalesce((SELECT max(changed) FROM documents), 0))",
        [],
        |row| row.get(0),
    )?;
    Ok((told > last).then(|| missing(last + 1, told)))
}

fn missing(first: i64, last: i64) -> ChainProblem {
    ChainProblem::Missing { first: first as u64, last: last as u64 }
}
