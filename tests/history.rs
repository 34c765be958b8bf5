//! What was done can be seen, taken back and done again, and a codebook revised as a whole.

use std::collections::BTreeMap;
use std::fs;

use crate::support::Folder;

const CODES: &str = "id,label_nl\na,A\na.x,X\nb,B\n";

/// A study with two documents, three codes and four codings.
pub(crate) fn coded() -> Folder {
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
pub(crate) fn bundle(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
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
