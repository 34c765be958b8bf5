//! Queries for coded segments, and for spans that are made of them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use kwali_analysis::{Lookup, MadeSpan, Query, QueryError, Records, Selection, Sources, Step};
use kwali_model::CodingId;
use kwali_text::Text;

use crate::{Error, Notice, Study};

/// What a query gave.
#[derive(Clone, PartialEq, Debug)]
pub enum Retrieved {
    /// The places, among all codings, of those that meet it.
    Codings(Vec<usize>),
    /// The spans that it makes.
    Spans(Vec<MadeSpan>),
}

impl Study {
    /// Reads a query, fills in saved queries, and checks it against the study.
    pub(crate) fn query(&self, typed: &str) -> Result<(Query, Selection), Error> {
        let snapshot = self.snapshot()?;
        let failed = |error| query_error(typed, error);
        let query = Query::read(typed, snapshot).map_err(failed)?;
        let selection = query.resolve(snapshot).map_err(failed)?;
        Ok((query, selection))
    }

    /// Answers a query: an empty one with all codings.
    pub fn retrieve(&self, typed: &str) -> Result<Retrieved, Error> {
        let snapshot = self.snapshot()?;
        let failed = |error| query_error(typed, error);
        let query = Query::read(typed, snapshot).map_err(failed)?;
        if let Some(selection) = query.resolve_spans(snapshot).map_err(failed)? {
            let made =
                |sources: &Sources<'_>| kwali_analysis::select_spans(snapshot, sources, &selection);
            return self.with_sources(made).map(Retrieved::Spans);
        }
        let selection = query.resolve(snapshot).map_err(failed)?;
        self.select(&selection).map(Retrieved::Codings)
    }

    /// Returns a query in its canonical form, with saved queries filled in.
    pub fn asked(&self, typed: &str) -> Result<String, Error> {
        let query = Query::read(typed, self.snapshot()?);
        query.map(|query| query.to_string()).map_err(|error| query_error(typed, error))
    }

    /// Returns what each part of a query selects, the whole first.
    pub fn explain(&self, typed: &str) -> Result<Vec<Step>, Error> {
        let snapshot = self.snapshot()?;
        let failed = |error| query_error(typed, error);
        let query = Query::read(typed, snapshot).map_err(failed)?;
        let steps = |sources: &Sources<'_>| kwali_analysis::explain(snapshot, sources, &query);
        self.with_sources(steps)?.map_err(failed)
    }

    /// Returns why a query selects nothing, as a note; `None` if it selects something.
    pub fn why_nothing(&self, typed: &str) -> Result<Option<Notice>, Error> {
        let snapshot = self.snapshot()?;
        let failed = |error| query_error(typed, error);
        let query = Query::read(typed, snapshot).map_err(failed)?;
        let why = |sources: &Sources<'_>| kwali_analysis::why_nothing(snapshot, sources, &query);
        let why = self.with_sources(why)?.map_err(failed)?;
        Ok(why.map(|why| Notice::note(format!("nothing was found: {why}"))))
    }

    /// Returns the places, among all codings, of those that a selection selects.
    pub(crate) fn select(&self, selection: &Selection) -> Result<Vec<usize>, Error> {
        let snapshot = self.snapshot()?;
        self.with_sources(|sources| kwali_analysis::select(snapshot, sources, selection))
    }

    /// Calls `act` with what queries need beside the snapshot, read when it is asked for.
    ///
    /// # Errors
    ///
    /// If something that was asked for could not be read; then what `act` returned is worth nothing.
    pub fn with_sources<T>(&self, act: impl FnOnce(&Sources<'_>) -> T) -> Result<T, Error> {
        let failed: RefCell<Option<Error>> = RefCell::new(None);
        let note = |error| {
            failed.borrow_mut().get_or_insert(error);
        };
        let found = |lookup: &Lookup| self.answer(lookup).map_err(note).unwrap_or_default();
        let documents = self.snapshot()?.documents();
        let text = |place: usize, read: &mut dyn FnMut(&Text)| {
            let text = documents.get(place).map(|document| self.text(document));
            match text.transpose() {
                Ok(text) => text.iter().for_each(read),
                Err(error) => note(error),
            }
        };
        let result = act(&Sources { layouts: self.layouts()?, found: &found, text: &text });
        match failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(result),
        }
    }

    /// Returns the codings that a question asks for which the snapshot leaves open.
    fn answer(&self, lookup: &Lookup) -> Result<BTreeSet<CodingId>, Error> {
        let snapshot = self.snapshot()?;
        let nothing = Records { snapshot, texts: &[], details: None, memos: &[] };
        match lookup {
            Lookup::Phrase(phrase) => {
                let index = self.index(&mut |_, _| {})?;
                Ok(index.segments(&index.with_compounds(phrase)?)?)
            }
            Lookup::Origin(_) => {
                let details = self.coding_details()?;
                Ok(Records { details: Some(&details), ..nothing }.find(lookup))
            }
            Lookup::Memo { .. } => {
                let memos = self.memos()?;
                Ok(Records { memos: &memos, ..nothing }.find(lookup))
            }
        }
    }
}

pub(crate) fn query_error(typed: &str, error: QueryError) -> Error {
    Error::Query { query: typed.to_owned(), source: Box::new(error) }
}
