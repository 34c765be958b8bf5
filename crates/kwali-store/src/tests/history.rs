//! The journal as a chain, and steps of a study that is older than they are.

use super::*;
use crate::{ChainProblem, Step, StepKind};

/// A study with five entries: three of its beginning, and two coders in two steps.
fn with_coders(bench: &Bench) -> Store {
    let mut store = bench.create();
    for name in ["A", "B"] {
        let mut change = store.begin(&author()).unwrap();
        change.add_coder(name, None).unwrap();
        change.commit().unwrap();
    }
    store
}

/// Tampers with the file by SQL.
#[track_caller]
fn check_tampering(sql: &str, expected: Option<ChainProblem>) {
    let bench = Bench::new();
    let store = with_coders(&bench);
    assert_eq!(store.chain_problem().unwrap(), None);
    store.conn.execute_batch(&format!("PRAGMA foreign_keys = 0; {sql}")).unwrap();
    assert_eq!(store.chain_problem().unwrap(), expected, "{sql}");
}

#[test]
fn an_entry_that_was_altered_taken_out_or_put_in_is_found() {
    let altered = |entry| Some(ChainProblem::Altered(entry));
    check_tampering("UPDATE changes SET who = 'C' WHERE number = 4", altered(4));
    check_tampering("UPDATE changes SET after = '{}' WHERE number = 2", altered(2));
    check_tampering("UPDATE changes SET hash = NULL WHERE number = 3", altered(3));
    check_tampering(
        "DELETE FROM changes WHERE number IN (2, 3)",
        Some(ChainProblem::Missing { first: 2, last: 3 }),
    );
    check_tampering(
        "DELETE FROM changes WHERE number = 3;
         UPDATE changes SET number = number - 1 WHERE number > 3;",
        altered(3),
    );
    check_tampering(
        "INSERT INTO changes (at, who, action, subject) VALUES ('', 'C', 'coder.add', 'C')",
        altered(6),
    );
    check_tampering(
        "INSERT INTO changes (number, at, who, action, subject) VALUES (-5, '', 'C', 'x', 'C')",
        Some(ChainProblem::PutIn(-5)),
    );
}

#[test]
fn rows_that_refer_to_nothing_are_named_once() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let sql = "PRAGMA foreign_keys = 0; DELETE FROM documents WHERE id = 1";
    store.conn.execute_batch(sql).unwrap();
    let problems = store.integrity_problems().unwrap();
    let expected = [
        "table codings: rows 1, 2 refer to what is not there in documents",
        "table paragraphs: 3 rows refer to what is not there in documents",
        "table speakers: 2 rows refer to what is not there in documents",
        "table texts: row 1 refers to what is not there in documents",
    ];
    assert_eq!(problems, expected);
}

#[test]
fn the_last_entry_is_missed_for_as_long_as_something_tells_of_it() {
    let missing = Some(ChainProblem::Missing { first: 5, last: 5 });
    check_tampering("DELETE FROM changes WHERE number = 5", missing);
    // What stands in the study is not what the entry before it left.
    let with_its_step = "DELETE FROM changes WHERE number = 5; DELETE FROM steps WHERE number = 5";
    check_tampering(with_its_step, Some(ChainProblem::End));
}

