//! Entries of the journal that somebody looks for: by document, coder, code and time.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use crate::code_names::{CodeNames, ids_of_rename, is_at_or_below};
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

/// What a name is of, by which entries are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SoughtName {
    /// Of a document.
    Document,
    /// Of a coder.
    Coder,
    /// It is the id of a code.
    Code,
}

impl Store {
    /// Returns which of the names that are looked for is nothing in the study and never was, as far as
    /// the journal tells; the first such.
    pub fn unknown_sought(&self, sought: &SoughtEntries) -> Result<Option<SoughtName>, Error> {
        let look = || -> rusqlite::Result<Option<SoughtName>> {
            let is_unknown = |sql: &str, name: &Option<String>| -> rusqlite::Result<bool> {
                let Some(name) = name else { return Ok(false) };
                self.conn.query_row(&format!("SELECT NOT EXISTS ({sql})"), [name], |row| row.get(0))
            };
            if is_unknown(KNOWN_DOCUMENT, &sought.document)? {
                return Ok(Some(SoughtName::Document));
            }
            if is_unknown(KNOWN_CODER, &sought.coder)? {
                return Ok(Some(SoughtName::Coder));
            }
            let Some(code) = &sought.code else { return Ok(None) };
            for id in CodeNames::of(&self.conn, code)?.ever() {
                if !is_unknown(KNOWN_CODE, &Some(id.to_owned()))? {
                    return Ok(None);
                }
            }
            Ok(Some(SoughtName::Code))
        };
        look().map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the entries that are looked for, newest first.
    pub fn sought_entries(&self, sought: &SoughtEntries) -> Result<Vec<JournalEntry>, Error> {
        let look = || -> rusqlite::Result<Vec<JournalEntry>> {
            let looking = Looking::of(&self.conn, sought)?;
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

/// Finds a document that is or was in the study.
const KNOWN_DOCUMENT: &str = "SELECT 1 FROM documents WHERE name = ?1 UNION ALL
    SELECT 1 FROM changes WHERE action = 'document.add' AND subject = ?1";

/// Finds a coder who is or was in the study, or somebody who changed it.
const KNOWN_CODER: &str = "SELECT 1 FROM coders WHERE name = ?1 UNION ALL
    SELECT 1 FROM changes WHERE who = ?1 OR action = 'coder.add' AND subject = ?1";

/// Finds a code that is or was in the study.
const KNOWN_CODE: &str = "SELECT 1 FROM codes WHERE path = ?1 UNION ALL
    SELECT 1 FROM changes WHERE action GLOB 'code.*' AND subject = ?1";

/// What is looked for, on the way from the newest entry back.
struct Looking<'a> {
    conn: &'a Connection,
    sought: &'a SoughtEntries,
    document: Option<i64>,
    coder: Option<i64>,
    code: Option<CodeNames>,
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
        let code = sought.code.as_ref().map(|code| CodeNames::of(conn, code)).transpose()?;
        Ok(Looking { conn, sought, document, coder, code })
    }

    fn is_sought(&self, entry: &JournalEntry) -> rusqlite::Result<bool> {
        let SoughtEntries { document, coder, code, since, until, .. } = self.sought;
        Ok(since.as_ref().is_none_or(|since| entry.at >= *since)
            && until.as_ref().is_none_or(|until| entry.at < *until)
            && (code.is_none() || self.is_of_code(entry)?)
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
        let Some(names) = &self.code else { return Ok(true) };
        let is_one = |path: &str| names.at(entry.number).any(|code| is_at_or_below(path, code));
        let is_named = entry.action.starts_with("code.") && is_one(&entry.subject);
        let has_code = |value: &Value| {
            let listed = value["codes"].as_array().into_iter().flatten();
            ["code", "path", "from", "into"]
                .iter()
                .filter_map(|key| value[*key].as_str())
                .any(is_one)
                || listed.filter_map(Value::as_str).any(is_one)
        };
        // What is renamed takes along the codes below it.
        let goes_along = ids_of_rename(entry).is_some_and(|(before, after)| {
            names
                .at(entry.number)
                .any(|code| is_at_or_below(code, before) || is_at_or_below(code, after))
        });
        if is_named || goes_along || any(entry, has_code) {
            return Ok(true);
        }
        for code in names.now() {
            let condition =
                "code IN (SELECT id FROM codes WHERE path = ?3 OR path GLOB ?3 || '.*')";
            if self.has_coding(entry, condition, &code)? {
                return Ok(true);
            }
        }
        self.is_of_reversed(entry, Looking::is_of_code)
    }

    /// True if one of the codings that an entry names by number, and tells no more of, meets the
    /// condition, as it is now: codings that were added in bulk, or one that an older entry changed.
    fn has_coding(
        &self,
        entry: &JournalEntry,
        condition: &str,
        value: &dyn rusqlite::ToSql,
    ) -> rusqlite::Result<bool> {
        let after = entry.after.as_ref();
        let ranges = after.and_then(|after| after["ids"].as_array()).into_iter().flatten();
        let ranges = ranges.map(|range| (range[0].as_i64(), range[1].as_i64()));
        let is_older =
            entry.action == "coding.change" && after.is_some_and(|a| a["coder"].is_null());
        let changed: Option<i64> = entry.subject.parse().ok().filter(|_| is_older);
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM codings WHERE id BETWEEN ?1 AND ?2 AND {condition})"
        );
        for (first, last) in ranges.chain(changed.map(|id| (Some(id), Some(id)))) {
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
}

fn any(entry: &JournalEntry, holds: impl Fn(&Value) -> bool) -> bool {
    [&entry.before, &entry.after].into_iter().flatten().any(holds)
}
