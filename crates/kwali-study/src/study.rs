//! One open study.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kwali_model::{Document, DocumentId, Layout, Snapshot, StateNumber};
use kwali_store::{Author, Change, ChangedCodings, JournalEntry, NewStudy, Store};
use kwali_text::{Language, Text};

use crate::Error;

/// An open study: its file, and what was read from it so far.
pub struct Study {
    pub(crate) store: Store,
    snapshot: OnceCell<Snapshot>,
    without_codings: OnceCell<Snapshot>,
    frame: OnceCell<Snapshot>,
    layouts: OnceCell<Vec<Layout>>,
    turns: OnceCell<Vec<Layout>>,
    texts: OnceCell<Vec<Text>>,
    /// The search index of a study beside which none can be kept.
    pub(crate) passing_index: OnceCell<tempfile::TempDir>,
}

/// Up to which part of the documents it is worth while to read them alone: a quarter.
pub(crate) const WORTH_A_PART: usize = 4;

/// How often a change is tried again when others change the study at the same time.
const TRIES: usize = 5;

/// What is kept of what was done to a study.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    /// All of it.
    Change,
    /// Nothing: the study is as it was.
    Nothing,
}

impl Study {
    /// Makes an empty study at `path`; a file of that name is never overwritten.
    pub fn create(
        path: &Path,
        name: &str,
        languages: &[Language],
        author: &Author,
    ) -> Result<Study, Error> {
        let uuid = uuid::Uuid::new_v4().to_string();
        let languages: Vec<&str> = languages.iter().map(Language::code).collect();
        let study = NewStudy { uuid: &uuid, name, languages: &languages };
        Ok(Study::of(Store::create(path, &study, author)?))
    }

    /// Opens the study at `path`; `wait` is how long to wait for another process that is writing.
    pub fn open(path: &Path, wait: Duration) -> Result<Study, Error> {
        Ok(Study::of(Store::open(path, wait)?))
    }

    pub(crate) fn of(store: Store) -> Study {
        Study {
            store,
            snapshot: OnceCell::new(),
            without_codings: OnceCell::new(),
            frame: OnceCell::new(),
            layouts: OnceCell::new(),
            turns: OnceCell::new(),
            texts: OnceCell::new(),
            passing_index: OnceCell::new(),
        }
    }