#[test]
fn rows_that_another_program_changed_are_found_whatever_table_they_are_in() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let mut change = store.begin(&author()).unwrap();
    change.save_query("q", "#b").unwrap();
    change.commit().unwrap();
    assert_eq!(store.changed_tables().unwrap(), Vec::<String>::new());
    for (sql, table) in [
        ("UPDATE codings SET weight = 7 WHERE id = 1", "codings"),
        ("UPDATE codings SET start = start + 1, start_char = start_char + 1", "codings"),
        (
            "INSERT INTO codings SELECT 9, document, start, end, start_char, end_char, code, coder, weight FROM codings WHERE id = 1",
            "codings",
        ),
        ("DELETE FROM codings WHERE id = 2", "codings"),
        ("UPDATE codes SET path = 'z' WHERE path = 'b'", "codes"),
        ("UPDATE coders SET name = 'Z' WHERE id = 1", "coders"),
        ("UPDATE study SET value = 'Z' WHERE key = 'name'", "study"),
        ("UPDATE documents SET words = 5 WHERE id = 2", "documents"),
        ("UPDATE texts SET content = 'Iets.' WHERE document = 2", "texts"),
        ("DELETE FROM paragraphs WHERE document = 1 AND number = 2", "paragraphs"),
        ("UPDATE turns SET speaker = 0", "turns"),
        ("UPDATE queries SET query = '#t'", "queries"),
        ("DROP TRIGGER coding_added", "sqlite_schema"),
    ] {
        store.conn.execute_batch(&format!("SAVEPOINT here; {sql}")).unwrap();
        assert_eq!(store.changed_tables().unwrap(), [table], "{sql}");
        store.conn.execute_batch("ROLLBACK TO here; RELEASE here").unwrap();
    }
    // Who changes the sums with them is found by the newest step.
    let other = rusqlite::Connection::open(bench.path()).unwrap();
    other.execute_batch("UPDATE codings SET weight = 7 WHERE id = 1").unwrap();
    crate::content::keep_all(&other).unwrap();
    assert_eq!(store.changed_tables().unwrap(), Vec::<String>::new());
    assert_eq!(store.chain_problem().unwrap(), Some(ChainProblem::End));
}

#[test]
fn a_new_study_knows_what_stands_in_it() {
    let bench = Bench::new();
    let store = bench.create();
    assert_eq!(store.changed_tables().unwrap(), Vec::<String>::new());
    store.conn.execute_batch("UPDATE study SET value = 'nl' WHERE key = 'languages'").unwrap();
    assert_eq!(store.changed_tables().unwrap(), ["study"]);
}

/// A study with seven entries: coders in two steps, and the full names they were given in two.
fn with_full_names(bench: &Bench) -> Store {
    let mut store = with_coders(bench);
    for (coder, name) in [(1, "Anna"), (2, "Bea")] {
        let mut change = store.begin(&author()).unwrap();
        change.set_coder_name(kwali_model::CoderId(coder), name).unwrap();
        change.commit().unwrap();
    }
    store
}

/// Tampers with what the last two steps recorded: it is found, and nothing is taken back.
#[track_caller]
fn check_record(sql: &str, expected: ChainProblem) {
    check_record_for(2, sql, expected);
}

/// Tampers with what steps recorded: it is found, and the last `n` steps are not taken back.
#[track_caller]
fn check_record_for(n: usize, sql: &str, expected: ChainProblem) {
    let bench = Bench::new();
    let mut store = with_full_names(&bench);
    assert_eq!(store.chain_problem().unwrap(), None);
    store.conn.execute_batch(&format!("PRAGMA foreign_keys = 0; {sql}")).unwrap();
    assert_eq!(store.chain_problem().unwrap(), Some(expected), "{sql}");
    let coders = store.snapshot().unwrap().coders().to_vec();
    let error = store.undo(&author(), n).unwrap_err();
    assert!(matches!(error, Error::TamperedWith { .. }), "{sql}: {error:?}");
    assert_eq!((store.state().unwrap(), store.snapshot().unwrap().coders()), (7, &coders[..]));
}

