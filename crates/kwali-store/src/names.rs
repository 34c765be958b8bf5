//! Ids as people and files know them: the name that something came with from outside, or else its
//! number. What has a name does not answer to its number, and no name is the number of another.

use kwali_model::{CodingDetail, CodingId};
use rusqlite::{Connection, params};

use crate::{Change, Error, Store};

impl Store {
    /// Returns the coding, perhaps a lost one, that has this id: the name it came with from outside,
    /// or where it has none its number.
    pub fn coding_named(&self, name: &str) -> Result<Option<CodingId>, Error> {
        coding_named(&self.conn, name).map_err(|error| Error::sql(&self.path, error))
    }
}

impl Change<'_> {
    /// Returns the coding, perhaps a lost one, that has this id: the name it came with from outside,
    /// or where it has none its number.
    pub fn coding_named(&self, name: &str) -> Result<Option<CodingId>, Error> {
        coding_named(&self.transaction, name).map_err(|error| self.sql(error))
    }

    /// Returns the id of a coding as people and files know it.
    pub fn coding_name(&self, id: CodingId) -> Result<String, Error> {
        let sql = "SELECT name FROM coding_details WHERE coding = ?1
                   UNION ALL SELECT name FROM lost_codings WHERE id = ?1";
        let name = self.one::<Option<String>>(sql, params![id.0])?.flatten();
        Ok(name.unwrap_or_else(|| id.to_string()))
    }

    /// Returns the name to keep of a coding that was just given its number: what it came with, or
    /// one of ours if its number is the name of another.
    ///
    /// If the name is the number of another that has none, that one gets a name of ours. It must
    /// have been added in the same change: whoever takes names from files refuses ids that are known.
    pub(crate) fn settle_coding_name(
        &self,
        id: u32,
        name: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let is_taken = |name: &str| self.is_coding_name(name);
        let Some(name) = name else { return name_for_number(id, is_taken) };
        if let Some(other) = number(name).filter(|&number| number != id)
            && self.has_coding(CodingId(other))?
        {
            let free = free_name(other, is_taken)?;
            let origin = CodingDetail::default().origin.name();
            self.run(
                "INSERT INTO coding_details (coding, name, origin)
                 SELECT id, ?2, ?3 FROM codings WHERE id = ?1
                 ON CONFLICT DO UPDATE SET name = ?2 WHERE name IS NULL",
                params![other, free, origin],
            )?;
            let sql = "UPDATE lost_codings SET name = ?2 WHERE id = ?1 AND name IS NULL";
            self.run(sql, params![other, free])?;
        }
        Ok(Some(name.to_owned()))
    }

    fn is_coding_name(&self, name: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM coding_details WHERE name = ?1
                   UNION ALL SELECT 1 FROM lost_codings WHERE name = ?1";
        Ok(self.one::<i64>(sql, params![name])?.is_some())
    }

    /// Like [`Change::settle_coding_name`], of a memo.
    pub(crate) fn settle_memo_name(
        &self,
        id: u32,
        name: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let is_taken = |name: &str| {
            let sql = "SELECT 1 FROM memos WHERE name = ?1";
            Ok(self.one::<i64>(sql, params![name])?.is_some())
        };
        let sql = "UPDATE memos SET name = ?2 WHERE id = ?1 AND name IS NULL";
        let Some(name) = name else {
            let own = name_for_number(id, is_taken)?;
            if own.is_some() {
                self.run(sql, params![id, own])?;
            }
            return Ok(own);
        };
        if let Some(other) = number(name).filter(|&number| number != id) {
            self.run(sql, params![other, free_name(other, is_taken)?])?;
        }
        Ok(Some(name.to_owned()))
    }
}

fn coding_named(conn: &Connection, name: &str) -> rusqlite::Result<Option<CodingId>> {
    let sql = "SELECT coding FROM coding_details WHERE name = ?1
               UNION ALL SELECT id FROM lost_codings WHERE name = ?1
               UNION ALL SELECT id FROM codings LEFT JOIN coding_details ON coding = id
                 WHERE id = ?2 AND name IS NULL
               UNION ALL SELECT id FROM lost_codings WHERE id = ?2 AND name IS NULL LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![name, number(name)])?;
    rows.next()?.map(|row| Ok(CodingId(row.get(0)?))).transpose()
}

/// Returns the number that is written so, and no other way.
fn number(name: &str) -> Option<u32> {
    name.parse().ok().filter(|number: &u32| number.to_string() == name)
}

/// Returns a name for what has none if its number is the name of another.
fn name_for_number(
    id: u32,
    is_taken: impl Fn(&str) -> Result<bool, Error>,
) -> Result<Option<String>, Error> {
    match is_taken(&id.to_string())? {
        true => free_name(id, is_taken).map(Some),
        false => Ok(None),
    }
}

/// Returns `kwali-12` or, where something came with that name, `kwali-12-2` and so on.
fn free_name(id: u32, is_taken: impl Fn(&str) -> Result<bool, Error>) -> Result<String, Error> {
    let mut name = format!("kwali-{id}");
    let mut more = 1;
    while is_taken(&name)? {
        more += 1;
        name = format!("kwali-{id}-{more}");
    }
    Ok(name)
}
