//! From the study file into memory: some of the codings, and what is to be said of all of them.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{Coding, CodingDetail, CodingId, CodingTotals};
use rusqlite::{Connection, params};

use crate::load::{self, add_codings, code_places, codes, read_error, state};
use crate::words::add_details;
use crate::{Error, Store};

/// Some of a study's codings.
#[derive(Clone, PartialEq, Debug)]
pub struct SomeCodings {
    /// Those that were asked for, by id.
    pub codings: Vec<Coding>,
    /// Of all codings of the study.
    pub totals: CodingTotals,
}

impl Store {
    /// Returns the codings of these ids, as they are in a state of the study; `None` if the study
    /// is in another by now.
    pub fn some_codings(
        &self,
        ids: &BTreeSet<CodingId>,
        in_state: u64,
    ) -> Result<Option<SomeCodings>, Error> {
        let transaction = self.transaction()?;
        let load = || -> rusqlite::Result<Option<SomeCodings>> {
            if state(&transaction)? != in_state {
                return Ok(None);
            }
            let places = code_places(&codes(&transaction)?);
            let mut found = Vec::with_capacity(ids.len());
            for run in runs(ids) {
                add_codings(&mut found, &transaction, run, &places)?;
            }
            Ok(Some(SomeCodings { codings: found, totals: totals(&transaction)? }))
        };
        load().map_err(|error| read_error(&self.path, error))
    }

    /// Returns what belongs to codings of these ids but to no count; those about which nothing is
    /// known are left out.
    pub fn details_of(
        &self,
        ids: &BTreeSet<CodingId>,
    ) -> Result<BTreeMap<CodingId, CodingDetail>, Error> {
        let mut details = BTreeMap::new();
        let mut add = |run| add_details(&mut details, &self.conn, run);
        let added = runs(ids).into_iter().try_for_each(&mut add);
        added.map_err(|error| read_error(&self.path, error))?;
        Ok(details)
    }
}

/// Returns ids that follow each other in one piece: the number before the first one, and the last.
fn runs(ids: &BTreeSet<CodingId>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for id in ids.iter().map(|id| i64::from(id.0)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => runs.push((id - 1, id)),
        }
    }
    runs
}

fn totals(conn: &Connection) -> rusqlite::Result<CodingTotals> {
    let count = "SELECT count(*) FROM codings";
    let codings: i64 = conn.query_row(count, [], |row| row.get(0))?;
    // One coder at a time: the first coding is found soon. To look for all of them in one statement,
    // SQLite would read every coding.
    let mut has_coded = conn.prepare_cached("SELECT 1 FROM codings WHERE coder = ?1 LIMIT 1")?;
    let mut coders = Vec::new();
    for coder in load::coders(conn)? {
        if has_coded.exists(params![coder.id.0])? {
            coders.push(coder.id);
        }
    }
    Ok(CodingTotals { codings: codings as usize, coders })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ids: &[u32], expected: &[(i64, i64)]) {
        assert_eq!(runs(&ids.iter().map(|&id| CodingId(id)).collect()), expected, "{ids:?}");
    }

    #[test]
    fn ids_in_a_row_are_one_run() {
        check(&[], &[]);
        check(&[1], &[(0, 1)]);
        check(&[3, 4, 5], &[(2, 5)]);
        check(&[1, 2, 4, 7, 8], &[(0, 2), (3, 4), (6, 8)]);
    }
}
