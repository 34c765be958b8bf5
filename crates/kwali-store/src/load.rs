//! From the study file into memory: everything but words and layout.

use std::path::Path;
use std::time::Duration;

use kwali_model::{
    Code, CodeId, CodeSystem, CoderId, Coding, CodingId, DocumentId, Snapshot, SnapshotParts,
    Weight,
};
use kwali_text::{Language, Span};
use rusqlite::types::Type;
use rusqlite::{Connection, Row, Transaction, params};

use crate::open::connect;
use crate::rows::{
    Rows, coders, codes, documents, participants, property, queries, state, variables,
};
use crate::{Error, Store, lost, unread};

/// From this many codings on, a second connection reads half of them at the same time.
const WORTH_A_THREAD: i64 = 50_000;

impl Store {
    /// Returns the study in memory, as it is at one moment.
    pub fn snapshot(&self) -> Result<Snapshot, Error> {
        let transaction = self.transaction()?;
        let (mut parts, places) = self.parts(&transaction)?;
        parts.codings = self.codings(&transaction, parts.state, &places)?;
        Ok(Snapshot::new(parts))
    }

    /// Returns the study in memory, as it is at one moment, but for its codings.
    pub fn without_codings(&self) -> Result<Snapshot, Error> {
        let transaction = self.transaction()?;
        let (parts, _) = self.parts(&transaction)?;
        Ok(Snapshot::new(parts))
    }

