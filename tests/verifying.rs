//! A factsheet is counted again after changes, and every value that they changed is named.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::Folder;

const STUDY: &str = "kwali-demo/empowerment.kwali";
const MANIFEST: &str = "kwali-demo/factsheet/factsheet.manifest.json";

/// Exhibit, row and column.
type Place = (String, String, String);

/// Every value of a manifest by its place; rows of the same name are numbered.
fn values(manifest: &Value) -> BTreeMap<Place, Value> {
    let mut values = BTreeMap::new();
    for exhibit in manifest["exhibits"].as_array().unwrap() {
        let id = exhibit["id"].as_str().unwrap();
        let mut put = |row: &str, column: &str, value: &Value| {
            let place = (id.to_owned(), row.to_owned(), column.to_owned());
            assert_eq!(values.insert(place, value.clone()), None, "{id} {row} {column}");
        };
        for part in ["base", "quotes", "quoted_sha256"] {
            if let Some(value) = exhibit.get(part).filter(|value| !value.is_null()) {
                put("", part, value);
            }
        }
        if let Some(value) = exhibit.get("value") {
            put("", "", value);
        }
        let list = |name: &str| exhibit[name].as_array().cloned().unwrap_or_default();
        let names: Vec<Value> = list("row_names");
        let under = list("base_rows");
        let name_of = |row: &Value| -> Value {
            row.as_array().unwrap().iter().find(|cell| cell.is_string()).cloned().unwrap()
        };
        let under_names: Vec<Value> = under.iter().map(name_of).collect();
        for (names, rows) in [(names, list("rows")), (under_names, under)] {
            for (name, row) in names.iter().zip(rows) {
                for (column, cell) in list("columns").iter().zip(row.as_array().unwrap()) {
                    put(name.as_str().unwrap(), column.as_str().unwrap(), cell);
                }
            }
        }
    }
    values
}

fn manifest(folder: &Folder, path: &str) -> BTreeMap<Place, Value> {
    values(&serde_json::from_slice(&folder.read(path)).unwrap())
}

/// The places that `kwali verify` names, with the changes it gives.
fn named(folder: &Folder) -> BTreeMap<Place, String> {
    let run = folder.kwali(&["verify", MANIFEST, "--study", STUDY, "--format", "json"]);
    let table: Value = serde_json::from_str(&run.stdout).unwrap();
    let rows = table["rows"].as_array().unwrap();
    assert_eq!(run.status, i32::from(!rows.is_empty()), "{run:#?}");
    let text = |cell: &Value| cell.as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| ((text(&row[1]), text(&row[2]), text(&row[3])), text(&row[6]));
    rows.iter().map(row).collect()
}

/// Builds the factsheet anew and returns the places whose values are others than they were.
fn recomputed(folder: &Folder, before: &BTreeMap<Place, Value>) -> BTreeSet<Place> {
    let build = ["factsheet", "build", "kwali-demo/factsheet.md", "--form", "md"];
    folder.ok(&[&build[..], &["--to", "again", "--name", "factsheet", "--study", STUDY]].concat());
    let after = manifest(folder, "again/factsheet.manifest.json");
    let places = before.keys().chain(after.keys()).cloned();
    places.filter(|place| before.get(place) != after.get(place)).collect()
}

fn last_change(folder: &Folder) -> String {
    let log = folder.table(&["log", "--limit", "1", "--study", STUDY]);
    log.0["rows"][0][0].to_string()
}

/// The ids of codings that a query selects.
fn codings(folder: &Folder, query: &str) -> Vec<String> {
    let run = folder.ok(&["retrieve", query, "--study", STUDY, "--format", "jsonl"]);
    let id = |line: &str| {
        let segment: Value = serde_json::from_str(line).unwrap();
        segment["id"].as_str().unwrap().to_owned()
    };
    run.stdout.lines().map(id).collect()
}

#[test]
fn exactly_the_values_that_a_change_bears_on_are_named_with_the_change() {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    let fine = folder.ok(&["verify", MANIFEST, "--study", STUDY]);
    assert!(fine.stderr.contains("values are as they were"), "{fine:#?}");
    let before = manifest(&folder, MANIFEST);
    assert!(before.len() > 1_000, "{}", before.len());

    let of_a = codings(&folder, "#eiw.barrier.workload coder:A");
    folder.ok(&["coding", "remove", &of_a[0], "--study", STUDY]);
    let first = last_change(&folder);
    let drifted = recomputed(&folder, &before);
    let told = named(&folder);
    assert!(drifted.len() > 5, "{drifted:?}");
    assert_eq!(told.keys().cloned().collect::<BTreeSet<Place>>(), drifted);
    assert!(told.values().all(|change| *change == first), "{first} {told:#?}");

    // A coder whom the factsheet does not count bears on less of it.
    let of_b = codings(&folder, "#eiw.value coder:B");
    folder.ok(&["coding", "remove", &of_b[0], "--study", STUDY]);
    let of_both = recomputed(&folder, &before);
    let told = named(&folder);
    assert_eq!(told.keys().cloned().collect::<BTreeSet<Place>>(), of_both);
    let second = last_change(&folder);
    for (place, change) in &told {
        let is_old = drifted.contains(place);
        assert!(change.contains(if is_old { &first } else { &second }), "{place:?} {change}");
    }
}

#[test]
fn what_cannot_be_verified_is_told() {
    let folder = Folder::with_study();
    folder.fails_with(2, &["verify"], &["there is no manifest here", "kwali factsheet build"]);
    folder.write("bad.json", "{");
    folder.fails_with(2, &["verify", "bad.json"], &["bad.json: the manifest cannot be used"]);
    folder.write("t.md", "{{ count_all(\"documents\") }}");
    folder.ok(&["factsheet", "build", "t.md"]);
    folder.ok(&["verify"]);
    folder.ok(&["new", "other"]);
    let other = ["verify", "--study", "other.kwali"];
    folder.fails_with(2, &other, &["made from the study study, not other"]);
}

#[test]
fn a_change_that_was_taken_back_is_not_named() {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    let revise = |args: &[&str]| {
        folder.ok(&[&["codebook"], args, &["--apply", "--study", STUDY]].concat());
    };
    revise(&["move", "eiw.barrier.workload", "eiw.enabler"]);
    folder.ok(&["undo", "--study", STUDY]);
    let before: u64 = last_change(&folder).parse().unwrap();
    let new = "eiw.enabler.druk";
    revise(&["split", "eiw.barrier.workload", new, "role:\"sociaal werker\""]);
    let told = named(&folder);
    assert!(told.len() > 50, "{}", told.len());
    let split = (before + 1).to_string();
    assert!(told.values().all(|change| *change == split), "{split} {told:#?}");
    // An undo of what was done before the factsheet was made is a change that matters.
    folder.ok(&[
        "factsheet",
        "build",
        "kwali-demo/factsheet.md",
        "--to",
        "kwali-demo/factsheet",
        "--form",
        "md",
        "--study",
        STUDY,
    ]);
    folder.ok(&["undo", "--study", STUDY]);
    let undone = last_change(&folder);
    let told = named(&folder);
    assert!(told.len() > 50 && told.values().all(|change| *change == undone), "{undone} {told:#?}");
    folder.ok(&["redo", "--study", STUDY]);
    assert!(named(&folder).is_empty());
}
