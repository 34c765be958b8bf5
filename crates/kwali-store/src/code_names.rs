//! The ids that a code has and had, and when: renames in the journal, also of a code above it, and
//! those that were taken back.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::Value;

use crate::JournalEntry;
use crate::journal::{COLUMNS, entry_of_row};

/// An entry of the journal that gave codes other ids.
struct Renaming {
    entry: u64,
    before: String,
    after: String,
}

/// All ids of the codes that have or once had an id, by when they had them.
pub(crate) struct CodeNames {
    renamings: Vec<Renaming>,
    /// The ids before each of these, and behind the last.
    names: Vec<BTreeSet<String>>,
}

impl CodeNames {
    /// Follows the ids of what has or had this id, onwards and back.
    pub(crate) fn of(conn: &Connection, code: &str) -> rusqlite::Result<CodeNames> {
        let renamings = renamings(conn)?;
        let mut names = vec![BTreeSet::from([code.to_owned()]); renamings.len() + 1];
        for (place, Renaming { before, after, .. }) in renamings.iter().enumerate() {
            let onwards = renamed(&names[place], before, after);
            names[place + 1].extend(onwards);
        }
        for (place, Renaming { before, after, .. }) in renamings.iter().enumerate().rev() {
            let back = renamed(&names[place + 1], after, before);
            names[place].extend(back);
        }
        Ok(CodeNames { renamings, names })
    }

    /// Returns the ids just before and just behind an entry of the journal.
    pub(crate) fn at(&self, entry: u64) -> impl Iterator<Item = &str> {
        let first = self.renamings.partition_point(|renaming| renaming.entry < entry);
        let last = self.renamings.partition_point(|renaming| renaming.entry <= entry);
        self.names[first..=last].iter().flatten().map(String::as_str)
    }

    /// Returns the ids now.
    pub(crate) fn now(&self) -> impl Iterator<Item = &str> {
        self.names.last().into_iter().flatten().map(String::as_str)
    }

    /// Returns the ids of all times.
    pub(crate) fn ever(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flatten().map(String::as_str)
    }
}

/// True for the code itself and for those below it.
pub(crate) fn is_at_or_below(path: &str, code: &str) -> bool {
    path.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Returns the two ids that an entry tells of, if it gave a code another one.
pub(crate) fn ids_of_rename(entry: &JournalEntry) -> Option<(&str, &str)> {
    let is_rename = matches!(entry.action.as_str(), "code.rename" | "code.move");
    path(&entry.before).zip(path(&entry.after)).filter(|_| is_rename)
}

fn path(told: &Option<Value>) -> Option<&str> {
    told.as_ref()?["path"].as_str()
}

/// Returns what each id becomes where the code `from` becomes `to`, with those below it.
fn renamed(names: &BTreeSet<String>, from: &str, to: &str) -> BTreeSet<String> {
    let renamed = |name: &String| match is_at_or_below(name, from) {
        true => format!("{to}{}", &name[from.len()..]),
        false => name.clone(),
    };
    names.iter().map(renamed).collect()
}

/// Returns all renamings in the journal, from the first on; what was taken back goes the other way.
fn renamings(conn: &Connection) -> rusqlite::Result<Vec<Renaming>> {
    let mut statement = conn.prepare(&format!(
        "SELECT {COLUMNS} FROM changes
         WHERE action IN ('code.rename', 'code.move', 'undo', 'redo') ORDER BY number"
    ))?;
    let mut rows = statement.query([])?;
    let mut found: Vec<Renaming> = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = entry_of_row(row)?;
        if let Some((before, after)) = ids_of_rename(&entry) {
            let (before, after) = (before.to_owned(), after.to_owned());
            found.push(Renaming { entry: entry.number, before, after });
            continue;
        }
        let number = |key: &str| entry.after.as_ref().and_then(|after| after[key].as_u64());
        let Some((first, last)) = number("first").zip(number("last")) else { continue };
        let of_step = found.iter().filter(|one| (first..=last).contains(&one.entry));
        let again = |one: &Renaming| (one.before.clone(), one.after.clone());
        let back = |one: &Renaming| (one.after.clone(), one.before.clone());
        let ids: Vec<(String, String)> = match entry.action.as_str() {
            "undo" => of_step.rev().map(back).collect(),
            _ => of_step.map(again).collect(),
        };
        let of_entry = |(before, after)| Renaming { entry: entry.number, before, after };
        found.extend(ids.into_iter().map(of_entry));
    }
    Ok(found)
}
