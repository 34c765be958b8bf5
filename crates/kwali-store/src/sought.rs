//! Entries of the journal that somebody looks for: by document, coder, code and time.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use crate::journal::{COLUMNS, entry_of_row};
use crate::{Error, JournalEntry, Store};

/// Which entries of the journal are looked for; what is empty or `None` does not matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SoughtEntries {
    /// Those that bear on this document.
    pub document: Option<String>,
    /// Those of what this coder did, or of codings and memos by that coder.
    pub coder: Option<String>,
    /// Those that bear on this code or one below it, also by the ids it had before.
    pub code: Option<String>,
    /// Those not before this time, an RFC 3339 time stamp in UTC.
    pub since: Option<String>,
    /// Those before this time.
    pub until: Option<String>,
    /// How many at most, the newest ones.
    pub limit: usize,
}

impl Store {
    /// Returns the entries that are looked for, newest first.
    pub fn sought_entries(&self, sought: &SoughtEntries) -> Result<Vec<JournalEntry>, Error> {
        let look = || -> rusqlite::Result<Vec<JournalEntry>> {
            let mut looking = Looking::of(&self.conn, sought)?;
            let mut statement = self
                .conn
                .prepare(&format!("SELECT {COLUMNS} FROM changes ORDER BY number DESC"))?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while found.len() < sought.limit
                && let Some(row) = rows.next()?
            {
                let entry = entry_of_row(row)?;
                if looking.is_sought(&entry)? {
                    found.push(entry);
                }
            }
            Ok(found)
        };
        look().map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the entry of this number.
    pub fn journal_entry(&self, number: u64) -> Result<Option<JournalEntry>, Error> {
        entry(&self.conn, number as i64).map_err(|error| Error::sql(&self.path, error))
    }
}

fn entry(conn: &Connection, number: i64) -> rusqlite::Result<Option<JournalEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM changes WHERE number = ?1");
    conn.prepare_cached(&sql)?.query_row(params![number], entry_of_row).optional()
}

/// What is looked for, on the way from the newest entry back.
struct Looking<'a> {
    conn: &'a Connection,
    sought: &'a SoughtEntries,
    document: Option<i64>,
    coder: Option<i64>,
    /// The ids that the code has or had.
    codes: BTreeSet<String>,
}

