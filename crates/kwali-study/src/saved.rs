//! Saved queries: queries that were given a name.

use kwali_analysis::Query;
use kwali_model::{SavedQuery, Snapshot};
use kwali_store::{Author, Change, QuerySaved};
use kwali_text::{nearest, normalise};

use crate::querying::query_error;
use crate::{Error, Study};

impl Study {
    /// Gives a query a name; another query of that name is replaced.
    ///
    /// The query must be one that the study can answer, and may not ask for itself by way of other
    /// saved queries.
    pub fn save_query(
        &mut self,
        author: &Author,
        name: &str,
        typed: &str,
    ) -> Result<QuerySaved, Error> {
        let name = checked_name(name)?;
        self.change(author, |change, snapshot| {
            let failed = |error| query_error(typed, error);
            let query = Query::parse(typed).map_err(failed)?;
            let all = with(snapshot.queries(), &name, &query);
            let filled = query.filled_in(&all).map_err(failed)?;
            if filled.resolve_spans(snapshot).map_err(failed)?.is_none() {
                filled.resolve(snapshot).map_err(failed)?;
            }
            Ok(change.save_query(&name, &query.to_string())?)
        })
    }

    /// Returns a saved query as it was saved, and with the saved queries in it filled in.
    pub fn saved_query(&self, name: &str) -> Result<(String, String), Error> {
        let snapshot = self.snapshot()?;
        let found = find(snapshot, name)?;
        let failed = |error| query_error(&found.text, error);
        let in_full = Query::read(&found.text, snapshot).map_err(failed)?;
        Ok((found.text.clone(), in_full.to_string()))
    }

    /// Gives a saved query another name, also in the saved queries that ask for it.
    pub fn rename_query(&mut self, author: &Author, from: &str, to: &str) -> Result<(), Error> {
        let to = checked_name(to)?;
        self.change(author, |change, snapshot| {
            find(snapshot, from)?;
            if snapshot.queries().iter().any(|saved| saved.name == to) {
                return Err(Error::QueryNameTaken(to));
            }
            change.rename_query(from, &to)?;
            rewrite(change, snapshot, |query| query.with_saved_renamed(from, &to))
        })
    }

    /// Deletes a saved query that no other asks for.
    pub fn delete_query(&mut self, author: &Author, name: &str) -> Result<(), Error> {
        self.change(author, |change, snapshot| {
            find(snapshot, name)?;
            let asks = |saved: &&SavedQuery| {
                Query::parse(&saved.text)
                    .is_ok_and(|query| query.saved_names().contains(&name.to_owned()))
            };
            let users: Vec<String> =
                snapshot.queries().iter().filter(asks).map(|saved| saved.name.clone()).collect();
            if !users.is_empty() {
                return Err(Error::QueryInUse { name: name.to_owned(), by: users });
            }
            Ok(change.delete_query(name)?)
        })
    }
}

/// Changes every saved query in the same way, as when something in it gets another name.
pub(crate) fn rewrite(
    change: &mut Change<'_>,
    snapshot: &Snapshot,
    rewritten: impl Fn(&Query) -> Query,
) -> Result<(), Error> {
    for saved in snapshot.queries() {
        // One that can no longer be read stays as it is.
        let Ok(query) = Query::parse(&saved.text) else { continue };
        let after = rewritten(&query);
        if after != query {
            change.save_query(&saved.name, &after.to_string())?;
        }
    }
    Ok(())
}

fn find<'a>(snapshot: &'a Snapshot, name: &str) -> Result<&'a SavedQuery, Error> {
    let queries = snapshot.queries();
    queries.iter().find(|saved| saved.name == name).ok_or_else(|| {
        let near = nearest(name, queries.iter().map(|saved| saved.name.as_str()));
        Error::unknown("saved query", name, near.map(str::to_owned).into_iter().collect())
    })
}

/// Returns a name as it is kept: NFC, without white space around it.
fn checked_name(name: &str) -> Result<String, Error> {
    let name = normalise(name.trim()).text;
    let name = name.strip_prefix('@').unwrap_or(&name).to_owned();
    match name.is_empty() || name.contains(char::is_control) {
        true => Err(Error::QueryName),
        false => Ok(name),
    }
}

/// Returns saved queries with one more, or with this one in the place of the one of its name.
pub(crate) fn with(saved: &[SavedQuery], name: &str, query: &Query) -> Vec<SavedQuery> {
    let mut all = saved.to_vec();
    put(&mut all, name, query);
    all
}

/// Puts a query among saved ones, in the place of the one of its name.
pub(crate) fn put(saved: &mut Vec<SavedQuery>, name: &str, query: &Query) {
    saved.retain(|other| other.name != name);
    saved.push(SavedQuery { name: name.to_owned(), text: query.to_string() });
}
