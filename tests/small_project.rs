//! Every count of a small study that was worked out by another program, through the program.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::facts_bundle::write_bundle;
use crate::support::{Folder, JsonTable};

const FACTS: &str = include_str!("fixtures/small-project.json");
const EXPECTED: &str = include_str!("fixtures/small-project.expected.json");

/// The study of the facts, imported as a bundle, and the numbers that must come out.
pub(crate) struct SmallProject {
    pub(crate) folder: Folder,
    /// The codes' ids in the study by their ids in the facts.
    pub(crate) paths: BTreeMap<String, String>,
    pub(crate) expected: Value,
}

pub(crate) fn small_project() -> SmallProject {
    let folder = Folder::new();
    let facts: Value = serde_json::from_str(FACTS).unwrap();
    let paths = write_bundle(&facts, &folder, "bundle");
    folder.ok(&["import", "--bundle", "bundle", "--study", "small.kwali"]);
    SmallProject { folder, paths, expected: serde_json::from_str(EXPECTED).unwrap() }
}

/// Checks a cell: counts exactly, ratios to 1e-12, null with its reason in a note.
#[track_caller]
fn check(table: &JsonTable, row: usize, column: &str, expected: &Value) {
    let found = table.cell(row, column);
    let place = format!("{column} in {}", table.rows()[row]);
    if expected.is_null() {
        assert!(found.is_null(), "{found} for null: {place}");
        assert!(table.explains(column), "no reason for null: {place}");
    } else if expected.is_f64() || found.is_f64() {
        let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
        let close = (found - expected).abs() < 1e-12 * expected.abs().max(1.0);
        assert!(close, "{found} for {expected}: {place}");
    } else {
        assert_eq!(found, expected, "{place}");
    }
}

fn crosstab(folder: &Folder, by: &str, subcodes: &str, unit: &str) -> JsonTable {
    folder.table(&["crosstab", "--by", by, "--subcodes", subcodes, "--unit", unit])
}

fn sum(cells: &[&Value]) -> u64 {
    cells.iter().map(|cell| cell.as_u64().unwrap()).sum()
}

fn counts(value: &Value) -> Vec<&Value> {
    value.as_array().unwrap().iter().collect()
}

#[test]
fn totals() {
    let SmallProject { folder, expected, .. } = small_project();
    let documents = folder.table(&["list", "documents"]);
    let characters = crosstab(&folder, "document", "separate", "characters");
    let covered = |name: &&Value| characters.base("total", name.as_str().unwrap()).unwrap();
    let covered: Vec<&Value> = documents.column("document").iter().map(covered).collect();
    let found = json!({
        "documents": documents.rows().len(),
        "codes": folder.table(&["list", "codes"]).rows().len(),
        "codings": sum(&documents.column("codings")),
        "characters": sum(&documents.column("characters")),
        "coded_characters_union": sum(&covered),
        "paragraphs": sum(&documents.column("paragraphs")),
    });
    assert_eq!(found, expected["totals"]);
}

#[test]
fn frequencies_without_and_with_subcodes() {
    let SmallProject { folder, paths, expected } = small_project();
    for (subcodes, name) in [("separate", "direct"), ("included", "aggregated")] {
        let table = folder.table(&["frequencies", "--subcodes", subcodes]);
        let expected = expected["code_frequencies"].as_object().unwrap();
        assert_eq!(table.rows().len(), expected.len());
        for (row, (code, expected)) in expected.iter().enumerate() {
            assert_eq!(table.cell(row, "code"), &paths[code]);
            for (column, number) in expected[name].as_object().unwrap() {
                check(&table, row, column, number);
            }
        }
    }
}

#[test]
fn codes_by_document() {
    let SmallProject { folder, paths, expected } = small_project();
    let expected = &expected["crosstabs"];
    for (subcodes, prefix) in [("separate", ""), ("included", "aggregated_")] {
        for (unit, name) in [("segments", "segments"), ("characters", "characters_union")] {
            let table = crosstab(&folder, "document", subcodes, unit);
            assert_eq!(table.0["unit"], name);
            let documents = counts(&expected["document_order"]);
            let rows = counts(&expected[format!("code_x_document_{prefix}{name}")]);
            let codes = counts(&expected["code_order"]);
            assert_eq!(table.rows().len(), rows.len());
            assert_eq!(table.columns().len(), documents.len() + 1);
            for (row, numbers) in rows.iter().enumerate() {
                assert_eq!(table.cell(row, "code"), &paths[codes[row].as_str().unwrap()]);
                for (document, number) in documents.iter().zip(counts(numbers)) {
                    check(&table, row, document.as_str().unwrap(), number);
                }
            }
        }
    }
}