    /// What is read within a transaction is of one moment.
    pub(crate) fn transaction(&self) -> Result<Transaction<'_>, Error> {
        self.conn.unchecked_transaction().map_err(|error| read_error(&self.path, error))
    }

    /// Returns the number of changes the study has seen.
    pub fn state(&self) -> Result<u64, Error> {
        state(&self.conn).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the random token of the change with this number, if the study has seen it.
    ///
    /// A study that was put back from a copy and changed otherwise has the same number with
    /// another token.
    pub fn token(&self, state: u64) -> Result<Option<String>, Error> {
        let fetch = || -> rusqlite::Result<Option<String>> {
            let sql = "SELECT token FROM changes WHERE number = ?1";
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query(params![state as i64])?;
            rows.next()?.map(|row| row.get(0)).transpose()
        };
        fetch().map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns a property of the study, such as `name` or `uuid`.
    pub fn property(&self, key: &str) -> Result<Option<String>, Error> {
        property(&self.conn, key).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns everything but the codings, and the code of every row number.
    fn parts(&self, conn: &Connection) -> Result<(SnapshotParts, Vec<Option<CodeId>>), Error> {
        let (mut parts, places) = self.frame_parts(conn)?;
        let sql = |error| read_error(&self.path, error);
        parts.documents = documents(conn, &Rows::All).map_err(sql)?;
        parts.participants = participants(conn, &Rows::All).map_err(sql)?;
        Ok((parts, places))
    }

    /// Returns everything but documents, participants and codings, and the code of every row number.
    pub(crate) fn frame_parts(
        &self,
        conn: &Connection,
    ) -> Result<(SnapshotParts, Vec<Option<CodeId>>), Error> {
        let load = || -> rusqlite::Result<SnapshotParts> {
            let languages = property(conn, "languages")?.unwrap_or_default();
            Ok(SnapshotParts {
                name: property(conn, "name")?.unwrap_or_default(),
                languages: languages.split(',').filter_map(Language::new).collect(),
                state: state(conn)?,
                variables: variables(conn)?,
                coders: coders(conn)?,
                queries: queries(conn)?,
                lost_codings: lost::count(conn)?,
                ..SnapshotParts::default()
            })
        };
        let sql = |error| read_error(&self.path, error);
        let mut parts = load().map_err(sql)?;
        let codes = codes(conn).map_err(sql)?;
        let places = code_places(&codes);
        let system = CodeSystem::new(codes.into_iter().map(|(_, code)| code).collect());
        parts.codes = system.map_err(|error| Error::damaged(&self.path, error))?;
        parts.unread = unread::unread(conn, &places).map_err(sql)?;
        Ok((parts, places))
    }

    fn codings(
        &self,
        conn: &Connection,
        wanted: u64,
        places: &[Option<CodeId>],
    ) -> Result<Vec<Coding>, Error> {
        let sql = |error| read_error(&self.path, error);
        let last: i64 = conn
            .query_row("SELECT coalesce(max(id), 0) FROM codings", [], |row| row.get(0))
            .map_err(sql)?;
        let mut codings = Vec::with_capacity(last.clamp(0, 1 << 24) as usize);
        if last < WORTH_A_THREAD || self.is_copy() {
            add_codings(&mut codings, conn, (0, last), places).map_err(sql)?;
            return Ok(codings);
        }
        let middle = last / 2;
        let path = self.path.as_path();
        let second_half = || -> Result<Option<Vec<Coding>>, Error> {
            let sql = |error| read_error(path, error);
            // A writer that is about to commit waits for the first connection to end, and lets no
            // other begin: to wait for it would be to wait for oneself.
            let second = connect(path, Duration::ZERO)?;
            let transaction = second.unchecked_transaction().map_err(sql)?;
            // Both connections must see the same study; nobody can have written in between then.
            if state(&transaction).map_err(sql)? != wanted {
                return Ok(None);
            }
            let mut codings = Vec::new();
            add_codings(&mut codings, &transaction, (middle, last), places).map_err(sql)?;
            Ok(Some(codings))
        };
        let behind = || match second_half() {
            Err(Error::Busy { .. }) => Ok(None),
            read => read,
        };
        let second = std::thread::scope(|scope| {
            let second = scope.spawn(behind);
            add_codings(&mut codings, conn, (0, middle), places).map_err(sql)?;
            match second.join() {
                Ok(second) => second,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })?;
        match second {
            Some(second) => codings.extend(second),
            None => add_codings(&mut codings, conn, (middle, last), places).map_err(sql)?,
        }
        Ok(codings)
    }
}

/// Returns the code of every row number.
pub(crate) fn code_places(codes: &[(u32, Code)]) -> Vec<Option<CodeId>> {
    let length = codes.iter().map(|&(row, _)| row as usize + 1).max().unwrap_or(0);
    let mut places = vec![None; length];
    for (place, &(row, _)) in codes.iter().enumerate() {
        places[row as usize] = Some(CodeId(place as u32));
    }
    places
}

/// Adds the codings with ids above the first number, up to the second.
pub(crate) fn add_codings(
    codings: &mut Vec<Coding>,
    conn: &Connection,
    (after, upto): (i64, i64),
    places: &[Option<CodeId>],
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT id, document, start, end, start_char, end_char, code, coder, weight FROM codings
         WHERE id > ?1 AND id <= ?2 ORDER BY id",
    )?;
    let mut rows = statement.query(params![after, upto])?;
    while let Some(row) = rows.next()? {
        let code: usize = row.get::<_, u32>(6)? as usize;
        let id = row.get(0)?;
        let span = span_at(row, 2)?.ok_or_else(|| damaged("codings", id, "its place is none"))?;
        let Some(&Some(code)) = places.get(code) else {
            return Err(damaged("codings", id, "its code is not there"));
        };
        codings.push(Coding {
            id: CodingId(id),
            document: DocumentId(row.get(1)?),
            span,
            code,
            coder: CoderId(row.get(7)?),
            weight: row.get::<_, Option<u8>>(8)?.and_then(Weight::new),
        });
    }
    Ok(())
}

/// A row that says what cannot be, as an error that [`read_error`] understands.
#[derive(Debug, thiserror::Error)]
#[error("table {table}, row {id}: {what}")]
struct DamagedRow {
    table: &'static str,
    id: u32,
    what: &'static str,
}

pub(crate) fn damaged(table: &'static str, id: u32, what: &'static str) -> rusqlite::Error {
    let row = Box::new(DamagedRow { table, id, what });
    rusqlite::Error::FromSqlConversionFailure(0, Type::Null, row)
}

/// Tells damaged rows, and columns of another type than they should be, from other failures.
pub(crate) fn read_error(path: &Path, error: rusqlite::Error) -> Error {
    match error {
        rusqlite::Error::FromSqlConversionFailure(_, _, row) => Error::damaged(path, row),
        rusqlite::Error::IntegralValueOutOfRange(..) | rusqlite::Error::InvalidColumnType(..) => {
            Error::damaged(path, error)
        }
        other => Error::sql(path, other),
    }
}

/// Reads a span from four columns in a row: start, end, start_char, end_char.
pub(crate) fn span_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Span>> {
    let bytes = (row.get(column)?, row.get(column + 1)?);
    Ok(Span::from_stored(bytes, (row.get(column + 2)?, row.get(column + 3)?)))
}