impl<'a> Looking<'a> {
    fn of(conn: &'a Connection, sought: &'a SoughtEntries) -> rusqlite::Result<Looking<'a>> {
        let id = |table: &str, name: &Option<String>| -> rusqlite::Result<Option<i64>> {
            let sql = format!("SELECT id FROM {table} WHERE name = ?1");
            let mut statement = conn.prepare(&sql)?;
            statement.query_row(params![name], |row| row.get(0)).optional()
        };
        let document = id("documents", &sought.document)?;
        let coder = id("coders", &sought.coder)?;
        let codes = sought.code.iter().cloned().collect();
        Ok(Looking { conn, sought, document, coder, codes })
    }

    fn is_sought(&mut self, entry: &JournalEntry) -> rusqlite::Result<bool> {
        let SoughtEntries { document, coder, code, since, until, .. } = self.sought;
        // Where a code or saved query had another id before, older entries have that.
        let is_of_code = code.is_none() || self.is_of_code(entry)?;
        if code.is_some() && matches!(entry.action.as_str(), "code.rename" | "code.move") {
            self.follow_rename(entry);
        }
        Ok(is_of_code
            && since.as_ref().is_none_or(|since| entry.at >= *since)
            && until.as_ref().is_none_or(|until| entry.at < *until)
            && (document.is_none() || self.is_of_document(entry)?)
            && (coder.is_none() || self.is_of_coder(entry)?))
    }

    fn is_of_document(&self, entry: &JournalEntry) -> rusqlite::Result<bool> {
        let Some(name) = &self.sought.document else { return Ok(true) };
        let subject = entry.subject.as_str();
        let is_named = entry.action.starts_with("document.") && subject == name.as_str()
            || subject.strip_prefix("document:").is_some_and(|rest| {
                rest.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '))
            });
        let has_number = |value: &Value| {
            let is_about =
                value["about"] == "document" && value["target"].as_i64() == self.document;
            self.document.is_some() && (value["document"].as_i64() == self.document || is_about)
        };
        Ok(is_named
            || any(entry, has_number)
            || self.is_of_reversed(entry, Looking::is_of_document)?)
    }

    fn is_of_coder(&self, entry: &JournalEntry) -> rusqlite::Result<bool> {
        let Some(name) = &self.sought.coder else { return Ok(true) };
        let is_named =
            entry.who == *name || entry.action.starts_with("coder.") && entry.subject == *name;
        let has_number =
            |value: &Value| self.coder.is_some() && value["coder"].as_i64() == self.coder;
        Ok(is_named
            || any(entry, has_number)
            || self.has_coding(entry, "coder = ?3", &self.coder.unwrap_or(-1))?
            || self.is_of_reversed(entry, Looking::is_of_coder)?)
    }

    fn is_of_code(&self, entry: &JournalEntry) -> rusqlite::Result<bool> {
        let is_one = |path: &str| self.codes.iter().any(|code| is_at_or_below(path, code));
        let is_named = entry.action.starts_with("code.") && is_one(&entry.subject);
        let has_code = |value: &Value| {
            let listed = value["codes"].as_array().into_iter().flatten();
            ["code", "path", "from", "into"]
                .iter()
                .filter_map(|key| value[*key].as_str())
                .any(is_one)
                || listed.filter_map(Value::as_str).any(is_one)
        };
        if is_named || any(entry, has_code) {
            return Ok(true);
        }
        for code in &self.codes {
            let condition =
                "code IN (SELECT id FROM codes WHERE path = ?3 OR path GLOB ?3 || '.*')";
            if self.has_coding(entry, condition, code)? {
                return Ok(true);
            }
        }
        self.is_of_reversed(entry, Looking::is_of_code)
    }

    /// True if one of the codings that an entry added in bulk meets the condition, as it is now.
    fn has_coding(
        &self,
        entry: &JournalEntry,
        condition: &str,
        value: &dyn rusqlite::ToSql,
    ) -> rusqlite::Result<bool> {
        let ranges = entry.after.as_ref().and_then(|after| after["ids"].as_array());
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM codings WHERE id BETWEEN ?1 AND ?2 AND {condition})"
        );
        for range in ranges.into_iter().flatten() {
            let (first, last) = (range[0].as_i64(), range[1].as_i64());
            let mut statement = self.conn.prepare_cached(&sql)?;
            if statement.query_row(params![first, last, value], |row| row.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// True for an undo or redo of an entry that is looked for.
    fn is_of_reversed(
        &self,
        entry: &JournalEntry,
        is_sought: fn(&Self, &JournalEntry) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<bool> {
        let Some(step) =
            entry.after.as_ref().filter(|_| matches!(entry.action.as_str(), "undo" | "redo"))
        else {
            return Ok(false);
        };
        let (first, last) = (step["first"].as_i64(), step["last"].as_i64());
        for number in first.unwrap_or(0)..=last.unwrap_or(-1) {
            if let Some(reversed) = self::entry(self.conn, number)?
                && is_sought(self, &reversed)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Goes on with the id that a code had before.
    fn follow_rename(&mut self, entry: &JournalEntry) {
        let path = |value: &Option<Value>| Some(value.as_ref()?["path"].as_str()?.to_owned());
        let (Some(before), Some(after)) = (path(&entry.before), path(&entry.after)) else { return };
        let earlier = |code: &String| {
            let below = code.strip_prefix(after.as_str())?;
            (below.is_empty() || below.starts_with('.')).then(|| format!("{before}{below}"))
        };
        let earlier: Vec<String> = self.codes.iter().filter_map(earlier).collect();
        self.codes.extend(earlier);
    }
}

fn any(entry: &JournalEntry, holds: impl Fn(&Value) -> bool) -> bool {
    [&entry.before, &entry.after].into_iter().flatten().any(holds)
}

fn is_at_or_below(path: &str, code: &str) -> bool {
    path.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
