//! A change to a study: one transaction, with an entry in the journal for everything in it.

use std::fs;
use std::path::PathBuf;

use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};

use crate::{Author, Error, Store};

/// How much a writer keeps in memory, in negative kilobytes as SQLite wants: a large change returns
/// to pages that it has written. Who only reads needs each page once.
const WRITER_CACHE: i64 = -32_000;

/// A change under way; unless it is committed, nothing of it happens.
pub struct Change<'a> {
    pub(crate) transaction: rusqlite::Transaction<'a>,
    pub(crate) path: PathBuf,
    author: Author,
    writer_note: PathBuf,
}

impl Store {
    /// Begins a change; waits while another process is writing, then says who that is.
    pub fn begin(&mut self, author: &Author) -> Result<Change<'_>, Error> {
        let path = self.path.clone();
        let writer_note = writer_note(&path);
        let cached = self.conn.pragma_update(None, "cache_size", WRITER_CACHE);
        cached.map_err(|error| Error::sql(&path, error))?;
        let started = self.conn.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = started.map_err(|error| match Error::sql(&path, error) {
            Error::Busy { path, .. } => {
                Error::Busy { path, holder: fs::read_to_string(&writer_note).ok() }
            }
            other => other,
        })?;
        // Only for the message to whoever has to wait; SQLite does the locking.
        let _ = fs::write(&writer_note, format!("{}, since {}", author.process, author.at));
        Ok(Change { transaction, path, author: author.clone(), writer_note })
    }
}

fn writer_note(path: &std::path::Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-writer");
    PathBuf::from(name)
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.writer_note);
    }
}

impl Change<'_> {
    /// Makes everything in the change last; when this returns, it survives a crash.
    pub fn commit(mut self) -> Result<(), Error> {
        let path = self.path.clone();
        let transaction = &mut self.transaction;
        transaction.set_drop_behavior(rusqlite::DropBehavior::Rollback);
        // `Transaction::commit` takes the transaction by value, which `Drop` forbids.
        transaction.execute_batch("COMMIT").map_err(|error| Error::sql(&path, error))
    }

    /// Returns the number of changes the study has seen, without those of this change until it
    /// makes any.
    pub fn state(&self) -> Result<u64, Error> {
        let last: Option<i64> = self.one("SELECT coalesce(max(number), 0) FROM changes", [])?;
        Ok(last.unwrap_or(0) as u64)
    }

    /// Sets one of the study's own properties, such as `name`.
    pub fn set_study(&mut self, key: &str, value: &str) -> Result<(), Error> {
        let sql = "SELECT value FROM study WHERE key = ?1";
        let before: Option<String> = self.one(sql, params![key])?;
        if before.as_deref() == Some(value) {
            return Ok(());
        }
        self.run(
            "INSERT INTO study VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            params![key, value],
        )?;
        self.note("study.set", key, before.map(Value::from), Some(json!(value)))?;
        Ok(())
    }

    /// Writes a journal entry and returns its number.
    pub(crate) fn note(
        &mut self,
        action: &str,
        subject: &str,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<i64, Error> {
        let text = |value: Option<Value>| value.map(|value| value.to_string());
        let (at, who) = (self.author.at.clone(), self.author.who.clone());
        self.run(
            "INSERT INTO changes (at, who, action, subject, before, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![at, who, action, subject, text(before), text(after)],
        )?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Like [`Change::note`], for what changes the words, speakers or codings of one document.
    pub(crate) fn note_on_document(
        &mut self,
        document: u32,
        (action, subject): (&str, &str),
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), Error> {
        let number = self.note(action, subject, before, after)?;
        self.run("UPDATE documents SET changed = ?1 WHERE id = ?2", params![number, document])
    }

    /// Like [`Change::note`], for what the search index holds of every document.
    pub(crate) fn note_on_all(
        &mut self,
        (action, subject): (&str, &str),
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), Error> {
        let number = self.note(action, subject, before, after)?;
        self.run(
            "INSERT INTO study VALUES ('all_changed', ?1) ON CONFLICT DO UPDATE SET value = ?1",
            params![number.to_string()],
        )
    }

    pub(crate) fn run(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), Error> {
        let run = || self.transaction.prepare_cached(sql)?.execute(params);
        run().map(|_| ()).map_err(|error| Error::sql(&self.path, error))
    }

    /// Runs an insert and returns the new row's number.
    pub(crate) fn insert(&self, sql: &str, params: impl rusqlite::Params) -> Result<u32, Error> {
        self.run(sql, params)?;
        Ok(self.transaction.last_insert_rowid() as u32)
    }

    pub(crate) fn one<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Option<T>, Error> {
        let fetch = || {
            let mut statement = self.transaction.prepare_cached(sql)?;
            statement.query_row(params, |row| row.get(0)).optional()
        };
        fetch().map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the place behind the last row of a table that has places.
    pub(crate) fn next_place(&self, table: &'static str) -> Result<i64, Error> {
        let sql = format!("SELECT coalesce(max(place) + 1, 0) FROM {table}");
        Ok(self.one(&sql, [])?.unwrap_or(0))
    }
}
