//! `kwali log`: which changes it finds, by document, coder, code and time.

use crate::history::coded;
use crate::support::Folder;

/// The actions that `kwali log` tells, oldest first.
#[track_caller]
pub(crate) fn check_log(folder: &Folder, args: &[&str], expected: &[&str]) {
    let table = folder.table(&[&["log"], args].concat());
    let told = |row| {
        let cell = |column| table.cell(row, column).as_str().unwrap();
        format!("{} {}", cell("action"), cell("subject"))
    };
    let mut told: Vec<String> = (0..table.rows().len()).map(told).collect();
    told.reverse();
    assert_eq!(told, expected, "{args:?}");
}

#[test]
fn the_log_is_filtered_by_document_coder_code_and_time() {
    let folder = coded();
    let codings = ["coding.add 1", "coding.add 2"];
    check_log(&folder, &["--document", "een"], &[&["document.add een"], &codings[..]].concat());
    check_log(&folder, &["--coder", "B"], &["coder.add B", "coding.add 3"]);
    check_log(&folder, &["--code", "a.x"], &["code.add a.x", "coding.add 4"]);
    check_log(&folder, &["--code", "a.x", "--document", "een"], &[]);
    check_log(&folder, &["--code", "b", "--limit", "1"], &["coding.add 3"]);
    check_log(&folder, &["--until", "2001-01-01"], &[]);
    folder.ok(&["undo"]);
    folder.ok(&["codebook", "rename", "b", "c", "--apply"]);
    let entry =
        folder.table(&["log", "--limit", "2"]).cell(1, "subject").as_str().unwrap().to_owned();
    check_log(
        &folder,
        &["--code", "a.x"],
        &["code.add a.x", "coding.add 4", &format!("undo {entry}")],
    );
    let of_c = ["code.add b", "coding.add 2", "coding.add 3", "code.rename c"];
    check_log(&folder, &["--code", "c"], &of_c);
    folder.fails_with(2, &["log", "--since", "gisteren"], &["--since"]);
}

#[test]
fn a_change_of_a_coding_is_one_of_its_coder_and_its_code() {
    let folder = coded();
    folder.ok(&["coding", "change", "3", "--weight", "9"]);
    folder.ok(&["coding", "change", "4", "--code", "b"]);
    check_log(&folder, &["--coder", "B", "--limit", "1"], &["coding.change 3"]);
    check_log(&folder, &["--coder", "A", "--limit", "1"], &["coding.change 4"]);
    let of_b = ["coding.change 3", "coding.change 4"];
    check_log(&folder, &["--code", "b", "--limit", "2"], &of_b);
    check_log(&folder, &["--code", "a.x", "--limit", "1"], &["coding.change 4"]);
    // Older entries tell of the coding by its number and of nothing else.
    let other = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    let sql = r#"UPDATE changes SET before = '{"document":2,"weight":null}', after = '{"document":2,"weight":9}'
                 WHERE action = 'coding.change' AND subject = '3'"#;
    other.execute(sql, []).unwrap();
    check_log(&folder, &["--coder", "B", "--limit", "1"], &["coding.change 3"]);
    check_log(&folder, &["--code", "b", "--limit", "2"], &of_b);
}

#[test]
fn a_change_of_a_memo_is_one_of_its_coder() {
    let folder = coded();
    folder.ok(&["memo", "add", "document:een", "--text", "Vraag.", "--coder", "B"]);
    folder.ok(&["memo", "edit", "1", "--text", "Vraag?"]);
    for filter in [["--coder", "B"], ["--document", "een"]] {
        check_log(&folder, &[&filter[..], &["--limit", "1"]].concat(), &["memo.change 1"]);
    }
}

/// The history of a code is the same by any of the ids that it has or had.
#[track_caller]
fn check_ids(folder: &Folder, ids: &[&str], expected: &[&str]) {
    for id in ids {
        check_log(folder, &["--code", id], expected);
    }
}

#[test]
fn a_code_is_followed_through_renames_of_codes_above_it_and_their_undo() {
    let folder = coded();
    let mut expected = vec!["code.add a.x", "coding.add 4"];
    folder.ok(&["codebook", "rename", "a", "druk", "--apply"]);
    expected.push("code.rename druk");
    check_ids(&folder, &["druk.x", "a.x"], &expected);
    folder.ok(&["codebook", "move", "druk.x", "b", "--apply"]);
    expected.push("code.rename b.x");
    check_ids(&folder, &["b.x", "druk.x", "a.x"], &expected);
    let entry = |folder: &Folder| {
        let log = folder.table(&["log", "--limit", "1"]);
        format!("undo {}", log.cell(0, "subject").as_str().unwrap())
    };
    folder.ok(&["undo"]);
    let first = entry(&folder);
    folder.ok(&["undo"]);
    let second = entry(&folder);
    expected.extend([first.as_str(), &second]);
    folder.ok(&["coding", "change", "4", "--weight", "9"]);
    expected.push("coding.change 4");
    check_ids(&folder, &["b.x", "druk.x", "a.x"], &expected);
    // A new code by an old id is another code.
    folder.write("new.csv", "id,label_nl\ndruk,D\n");
    folder.ok(&["codebook", "import", "new.csv"]);
    check_log(&folder, &["--code", "a", "--limit", "1"], &["coding.change 4"]);
    check_log(&folder, &["--code", "druk", "--limit", "1"], &["code.add druk"]);
}

#[test]
fn the_log_of_what_never_was_is_an_error() {
    let folder = coded();
    let fails = |args: &[&str], said: &[&str]| {
        folder.fails_with(2, &[&["log"], args].concat(), said);
    };
    fails(&["--document", "eem"], &["there is no document `eem`", "did you mean een?"]);
    fails(&["--coder", "nope"], &["there is no coder `nope`", "kwali list coders"]);
    fails(&["--code", "ax"], &["there is no code `ax`"]);
    // What was there once is no error.
    folder.write("drie.txt", "I: Wat?\nR: Dat.\n");
    folder.ok(&["import", "drie.txt"]);
    folder.ok(&["coding", "add", "drie", "a", "--quote", "Dat", "--coder", "C"]);
    folder.ok(&["codebook", "delete", "a.x", "--codings-to", "a", "--apply"]);
    folder.ok(&["undo", "2"]);
    folder.ok(&["undo"]);
    assert!(!folder.ok(&["list", "documents"]).stdout.contains("drie"));
    for (filter, name) in [("--document", "drie"), ("--coder", "C"), ("--code", "a.x")] {
        assert!(!folder.table(&["log", filter, name]).rows().is_empty(), "{name}");
    }
}