    /// Returns the study file.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Returns the copy that was made before an older study was brought to the newest schema.
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.store.upgraded_from()
    }

    /// Returns the folder of the search index.
    pub fn index_folder(&self) -> PathBuf {
        let mut name = self.path().as_os_str().to_owned();
        name.push("-index");
        PathBuf::from(name)
    }

    /// Returns the UUID that tells this study from every other.
    pub fn uuid(&self) -> Result<String, Error> {
        Ok(self.store.property("uuid")?.unwrap_or_default())
    }

    /// Returns everything but words and layout.
    pub fn snapshot(&self) -> Result<&Snapshot, Error> {
        get_or_load(&self.snapshot, || Ok(self.store.snapshot()?))
    }

    /// True if the whole study is in memory.
    pub(crate) fn is_read(&self) -> bool {
        self.snapshot.get().is_some()
    }

    /// Returns the study for who asks about documents, people and codes, and not about codings.
    ///
    /// In a large study that is read in a small part of the time of [`Study::snapshot`]. Whether
    /// there are codings in it is not to be relied on: there are, if they had been read already.
    pub fn without_codings(&self) -> Result<&Snapshot, Error> {
        match self.snapshot.get() {
            Some(snapshot) => Ok(snapshot),
            None => get_or_load(&self.without_codings, || Ok(self.store.without_codings()?)),
        }
    }

    /// Returns the study for who asks about codes, coders, variables and saved queries alone.
    ///
    /// That is read in the same short time from a study of any size. Documents, participants and
    /// codings are in it only if they had been read already.
    pub fn frame(&self) -> Result<&Snapshot, Error> {
        let read = self.snapshot.get().or_else(|| self.without_codings.get());
        match read {
            Some(snapshot) => Ok(snapshot),
            None => get_or_load(&self.frame, || Ok(self.store.frame()?)),
        }
    }

    /// Returns the study with these documents and who speaks in them, or with all documents if that
    /// is hardly more; whether there are codings in it is not to be relied on.
    pub(crate) fn with_documents(
        &self,
        ids: &BTreeSet<DocumentId>,
    ) -> Result<Cow<'_, Snapshot>, Error> {
        let is_read = self.is_read() || self.without_codings.get().is_some();
        if !is_read && ids.len() * WORTH_A_PART <= self.store.documents_at_most()? {
            let state = self.frame()?.state().0;
            if let Some(some) = self.store.some_documents(ids, state)? {
                return Ok(Cow::Owned(some));
            }
        }
        self.without_codings().map(Cow::Borrowed)
    }

    /// Returns the paragraphs and turns of every document, by place in study order.
    pub fn layouts(&self) -> Result<&[Layout], Error> {
        let snapshot = self.snapshot()?;
        get_or_load(&self.layouts, || Ok(self.store.layouts(snapshot)?)).map(Vec::as_slice)
    }

    /// Returns the turns of every document, by place in study order; paragraphs may be left out.
    pub(crate) fn turns(&self) -> Result<&[Layout], Error> {
        if let Some(layouts) = self.layouts.get() {
            return Ok(layouts);
        }
        let snapshot = self.snapshot()?;
        get_or_load(&self.turns, || Ok(self.store.turns(snapshot)?)).map(Vec::as_slice)
    }

    /// Returns the words of every document, by place in study order.
    pub fn texts(&self) -> Result<&[Text], Error> {
        let documents = self.snapshot()?.documents();
        let text = |document: &Document| Ok(self.store.text(document.id)?);
        get_or_load(&self.texts, || documents.iter().map(text).collect()).map(Vec::as_slice)
    }

    /// Returns the words of one document.
    pub fn text(&self, document: &Document) -> Result<Text, Error> {
        Ok(self.store.text(document.id)?)
    }

    /// Returns the newest `limit` entries of the journal, newest first.
    pub fn journal(&self, limit: usize) -> Result<Vec<JournalEntry>, Error> {
        Ok(self.store.journal(limit)?)
    }

    /// Makes a change as one transaction: what `act` does happens whole or not at all.
    ///
    /// `act` sees the study as it is when the change begins.
    pub(crate) fn change<T>(
        &mut self,
        author: &Author,
        act: impl FnOnce(&mut Change<'_>, &Snapshot) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.change_or_leave(author, |change, snapshot| Ok((act(change, snapshot)?, Kept::Change)))
    }

    /// Does what [`Study::change`] does, unless `act` says that nothing of it is to be kept.
    pub(crate) fn change_or_leave<T>(
        &mut self,
        author: &Author,
        act: impl FnOnce(&mut Change<'_>, &Snapshot) -> Result<(T, Kept), Error>,
    ) -> Result<T, Error> {
        for _ in 0..TRIES {
            self.forget_if_stale()?;
            self.snapshot()?;
            let Some(snapshot) = self.snapshot.get() else { continue };
            let mut change = self.store.begin(author)?;
            if change.state()? != snapshot.state().0 {
                // Somebody got in between reading and beginning.
                continue;
            }
            let (result, kept) = act(&mut change, snapshot)?;
            if kept == Kept::Change {
                change.commit()?;
                self.keep_up();
            }
            return Ok(result);
        }
        Err(Error::TooBusy(self.path().to_owned()))
    }

    /// Returns the state that was read, if anything was.
    pub(crate) fn frame_state(&self) -> Option<u64> {
        let read = [&self.snapshot, &self.without_codings, &self.frame];
        read.into_iter().find_map(OnceCell::get).map(|snapshot| snapshot.state().0)
    }

    fn forget_if_stale(&mut self) -> Result<(), Error> {
        let current = self.store.state()?;
        let is_stale = |read: &OnceCell<Snapshot>| {
            read.get().is_some_and(|snapshot| snapshot.state().0 != current)
        };
        if [&self.snapshot, &self.without_codings, &self.frame].into_iter().any(is_stale) {
            self.keep_up();
        }
        Ok(())
    }

    /// Brings what was read up with what has been done since: where that bears on codings alone,
    /// these are read anew, else all is forgotten.
    pub(crate) fn keep_up(&mut self) {
        let Some(read) = self.snapshot.take() else { return self.forget() };
        // What cannot be told here, reading anew tells.
        let Ok(Some(ChangedCodings { state, ids, now })) =
            self.store.changed_codings(read.state().0)
        else {
            return self.forget();
        };
        self.without_codings.take();
        self.frame.take();
        self.snapshot = OnceCell::from(read.with_changed(StateNumber(state), &ids, &now));
    }

    /// Forgets what was read, since it is no longer so.
    pub(crate) fn forget(&mut self) {
        self.snapshot.take();
        self.without_codings.take();
        self.frame.take();
        self.layouts.take();
        self.turns.take();
        self.texts.take();
    }
}

pub(crate) fn get_or_load<T>(
    cell: &OnceCell<T>,
    load: impl FnOnce() -> Result<T, Error>,
) -> Result<&T, Error> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = load()?;
    Ok(cell.get_or_init(|| value))
}
