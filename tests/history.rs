//! What was done can be seen, taken back and done again, and a codebook revised as a whole.

use std::collections::BTreeMap;
use std::fs;

use crate::support::Folder;

const CODES: &str = "id,label_nl\na,A\na.x,X\nb,B\n";

/// A study with two documents, three codes and four codings.
fn coded() -> Folder {
    let folder = Folder::with_study();
    for name in ["een", "twee"] {
        let text = format!("I: Hoe is het met {name}?\nR: Ik heb geen tijd, echt niet.\n");
        folder.write(&format!("{name}.txt"), text);
        folder.ok(&["import", &format!("{name}.txt")]);
    }
    folder.write("codes.csv", CODES);
    folder.ok(&["codebook", "import", "codes.csv"]);
    for (document, code, quote, coder) in [
        ("een", "a", "geen tijd", "A"),
        ("een", "b", "geen tijd", "A"),
        ("twee", "b", "geen tijd", "B"),
        ("twee", "a.x", "echt niet", "A"),
    ] {
        folder.ok(&["coding", "add", document, code, "--quote", quote, "--coder", coder]);
    }
    folder
}

/// The files of the study's bundle.
fn bundle(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let out = folder.path("bundle");
    let _ = fs::remove_dir_all(&out);
    folder.ok(&["export", "--bundle", "bundle"]);
    let mut files = BTreeMap::new();
    let mut folders = vec![out.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(&out).unwrap().display().to_string();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    files
}

/// The ids of codes with the number of their codings.
fn codings(folder: &Folder) -> Vec<(String, u64)> {
    let table = folder.table(&["frequencies", "--subcodes", "separate"]);
    let row = |row| {
        let code = table.cell(row, "code").as_str().unwrap().to_owned();
        (code, table.cell(row, "segments").as_u64().unwrap())
    };
    (0..table.rows().len()).map(row).collect()
}

/// Revises the codebook: without `--apply` nothing changes; with it, what is there is as expected,
/// and an undo brings back what was there, to the byte.
#[track_caller]
fn check(args: &[&str], shown: &[&str], expected: &[(&str, u64)]) {
    let folder = coded();
    folder.ok(&["query", "save", "q", "#a and not #b"]);
    let before = bundle(&folder);
    let run = folder.ok(args);
    for words in shown {
        assert!(run.stdout.contains(words), "not shown: {words}\n{run:#?}");
    }
    assert!(bundle(&folder) == before, "{args:?} changed something without --apply");
    folder.ok(&[args, &["--apply"]].concat());
    let expected: Vec<(String, u64)> =
        expected.iter().map(|&(code, n)| (code.to_owned(), n)).collect();
    assert_eq!(codings(&folder), expected);
    let behind = bundle(&folder);
    folder.ok(&["doctor"]);
    folder.ok(&["undo"]);
    assert!(bundle(&folder) == before, "{args:?} was not taken back whole");
    folder.ok(&["redo"]);
    assert!(bundle(&folder) == behind, "{args:?} was not done again whole");
}

#[test]
fn a_codebook_is_revised_and_that_taken_back() {
    check(
        &["codebook", "rename", "a", "c"],
        &["a.x becomes c.x", "2 in 2 documents", "#a not #b becomes #c not #b"],
        &[("c", 1), ("c.x", 1), ("b", 2)],
    );
    check(
        &["codebook", "move", "a.x", "b"],
        &["a.x becomes b.x"],
        &[("a", 1), ("b", 2), ("b.x", 1)],
    );
    check(
        &["codebook", "move", "a.x", "--top"],
        &["a.x becomes x"],
        &[("a", 1), ("b", 2), ("x", 1)],
    );
    check(
        &["codebook", "merge", "a", "b"],
        &["a goes", "a.x becomes b.x", "1 of them say what another says"],
        &[("b", 2), ("b.x", 1)],
    );
    check(
        &["codebook", "split", "b", "a.y", "coder:B"],
        &["a.y comes", "1 in 1 documents"],
        &[("a", 1), ("a.x", 1), ("a.y", 1), ("b", 1)],
    );
    check(
        &["codebook", "delete", "a", "--codings-to", "b"],
        &["a goes", "a.x goes", "2 in 2 documents"],
        &[("b", 3)],
    );
}

#[test]
fn what_cannot_be_revised_is_said() {
    let folder = coded();
    folder.ok(&["query", "save", "q", "#a.x"]);
    let fails = |args: &[&str], said: &[&str]| folder.fails_with(2, args, said);
    fails(&["codebook", "rename", "a", "b"], &["there is a code `b` already"]);
    fails(&["codebook", "rename", "a", "b.c"], &["has a dot in it", "codebook move"]);
    let below = "code `a` cannot go to `a.x`, which is below it";
    fails(&["codebook", "move", "a", "a.x"], &[below]);
    fails(&["codebook", "merge", "a", "a.x"], &[below]);
    fails(&["codebook", "merge", "a", "a"], &["code `a` cannot be merged with itself"]);
    fails(
        &["codebook", "delete", "a", "--codings-to", "a.x"],
        &["the codings cannot go to `a.x`, which is deleted as well"],
    );
    fails(&["codebook", "rename", "aa", "c"], &["there is no code `aa`"]);
    fails(&["codebook", "delete", "b"], &["have 2 codings", "--codings-to"]);
    fails(
        &["codebook", "delete", "a", "--remove-codings"],
        &["saved queries ask for code `a`", ": q"],
    );
    fails(&["codebook", "split", "b", "b.y.z", "coder:B"], &["there is no code `b.y`"]);
    fails(
        &["codebook", "split", "b", "a", "coder:B"],
        &["a code `a` already", "hint: take another"],
    );
}

#[test]
fn a_split_that_finds_no_coding_makes_no_code() {
    let folder = coded();
    let before = bundle(&folder);
    let said = ["code `a` has no coding of its own that meets `weight>5`", "list '#a!'` tells"];
    for apply in [&["--apply"][..], &[]] {
        let split = ["codebook", "split", "a", "c", "weight>5"];
        folder.fails_with(2, &[&split[..], apply].concat(), &said);
    }
    let below = ["codebook", "split", "a", "c", "#a.x", "--apply"];
    folder.fails_with(2, &below, &["has no coding of its own"]);
    assert!(bundle(&folder) == before);
}

#[test]
fn what_is_so_already_is_no_error() {
    let folder = coded();
    let before = bundle(&folder);
    for args in [["rename", "a.x", "x"], ["move", "a.x", "a"], ["move", "a", "--top"]] {
        let run = folder.ok(&[&["codebook"], &args[..], &["--apply"]].concat());
        let said = format!("code `{}` is there already: nothing to do", args[1]);
        assert!(run.stderr.contains(&said) && run.stdout.is_empty(), "{run:#?}");
    }
    assert!(bundle(&folder) == before);
}

#[test]
fn lines_of_factsheets_with_a_code_are_named() {
    let folder = coded();
    folder.write("sheet.md", "Niets.\n{{ n('#a.x') }} en {{ n('#b') }}\n");
    folder.write("elders/ander.txt", "Over a.\n");
    let run = folder.ok(&["codebook", "rename", "a", "c"]);
    assert!(run.stdout.contains("factsheet sheet.md:2: {{ n('#a.x') }}"), "{run:#?}");
    assert!(run.stderr.contains("nothing was changed"), "{run:#?}");
    assert!(run.stderr.contains("sheet.md:2: unknown function"), "{run:#?}");
    let run = folder.ok(&["codebook", "rename", "a", "c", "--factsheet", "elders/ander.txt"]);
    assert!(
        run.stdout.contains("elders/ander.txt:1: Over a.") && !run.stdout.contains("sheet.md"),
        "{run:#?}"
    );
}

#[test]
fn ten_thousand_codings_are_merged_and_that_taken_back_to_the_byte() {
    let folder = Folder::with_study();
    folder.write("lang.txt", "woord ".repeat(10_000));
    folder.ok(&["import", "lang.txt"]);
    folder.write("codes.csv", CODES);
    folder.ok(&["codebook", "import", "codes.csv"]);
    // The same coder gave every tenth passage both codes.
    let row = |n: usize| {
        let (code, start) = (["a", "b"][n % 2], n / 2 * 6);
        let coder = if (n / 2).is_multiple_of(10) { "C" } else { ["A", "B"][n % 2] };
        format!("lang,{start},{},{code},{coder},{},opm {n}\n", start + 5, n % 101)
    };
    let rows: String = (0..20_000).map(row).collect();
    folder.write("codings.csv", format!("document,start,end,code,coder,weight,comment\n{rows}"));
    folder.ok(&["coding", "import", "codings.csv"]);
    let before = bundle(&folder);
    folder.ok(&["codebook", "merge", "a", "b", "--apply"]);
    assert_eq!(codings(&folder), [("b".to_owned(), 19_000), ("b.x".to_owned(), 0)]);
    folder.ok(&["undo"]);
    assert!(bundle(&folder) == before, "it was not taken back whole");
}

#[test]
fn undo_and_redo_tell_what_they_did() {
    let folder = coded();
    let run = folder.ok(&["undo", "2", "--dry-run"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].contains("coding.add 4 (A, "), "{run:#?}");
    assert_eq!(codings(&folder)[2], ("b".to_owned(), 2));
    let run = folder.ok(&["undo", "2"]);
    assert_eq!(run.stdout.lines().count(), 2);
    assert_eq!(codings(&folder)[2], ("b".to_owned(), 1));
    folder.ok(&["redo"]);
    assert_eq!(codings(&folder)[2], ("b".to_owned(), 2));
    folder.ok(&["coding", "remove", "1"]);
    folder.fails_with(
        2,
        &["redo"],
        &["there is nothing to do again", "any other change ends that"],
    );
    folder.fails_with(2, &["undo", "99"], &["99 changes cannot be taken back, only"]);
}

#[test]
fn a_study_that_is_older_says_that_its_changes_cannot_be_taken_back() {
    let folder = coded();
    let older = rusqlite::Connection::open(folder.path("study.kwali")).unwrap();
    let sql = "DROP TABLE content_sums; DROP TABLE suggestions; DROP TABLE row_images; DROP TABLE steps; ALTER TABLE changes DROP COLUMN hash;
               ALTER TABLE changes DROP COLUMN step_hash;
               PRAGMA user_version = 6;";
    older.execute_batch(sql).unwrap();
    drop(older);
    let said = ["there is nothing to take back", "were made before changes could be taken back"];
    folder.fails_with(2, &["undo"], &said);
    folder.ok(&["doctor"]);
    folder.ok(&["coding", "remove", "1"]);
    folder.ok(&["undo"]);
}

/// The actions that `kwali log` tells, oldest first.
#[track_caller]
fn check_log(folder: &Folder, args: &[&str], expected: &[&str]) {
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

/// The first coding of the study.
fn first_coding(folder: &Folder) -> serde_json::Value {
    let lines = folder.ok(&["coding", "list", "--format", "jsonl"]).stdout;
    serde_json::from_str(lines.lines().next().unwrap()).unwrap()
}

#[test]
fn a_coding_is_changed() {
    let folder = coded();
    let before = first_coding(&folder);
    let end = (before["end"].as_u64().unwrap() + 1).to_string();
    let wanted = ["--code", "a.x", "--end", &end, "--weight", "7", "--comment", "hm"];
    folder.ok(&[&["coding", "change", "1"], &wanted[..]].concat());
    let after = folder.ok(&["coding", "list", "--format", "jsonl", "weight>=7"]).stdout;
    let after: serde_json::Value = serde_json::from_str(&after).unwrap();
    assert_eq!((&after["id"], &after["code"]), (&"1".into(), &"a.x".into()));
    assert_eq!(after["text"], "geen tijd,");
    folder.ok(&["coding", "change", "1", "--no-weight", "--no-comment"]);
    folder.ok(&["undo", "2"]);
    assert_eq!(first_coding(&folder), before);
    let same = "gave exactly this passage that code";
    folder.fails_with(2, &["coding", "change", "1", "--code", "b"], &[same]);
    let unknown = "there is no coding `99`";
    folder.fails_with(2, &["coding", "change", "99", "--weight", "1"], &[unknown]);
    folder.fails_with(2, &["coding", "change", "1"], &["required"]);
}

#[test]
fn memos_are_removed_and_come_back() {
    let folder = coded();
    for about in ["study", "coding:1"] {
        let run = folder.ok(&["memo", "add", about, "--text", "Vraag.", "--coder", "A"]);
        assert_eq!(run.stdout.trim(), if about == "study" { "1" } else { "2" });
    }
    let before = bundle(&folder);
    folder.fails_with(2, &["memo", "remove", "2", "3"], &["there is no memo `3`"]);
    assert!(bundle(&folder) == before);
    let run = folder.ok(&["memo", "remove", "1", "2", "1"]);
    assert!(run.stderr.contains("removed memos: 2"), "{run:#?}");
    assert!(!folder.ok(&["memo", "list"]).stdout.contains("Vraag"));
    folder.ok(&["undo"]);
    assert!(bundle(&folder) == before);
    folder.ok(&["doctor"]);
}

#[test]
fn who_changes_something_is_told_and_whoever_is_new() {
    let folder = coded();
    let add = ["coding", "add", "een", "a.x", "--quote", "echt niet", "--coder", "a"];
    let run = folder.ok(&add);
    assert_eq!(run.stdout, "5\n");
    assert!(run.stderr.contains("a is a new coder in this study; did you mean A?"), "{run:#?}");
    folder.ok(&["coding", "change", "5", "--weight", "3", "--coder", "B"]);
    folder.ok(&["coding", "remove", "5", "--coder", "B"]);
    let log = folder.table(&["log", "--limit", "2"]);
    assert_eq!((log.cell(0, "who"), log.cell(1, "who")), (&"B".into(), &"B".into()));
    folder.fails_with(
        2,
        &["coding", "change", "1", "--weight", "300"],
        &["a weight is a whole number from 0 to 100"],
    );
    folder.fails_with(2, &["coding", "change", "1", "--start", "-1"], &["invalid value '-1'"]);
}

#[test]
fn an_import_of_codings_tells_what_changed_and_ids_that_come_twice() {
    let folder = coded();
    let head = "id,document,code,start,end,coder,weight\n";
    folder.write("c.csv", format!("{head}x,een,a.x,0,2,A,5\nx,een,a.x,0,2,A,7\n"));
    let twice = "c.csv:3: another row has the id `x` too";
    folder.fails_with(1, &["coding", "import", "c.csv"], &[twice, "1 codings added"]);
    folder.fails_with(1, &["coding", "import", "c.csv"], &[twice, "1 there already"]);
    folder.write("c.csv", format!("{head}y,een,nope,0,2,A,\nx,een,a.x,0,2,A,9,surplus\n"));
    let run = folder.fails_with(
        1,
        &["coding", "import", "c.csv"],
        &["1 there already, 1 of them with another weight or comment now"],
    );
    // In the order of the lines.
    let places = ["c.csv:2:", "c.csv:3:"].map(|place| run.stderr.find(place).unwrap());
    assert!(places[0] < places[1], "{run:#?}");
}

#[test]
fn a_coding_from_a_file_answers_to_its_id_alone() {
    let folder = coded();
    let row = |id: &str, start: usize| format!("{id},een,{start},{},b,C\n", start + 3);
    let rows = [("2", 1), ("6", 2), ("x", 3), ("", 4), ("", 5)];
    let rows: String = rows.into_iter().map(|(id, start)| row(id, start)).collect();
    folder.write("codings.csv", format!("id,document,start,end,code,coder\n{rows}"));
    let clash = "codings.csv:2: another coding has the id `2`";
    folder.fails_with(1, &["coding", "import", "codings.csv"], &[clash]);
    let ids = folder.ok(&["coding", "list", "coder:C", "--format", "jsonl"]).stdout;
    let id = |line: &str| {
        let coding: serde_json::Value = serde_json::from_str(line).unwrap();
        coding["id"].as_str().unwrap().to_owned()
    };
    // Rows 5 to 8 of the codings.
    assert_eq!(ids.lines().map(id).collect::<Vec<_>>(), ["6", "x", "7", "8"]);
    folder.ok(&["coding", "remove", "6"]);
    folder.fails_with(2, &["coding", "remove", "6"], &["there is no coding `6`"]);
    folder.fails_with(2, &["coding", "change", "5", "--weight", "1"], &["no coding `5`"]);
    check_log(&folder, &["--limit", "1"], &["coding.remove 6"]);
    let run = folder.ok(&["undo", "--dry-run"]);
    assert!(run.stdout.contains(": coding.remove 6 ("), "{run:#?}");
}

#[test]
fn codebooks_are_compared() {
    let folder = coded();
    folder.write("new.csv", "id,label_nl\na,A\nb,B2\nb.x,X\nc,C\n");
    let run = folder.fails_with(1, &["codebook", "diff", "new.csv", "--format", "json"], &[]);
    let table: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let rows: Vec<String> =
        table["rows"].as_array().unwrap().iter().map(ToString::to_string).collect();
    let expected = [
        r#"["moved","b.x","id","a.x","b.x"]"#,
        r#"["changed","b","label.nl","B","B2"]"#,
        r#"["added","c",null,null,null]"#,
    ];
    assert_eq!(rows, expected);
    assert_eq!(folder.table(&["codebook", "diff", "new.csv", "new.csv"]).rows().len(), 0);
    folder.write("empty.csv", "id\n");
    folder.fails_with(1, &["codebook", "diff", "empty.csv"], &["no code in this file"]);
    folder.write("bad.csv", "id\na\na\n");
    folder.fails_with(2, &["codebook", "diff", "bad.csv"], &["bad.csv: the codebook has 1 errors"]);
}
