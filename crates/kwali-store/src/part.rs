//! From the study file into memory: some of the documents, some of the codings, and what is to be
//! said of all of them.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{
    Coding, CodingDetail, CodingId, CodingTotals, DocumentId, ParticipantId, Snapshot,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::load::{add_codings, code_places, read_error};
use crate::rows::{Rows, coders, codes, documents, participants, state};
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
    /// Returns the study in memory, as it is at one moment, but for its documents, participants and
    /// codings.
    pub fn frame(&self) -> Result<Snapshot, Error> {
        let transaction = self.transaction()?;
        Ok(Snapshot::new(self.frame_parts(&transaction)?.0))
    }

    /// Returns about how many documents the study has: never fewer than there are.
    pub fn documents_at_most(&self) -> Result<usize, Error> {
        let sql = "SELECT coalesce(max(id), 0) FROM documents";
        let last: rusqlite::Result<i64> = self.conn.query_row(sql, [], |row| row.get(0));
        Ok(last.map_err(|error| read_error(&self.path, error))? as usize)
    }

    /// Returns the study with these documents, and who speaks in them, as it is in a state; without
    /// codings. `None` if the study is in another state by now.
    pub fn some_documents(
        &self,
        ids: &BTreeSet<DocumentId>,
        in_state: u64,
    ) -> Result<Option<Snapshot>, Error> {
        let transaction = self.transaction()?;
        let (mut parts, _) = self.frame_parts(&transaction)?;
        if parts.state != in_state {
            return Ok(None);
        }
        let mut load = || -> rusqlite::Result<()> {
            parts.documents = documents(&transaction, &Rows::with(ids.iter().map(|id| id.0)))?;
            let speakers = parts.documents.iter().flat_map(|document| &document.speakers);
            let people: BTreeSet<ParticipantId> = speakers.filter_map(|s| s.participant).collect();
            parts.participants =
                participants(&transaction, &Rows::with(people.iter().map(|id| id.0)))?;
            Ok(())
        };
        load().map_err(|error| read_error(&self.path, error))?;
        Ok(Some(Snapshot::new(parts)))
    }

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
pub(crate) fn runs(ids: &BTreeSet<CodingId>) -> Vec<(i64, i64)> {
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
    let mut totals = CodingTotals::default();
    let mut of_coder = conn.prepare("SELECT codings FROM coding_totals WHERE coder = ?1")?;
    for coder in coders(conn)? {
        let codings: Option<i64> =
            of_coder.query_row(params![coder.id.0], |row| row.get(0)).optional()?;
        if let Some(codings @ 1..) = codings {
            totals.codings += codings as usize;
            totals.coders.push(coder.id);
        }
    }
    Ok(totals)
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
