//! A change to a study: one transaction, with an entry in the journal for everything in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};

use crate::chain::{self, Content};
use crate::content::Going;
use crate::open::Home;
use crate::steps::{Record, Step, StepKind, add_step, last_image, ranges};
use crate::tables::Table;
use crate::{Author, Error, Store, content, recording};

/// How much a writer keeps in memory, in negative kilobytes as SQLite wants: a large change returns
/// to pages that it has written. Who only reads needs each page once.
const WRITER_CACHE: i64 = -8_000;

/// A change under way; unless it is committed, nothing of it happens.
pub struct Change<'a> {
    // Dropped before the transaction, while no other can have begun to write.
    /// None while a change is tried on a copy.
    writer_note: Option<WriterNote>,
    pub(crate) transaction: rusqlite::Transaction<'a>,
    pub(crate) path: PathBuf,
    author: Author,
    /// The place behind the last row of the tables that rows were added to.
    next_places: BTreeMap<&'static str, i64>,
    /// The number and the hash of the journal's newest entry.
    head: (i64, String),
    /// The number of the newest entry where the step began that is under way.
    began: i64,
    /// The number of the last row image where that step began.
    images_before: i64,
    /// The tables of the study.
    pub(crate) tables: Arc<[Table]>,
}

/// The file beside the study that tells who is writing it, gone when they are done.
struct WriterNote {
    path: PathBuf,
    content: String,
}

impl Store {
    /// Begins a change; waits while another process is writing, then says who that is.
    pub fn begin(&mut self, author: &Author) -> Result<Change<'_>, Error> {
        if matches!(self.home, Home::Past(_)) {
            return Err(Error::ReadOnly(self.path.clone()));
        }
        let (path, is_copy) = (self.path.clone(), self.is_copy());
        let tables = self.tables()?;
        let note_path = writer_note(&path);
        let cached = self.conn.pragma_update(None, "cache_size", WRITER_CACHE);
        cached.map_err(|error| Error::sql(&path, error))?;
        let started = recording::install(&self.conn)
            .and_then(|()| self.conn.transaction_with_behavior(TransactionBehavior::Immediate));
        let transaction = started.map_err(|error| match Error::sql(&path, error) {
            Error::Busy { path, .. } => {
                Error::Busy { path, holder: fs::read_to_string(&note_path).ok() }
            }
            other => other,
        })?;
        let begun = recording::begin_step(&transaction)
            .and_then(|()| Ok((chain::head(&transaction)?, last_image(&transaction)?)));
        let (head, images_before) = begun.map_err(|error| Error::sql(&path, error))?;
        let writer_note = (!is_copy).then(|| WriterNote::write(note_path, author));
        let (author, next_places) = (author.clone(), BTreeMap::new());
        let began = head.0;
        let change = Change {
            writer_note,
            transaction,
            path,
            author,
            next_places,
            head,
            began,
            images_before,
            tables,
        };
        Ok(change)
    }
}

fn writer_note(path: &std::path::Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-writer");
    PathBuf::from(name)
}

impl WriterNote {
    /// Only for the message to whoever has to wait, so a failure matters little; SQLite does the
    /// locking.
    fn write(path: PathBuf, author: &Author) -> WriterNote {
        let content = format!("{}, since {}", author.process, author.at);
        let _ = fs::write(&path, &content);
        WriterNote { path, content }
    }
}

/// Removes the note unless it is another writer's by now.
impl Drop for WriterNote {
    fn drop(&mut self) {
        if fs::read_to_string(&self.path).is_ok_and(|content| content == self.content) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Change<'_> {
    /// Makes everything in the change last; when this returns, it survives a crash.
    pub fn commit(mut self) -> Result<(), Error> {
        self.close_step(StepKind::Change)?;
        self.commit_as_it_is()
    }

    /// Makes what a study begins with last: that is not taken back.
    pub(crate) fn commit_beginning(self) -> Result<(), Error> {
        self.run("DELETE FROM row_images", [])?;
        content::keep_all(&self.transaction).map_err(|error| self.sql(error))?;
        self.commit_as_it_is()
    }

    fn commit_as_it_is(self) -> Result<(), Error> {
        let Change { transaction, path, writer_note, .. } = self;
        // The next writer may begin as soon as this one has committed.
        drop(writer_note);
        transaction.commit().map_err(|error| Error::sql(&path, error))
    }

    /// Ends the step that is under way, if anything was done in it.
    pub(crate) fn close_step(&mut self, kind: StepKind) -> Result<(), Error> {
        if self.head.0 == self.began {
            return Ok(());
        }
        let step = Step { first: self.began as u64 + 1, last: self.head.0 as u64, kind };
        let close = || -> rusqlite::Result<(String, i64)> {
            let conn = &self.transaction;
            let images = (self.images_before, last_image(conn)?);
            let new_ids = recording::new_ids(conn)?;
            if kind == StepKind::Change {
                let record = Record { images, new_ids: ranges(&new_ids) };
                let difference = content::difference(conn, &self.tables, &record)?;
                content::carry_on(conn, &difference, Going::There)?;
            }
            let step_hash = add_step(conn, &step, &new_ids, images)?;
            Ok((chain::seal(conn, self.head.0, &step_hash)?, images.1))
        };
        let closed = close().map_err(|error| self.sql(error));
        self.began = self.head.0;
        (self.head.1, self.images_before) = closed?;
        Ok(())
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
        let (before, after) = (text(before), text(after));
        let token: Option<String> = self.one("SELECT lower(hex(randomblob(8)))", [])?;
        let content = Content {
            number: self.head.0 + 1,
            at: &self.author.at,
            who: &self.author.who,
            action,
            subject,
            before: before.as_deref(),
            after: after.as_deref(),
            token: &token.unwrap_or_default(),
            step_hash: None,
        };
        let hash = content.hash(&self.head.1);
        let Content { number, at, who, token, .. } = content;
        self.run(
            "INSERT INTO changes (number, at, who, action, subject, before, after, token, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![number, at, who, action, subject, before, after, token, hash],
        )?;
        self.head = (number, hash);
        Ok(number)
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
        self.set_all_changed(number)
    }

    /// Notes the last change that bears on what the search index holds of every document.
    pub(crate) fn set_all_changed(&self, number: i64) -> Result<(), Error> {
        self.run(
            "INSERT INTO study VALUES ('all_changed', ?1) ON CONFLICT DO UPDATE SET value = ?1",
            params![number.to_string()],
        )
    }

    pub(crate) fn sql(&self, error: rusqlite::Error) -> Error {
        Error::sql(&self.path, error)
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

    /// Returns the name of the row with this id.
    pub(crate) fn name_in(&self, table: &'static str, id: u32) -> Result<String, Error> {
        let sql = format!("SELECT name FROM {table} WHERE id = ?1");
        Ok(self.one(&sql, params![id])?.unwrap_or_default())
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

    /// Takes the place behind the last row of a table that has places.
    ///
    /// The table is looked through once in a change and not for every row that is added to it.
    pub(crate) fn take_place(&mut self, table: &'static str) -> Result<i64, Error> {
        let place = match self.next_places.get(table) {
            Some(&place) => place,
            None => {
                let sql = format!("SELECT coalesce(max(place) + 1, 0) FROM {table}");
                self.one(&sql, [])?.unwrap_or(0)
            }
        };
        self.next_places.insert(table, place + 1);
        Ok(place)
    }
}
