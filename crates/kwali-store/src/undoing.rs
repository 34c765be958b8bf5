//! Taking changes back, and doing them again.

use serde_json::json;

use crate::content::Going;
use crate::steps::{
    Step, StepKind, check_steps, first_undo, last_to_redo, last_to_undo, record, recorded_by,
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
