//! The sample study: what its design says is what the program counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::Folder;

const DESIGN: &str = include_str!("../corpus-sample/empowerment-in-de-wijk/source/design.csv");
const DESIGN_2: &str = include_str!("../corpus-sample/ervaringswerk/source/design.csv");
const EXHIBITS: &str =
    include_str!("../corpus-sample/empowerment-in-de-wijk/exhibits-expected.json");

/// The pairs of participant and code that a design asks for.
fn planned(design: &str) -> BTreeSet<(String, String)> {
    let table = kwali_text::Table::read(design.as_bytes()).unwrap();
    let person = table.column("participant").unwrap();
    let codes = table.column("codes").unwrap();
    let mut pairs = BTreeSet::new();
    for row in &table.rows {
        for code in row.cell(codes).split(';').filter(|code| !code.is_empty()) {
            pairs.insert((row.cell(person).to_owned(), code.to_owned()));
        }
    }
    pairs
}

/// The demo's folder, made anew.
fn demo() -> Folder {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    folder
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let study = "kwali-demo/empowerment.kwali";
    let run = folder.ok(&[arguments, &["--study", study, "--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap()
}

/// The rows of a table as maps from column to value.
fn rows(table: &Value) -> Vec<BTreeMap<String, Value>> {
    let columns = table["columns"].as_array().unwrap();
    let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
    let row = |row: &Value| {
        let cells = row.as_array().unwrap().iter().cloned();
        names.iter().map(|name| (*name).to_owned()).zip(cells).collect()
    };
    table["rows"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn the_sample_counts_as_it_was_designed() {
    let folder = demo();
    every_pair_of_person_and_code_in_the_design_is_coded_by_a_and_no_other(&folder);
    participants_per_code_are_those_of_the_design(&folder);
    the_interviews_are_spread_as_the_first_exhibit_says(&folder);
    a_coder_finds_the_words_to_look_for(&folder);
}

fn every_pair_of_person_and_code_in_the_design_is_coded_by_a_and_no_other(folder: &Folder) {
    let planned = planned(DESIGN);
    assert_eq!(planned.len(), 416);
    assert_eq!(coded_by_a(folder, "kwali-demo/empowerment.kwali"), planned);
}

/// The pairs of participant and code on whose words coder A put it.
fn coded_by_a(folder: &Folder, study: &str) -> BTreeSet<(String, String)> {
    let run = folder.ok(&["retrieve", "coder:A", "--study", study, "--format", "jsonl"]);
    let mut coded = BTreeSet::new();
    for line in run.stdout.lines() {
        let segment: Value = serde_json::from_str(line).unwrap();
        for person in segment["participants"].as_array().unwrap() {
            let code = segment["code"].as_str().unwrap().to_owned();
            coded.insert((person.as_str().unwrap().to_owned(), code));
        }
    }
    coded
}

#[test]
fn the_second_sample_is_coded_as_it_was_designed() {
    let folder = Folder::new();
    let made = folder.ok(&["demo", "--sample", "ervaringswerk"]);
    assert_eq!(made.stderr, "", "nothing in it needs a word");
    let planned = planned(DESIGN_2);
    let people: BTreeSet<&str> = planned.iter().map(|(person, _)| person.as_str()).collect();
    assert_eq!(people.len(), 29);
    assert_eq!(coded_by_a(&folder, "kwali-demo/ervaringswerk.kwali"), planned);
    let table = folder.ok(&[
        "list",
        "documents",
        "--study",
        "kwali-demo/ervaringswerk.kwali",
        "--format",
        "json",
    ]);
    let documents = rows(&serde_json::from_str(&table.stdout).unwrap());
    assert_eq!(documents.len(), 29);
    let words: u64 = documents.iter().map(|row| row["words"].as_u64().unwrap()).sum();
    assert!((8_000..=15_000).contains(&words), "{words} words");
}

fn participants_per_code_are_those_of_the_design(folder: &Folder) {
    let pairs = planned(DESIGN);
    let mut planned: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, code) in &pairs {
        *planned.entry(code).or_default() += 1;
    }
    assert_eq!(planned.len(), 120);
    let table = json(folder, &["frequencies", "--coder", "A"]);
    for row in rows(&table) {
        let code = row["code"].as_str().unwrap();
        let expected = planned.get(code).copied().unwrap_or(0);
        assert_eq!(row["participants"].as_u64(), Some(expected), "{code}");
    }
}

fn the_interviews_are_spread_as_the_first_exhibit_says(folder: &Folder) {
    let exhibits: Value = serde_json::from_str(EXHIBITS).unwrap();
    let all = exhibits.as_array().or_else(|| exhibits["exhibits"].as_array()).unwrap();
    let first = all.iter().find(|exhibit| exhibit["id"] == "S1-01").unwrap();
    let by_site = &first["expected_from_sample"]["by_site"];
    let modes = [
        ("group_f2f", "groepsgesprek"),
        ("individual_f2f", "individueel gesprek"),
        ("telephone", "telefonisch"),
    ];
    let documents = rows(&json(folder, &["list", "documents"]));
    for (site, expected) in by_site.as_object().unwrap() {
        for (mode, name) in modes {
            let found = documents
                .iter()
                .filter(|row| row["group"] == site.as_str() && row["interview_mode"] == name)
                .count();
            assert_eq!(expected[mode].as_u64(), Some(found as u64), "{site} {mode}");
        }
    }
    assert_eq!(documents.len(), 21);
}

fn a_coder_finds_the_words_to_look_for(folder: &Folder) {
    for word in ["werkdruk", "geen tijd", "ervaringsdeskundig*", "client"] {
        let hits = json(folder, &["search", word]);
        assert!(hits["rows"].as_array().unwrap().len() > 1, "{word}");
    }
}

#[test]
fn factsheets_are_the_same_from_run_to_run() {
    for sample in ["empowerment", "ervaringswerk"] {
        let build = || {
            let folder = Folder::new();
            folder.ok(&["demo", "--sample", sample]);
            folder
        };
        let (one, other) = (build(), build());
        let files = files_below(&one.path("kwali-demo/factsheet"));
        assert!(files.len() > 5, "{sample}: the page, the manifest, charts in two formats");
        for file in files {
            let read = |folder: &Folder| {
                std::fs::read(folder.path("kwali-demo/factsheet").join(&file)).unwrap()
            };
            assert_eq!(read(&one), read(&other), "{sample}: {}", file.display());
        }
    }
}

/// The files in a folder and in folders below it, as paths in it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(folder).unwrap().to_owned();
        match path.is_dir() {
            true => found.extend(files_below(&path).into_iter().map(|below| name.join(below))),
            false => found.push(name),
        }
    }
    found
}

#[test]
fn the_demo_can_be_run_again_but_not_over_somebodys_work() {
    let folder = demo();
    folder.ok(&["demo"]);
    folder.ok(&[
        "memo",
        "add",
        "study",
        "--text",
        "Van mij.",
        "--coder",
        "A",
        "--study",
        "kwali-demo/empowerment.kwali",
    ]);
    folder.fails_with(2, &["demo"], &["name another folder"]);
    let other = demo();
    other.write("kwali-demo/factsheet.md", "# Van mij\n");
    other.fails_with(2, &["demo"], &["factsheet.md", "changed"]);
    std::fs::create_dir(folder.path("mine")).unwrap();
    std::fs::write(folder.path("mine/notes.txt"), "x").unwrap();
    folder.fails_with(2, &["demo", "mine"], &["mine"]);
}

#[test]
fn a_cell_of_the_factsheet_leads_to_its_segments() {
    let folder = demo();
    let manifest = "kwali-demo/factsheet/factsheet.manifest.json";
    let traced = json(
        &folder,
        &[
            "trace",
            "belemmeringen-naar-rol",
            "eiw.barrier.workload,sociaal werker",
            "--manifest",
            manifest,
        ],
    );
    let study = ["--study", "kwali-demo/empowerment.kwali"];
    let people: BTreeSet<String> =
        rows(&traced).iter().map(|row| row["participants"].to_string()).collect();
    assert_eq!(people.len(), 2);
    let ids: Vec<String> =
        rows(&traced).iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    let mut remove = vec!["coding", "remove"];
    remove.extend(ids.iter().map(String::as_str));
    folder.ok(&[&remove[..], &study].concat());
    let again = ["trace", "belemmeringen-naar-rol", "--manifest", manifest, "--quiet"];
    folder.fails_with(1, &[&again[..], &study].concat(), &["warning"]);
}
