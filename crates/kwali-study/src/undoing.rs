//! Taking changes back, doing them again, and the study as it was.

use kwali_store::{Author, JournalEntry, PastStep, SoughtEntries, SoughtName, Step};
use kwali_text::nearest;

use crate::memos::unknown_code;
use crate::{Error, Study};

impl Study {
    /// Takes back the last `n` changes, all or none of them; returns those that were taken back, the
    /// last one first.
    ///
    /// Each is itself a change with its entry in the journal. What was taken back can be done again
    /// by [`Study::redo`] until something else is changed.
    pub fn undo(&mut self, author: &Author, n: usize) -> Result<Vec<Step>, Error> {
        self.enough_to_undo(n)?;
        let steps = self.store.undo(author, n)?;
        self.keep_up();
        Ok(steps)
    }

    /// Takes one change back though others have been made since, if it and these are of different
    /// codings and of nothing else; says whether it was.
    pub fn undo_apart(&mut self, author: &Author, step: &Step) -> Result<bool, Error> {
        let is_done = self.store.undo_apart(author, step)?;
        self.keep_up();
        Ok(is_done)
    }

    /// Does the last `n` changes again that were taken back, all or none of them; returns them in
    /// this order.
    pub fn redo(&mut self, author: &Author, n: usize) -> Result<Vec<Step>, Error> {
        self.enough_to_redo(n)?;
        let steps = self.store.redo(author, n)?;
        self.keep_up();
        Ok(steps)
    }

    /// Returns the last `n` changes that can be taken back, the last one first.
    pub fn can_undo(&self, n: usize) -> Result<Vec<Step>, Error> {
        self.store.check_steps()?;
        self.enough_to_undo(n)
    }

    /// Returns the next `n` changes that can be done again, in this order.
    pub fn can_redo(&self, n: usize) -> Result<Vec<Step>, Error> {
        self.store.check_steps()?;
        self.enough_to_redo(n)
    }

    fn enough_to_undo(&self, n: usize) -> Result<Vec<Step>, Error> {
        let steps = self.store.last_to_undo(n)?;
        if steps.len() < n {
            // There might be more, had nobody taken any out.
            self.store.check_steps()?;
            let (can, recorded_from) = (steps.len(), self.store.recorded_from()?);
            return Err(Error::CannotUndo { n, can, recorded_from });
        }
        Ok(steps)
    }

    fn enough_to_redo(&self, n: usize) -> Result<Vec<Step>, Error> {
        let steps = self.store.last_to_redo(n)?;
        if steps.len() < n {
            self.store.check_steps()?;
            return Err(Error::CannotRedo { n, can: steps.len() });
        }
        Ok(steps)
    }

    /// Returns the last `n` changes that are in effect, or as many as there are, the last one first.
    pub fn last_in_effect(&self, n: usize) -> Result<Vec<Step>, Error> {
        Ok(self.store.last_to_undo(n)?)
    }

    /// Returns the change that is done again next, if any can be.
    pub fn next_redo(&self) -> Result<Option<Step>, Error> {
        Ok(self.store.last_to_redo(1)?.pop())
    }

    /// Returns the entry of the journal with this number.
    pub fn journal_entry(&self, number: u64) -> Result<Option<JournalEntry>, Error> {
        Ok(self.store.journal_entry(number)?)
    }

    /// Returns the entries of the journal that are looked for, newest first.
    ///
    /// A name that is nothing in the study and never was is an error; one of what is gone is none.
    pub fn sought_entries(&self, sought: &SoughtEntries) -> Result<Vec<JournalEntry>, Error> {
        match self.store.unknown_sought(sought)? {
            Some(what) => Err(self.never_known(what, sought)?),
            None => Ok(self.store.sought_entries(sought)?),
        }
    }

    /// Returns the error for a name that never was in the study.
    fn never_known(&self, what: SoughtName, sought: &SoughtEntries) -> Result<Error, Error> {
        let study = self.without_codings()?;
        let unknown = |what, name: &Option<String>, names: Vec<&str>| {
            let name = name.as_deref().unwrap_or_default();
            let near = nearest(name, names).map(str::to_owned);
            Error::unknown(what, name, near.into_iter().collect())
        };
        Ok(match what {
            SoughtName::Document => {
                let names = study.documents().iter().map(|document| document.name.as_str());
                unknown("document", &sought.document, names.collect())
            }
            SoughtName::Coder => {
                let names = study.coders().iter().map(|coder| coder.name.as_str());
                unknown("coder", &sought.coder, names.collect())
            }
            SoughtName::Code => unknown_code(study, sought.code.as_deref().unwrap_or_default()),
        })
    }

    /// Returns the entries of the journal behind a state of the study, oldest first.
    pub fn changes_since(&self, state: u64) -> Result<Vec<JournalEntry>, Error> {
        Ok(self.store.journal_since(state)?)
    }

    /// Returns the steps behind a state that made the study what it is, in their order: not those that
    /// were taken back since, nor what took them back.
    pub fn steps_in_effect_since(&self, state: u64) -> Result<Vec<Step>, Error> {
        Ok(self.store.steps_in_effect_since(state)?)
    }

    /// Returns the study as it was behind an entry of the journal, or at the end of the change that
    /// the entry belongs to; the file stays as it is.
    ///
    /// What comes back is a copy in memory: it answers every question, and cannot be changed.
    pub fn at(&self, state: u64) -> Result<Study, Error> {
        let now = self.store.state()?;
        if state > now {
            return Err(Error::NoSuchState { state, now });
        }
        let mut past = self.past()?;
        while past.study.store.state()? > state {
            match past.next_step()? {
                None => return Err(Error::NotRecorded { state }),
                Some(step) if step.first <= state => break,
                Some(_) => past.step_back()?,
            };
        }
        Ok(past.into_study())
    }

    /// Returns the study as it is, on its way back.
    pub fn past(&self) -> Result<Past, Error> {
        Ok(Past { study: Study::of(self.store.past()?) })
    }
}

/// A study on its way back through its journal; the file stays as it is.
///
/// ```text
/// let mut past = study.past()?;
/// while past.next_step()?.is_some_and(|step| step.first > state) {
///     let Some(back) = past.step_back()? else { break };
///     if back.touched.documents.contains(&document) {
///         // past.study() is the study before that step.
///     }
/// }
/// ```
///
/// To go back is cheap; to read the whole study after every step is not. Who follows one number
/// looks first whether the step that was taken back bore on it.
pub struct Past {
    study: Study,
}

impl Past {
    /// Returns the study as it was in the state that was reached.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// Returns the study as it was in the state that was reached, for good.
    pub fn into_study(self) -> Study {
        self.study
    }

    /// Returns the change that led to the state that was reached; `None` if what it did is not
    /// recorded.
    pub fn next_step(&self) -> Result<Option<Step>, Error> {
        Ok(self.study.store.last_step()?)
    }

    /// Takes one more change back and tells what it bore on; `None` where none is recorded.
    pub fn step_back(&mut self) -> Result<Option<PastStep>, Error> {
        let step = self.study.store.step_back()?;
        self.study.forget();
        Ok(step)
    }
}
