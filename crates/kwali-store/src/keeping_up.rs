//! Keeping what was read of a study up with changes of its codings, without reading all of it anew.

use std::collections::BTreeSet;

use kwali_model::{Coding, CodingId};
use rusqlite::{Connection, params};

use crate::load::{add_codings, code_places, read_error};
use crate::part::runs;
use crate::rows::{codes, state};
use crate::steps::{Record, record, recorded_by, steps_behind};
use crate::{Error, Store};

/// Tables of which nothing stands in a snapshot but codings; what is known of codings beside that is in
/// `coding_details`.
const OF_CODINGS: [&str; 3] = ["codings", "memos", "suggestions"];

/// If more codings changed than this, all are as well read anew.
const MOST: usize = 2_000;

/// Codings that changed since a state of the study.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangedCodings {
    /// The state the study is in now.
    pub state: u64,
    /// Those that were added, changed or removed, perhaps all of it.
    pub ids: BTreeSet<CodingId>,
    /// Those of them that there are, as they are now.
    pub now: Vec<Coding>,
}

impl Store {
    /// Returns the codings that changed since a state; `None` if anything else changed that stands in
    /// a snapshot, if it is not known what did, or if it is so much that all is as well read anew.
    pub fn changed_codings(&self, since: u64) -> Result<Option<ChangedCodings>, Error> {
        let transaction = self.transaction()?;
        let load = || -> rusqlite::Result<Option<ChangedCodings>> {
            let state = state(&transaction)?;
            let Some(ids) = changed(&transaction, since, state)? else { return Ok(None) };
            let places = code_places(&codes(&transaction)?);
            let mut now = Vec::with_capacity(ids.len());
            for run in runs(&ids) {
                add_codings(&mut now, &transaction, run, &places)?;
            }
            Ok(Some(ChangedCodings { state, ids, now }))
        };
        load().map_err(|error| read_error(&self.path, error))
    }
}

/// Returns the codings that changed between two states, unless [`Store::changed_codings`] says
/// that there is no telling.
fn changed(
    conn: &Connection,
    since: u64,
    state: u64,
) -> rusqlite::Result<Option<BTreeSet<CodingId>>> {
    let (mut ids, mut told) = (BTreeSet::new(), since);
    for step in steps_behind(conn, since)? {
        let Some(record) = record(conn, recorded_by(conn, &step)?)? else { return Ok(None) };
        if step.first != told + 1 || !add_changed(conn, &record, &mut ids)? {
            return Ok(None);
        }
        told = step.last;
    }
    Ok(Some(ids).filter(|_| told == state))
}

/// Adds the codings that a step changed; false if it changed something else, or too many.
fn add_changed(
    conn: &Connection,
    record: &Record,
    ids: &mut BTreeSet<CodingId>,
) -> rusqlite::Result<bool> {
    let Some(rows) = touched_rows(conn, record, &OF_CODINGS)? else { return Ok(false) };
    let codings = rows.into_iter().filter(|(table, _)| *table == "codings");
    ids.extend(codings.map(|(_, id)| CodingId(id as u32)));
    Ok(ids.len() <= MOST)
}

/// Rows by their table and id.
pub(crate) type Rows = BTreeSet<(&'static str, i64)>;

/// Returns the rows that a step touched; what is known of a coding counts as the coding. `None` if it
/// touched rows of other tables than these, or too many.
pub(crate) fn touched_rows(
    conn: &Connection,
    record: &Record,
    tables: &[&'static str],
) -> rusqlite::Result<Option<Rows>> {
    let table_of = |name: &str| {
        let name = if name == "coding_details" { "codings" } else { name };
        tables.iter().copied().find(|known| *known == name)
    };
    let mut touched = Rows::new();
    for (table, first, last) in &record.new_ids {
        let Some(table) = table_of(table).filter(|_| last - first < MOST as i64) else {
            return Ok(None);
        };
        touched.extend((*first..=*last).map(|id| (table, id)));
    }
    let sql = "SELECT in_table, json_extract(coalesce(key, was), '$[0]') FROM row_images
               WHERE number > ?1 AND number <= ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![record.images.0, record.images.1])?;
    while let Some(row) = rows.next()? {
        let table = table_of(row.get_ref(0)?.as_str()?);
        let Some(table) = table.filter(|_| touched.len() <= 2 * MOST) else { return Ok(None) };
        touched.insert((table, row.get(1)?));
    }
    Ok(Some(touched))
}
