//! Taking changes back, and doing them again.

use rusqlite::Connection;
use serde_json::json;

use crate::content::Going;
use crate::keeping_up::{Rows, touched_rows};
use crate::steps::{
    Step, StepKind, check_steps, first_undo, in_effect, last_to_redo, last_to_undo, record,
    recorded_by, steps_behind,
};
use crate::taking_back::{Touched, take_back};
use crate::{Author, Change, Error, Store, content, recording};

impl Store {
    /// Takes back the last `n` steps that were not yet, or as many as there are; all of them or
    /// none. Returns those that were taken back, the last one first.
    ///
    /// Each is a change of its own, with an entry in the journal that names what it took back.
    pub fn undo(&mut self, author: &Author, n: usize) -> Result<Vec<Step>, Error> {
        self.go(author, n, Direction::Back)
    }

    /// Does the last `n` steps again that were taken back, or as many as there are; all of them or
    /// none. Returns those that were done again, in this order.
    pub fn redo(&mut self, author: &Author, n: usize) -> Result<Vec<Step>, Error> {
        self.go(author, n, Direction::Again)
    }

    /// Takes one step back though others have been done since, if that can be done without touching
    /// them; says whether it was. It is what [`Store::undo`] does where none have.
    ///
    /// It can where the step and all that were done behind it and are in effect changed codings, memos,
    /// suggestions and coders alone, and none of them the same one.
    pub fn undo_apart(&mut self, author: &Author, step: &Step) -> Result<bool, Error> {
        let mut change = self.begin(author)?;
        check_steps(&change.transaction, &change.path, step.last)?;
        if !is_apart(&change.transaction, step).map_err(|error| change.sql(error))? {
            return Ok(false);
        }
        change.undo_step(step)?;
        change.commit()?;
        Ok(true)
    }

    fn go(&mut self, author: &Author, n: usize, direction: Direction) -> Result<Vec<Step>, Error> {
        let mut change = self.begin(author)?;
        let gone = match direction {
            Direction::Back => last_to_undo(&change.transaction, n),
            Direction::Again => last_to_redo(&change.transaction, n),
        };
        let gone = gone.map_err(|error| change.sql(error))?;
        let from = change.oldest_record(&gone, direction)?;
        check_steps(&change.transaction, &change.path, from)?;
        for step in &gone {
            match direction {
                Direction::Back => change.undo_step(step)?,
                Direction::Again => change.redo_step(step)?,
            }
        }
        change.commit()?;
        Ok(gone)
    }
}

/// Tables of what coders do beside each other.
const OF_CODERS: [&str; 4] = ["codings", "memos", "suggestions", "coders"];

/// What refers to rows of these tables without going with them: a table, and the condition on its rows.
const REFERRING: [(&str, &str, &str); 4] = [
    ("codings", "memos", "target_kind = 'coding' AND target = ?1"),
    ("coders", "codings", "coder = ?1"),
    ("coders", "memos", "coder = ?1"),
    ("coders", "suggestions", "coder = ?1"),
];

/// True if a step is in effect, and what was done behind it touched nothing that it touched.
fn is_apart(conn: &Connection, step: &Step) -> rusqlite::Result<bool> {
    let touched = |step: &Step| -> rusqlite::Result<Option<Rows>> {
        match record(conn, recorded_by(conn, step)?)? {
            Some(record) => touched_rows(conn, &record, &OF_CODERS),
            None => Ok(None),
        }
    };
    let in_effect = in_effect(&steps_behind(conn, step.first.saturating_sub(1))?);
    let is_it = |known: &&Step| known.last == step.last;
    let Some(own) = touched(step)?.filter(|_| in_effect.iter().any(|known| is_it(&known))) else {
        return Ok(false);
    };
    for later in in_effect.iter().filter(|later| !is_it(later)) {
        match touched(later)? {
            Some(theirs) if own.is_disjoint(&theirs) => {}
            _ => return Ok(false),
        }
    }
    stands_alone(conn, &own)
}

/// True if no other rows refer to these, of those that do not go with them.
fn stands_alone(conn: &Connection, own: &Rows) -> rusqlite::Result<bool> {
    for (referred, table, condition) in REFERRING {
        let mut statement =
            conn.prepare_cached(&format!("SELECT id FROM {table} WHERE {condition}"))?;
        for (_, id) in own.iter().filter(|(of, _)| *of == referred) {
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                if !own.contains(&(table, row.get(0)?)) {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// Where steps are taken to.
#[derive(Clone, Copy)]
enum Direction {
    Back,
    Again,
}

impl Change<'_> {
    /// Returns the number of the first step from which something is needed to take these back, or to do
    /// them again; 0 where there is none.
    fn oldest_record(&self, gone: &[Step], direction: Direction) -> Result<u64, Error> {
        let mut oldest = gone.iter().map(|step| step.last).min();
        if let Direction::Again = direction {
            for step in gone {
                let record = self.recorded_undo(step)?;
                oldest = oldest.into_iter().chain([record]).min();
            }
        }
        Ok(oldest.unwrap_or(0))
    }

    /// Returns the number of the step that recorded how a step was taken back.
    fn recorded_undo(&self, step: &Step) -> Result<u64, Error> {
        let undo = Step { kind: StepKind::Undo(step.last), ..*step };
        recorded_by(&self.transaction, &undo).map_err(|error| self.sql(error))
    }

    fn undo_step(&mut self, step: &Step) -> Result<(), Error> {
        let again = first_undo(&self.transaction, step.last).map_err(|error| self.sql(error))?;
        // What is taken back for the second time was recorded at the first.
        self.set_recording(again.is_none())?;
        self.reverse("undo", step, step.last)?;
        self.close_step(StepKind::Undo(step.last))
    }

    fn redo_step(&mut self, step: &Step) -> Result<(), Error> {
        let record = self.recorded_undo(step)?;
        // It does what the step did, which was recorded then.
        self.set_recording(false)?;
        self.reverse("redo", step, record)?;
        self.close_step(StepKind::Redo(step.last))
    }

    fn set_recording(&mut self, wanted: bool) -> Result<(), Error> {
        let set = || match wanted {
            true => {
                recording::install(&self.transaction)?;
                recording::begin_step(&self.transaction)
            }
            false => recording::remove(&self.transaction),
        };
        set().map_err(|error| self.sql(error))
    }

    /// Puts back what a step recorded, and notes for the search index what that bears on.
    fn reverse(&mut self, action: &str, step: &Step, recorded: u64) -> Result<(), Error> {
        let after = json!({ "first": step.first, "last": step.last });
        let number = self.note(action, &step.entries(), None, Some(after))?;
        let record = record(&self.transaction, recorded).map_err(|error| self.sql(error))?;
        let record = record.ok_or_else(|| Error::record_of(&self.path, step))?;
        let take_back = || -> rusqlite::Result<Touched> {
            let difference = content::difference(&self.transaction, &self.tables, &record)?;
            content::carry_on(&self.transaction, &difference, Going::Back)?;
            take_back(&self.transaction, &self.tables, &record, number)
        };
        let touched = take_back().map_err(|error| Error::taking_back(&self.path, step, error))?;
        self.stamp(&touched, number)
    }

    fn stamp(&mut self, touched: &Touched, number: i64) -> Result<(), Error> {
        for document in &touched.documents {
            let sql = "UPDATE documents SET changed = ?1 WHERE id = ?2";
            self.run(sql, rusqlite::params![number, document.0])?;
        }
        match touched.all {
            true => self.set_all_changed(number),
            false => Ok(()),
        }
    }
}
