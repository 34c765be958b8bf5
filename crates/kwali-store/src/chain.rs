//! The journal as a chain: each entry holds a hash over itself and the hash of the one before it.

use kwali_text::Digest;
use rusqlite::{Connection, Row, params};
use serde_json::json;

use crate::{Error, Store};

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
}

impl Content<'_> {
    /// Returns the SHA-256 of the hash before it, or nothing, and the entry, as a list in JSON.
    pub(crate) fn hash(&self, previous: &str) -> String {
        let Content { number, at, who, action, subject, before, after, token } = self;
        let list = json!([previous, number, at, who, action, subject, before, after, token]);
        Digest::of(list.to_string().as_bytes()).to_string()
    }

    fn hash_of_row(row: &Row<'_>, previous: &str) -> rusqlite::Result<(i64, String)> {
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
        let (number, hash) = Content::hash_of_row(row, &previous)?;
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

impl Store {
    /// Returns the first place where the journal is not what was written.
    ///
    /// An entry that was altered, taken out or put in is found. Entries at the end that were taken
    /// away together with all that tells of them cannot be found from the file alone: whoever must
    /// know keeps the number and the hash of the newest entry elsewhere.
    pub fn chain_problem(&self) -> Result<Option<ChainProblem>, Error> {
        let check = || -> rusqlite::Result<Option<ChainProblem>> {
            let sql = format!("SELECT {COLUMNS}, hash FROM changes ORDER BY number");
            let mut statement = self.conn.prepare(&sql)?;
            let mut rows = statement.query([])?;
            let (mut last, mut previous) = (0, String::new());
            while let Some(row) = rows.next()? {
                let (number, hash) = Content::hash_of_row(row, &previous)?;
                if number != last + 1 {
                    return Ok(Some(missing(last + 1, number - 1)));
                }
                if row.get::<_, Option<String>>(8)?.as_ref() != Some(&hash) {
                    return Ok(Some(ChainProblem::Altered(number as u64)));
                }
                (last, previous) = (number, hash);
            }
            let told: i64 = self.conn.query_row(
                "SELECT max(coalesce((SELECT max(number) FROM steps), 0),
                   coalesce((SELECT max(changed) FROM documents), 0))",
                [],
                |row| row.get(0),
            )?;
            Ok((told > last).then(|| missing(last + 1, told)))
        };
        check().map_err(|error| Error::sql(&self.path, error))
    }
}

fn missing(first: i64, last: i64) -> ChainProblem {
    ChainProblem::Missing { first: first as u64, last: last as u64 }
}
