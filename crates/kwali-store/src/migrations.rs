//! Numbered steps from one schema to the next.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::Error;

/// "KWAL": tells a study from any other SQLite file.
pub(crate) const APPLICATION_ID: u32 = 0x4b57_414c;

/// Step `i` leads from schema `i` to schema `i + 1`; what was released is never changed.
pub(crate) const STEPS: &[&str] = &[include_str!("schema.sql")];

/// The newest schema this program knows.
pub(crate) fn newest() -> u32 {
    STEPS.len() as u32
}

/// Runs the steps behind schema `from`, all or none of them.
pub(crate) fn run(conn: &mut Connection, from: u32, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for step in &steps[from as usize..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", steps.len() as u32)?;
    transaction.commit()
}

/// Copies the study at `path` beside it and then brings it to the newest of `steps`.
///
/// Returns the path of the copy, `NAME.kwali.schema-N`; it is left for the user to keep or delete.
pub(crate) fn upgrade(
    conn: &mut Connection,
    path: &Path,
    from: u32,
    steps: &[&str],
) -> Result<PathBuf, Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{from}"));
    let copy = PathBuf::from(name);
    if copy.exists() {
        return Err(Error::AlreadyExists(copy));
    }
    let progress: Option<fn(rusqlite::backup::Progress)> = None;
    conn.backup("main", &copy, progress).map_err(|error| Error::sql(&copy, error))?;
    run(conn, from, steps).map_err(|error| Error::sql(path, error))?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[&str] = &["CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);"];
    const NEW: &[&str] = &[OLD[0], "ALTER TABLE a RENAME TO b;"];
    const BROKEN: &[&str] = &[OLD[0], "CREATE TABLE c (x INTEGER) STRICT; SELECT nonsense;"];

    fn old_study(folder: &Path) -> (PathBuf, Connection) {
        let path = folder.join("s.kwali");
        let mut conn = Connection::open(&path).unwrap();
        run(&mut conn, 0, OLD).unwrap();
        (path, conn)
    }

    fn number(conn: &Connection, sql: &str) -> rusqlite::Result<i64> {
        conn.query_row(sql, [], |row| row.get(0))
    }

    #[test]
    fn an_older_study_is_copied_and_then_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut conn) = old_study(folder.path());
        let copy = upgrade(&mut conn, &path, 1, NEW).unwrap();
        assert_eq!(number(&conn, "SELECT x FROM b"), Ok(7));
        assert_eq!(number(&conn, "PRAGMA user_version"), Ok(2));
        let kept = Connection::open(copy).unwrap();
        assert_eq!(number(&kept, "SELECT x FROM a"), Ok(7));
        assert_eq!(number(&kept, "PRAGMA user_version"), Ok(1));
    }

    #[test]
    fn a_step_that_fails_leaves_the_study_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut conn) = old_study(folder.path());
        assert!(upgrade(&mut conn, &path, 1, BROKEN).is_err());
        assert_eq!(number(&conn, "SELECT x FROM a"), Ok(7));
        assert_eq!(number(&conn, "PRAGMA user_version"), Ok(1));
        assert!(number(&conn, "SELECT count(*) FROM c").is_err());
    }
}
