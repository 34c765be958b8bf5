//! `kwali doctor`: whatever was tampered with is found, and nothing is taken back that was not written.

use crate::history::{bundle, coded};

#[test]
fn a_journal_that_was_tampered_with_is_found() {
    let folder = coded();
    let log = folder.table(&["log"]);
    assert!(log.column("hash").iter().all(|hash| hash.as_str().unwrap().len() == 64));
    let other = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    other.execute("UPDATE changes SET who = 'Z' WHERE number = 5", []).unwrap();
    let run = folder.fails_with(1, &["doctor"], &[]);
    assert!(run.stdout.contains("journal: entry 5 is not what was written"), "{run:#?}");
}

#[test]
fn rows_that_another_program_changed_are_found() {
    let folder = coded();
    let other = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    other.execute("UPDATE codings SET weight = 99 WHERE id = 1", []).unwrap();
    let run = folder.fails_with(1, &["doctor"], &[]);
    assert!(run.stdout.contains("problem  table codings: rows in it were changed"), "{run:#?}");
    // What is done behind it does not hide it.
    folder.ok(&["coding", "remove", "2"]);
    folder.fails_with(1, &["doctor"], &[]);
    other.execute("UPDATE codings SET weight = NULL WHERE id = 1", []).unwrap();
    folder.ok(&["doctor"]);
    // The last entry is taken out with all that names it.
    let sql =
        "PRAGMA foreign_keys = 0; DELETE FROM steps WHERE number = (SELECT max(number) FROM steps);
               DELETE FROM row_images WHERE number > (SELECT max(last_image) FROM steps);
               DELETE FROM changes WHERE number = (SELECT max(number) FROM changes);
               UPDATE documents SET changed = 1";
    other.execute_batch(sql).unwrap();
    let run = folder.fails_with(1, &["doctor"], &[]);
    assert!(run.stdout.contains("problem  journal: entries at its end are missing"), "{run:#?}");
}

/// Tampers with what was recorded of the last change: the doctor names it, and undo changes nothing.
#[track_caller]
fn check_record(sql: &str) {
    let folder = coded();
    folder.ok(&["coding", "remove", "1"]);
    let number = folder.table(&["log", "--limit", "1"]).cell(0, "number").to_string();
    let other = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    other.execute_batch(sql).unwrap();
    let before = bundle(&folder);
    let run = folder.fails_with(1, &["doctor"], &[]);
    let said = format!("problem  journal: what was recorded of entry {number}, to take back");
    assert!(run.stdout.contains(&said), "{run:#?}");
    let said =
        format!("what was recorded of entry {number}, to take back what was changed, was altered");
    folder.fails_with(2, &["undo"], &[&said, "kwali export --bundle"]);
    assert!(bundle(&folder) == before, "{sql}");
    folder.ok(&["coding", "remove", "2"]);
}

#[test]
fn a_change_whose_record_was_tampered_with_is_not_taken_back() {
    check_record("DELETE FROM row_images WHERE number = (SELECT max(number) FROM row_images)");
    check_record(
        "UPDATE row_images SET was = replace(was, ',1,', ',2,') WHERE in_table = 'codings'",
    );
    check_record("DELETE FROM steps WHERE number = (SELECT max(number) FROM steps)");
}
