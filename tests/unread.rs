//! Documents that were coded before a code was there: counts say so until they are read again.

use serde_json::{Value, json};

use crate::support::Folder;

const OLD: &str = "id,label_nl\ndrempel,Drempel\n";
const NEW: &str =
    "id,label_nl\ndrempel,Drempel\ndrempel.tijd,Tijd\nsteun,Steun\nsteun.buren,Buren\n";

/// Three interviews of which two are coded; then the codebook grows by `drempel.tijd`, `steun` and
/// `steun.buren`.
fn grown() -> Folder {
    let folder = Folder::with_study();
    for name in ["een", "twee", "drie"] {
        let text = format!("I: Hoe is het in gesprek {name}?\nR: Ik heb geen tijd.\n");
        folder.write(&format!("{name}.txt"), text);
        folder.ok(&["import", &format!("{name}.txt")]);
    }
    folder.write("codebook.csv", OLD);
    folder.ok(&["codebook", "import", "codebook.csv"]);
    for name in ["een", "twee"] {
        code(&folder, name, "drempel");
    }
    folder.write("codebook.csv", NEW);
    folder.ok(&["codebook", "import", "codebook.csv"]);
    folder
}

fn code(folder: &Folder, document: &str, code: &str) {
    folder.ok(&["coding", "add", document, code, "--quote", "geen tijd", "--coder", "A"]);
}

#[track_caller]
fn check_unread(folder: &Folder, code: &str, expected: &[&str]) {
    let table = folder.table(&["list", "documents", "--unread-for", code]);
    let names: Vec<&str> =
        (0..table.rows().len()).map(|row| table.cell(row, "document").as_str().unwrap()).collect();
    assert_eq!(names, expected, "{code}");
}

/// The numbers of documents still to be read, by code in code order.
fn marks(folder: &Folder, subcodes: &str) -> Vec<u64> {
    let table = folder.table(&["frequencies", "--subcodes", subcodes]);
    let count = |row| table.cell(row, "unread_documents").as_u64().unwrap();
    (0..table.rows().len()).map(count).collect()
}

#[test]
fn documents_coded_before_a_code_was_there_are_to_be_read_for_it() {
    let folder = grown();
    check_unread(&folder, "drempel.tijd", &["een", "twee"]);
    check_unread(&folder, "steun.buren", &["een", "twee"]);
    // The code itself is as old as the coding, but not what stands below it.
    check_unread(&folder, "drempel", &["een", "twee"]);
    assert_eq!(marks(&folder, "separate"), [0, 2, 2, 2]);
    assert_eq!(marks(&folder, "included"), [2, 2, 2, 2]);
    let shown = folder.ok(&["frequencies"]);
    assert!(shown.stdout.contains("--unread-for"), "{shown:?}");
    // Who codes the third interview now knows all codes; a code that is found in the first one
    // does not show that it was read to its end.
    code(&folder, "drie", "steun");
    code(&folder, "een", "drempel.tijd");
    check_unread(&folder, "drempel.tijd", &["een", "twee"]);
}

#[test]
fn who_has_read_a_document_again_says_so() {
    let folder = grown();
    let read = folder.ok(&["coding", "mark-read", "een", "--code", "drempel", "--coder", "A"]);
    assert!(read.stderr.contains(
        "marked as read again: 1; still to be read for codes younger than their coding: 2"
    ));
    check_unread(&folder, "drempel", &["twee"]);
    check_unread(&folder, "steun", &["een", "twee"]);
    assert_eq!(marks(&folder, "separate"), [0, 1, 2, 2]);
    assert!(folder.ok(&["log"]).stdout.contains("document.read"));
    let again = folder.ok(&["coding", "mark-read", "een", "--code", "drempel"]);
    assert!(again.stderr.contains("marked as read again: 0;"));
    folder.ok(&["coding", "mark-read", "--all"]);
    check_unread(&folder, "steun", &[]);
    assert!(!folder.ok(&["frequencies"]).stdout.contains("--unread-for"));
    folder.ok(&["doctor"]);
}

