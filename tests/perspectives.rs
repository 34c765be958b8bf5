//! Perspectives, variables and speakers of the sample study through the program.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Folder, JsonTable};

/// The sample study, in the folder `kwali-demo`.
fn sample() -> Folder {
    let folder = Folder::new();
    folder.ok(&["demo"]);
    folder
}

const STUDY: &str = "kwali-demo/empowerment.kwali";

fn table(folder: &Folder, args: &[&str]) -> JsonTable {
    folder.table(&[args, &["--study", STUDY]].concat())
}

#[test]
fn perspectives_are_the_crosstabs_of_people_and_segments() {
    let folder = sample();
    let rows = ["--by", "role", "--coder", "A"];
    let themes = ["--theme", "eiw.barrier", "--theme", "eiw.enabler", "--depth", "9"];
    let found = table(&folder, &[&["perspectives"], &rows[..], &themes].concat());
    let codes = ["--code", "eiw.barrier", "--code", "eiw.enabler", "--subcodes", "included"];
    for unit in ["participants", "segments"] {
        let command = ["crosstab", "--unit", unit];
        let crosstab = table(&folder, &[&command[..], &rows, &codes].concat());
        assert_eq!(found.column("code"), crosstab.column("code"));
        for role in &crosstab.columns()[1..] {
            assert_eq!(found.column(&format!("{role}.{unit}")), crosstab.column(role), "{role}");
        }
    }
    for row in 0..found.rows().len() {
        let roles = ["bewoner", "ervaringsdeskundige", "projectcoördinator", "sociaal werker"];
        let speaks = |role: &&str| found.cell(row, &format!("{role}.participants")) != 0;
        let missing: Vec<&str> = roles.into_iter().filter(|role| !speaks(role)).collect();
        assert_eq!(found.cell(row, "missing_in"), &missing.join("; "));
        assert_eq!(found.cell(row, "perspectives"), 4 - missing.len());
        let spread = ["shared", "some", "some", "unique", "absent"][missing.len()];
        assert_eq!(found.cell(row, "spread"), spread);
    }
}

#[test]
fn a_contrast_is_quoted_with_its_place() {
    let folder = sample();
    let pair = "eiw.barrier.workload=eiw.value.sw.time-gain";
    let found = table(&folder, &["perspectives", "--contrast", pair, "--coder", "A"]);
    assert!(!found.rows().is_empty());
    let sides: BTreeSet<&str> =
        found.column("code").into_iter().map(|code| code.as_str().unwrap()).collect();
    assert_eq!(sides.len(), 2);
    let mut n_quoted = 0;
    for row in 0..found.rows().len() {
        let cell = |name: &str| found.cell(row, name).clone();
        let of = |name: &str| cell(name).as_str().unwrap().to_owned();
        if cell("quote").is_null() {
            assert!(found.explains("quote"));
            continue;
        }
        let query = format!("#{} role:\"{}\" coder:A", of("code"), of("perspective"));
        let run = folder.ok(&["retrieve", &query, "--format", "jsonl", "--study", STUDY]);
        let mut lines = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let segment = lines.find(|line| line["id"] == of("coding")).unwrap();
        for name in ["document", "start", "end"] {
            assert_eq!(segment[name], cell(name), "{name}");
        }
        let beginning = of("quote");
        let beginning: String =
            beginning.split(['[', '…']).next().unwrap().chars().take(40).collect();
        assert!(beginning.chars().count() > 10, "{beginning}");
        assert!(segment["text"].as_str().unwrap().contains(beginning.trim()));
        n_quoted += 1;
        assert!(segment["participants"].to_string().contains(&of("said_by")));
    }
    assert!(n_quoted > 1, "{n_quoted}");
    let refused = ["perspectives", "--by", "document.site", "--study", STUDY];
    folder.fails_with(2, &refused, &["describes documents, not participants"]);
}

#[test]
fn variables_are_counted_with_what_is_missing() {
    let folder = sample();
    let found = table(&folder, &["frequencies", "variables"]);
    let listed = table(&folder, &["list", "variables"]);
    assert_eq!(found.0["unit"], "participants");
    for row in 0..listed.rows().len() {
        if listed.cell(row, "of") != "participant" {
            continue;
        }
        let variable = listed.cell(row, "variable");
        let of_variable =
            (0..found.rows().len()).filter(|&at| found.cell(at, "variable") == variable);
        let (mut known, mut missing) = (0, 0);
        for at in of_variable {
            let n = found.cell(at, "participants").as_u64().unwrap();
            match found.cell(at, "value") == "(missing)" {
                true => missing += n,
                false => known += n,
            }
        }
        assert_eq!(listed.cell(row, "known").as_u64(), Some(known), "{variable}");
        assert_eq!(listed.cell(row, "missing").as_u64(), Some(missing), "{variable}");
    }
    let both = ["frequencies", "variables", "--variable", "role", "--variable", "date"];
    let refused = [&both[..], &["--study", STUDY]].concat();
    folder.fails_with(2, &refused, &["`date` describes documents, not participants"]);
}

#[test]
fn options_of_codes_are_refused_for_speakers() {
    let folder = Folder::with_study();
    let refused = ["frequencies", "--code", "barrier", "speakers"];
    folder.fails_with(2, &refused, &["cannot be used with"]);
}

#[test]
fn speakers_are_counted_in_turns_words_and_segments() {
    let folder = sample();
    let found = table(&folder, &["frequencies", "speakers", "--coder", "A"]);
    let listed = table(&folder, &["list", "speakers"]);
    for name in ["document", "speaker", "participant", "turns", "words"] {
        let listed: Vec<Value> = listed.column(name).into_iter().cloned().map(or_empty).collect();
        let found: Vec<Value> = found.column(name).into_iter().cloned().collect();
        assert_eq!(found, listed, "{name}");
    }
    let run = folder.ok(&["retrieve", "coder:A", "--format", "jsonl", "--study", STUDY]);
    let segments: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for row in 0..found.rows().len() {
        let speaks = |segment: &&Value| {
            segment["document"] == *found.cell(row, "document")
                && segment["speakers"].as_array().unwrap().contains(found.cell(row, "speaker"))
        };
        let n = segments.iter().filter(speaks).count() as u64;
        assert_eq!(found.cell(row, "segments").as_u64(), Some(n), "{}", found.rows()[row]);
    }
    let percent: f64 =
        found.column("percent_of_words").iter().map(|cell| cell.as_f64().unwrap()).sum();
    assert!((percent - 100.0).abs() < 1e-9, "{percent}");
}

fn or_empty(value: Value) -> Value {
    if value.is_null() { "".into() } else { value }
}