#[test]
fn what_is_recorded_to_be_taken_back_cannot_be_altered_or_taken_out_unseen() {
    let altered = |step| ChainProblem::RecordAltered { first: step, last: step };
    let missing = |step| ChainProblem::RecordMissing { first: step, last: step };
    check_record("DELETE FROM row_images WHERE number = 2", altered(7));
    check_record("DELETE FROM row_images WHERE number = 1", altered(6));
    let forged = "UPDATE row_images SET was = replace(was, 'null', '\"Z\"')";
    check_record(&format!("{forged} WHERE number = 2"), altered(7));
    check_record(&format!("{forged} WHERE number = 1"), altered(6));
    check_record("UPDATE row_images SET key = '[1]' WHERE number = 2", altered(7));
    check_record("UPDATE row_images SET number = 9 WHERE number = 2", altered(7));
    let put_in = "INSERT INTO row_images (in_table, key) VALUES ('coders', '[1]')";
    check_record(put_in, altered(7));
    check_record("DELETE FROM steps WHERE number = 7", missing(7));
    check_record("DELETE FROM steps WHERE number = 6", missing(6));
    check_record_for(3, "DELETE FROM steps WHERE number = 4", altered(5));
    check_record("DELETE FROM steps", missing(7));
    let undone = "UPDATE steps SET kind = 'undo', step = 6 WHERE number = 7";
    check_record(undone, altered(7));
    check_record_for(3, "UPDATE steps SET new_ids = '{}' WHERE number = 5", altered(5));
    check_record("UPDATE steps SET hash = NULL WHERE number = 5", altered(5));
    let with_hash = "UPDATE steps SET images_hash = '' WHERE number = 7";
    check_record(&format!("DELETE FROM row_images WHERE number = 2; {with_hash}"), altered(7));
}

#[test]
fn redo_does_nothing_where_the_record_of_the_undo_was_altered() {
    let bench = Bench::new();
    let mut store = with_full_names(&bench);
    store.undo(&author(), 1).unwrap();
    store.conn.execute("UPDATE row_images SET was = replace(was, 'Bea', 'Z')", []).unwrap();
    let error = store.redo(&author(), 1).unwrap_err();
    assert!(
        matches!(error, Error::TamperedWith { ref entries, .. } if entries == "entry 7"),
        "{error:?}"
    );
    assert_eq!(store.snapshot().unwrap().coders()[1].full_name, None);
    let mut past = store.past().unwrap();
    assert!(matches!(past.step_back(), Err(Error::TamperedWith { .. })));
}

#[test]
fn images_that_were_put_in_before_a_change_do_not_pass_for_its_own() {
    let bench = Bench::new();
    let mut store = with_coders(&bench);
    let put_in = "INSERT INTO row_images (in_table, key) VALUES ('coders', '[1]')";
    store.conn.execute_batch(put_in).unwrap();
    let mut change = store.begin(&author()).unwrap();
    change.set_coder_name(kwali_model::CoderId(2), "Bea").unwrap();
    change.commit().unwrap();
    let altered = ChainProblem::RecordAltered { first: 6, last: 6 };
    assert_eq!(store.chain_problem().unwrap(), Some(altered));
    assert!(store.undo(&author(), 1).is_err());
}

/// Makes the study one of schema 8, whose steps are in no chain.
fn make_schema_8(path: &Path) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let sql = "DROP TABLE content_sums; ALTER TABLE steps DROP COLUMN content;
               DROP INDEX steps_by_step; ALTER TABLE steps DROP COLUMN images_hash; ALTER TABLE steps DROP COLUMN hash;
               ALTER TABLE changes DROP COLUMN step_hash; PRAGMA user_version = 8;";
    conn.execute_batch(sql).unwrap();
    crate::chain::chain_all(&conn).unwrap();
}

#[test]
fn steps_of_a_study_of_schema_8_are_chained_and_can_be_taken_back() {
    let bench = Bench::new();
    drop(with_full_names(&bench));
    make_schema_8(&bench.path());
    let old = rusqlite::Connection::open(bench.path()).unwrap();
    let sql = "SELECT group_concat(hash) FROM changes";
    let hashes: String = old.query_row(sql, [], |row| row.get(0)).unwrap();
    let mut store = Store::open(&bench.path(), DEFAULT_WAIT).unwrap();
    assert!(store.upgraded_from().is_some_and(Path::exists));
    assert_eq!(store.chain_problem().unwrap(), None);
    let after: String = store.conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(after, hashes, "what somebody wrote down elsewhere must stay true");
    assert_eq!(store.undo(&author(), 1).unwrap().len(), 1);
    assert_eq!(store.chain_problem().unwrap(), None);
    // Now an entry tells of the older steps as well.
    store.conn.execute_batch("UPDATE steps SET new_ids = '{}' WHERE number = 5").unwrap();
    let altered = ChainProblem::RecordAltered { first: 5, last: 5 };
    assert_eq!(store.chain_problem().unwrap(), Some(altered));
}

