//! The manifest, and the way back from a number to its segments.

use serde_json::Value;

use super::*;

const TEMPLATE: &str = "\
{{ frequencies(id=\"f\", codes=\"#barrier\", where=\"role:bewoner\") }}
{{ crosstab(id=\"x\", codes=\"#barrier\", by=\"site\", unit=\"documents\") }}
{{ cooccurrence(id=\"c\") }}
{{ variables(\"role\", id=\"v\") }}
{{ quotes(\"#barrier\", id=\"q\") }}
{{ count(\"#time\", id=\"n\") }}
{{ perspectives(id=\"p\", codes=\"#barrier\") }}";

fn manifest() -> String {
    built(TEMPLATE).manifest_json
}

#[track_caller]
fn check(exhibit: &str, cell: Option<(&str, &str)>, codings: &[usize], description: &str) {
    let trace = traced(&sample(), &manifest(), exhibit, cell).unwrap();
    assert_eq!((trace.codings.as_slice(), trace.description.as_str()), (codings, description));
    assert_eq!(trace.drift, None);
}

#[test]
fn every_kind_leads_back_to_its_segments() {
    // In order: 0 workload, 1 time by B, 2 workload, 3 barrier; 4 money, 5 time.
    check("n", None, &[1, 5], "count `n`: 2 (segments)");
    check("f", None, &[0, 2, 3], "frequencies `f`: Hoe vaak codes voorkomen (segments)");
    check(
        "f",
        Some(("barrier.workload", "participants")),
        &[0, 2],
        "frequencies `f`: Hoe vaak codes voorkomen; row barrier.workload, column participants: 2 (segments)",
    );
    check(
        "x",
        Some(("barrier", "Gouda")),
        &[4],
        "crosstab `x`: Codes naar site; row barrier, column Gouda: 1 (documents)",
    );
    check(
        "x",
        Some(("1", "2")),
        &[0, 2, 3],
        "crosstab `x`: Codes naar site; row barrier, column Utrecht: 1 (documents)",
    );
    check(
        "c",
        Some(("time × barrier.money", "overlap_pairs")),
        &[4, 5],
        "cooccurrence `c`: Codes die samen voorkomen; row time × barrier.money, column overlap_pairs: 1 (overlap_pairs)",
    );
    check(
        "c",
        Some(("barrier × barrier.workload", "same_document")),
        &[0, 2, 3],
        "cooccurrence `c`: Codes die samen voorkomen; row barrier × barrier.workload, column same_document: 1 (overlap_pairs)",
    );
    check(
        "p",
        Some(("barrier.workload", "bewoner.segments")),
        &[0, 2],
        "perspectives `p`: Thema’s naar perspectief (role); row barrier.workload, column \
         bewoner.segments: 2 (participants_and_segments)",
    );
    check("q", None, &[0, 4], "quotes `q`: Citaten (segments)");
    check(
        "v",
        Some(("werker", "participants")),
        &[4, 5],
        "variables `v`: Deelnemers naar role; row werker, column participants: 1 (participants)",
    );
}

#[test]
fn a_number_that_changed_is_told() {
    let made = sample();
    let manifest = manifest();
    let snapshot = made.snapshot.with_codings(|coding| coding.coder.0 == 1);
    let changed = MarkedStudy { snapshot, ..made };
    let drift = |exhibit, cell| traced(&changed, &manifest, exhibit, cell).unwrap().drift;
    assert_eq!(drift("n", None).unwrap(), "the factsheet says 2, it is now 1");
    assert_eq!(drift("x", Some(("barrier", "Gouda"))), None);
    assert_eq!(
        drift("c", Some(("barrier.workload × time", "overlap_pairs"))).unwrap(),
        "the factsheet says 1, its row or column is no longer there"
    );
}

#[test]
fn the_manifest_has_the_numbers_of_the_tables() {
    let factsheet = built(TEMPLATE);
    let manifest: Value = serde_json::from_str(&factsheet.manifest_json).unwrap();
    let exhibit = |number: usize| &manifest["exhibits"][number];
    assert_eq!(exhibit(1)["columns"], serde_json::json!(["code", "Gouda", "Utrecht"]));
    assert_eq!(exhibit(1)["rows"][0], serde_json::json!(["barrier", 1, 1]));
    assert!(factsheet.markdown.contains("| barrier | 1 | 1 | 2 |"));
    assert_eq!(exhibit(1)["row_queries"][0], "#barrier");
    assert_eq!(
        exhibit(1)["column_queries"],
        serde_json::json!([null, "document.site:Gouda", "document.site:Utrecht"])
    );
    assert_eq!(exhibit(0)["query"], "role:bewoner");
    assert_eq!(exhibit(0)["parameters"]["codes"], "#barrier");
    assert_eq!(exhibit(4)["quotes"], serde_json::json!(["1", "5"]));
    assert_eq!(exhibit(5)["value"], 2);
    let digest = sample().texts[0].digest().to_string();
    assert_eq!(manifest["documents"][0]["text_sha256"], digest.as_str());
}

#[test]
fn what_cannot_be_traced_is_named() {
    let made = sample();
    let manifest = manifest();
    let error = |exhibit, cell| traced(&made, &manifest, exhibit, cell).unwrap_err();
    assert_eq!(error("g", None).to_string(), "the factsheet has no exhibit `g`");
    let unknown = error("f", Some(("barrier.time", "segments")));
    assert_eq!(unknown.to_string(), "exhibit `f` has no row `barrier.time`");
    let unknown = error("f", Some(("1", "segment")));
    assert_eq!(unknown.hint().unwrap(), "did you mean `segments`?");
    assert_eq!(error("n", Some(("1", "1"))).hint().unwrap(), "it is no table");
    for broken in ["", "{}", "[]"] {
        let error = traced(&made, broken, "f", None).unwrap_err();
        assert!(error.to_string().starts_with("the manifest cannot be used: "), "{error}");
    }
    let later = manifest.replace("\"manifest\": 2", "\"manifest\": 3");
    assert!(traced(&made, &later, "f", None).is_err());
    let gone = manifest.replace("\"#time\"", "\"#tide\"");
    let error = traced(&made, &gone, "n", None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "exhibit `n` cannot be counted any more: `where`: there is no code `tide` in this study"
    );
}

#[test]
fn all_cells_at_once_lead_where_each_leads_alone() {
    let made = sample();
    with_evidence(&made, |evidence| {
        let factsheet = build(TEMPLATE, "wijk.md", evidence, &options()).unwrap();
        let json = factsheet.manifest_json(&BTreeMap::new()).unwrap();
        let manifest: Value = serde_json::from_str(&json).unwrap();
        let mut cells = 0;
        for exhibit in manifest["exhibits"].as_array().unwrap() {
            let id = exhibit["id"].as_str().unwrap();
            let alone = trace(&json, id, None, evidence).unwrap().codings;
            assert_eq!(factsheet.behind(id, None).unwrap(), alone, "{id}");
            let Some(columns) = exhibit["columns"].as_array() else { continue };
            for row in 0..exhibit["row_names"].as_array().unwrap().len() {
                let counted = exhibit["column_queries"].as_array().unwrap();
                let counted = columns.iter().zip(counted).filter(|(_, query)| !query.is_null());
                for (name, _) in counted {
                    let name = name.as_str().unwrap();
                    let row_number = (row + 1).to_string();
                    let traced = trace(&json, id, Some((&row_number, name)), evidence).unwrap();
                    let behind = factsheet.behind(id, Some((row, name))).unwrap();
                    assert_eq!(behind, traced.codings, "{id} {row} {name}");
                    cells += 1;
                }
            }
        }
        assert!(cells > 100, "{cells}");
    });
}
