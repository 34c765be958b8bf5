//! Numbered steps from one schema to the next.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::open::publish;
use crate::{Error, chain, content, step_chain, steps};

/// "KWAL": tells a study from any other SQLite file.
pub(crate) const APPLICATION_ID: u32 = 0x4b57_414c;

/// What leads from one schema to the next: SQL, and what SQL cannot do.
pub(crate) struct Migration {
    sql: &'static str,
    then: fn(&Connection) -> rusqlite::Result<()>,
}

impl Migration {
    const fn of(sql: &'static str) -> Migration {
        Migration { sql, then: |_| Ok(()) }
    }
}

/// Step `i` leads from schema `i` to schema `i + 1`; what was released is never changed.
pub(crate) const STEPS: &[Migration] = &[
    Migration::of(include_str!("schema.sql")),
    Migration::of(include_str!("schema-2.sql")),
    Migration::of(include_str!("schema-3.sql")),
    Migration::of(include_str!("schema-4.sql")),
    Migration::of(include_str!("schema-5.sql")),
    Migration::of(include_str!("schema-6.sql")),
    Migration { sql: include_str!("schema-7.sql"), then: begin_history },
    Migration::of(include_str!("schema-8.sql")),
    Migration { sql: include_str!("schema-9.sql"), then: step_chain::chain_all },
    // A later step that changes rows or columns must end with this, too.
    Migration { sql: include_str!("schema-10.sql"), then: content::keep_all },
];

/// Chains the entries that are there, and notes that what they tell of was not recorded.
fn begin_history(conn: &Connection) -> rusqlite::Result<()> {
    chain::chain_all(conn)?;
    steps::note_recorded_from(conn)
}

/// The newest schema this program knows.
pub(crate) fn newest() -> u32 {
    STEPS.len() as u32
}

/// Runs the steps behind schema `from`, all or none of them; says whether the file was of it.
pub(crate) fn run(conn: &mut Connection, from: u32, steps: &[Migration]) -> rusqlite::Result<bool> {
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have taken the same steps meanwhile.
    let reached: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if from != reached {
        return Ok(false);
    }
    for step in &steps[from as usize..] {
        transaction.execute_batch(step.sql)?;
        (step.then)(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", steps.len() as u32)?;
    transaction.commit()?;
    Ok(true)
}

/// Copies the study at `path` beside it and then brings it to the newest of `steps`.
///
/// Returns the path of the copy, `NAME.kwali.schema-N` or, where there is such a file already,
/// `NAME.kwali.schema-N.2` and so on; it is left for the user to keep or delete. `None` if another process was faster.
pub(crate) fn upgrade(
    conn: &mut Connection,
    path: &Path,
    from: u32,
    steps: &[Migration],
) -> Result<Option<PathBuf>, Error> {
    let draft = beside(path, &format!(".schema-{from}.draft-{}", std::process::id()));
    // Left by an upgrade that was interrupted.
    let _ = fs::remove_file(&draft);
    let progress: Option<fn(rusqlite::backup::Progress)> = None;
    let copied = conn.backup("main", &draft, progress).map_err(|error| Error::sql(&draft, error));
    let kept = copied.and_then(|()| keep(&draft, path, from));
    let _ = fs::remove_file(&draft);
    let copy = kept?;
    if run(conn, from, steps).map_err(|error| Error::sql(path, error))? {
        return Ok(Some(copy));
    }
    let _ = fs::remove_file(copy);
    Ok(None)
}

/// Gives the finished copy the first name that is free.
fn keep(draft: &Path, path: &Path, from: u32) -> Result<PathBuf, Error> {
    let mut copy = beside(path, &format!(".schema-{from}"));
    let mut number = 1;
    loop {
        match publish(draft, &copy) {
            Err(Error::AlreadyExists(_)) => number += 1,
            published => return published.map(|()| copy),
        }
        copy = beside(path, &format!(".schema-{from}.{number}"));
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration =
        Migration::of("CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);");
    const OLD: &[Migration] = &[FIRST];
    const NEW: &[Migration] = &[FIRST, Migration::of("ALTER TABLE a RENAME TO b;")];
    const BROKEN: &[Migration] =
        &[FIRST, Migration::of("CREATE TABLE c (x INTEGER) STRICT; SELECT nonsense;")];

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
        let copy = upgrade(&mut conn, &path, 1, NEW).unwrap().unwrap();
        assert_eq!(number(&conn, "SELECT x FROM b"), Ok(7));
        assert_eq!(number(&conn, "PRAGMA user_version"), Ok(2));
        let kept = Connection::open(copy).unwrap();
        assert_eq!(number(&kept, "SELECT x FROM a"), Ok(7));
        assert_eq!(number(&kept, "PRAGMA user_version"), Ok(1));
    }

    #[test]
    fn a_copy_that_is_there_already_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut conn) = old_study(folder.path());
        let earlier = folder.path().join("s.kwali.schema-1");
        fs::write(&earlier, "mine").unwrap();
        let copy = upgrade(&mut conn, &path, 1, NEW).unwrap();
        assert_eq!(copy, Some(folder.path().join("s.kwali.schema-1.2")));
        assert_eq!(fs::read(earlier).unwrap(), b"mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn who_comes_second_leaves_the_upgraded_study_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut conn) = old_study(folder.path());
        let mut second = Connection::open(&path).unwrap();
        upgrade(&mut conn, &path, 1, NEW).unwrap();
        assert_eq!(upgrade(&mut second, &path, 1, NEW).unwrap(), None);
        assert_eq!(number(&second, "SELECT x FROM b"), Ok(7));
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