#[test]
fn steps_of_a_study_of_schema_9_stay_as_they_are_and_later_ones_tell_what_stands_in_it() {
    let bench = Bench::new();
    drop(with_full_names(&bench));
    make_schema_8(&bench.path());
    let mut old = rusqlite::Connection::open(bench.path()).unwrap();
    assert!(crate::migrations::run(&mut old, 8, &crate::migrations::STEPS[..9]).unwrap());
    let sql = "SELECT group_concat(hash) FROM steps";
    let hashes: String = old.query_row(sql, [], |row| row.get(0)).unwrap();
    let mut store = Store::open(&bench.path(), DEFAULT_WAIT).unwrap();
    let after: String = store.conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!((after, store.chain_problem().unwrap()), (hashes, None));
    assert_eq!(store.changed_tables().unwrap(), Vec::<String>::new());
    assert_eq!(store.undo(&author(), 2).unwrap().len(), 2);
    assert_eq!(store.redo(&author(), 1).unwrap().len(), 1);
    assert_eq!(store.changed_tables().unwrap(), Vec::<String>::new());
    assert_eq!(store.chain_problem().unwrap(), None);
}

#[test]
fn what_had_the_number_of_another_for_a_name_is_told_apart_by_the_upgrade() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    drop(store);
    make_schema_8(&bench.path());
    let sql = "INSERT INTO coding_details (coding, name, origin) VALUES (2, '1', 'person')";
    rusqlite::Connection::open(bench.path()).unwrap().execute_batch(sql).unwrap();
    let store = Store::open(&bench.path(), DEFAULT_WAIT).unwrap();
    assert_eq!(store.coding_named("1").unwrap(), Some(CodingId(2)));
    assert_eq!(store.coding_named("kwali-1").unwrap(), Some(CodingId(1)));
    assert_eq!(store.coding_named("2").unwrap(), None);
}

/// Makes the study one of schema 6.
fn make_old(path: &Path) {
    let sql = "DROP TABLE content_sums; DROP TABLE suggestions; DROP TABLE row_images; DROP TABLE steps; ALTER TABLE changes DROP COLUMN hash;
               ALTER TABLE changes DROP COLUMN step_hash;
               PRAGMA user_version = 6;";
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_study_that_is_older_is_chained_and_can_be_taken_back_from_there_on() {
    let bench = Bench::new();
    drop(with_coders(&bench));
    make_old(&bench.path());
    let mut store = Store::open(&bench.path(), DEFAULT_WAIT).unwrap();
    assert!(store.upgraded_from().is_some_and(Path::exists));
    assert_eq!(store.chain_problem().unwrap(), None);
    assert!(store.journal(9).unwrap().iter().all(|entry| entry.hash.len() == 64));
    assert_eq!(store.recorded_from().unwrap(), Some(5));
    assert_eq!(store.undo(&author(), 9).unwrap(), []);
    let mut change = store.begin(&author()).unwrap();
    change.add_coder("C", None).unwrap();
    change.commit().unwrap();
    let steps = store.undo(&author(), 9).unwrap();
    assert_eq!(
        steps.iter().map(|step| (step.last, step.kind)).collect::<Vec<_>>(),
        [(6, StepKind::Change)]
    );
    assert_eq!(store.snapshot().unwrap().coders().len(), 2);
    assert_eq!(store.chain_problem().unwrap(), None);
}

#[test]
fn how_a_study_began_is_not_taken_back() {
    let bench = Bench::new();
    let mut store = with_coders(&bench);
    assert_eq!(store.recorded_from().unwrap(), None);
    assert_eq!(store.undo(&author(), 9).unwrap().len(), 2);
    assert_eq!(store.property("name").unwrap().as_deref(), Some("Studie"));
    assert!(store.snapshot().unwrap().coders().is_empty());
}

#[test]
fn what_was_done_to_rows_by_others_stops_an_undo_whole() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let mut change = store.begin(&author()).unwrap();
    change.add_coder("C", None).unwrap();
    change.set_coder_name(kwali_model::CoderId(1), "Anna").unwrap();
    change.commit().unwrap();
    let other = rusqlite::Connection::open(bench.path()).unwrap();
    other.execute_batch("PRAGMA foreign_keys = 0; DELETE FROM coders WHERE id = 1").unwrap();
    let before = store.state().unwrap();
    let error = store.undo(&author(), 1).unwrap_err();
    assert!(matches!(error, Error::NotAsItWasLeft { .. }), "{error:?}");
    assert_eq!(store.state().unwrap(), before);
    assert_eq!(store.column_of_coders(), ["B", "C"]);
}

