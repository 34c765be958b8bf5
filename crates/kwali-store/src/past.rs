//! Copies of a study in memory: as it was, where one step after the other is taken back, and as it
//! would be, where changes are tried.

use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, params};

use crate::open::{CACHED_STATEMENTS, Home};
use crate::steps::{Step, last_step, record, recorded_by};
use crate::tables::tables;
use crate::taking_back::{Touched, take_back};
use crate::{Error, Store};

/// How long to wait before a study is copied that somebody is writing just now.
const PAUSE: Duration = Duration::from_millis(5);

/// A step that was taken back in a copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastStep {
    /// The step.
    pub step: Step,
    /// What it bore on.
    pub touched: Touched,
}

impl Store {
    /// Returns a copy of the study in memory, which can go back and cannot be changed otherwise.
    pub fn past(&self) -> Result<Store, Error> {
        let copy = self.in_memory().and_then(|copy| Ok((tables(&copy)?, copy)));
        let (tables, copy) = copy.map_err(|error| Error::sql(&self.path, error))?;
        Ok(Store::copy(copy, &self.path, Home::Past(tables)))
    }

    /// Returns a copy of the study in memory that can be changed; the study file stays as it is.
    pub fn trial(&self) -> Result<Store, Error> {
        let copy = self.in_memory().map_err(|error| Error::sql(&self.path, error))?;
        Ok(Store::copy(copy, &self.path, Home::Trial))
    }

    fn in_memory(&self) -> rusqlite::Result<Connection> {
        let mut copy = Connection::open_in_memory()?;
        let backup = Backup::new(&self.conn, &mut copy)?;
        while backup.step(-1)? != StepResult::Done {
            std::thread::sleep(PAUSE);
        }
        drop(backup);
        copy.pragma_update(None, "foreign_keys", true)?;
        copy.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        Ok(copy)
    }

    /// Returns the step that led to the state of the study, if what it did to the rows is recorded.
    pub fn last_step(&self) -> Result<Option<Step>, Error> {
        let step = last_step(&self.conn).map_err(|error| Error::sql(&self.path, error))?;
        let state = self.state()?;
        Ok(step.filter(|step| step.last == state))
    }

    /// Takes the last step back in a copy that [`Store::past`] made, journal and all; `None` where
    /// none is recorded, and in a study file, which never goes back.
    pub fn step_back(&mut self) -> Result<Option<PastStep>, Error> {
        let (Home::Past(tables), Some(step)) = (&self.home, self.last_step()?) else {
            return Ok(None);
        };
        let back = || -> rusqlite::Result<Option<Touched>> {
            let transaction = self.conn.unchecked_transaction()?;
            let record = record(&transaction, recorded_by(&transaction, &step)?)?;
            let Some(record) = record else { return Ok(None) };
            let before = step.first as i64 - 1;
            let touched = take_back(&transaction, tables, &record, before)?;
            for sql in [
                "UPDATE documents SET changed = ?1 WHERE changed > ?1",
                "DELETE FROM steps WHERE number > ?1",
                "DELETE FROM changes WHERE number > ?1",
            ] {
                transaction.prepare_cached(sql)?.execute(params![before])?;
            }
            transaction.commit()?;
            Ok(Some(touched))
        };
        let touched = back().map_err(|error| Error::taking_back(&self.path, &step, error))?;
        let touched = touched.ok_or_else(|| Error::record_of(&self.path, &step))?;
        Ok(Some(PastStep { step, touched }))
    }
}
