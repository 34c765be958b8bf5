//! Codings and memos of several coders: changed, removed, imported, and back again.

use crate::history::{bundle, coded};
use crate::log::check_log;
use crate::support::Folder;

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
