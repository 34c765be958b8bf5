//! The factsheets of the two sample studies: every count that follows from the design stands in them.
//!
//! What is expected is read from `exhibits-expected.json`; what is counted from the manifests.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::support::Folder;

const EXPECTED: [(&str, &str); 2] = [
    ("empowerment", include_str!("../corpus-sample/empowerment-in-de-wijk/exhibits-expected.json")),
    ("ervaringswerk", include_str!("../corpus-sample/ervaringswerk/exhibits-expected.json")),
];

/// Exhibits that no command can make yet; `corpus-sample/README.md` says why.
const LEFT_OUT: [&str; 2] = ["S2-02", "S2-20"];

/// What a count is called in the expected facts, and the machine column that holds it.
const UNITS: [(&str, &str); 2] = [("participants", "participants"), ("interviews", "documents")];

/// The exhibits of a factsheet's manifest.
struct Manifest(Vec<Value>);

impl Manifest {
    fn of(sample: &str) -> Manifest {
        let folder = Folder::new();
        folder.ok(&["demo", "--sample", sample]);
        Manifest::read(&folder, "kwali-demo/factsheet/factsheet.manifest.json")
    }

    fn read(folder: &Folder, file: &str) -> Manifest {
        let manifest: Value = serde_json::from_slice(&folder.read(file)).unwrap();
        Manifest(manifest["exhibits"].as_array().unwrap().clone())
    }