impl Store {
    fn column_of_coders(&self) -> Vec<String> {
        let mut statement = self.conn.prepare("SELECT name FROM coders ORDER BY id").unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<rusqlite::Result<_>>().unwrap()
    }
}

#[test]
fn many_rows_that_were_added_at_once_leave_no_images() {
    let bench = Bench::new();
    let mut store = bench.create();
    fill(&mut store, &marked());
    let one = store.snapshot().unwrap().codings()[0];
    let new = NewCoding {
        document: one.document,
        span: one.span,
        code: CodePath::new("b").unwrap(),
        coder: one.coder,
        weight: None,
        detail: CodingDetail { comment: Some("x".into()), ..CodingDetail::default() },
    };
    let mut change = store.begin(&author()).unwrap();
    change.add_codings(&vec![new; 2_000]).unwrap();
    change.commit().unwrap();
    let images = |store: &Store| -> i64 {
        let sql = "SELECT count(*) FROM row_images";
        store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(images(&store), 0);
    store.undo(&author(), 1).unwrap();
    // Each coding with its comment, once, however often it goes and comes.
    for _ in 0..2 {
        assert_eq!((images(&store), store.snapshot().unwrap().codings().len()), (4_000, 2));
        store.redo(&author(), 1).unwrap();
        assert_eq!((images(&store), store.snapshot().unwrap().codings().len()), (4_000, 2_002));
        store.undo(&author(), 1).unwrap();
    }
}

#[test]
fn what_is_not_needed_does_not_keep_newer_changes_from_being_taken_back() {
    let bench = Bench::new();
    let mut store = with_full_names(&bench);
    store.conn.execute_batch("UPDATE steps SET new_ids = '{}' WHERE number = 5").unwrap();
    assert!(store.chain_problem().unwrap().is_some());
    store.undo(&author(), 2).unwrap();
    let names = store.snapshot().unwrap().coders().to_vec();
    assert!(names.iter().all(|coder| coder.full_name.is_none()), "{names:?}");
    // What the chain says of the older step stays.
    assert!(matches!(store.undo(&author(), 1), Err(Error::TamperedWith { .. })));
}

#[test]
fn going_back_from_the_newest_step_finds_what_going_through_all_does() {
    let bench = Bench::new();
    let mut store = with_full_names(&bench);
    // Back, again, and something new in between.
    for moves in ["u", "uu", "r", "uurr", "uuur", "nu", "uunur", "nnuurr"] {
        for one in moves.chars() {
            match one {
                'u' => drop(store.undo(&author(), 1).unwrap()),
                'r' => drop(store.redo(&author(), 1).unwrap()),
                _ => {
                    let mut change = store.begin(&author()).unwrap();
                    let number = change.state().unwrap();
                    change.add_coder(&format!("C{number}"), None).unwrap();
                    change.commit().unwrap();
                }
            }
            let reach = Reach::of_store(&store);
            for n in 0..6 {
                let last =
                    |steps: &[Step]| -> Vec<Step> { steps.iter().rev().take(n).copied().collect() };
                assert_eq!(store.last_to_undo(n).unwrap(), last(&reach.undo), "{moves} {n}");
                assert_eq!(store.last_to_redo(n).unwrap(), last(&reach.redo), "{moves} {n}");
            }
        }
    }
}