#[test]
fn a_bundle_brings_along_what_is_still_to_be_read() {
    let folder = grown();
    folder.ok(&["coding", "mark-read", "twee", "--code", "steun"]);
    folder.ok(&["export", "--bundle", "bundle"]);
    let listed = String::from_utf8(folder.read("bundle/unread.csv")).unwrap();
    assert_eq!(
        listed,
        "document,code\neen,drempel.tijd\neen,steun\neen,steun.buren\ntwee,drempel.tijd\n"
    );
    let copy = Folder::with_study();
    let bundle = folder.path("bundle");
    copy.ok(&["import", "--bundle", bundle.to_str().unwrap()]);
    check_unread(&copy, "steun", &["een"]);
    // A study that has the documents already knows better than the bundle.
    copy.ok(&["coding", "mark-read", "een"]);
    copy.ok(&["import", "--bundle", bundle.to_str().unwrap()]);
    check_unread(&copy, "steun", &[]);
    check_unread(&copy, "drempel.tijd", &["twee"]);
}

#[test]
fn what_is_not_there_is_named() {
    let folder = grown();
    folder.fails_with(2, &["list", "codes", "--unread-for", "steun"], &["list documents"]);
    folder.fails_with(2, &["coding", "mark-read"], &["DOCUMENT"]);
    let run = folder.kwali(&["coding", "mark-read", "ee"]);
    assert!(run.status != 0 && run.stderr.contains("een"), "{run:?}");
    let run = folder.kwali(&["list", "documents", "--unread-for", "steum"]);
    assert!(run.status != 0 && run.stderr.contains("steun"), "{run:?}");
}

#[test]
fn documents_tell_how_far_their_coding_is() {
    let folder = grown();
    code(&folder, "twee", "steun");
    let add = ["coding", "add", "twee", "drempel", "--quote", "in gesprek", "--coder", "B"];
    folder.ok(&add);
    folder.ok(&["coding", "mark-read", "een"]);
    let table = folder.table(&["list", "documents"]);
    let column = |name| table.column(name).into_iter().cloned().collect::<Vec<Value>>();
    assert_eq!(column("read"), ["yes", "partly", "no"]);
    assert_eq!(column("unread_codes"), [0, 3, 0]);
    assert_eq!(column("coders"), [json!("A"), json!("A, B"), json!(null)]);
    // `geen tijd` has 9 characters and counts once, `in gesprek` has 10.
    assert_eq!(column("coded_characters"), [9, 19, 0]);
    assert_eq!(column("coded_share"), [9.0 / 50.0, 19.0 / 51.0, 0.0]);
    assert_eq!(column("last_coder"), [json!("A"), json!("B"), json!(null)]);
    let last = table.cell(1, "last_coded").as_str().unwrap();
    assert!(last.starts_with("20") && last.ends_with('Z'), "{last}");
    assert_eq!(*table.cell(2, "last_coded"), json!(null));
    // What people are shown is a choice; machines are told all.
    assert_eq!(folder.table(&["list", "documents", "--coding"]).0, table.0);
    let shown = folder.ok(&["list", "documents", "--coding"]).stdout;
    for words in ["Achterstand", "deels", "A, B", "37,3%"] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 110), "{shown}");
    let overview = folder.ok(&["list", "documents"]).stdout;
    for words in ["Woorden", "Achterstand", "Gelezen", "deels", "37,3%", "Laatste codeur"] {
        assert!(overview.contains(words), "{words} is not in\n{overview}");
    }
    let contents = folder.ok(&["list", "documents", "--contents"]).stdout;
    assert!(contents.contains("Bronbestand") && !contents.contains("Gelezen"), "{contents}");
    folder.fails_with(2, &["list", "documents", "--coding", "--contents"], &["--contents"]);
    folder.fails_with(2, &["list", "codes", "--contents"], &["--contents", "list documents"]);
    folder.fails_with(2, &["list", "codes", "--coding"], &["--coding", "list documents"]);
}