    /// The exhibit of a number, and those that belong to it: `S1-04` and `S1-04.plaatsen`.
    fn parts<'a>(&'a self, number: &'a str) -> impl Iterator<Item = &'a Value> + 'a {
        self.0.iter().filter(move |exhibit| {
            let id = exhibit["id"].as_str().unwrap();
            id == number || id.strip_prefix(number).is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// The cells of a row by their columns, in the first part that has the row, else wherever it is.
    fn row(&self, number: &str, row: &str) -> Option<BTreeMap<String, Value>> {
        self.parts(number).chain(&self.0).find_map(|exhibit| cells(exhibit, row))
    }
}

fn cells(exhibit: &Value, row: &str) -> Option<BTreeMap<String, Value>> {
    let place = exhibit["row_names"].as_array()?.iter().position(|name| name == row)?;
    let columns = exhibit["columns"].as_array()?.iter();
    let names = columns.map(|column| column.as_str().unwrap().to_owned());
    Some(names.zip(exhibit["rows"][place].as_array()?.iter().cloned()).collect())
}

/// Compares every count that is expected of an exhibit; returns how many these were.
fn check_exhibit(manifest: &Manifest, number: &str, expected: &Map<String, Value>) -> usize {
    if expected.values().any(Value::is_number) {
        // Only the exhibit of sectors has its values without the name of their variable.
        return check_values(manifest, number, "sectors:", "n", expected);
    }
    let mut n_compared = 0;
    for (name, value) in expected {
        let value = value.as_object().unwrap();
        n_compared += match name.as_str() {
            "codes" => check_exhibit(manifest, number, value),
            "by_site" => check_rows(manifest, number, value, &SITES),
            "by_role" => check_values(manifest, number, "", "total", value),
            "variants" => check_variants(manifest, number, value),
            code if code.contains('.') => check_code(manifest, number, code, value),
            values => {
                let (prefix, column) = place_of_values(values);
                check_values(manifest, number, prefix, column, value)
            }
        };
    }
    n_compared
}

/// The columns of the first exhibit, by what the expected facts call them.
const SITES: [(&str, &str); 5] = [
    ("group_f2f", "groepsgesprek"),
    ("individual_f2f", "individueel gesprek"),
    ("telephone", "telefonisch"),
    ("total", "total"),
    ("participants", "participants"),
];

/// Where the counts of a variable's values stand: what comes before a value in the name of its
/// row, and the column.
fn place_of_values(name: &str) -> (&'static str, &'static str) {
    match name {
        "gender" => ("gender:", "n"),
        "education" => ("education_peer_work:", "n"),
        "contract_mentions" => ("contract:", "n"),
        "tenure_class" => ("tenure_class:", "n"),
        "sector_mentions" => ("sectors:", "n"),
        "association" => ("association_member:", "n"),
        "influence" => ("felt_influence:", "n"),
        "title" | "pay" => ("", "total"),
        "description" | "satisfaction" => ("column", "all"),
        "position" => ("", "participants"),
        other => panic!("where do the counts of {other} stand?"),
    }
}

fn check_rows(
    manifest: &Manifest,
    number: &str,
    expected: &Map<String, Value>,
    columns: &[(&str, &str)],
) -> usize {
    let mut n_compared = 0;
    for (row, counts) in expected {
        let found = manifest.row(number, row).unwrap_or_else(|| panic!("{number}: {row}"));
        for (name, column) in columns.iter().filter(|(name, _)| counts.get(name).is_some()) {
            assert_eq!(found[*column], counts[*name], "{number}: {row}, {name}");
            n_compared += 1;
        }
    }
    n_compared
}

fn check_values(
    manifest: &Manifest,
    number: &str,
    prefix: &str,
    column: &str,
    expected: &Map<String, Value>,
) -> usize {
    for (value, count) in expected {
        let found = match value.as_str() {
            _ if prefix == "column" => column_sum(manifest, number, value),
            "" | "onbekend" => manifest.row(number, prefix.trim_end_matches(':')).map(unknown),
            value => {
                manifest.row(number, &format!("{prefix}{value}")).map(|row| row[column].clone())
            }
        };
        assert_eq!(found.as_ref(), Some(count), "{number}: {prefix}{value}");
    }
    expected.len()
}

fn unknown(row: BTreeMap<String, Value>) -> Value {
    row["unknown"].clone()
}

/// The total of a column of the exhibit itself.
fn column_sum(manifest: &Manifest, number: &str, column: &str) -> Option<Value> {
    let exhibit = manifest.parts(number).next()?;
    let place = exhibit["columns"].as_array()?.iter().position(|name| name == column)?;
    let cells = exhibit["rows"].as_array()?.iter().map(|row| row[place].as_u64());
    Some(Value::from(cells.sum::<Option<u64>>()?))
}

/// Every interview of a site has the site's variant of collaboration, and no other.
fn check_variants(manifest: &Manifest, number: &str, expected: &Map<String, Value>) -> usize {
    for (site, variant) in expected {
        let exhibit = manifest.parts(number).find(|exhibit| exhibit["kind"] == "sample_table");
        let row = cells(exhibit.unwrap(), site).unwrap();
        assert_eq!(row[variant.as_str().unwrap()], row["total"], "{number}: {site}");
    }
    expected.len()
}

fn check_code(
    manifest: &Manifest,
    number: &str,
    code: &str,
    expected: &Map<String, Value>,
) -> usize {
    let row = manifest.row(number, code);
    let row = row.unwrap_or_else(|| panic!("{number} has no row {code}"));
    for (name, column) in UNITS {
        assert_eq!(row[column], expected[name], "{number}: {code}, {name}");
    }
    let Some(by_role) = expected.get("by_role") else { return UNITS.len() };
    let by_role = by_role.as_object().unwrap();
    // All codes by role stand in one exhibit.
    let roles = manifest.row("S1-18", code).unwrap();
    for role in ["bewoner", "ervaringsdeskundige", "sociaal werker", "projectcoördinator"] {
        let count = by_role.get(role).and_then(Value::as_u64).unwrap_or(0);
        assert_eq!(roles[role], count, "{number}: {code}, {role}");
        if let Some(found) = row.get(&format!("role:{role}")) {
            assert_eq!(*found, count, "{number}: {code}, {role} in its own table");
        }
    }
    UNITS.len() + by_role.len()
}

#[test]
fn every_count_that_follows_from_the_design_stands_in_the_factsheets() {
    let mut n_compared = 0;
    for (sample, expected) in EXPECTED {
        let manifest = Manifest::of(sample);
        let expected: Value = serde_json::from_str(expected).unwrap();
        for exhibit in expected["exhibits"].as_array().unwrap() {
            let number = exhibit["id"].as_str().unwrap();
            let is_there = manifest.parts(number).next().is_some();
            assert_eq!(is_there, !LEFT_OUT.contains(&number), "{number}");
            let counts = exhibit["expected_from_sample"].as_object().unwrap();
            n_compared += check_exhibit(&manifest, number, counts);
        }
    }
    assert!(n_compared > 400, "{n_compared}");
}

#[test]
fn published_values_stand_beside_those_of_the_study() {
    let first = Manifest::of("empowerment");
    let published = first.parts("S1-01").next().unwrap()["published"].as_array().unwrap();
    assert_eq!(published.len(), 5);
    assert!(published.iter().all(|value| value["agrees"] == true && value["row"] == "all"));
    let second = Manifest::of("ervaringswerk");
    let published = second.parts("S2-01").next().unwrap()["published"].as_array().unwrap();
    let sum = published.iter().find(|value| value["row"] == "contract" && value["column"] == "sum");
    assert_eq!(sum.unwrap()["computed"], 30);
    for value in second.0.iter().chain(&first.0).flat_map(|exhibit| exhibit["published"].as_array())
    {
        let wrong: Vec<&Value> = value.iter().filter(|value| value["agrees"] == false).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

/// The sample's people are invented, so that its templates tell all. Told to, they do not.
#[test]
fn with_disclosure_control_no_count_of_one_or_two_people_stands_in_the_manifests() {
    for (sample, _) in EXPECTED {
        let folder = Folder::new();
        folder.ok(&["demo", "--sample", sample]);
        let open = Manifest::read(&folder, "kwali-demo/factsheet/factsheet.manifest.json");
        let study = format!("kwali-demo/{sample}.kwali");
        let build = ["--study", &study, "factsheet", "build", "kwali-demo/factsheet.md"];
        folder.ok(&[&build[..], &["--disclosure", "3", "--form", "md"]].concat());
        let safe = Manifest::read(&folder, "factsheet/factsheet.manifest.json");
        let (mut n_withheld, mut n_told) = (0, 0);
        for (open, safe) in open.0.iter().zip(&safe.0) {
            assert_eq!((&open["id"], &open["row_names"]), (&safe["id"], &safe["row_names"]));
            let kinds = ["sample_table", "characteristics", "crosstab"];
            let is_sample = kinds.iter().any(|kind| open["kind"] == *kind);
            for (place, column) in open["columns"].as_array().into_iter().flatten().enumerate() {
                let column = column.as_str().unwrap();
                let is_of_people = column == "participants"
                    || column.starts_with("role:")
                    || is_sample && open["unit"] == "participants" && !column.contains("percent");
                for (row, cells) in open["rows"].as_array().unwrap().iter().enumerate() {
                    let (count, told) = (&cells[place], &safe["rows"][row][place]);
                    let is_small = is_of_people && (count == 1 || count == 2);
                    assert!(!is_small || told.is_null(), "{}: {row}, {column}", open["id"]);
                    n_withheld += usize::from(count.is_number() && told.is_null());
                    n_told += usize::from(count.is_number() && count == told);
                    assert!(!told.is_number() || count == told, "{column}: {count} or {told}");
                }
            }
        }
        assert!(n_withheld > 50 && n_told > 100, "{sample}: {n_withheld} and {n_told}");
    }
}
