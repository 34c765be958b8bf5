//! Saving, renaming and deleting queries that have a name.

use rusqlite::params;
use serde_json::json;

use crate::{Change, Error};

/// What became of a query that was saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuerySaved {
    /// There was none of that name.
    Added,
    /// There was another of that name; this was its text.
    Replaced(String),
    /// It was there like this already.
    Unchanged,
}

impl Change<'_> {
    /// Gives a query a name, which from now on stands for it.
    pub fn save_query(&mut self, name: &str, query: &str) -> Result<QuerySaved, Error> {
        let before = self.query_text(name)?;
        if before.as_deref() == Some(query) {
            return Ok(QuerySaved::Unchanged);
        }
        self.run(
            "INSERT INTO queries (name, query) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET query = ?2",
            params![name, query],
        )?;
        let action = if before.is_some() { "query.change" } else { "query.add" };
        let told = before.as_ref().map(|text| json!({ "query": text }));
        self.note(action, name, told, Some(json!({ "query": query })))?;
        Ok(before.map_or(QuerySaved::Added, QuerySaved::Replaced))
    }

    /// Gives a saved query another name, which no other may have.
    pub fn rename_query(&mut self, from: &str, to: &str) -> Result<(), Error> {
        self.run("UPDATE queries SET name = ?2 WHERE name = ?1", params![from, to])?;
        let (before, after) = (json!({ "name": from }), json!({ "name": to }));
        self.note("query.rename", to, Some(before), Some(after))?;
        Ok(())
    }

    /// Deletes a saved query.
    pub fn delete_query(&mut self, name: &str) -> Result<(), Error> {
        let before = self.query_text(name)?.map(|query| json!({ "query": query }));
        self.run("DELETE FROM queries WHERE name = ?1", params![name])?;
        self.note("query.delete", name, before, None)?;
        Ok(())
    }

    fn query_text(&self, name: &str) -> Result<Option<String>, Error> {
        self.one("SELECT query FROM queries WHERE name = ?1", params![name])
    }
}