#[test]
fn codes_by_variable() {
    let SmallProject { folder, expected, .. } = small_project();
    for (variable, groups) in expected["crosstabs"]["code_x_group"].as_object().unwrap() {
        for (key, subcodes, unit) in [
            ("segments", "separate", "segments"),
            ("documents_with_code", "separate", "documents"),
            ("characters_union", "separate", "characters"),
            ("aggregated_segments", "included", "segments"),
        ] {
            let table = crosstab(&folder, variable, subcodes, unit);
            assert_eq!(table.columns().len(), groups.as_object().unwrap().len() + 1);
            for (group, expected) in groups.as_object().unwrap() {
                for (row, number) in counts(&expected[key]).into_iter().enumerate() {
                    check(&table, row, group, number);
                }
                check_bases(&table, group, expected);
            }
        }
    }
}

#[track_caller]
fn check_bases(table: &JsonTable, group: &str, expected: &Value) {
    assert_eq!(table.base("documents", group), Some(&expected["documents"]));
    // In segments, that total is the total of the column.
    let name = match table.base("segments_total_in_group", group) {
        Some(_) => "segments_total_in_group",
        None => "total",
    };
    assert_eq!(table.base(name, group), Some(&expected["segments_total_in_group"]));
}

#[test]
fn pairs_of_codes() {
    let SmallProject { folder, paths, expected } = small_project();
    let table = folder.table(&["cooccurrence"]);
    let pairs = counts(&expected["cooccurrence"]["pairs"]);
    assert_eq!(table.rows().len(), pairs.len());
    for (row, pair) in pairs.iter().enumerate() {
        for (name, expected) in pair.as_object().unwrap() {
            match (name.as_str(), expected) {
                ("a" | "b", code) => {
                    assert_eq!(table.cell(row, name), &paths[code.as_str().unwrap()]);
                }
                (_, Value::Object(fourfold)) => {
                    for (measure, number) in fourfold {
                        check(&table, row, &format!("{name}_{measure}"), number);
                    }
                }
                (_, number) => check(&table, row, name, number),
            }
        }
    }
    let units = expected["cooccurrence"]["units"].as_object().unwrap();
    let base = table.0["base"].as_str().unwrap();
    for (unit, words) in [
        ("documents", "documenten"),
        ("distinct_spans", "verschillende passages"),
        ("paragraphs", "alinea’s"),
    ] {
        let words = format!("{} {words}", units[unit]);
        assert!(base.contains(&words), "{words} in {base}");
    }
}

#[test]
fn saturation() {
    let SmallProject { folder, expected, .. } = small_project();
    let mut n_checked = 0;
    for (level, name) in [("codes", "codes"), ("top", "top_level_codes")] {
        let rules = ["--base", "4,5,6", "--run", "2,3", "--threshold", "0.05,0", "--rules"];
        let table = folder.table(&[&["saturation", "--level", level], &rules[..]].concat());
        let of_level = expected["saturation"].as_array().unwrap().iter();
        for facts in of_level.filter(|facts| facts["level"] == name) {
            for (threshold, reached) in facts["saturation"].as_object().unwrap() {
                let is_it = |row: &usize| {
                    let cell = |column| table.cell(*row, column);
                    *cell("base_size") == facts["base_size"]
                        && *cell("run_length") == facts["run_length"]
                        && cell("threshold").as_f64() == threshold.parse().ok()
                };
                let row = (0..table.rows().len()).find(is_it).unwrap();
                check(&table, row, "base_themes", &facts["base_themes"]);
                check(&table, row, "saturation", reached);
                n_checked += 1;
            }
            let curve = folder.table(&["saturation", "--level", level]);
            assert_eq!(counts(&facts["new_per_event"]), curve.column("new"));
            assert_eq!(counts(&facts["cumulative"]), curve.column("cumulative"));
        }
    }
    assert_eq!(n_checked, 24);
}
