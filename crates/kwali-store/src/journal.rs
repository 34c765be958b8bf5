//! The journal: who changed what, when, from what to what.

use rusqlite::{Row, params};
use serde_json::Value;

use crate::{Error, Store};

/// On whose behalf changes are made, and when.
#[derive(Clone, Debug)]
pub struct Author {
    /// The person: a coder's short name where there is one.
    pub who: String,
    /// The time, as an RFC 3339 time stamp.
    pub at: String,
    /// The running program, as others that have to wait for it are told: `kwali import, process 12`.
    pub process: String,
}

/// One entry of the journal.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalEntry {
    /// Its number; numbers grow and are never used again.
    pub number: u64,
    /// When, as an RFC 3339 time stamp.
    pub at: String,
    /// Who.
    pub who: String,
    /// What was done: `document.add`, `coding.remove`, …
    pub action: String,
    /// To what: a document's name, a code's or a coding's id, …
    pub subject: String,
    /// What was there before, if anything.
    pub before: Option<Value>,
    /// What is there now, if anything.
    pub after: Option<Value>,
    /// SHA-256 over the entry and the hash of the one before it.
    pub hash: String,
}

impl Store {
    /// Returns the newest `limit` entries of the journal, newest first.
    pub fn journal(&self, limit: usize) -> Result<Vec<JournalEntry>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM changes ORDER BY number DESC LIMIT ?1");
        self.entries(&sql, limit as i64)
    }

    /// Returns the entries behind a state of the study, oldest first.
    pub fn journal_since(&self, state: u64) -> Result<Vec<JournalEntry>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM changes WHERE number > ?1 ORDER BY number");
        self.entries(&sql, state as i64)
    }

    fn entries(&self, sql: &str, number: i64) -> Result<Vec<JournalEntry>, Error> {
        let fetch = || -> rusqlite::Result<Vec<JournalEntry>> {
            self.conn.prepare_cached(sql)?.query_map(params![number], entry_of_row)?.collect()
        };
        fetch().map_err(|error| Error::sql(&self.path, error))
    }
}

pub(crate) const COLUMNS: &str =
    "number, at, who, action, subject, before, after, coalesce(hash, '')";

/// Reads an entry from a row of [`COLUMNS`].
pub(crate) fn entry_of_row(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let parse = |json: Option<String>| json.and_then(|json| serde_json::from_str(&json).ok());
    Ok(JournalEntry {
        number: row.get::<_, i64>(0)? as u64,
        at: row.get(1)?,
        who: row.get(2)?,
        action: row.get(3)?,
        subject: row.get(4)?,
        before: parse(row.get(5)?),
        after: parse(row.get(6)?),
        hash: row.get(7)?,
    })
}
