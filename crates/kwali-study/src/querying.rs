//! Queries for coded segments, and for spans that are made of them.

use kwali_analysis::{MadeSpan, Query, QueryError, Selection, Sources, Step};
use kwali_model::Snapshot;

use crate::{Error, Notice, Study};

/// What a query gave.
#[derive(Clone, PartialEq, Debug)]
pub enum Retrieved {
    /// The places, among the codings of the part that was read, of those that meet it.
    Codings(Vec<usize>),
    /// The spans that it makes.
    Spans(Vec<MadeSpan>),
}

impl Study {
    /// Reads a query, fills in saved queries, and checks it against the study.
    pub(crate) fn query(&self, typed: &str) -> Result<(Query, Selection), Error> {
        let snapshot = self.snapshot()?;
        let query = read(typed, snapshot)?;
        let selection = query.resolve(snapshot).map_err(|error| query_error(typed, error))?;
        Ok((query, selection))
    }

    /// Returns a query in its canonical form, with saved queries filled in.
    pub fn asked(&self, typed: &str) -> Result<String, Error> {
        Ok(read(typed, self.frame()?)?.to_string())
    }

    /// Returns what each part of a query selects, the whole first.
    pub fn explain(&self, typed: &str) -> Result<Vec<Step>, Error> {
        let snapshot = self.snapshot()?;
        let query = read(typed, snapshot)?;
        let steps = |sources: &Sources<'_>| kwali_analysis::explain(snapshot, sources, &query);
        self.with_sources(steps)?.map_err(|error| query_error(typed, error))
    }

    /// Returns why a query selects nothing, as a note; `None` if it selects something.
    pub fn why_nothing(&self, typed: &str) -> Result<Option<Notice>, Error> {
        let snapshot = self.snapshot()?;
        let query = read(typed, snapshot)?;
        let why = |sources: &Sources<'_>| kwali_analysis::why_nothing(snapshot, sources, &query);
        let why = self.with_sources(why)?.map_err(|error| query_error(typed, error))?;
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
        self.whole()?.with_sources(act)
    }
}

/// Reads a query and fills in saved queries.
fn read(typed: &str, snapshot: &Snapshot) -> Result<Query, Error> {
    Query::read(typed, snapshot).map_err(|error| query_error(typed, error))
}

pub(crate) fn query_error(typed: &str, error: QueryError) -> Error {
    Error::Query { query: typed.to_owned(), source: Box::new(error) }
}
