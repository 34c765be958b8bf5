//! What the page holds for its script.

use serde_json::Value;

use super::*;
use kwali_exhibit::factsheet::SegmentsInPage;

/// Returns what the page of a template holds.
fn held(template: &str) -> Value {
    held_in(&built(template).html)
}

fn held_in(html: &str) -> Value {
    let start = "<script type=\"application/json\" id=\"kwali-data\">";
    let json = html.split_once(start).unwrap().1.split_once("</script>").unwrap().0;
    serde_json::from_str(json).unwrap()
}

/// The segments behind a cell, by their words.
fn words_behind(held: &Value, exhibit: &str, row: usize, column: &str) -> Vec<String> {
    let linked = &held["exhibits"][exhibit];
    let columns = linked["columns"].as_array().unwrap();
    let column = columns.iter().position(|known| known["name"] == column).unwrap();
    let list = linked["cells"][row][column].as_u64().unwrap() as usize;
    let list = held["lists"][list].as_array().unwrap();
    list.iter()
        .map(|segment| words_of(held, &held["segments"][segment.as_u64().unwrap() as usize]))
        .collect()
}

fn words_of(held: &Value, segment: &Value) -> String {
    let number = |value: &Value| value.as_u64().unwrap() as usize;
    let (first, last) = (number(&segment["within"][0]), number(&segment["within"][1]));
    let piece = |at: usize| held["pieces"][at][1].as_str().unwrap();
    let (start, end) = (number(&segment["start"]), number(&segment["end"]));
    match first == last {
        true => piece(first)[start..end].to_owned(),
        false => format!("{} | {}", &piece(first)[start..], &piece(last)[..end]),
    }
}

#[test]
fn cells_hold_their_segments_with_words_and_speakers() {
    let held =
        held("{{ crosstab(id=\"x\", codes=\"#barrier\", by=\"role\", unit=\"participants\") }}");
    assert_eq!(
        words_behind(&held, "x", 2, "werker"),
        ["Er is geen geld om het vol te houden"],
        "{held:#}"
    );
    assert_eq!(
        words_behind(&held, "x", 1, "bewoner"),
        ["Er is nooit tijd voor een kop koffie bij mij thuis", "Zij hebben het druk | en wij ook"]
    );
    assert_eq!(held["roles"], serde_json::json!(["bewoner", "werker"]));
    assert_eq!(held["sites"], serde_json::json!(["Utrecht", "Gouda"]));
    // Aaltje and Baran, then Carla: by number, with their roles.
    assert_eq!(held["people"], serde_json::json!([0, 0, 1]));
    assert_eq!(held["pieces"][0], serde_json::json!(["interviewer", "Hoe gaat het?"]));
    assert_eq!(held["exhibits"]["x"]["columns"][0]["counted"], "participants");
    let segment = &held["segments"][0];
    assert_eq!(segment["place"], "beurt 2");
    assert_eq!(segment["around"], serde_json::json!([0, 2]));
}

#[test]
fn each_segment_and_each_list_is_held_once() {
    let once = held("{{ frequencies(id=\"f\") }}");
    let twice = held(
        "{{ frequencies(id=\"f\") }} {{ frequencies(id=\"g\") }} {{ count_all(\"documents\") }}",
    );
    assert_eq!(once["segments"].as_array().unwrap().len(), 6);
    assert_eq!(once["segments"], twice["segments"]);
    let lists = |held: &Value| held["lists"].as_array().unwrap().len();
    assert_eq!(lists(&twice), lists(&once) + 1, "only that of all segments is new");
}

#[test]
fn nobody_is_named() {
    let named = STUDY.replace("geen</time> geld", "geen</time> geld, Baran en Kees,");
    let made = kwali_testkit::study(&named);
    let html = built_from(&made, "{{ count(\"#barrier\") }}").unwrap().html;
    assert!(html.contains("geld, [naam] en Kees, om"), "{html}");
    for name in ["Aaltje", "Baran", "Carla"] {
        assert!(!html.contains(name), "{name} is named");
    }
}

#[test]
fn columns_say_whether_they_can_be_counted_again() {
    #[track_caller]
    fn check(template: &str, column: &str, counted: Value) {
        let held = held(template);
        let columns = held["exhibits"]["x"]["columns"].as_array().unwrap();
        let found = columns.iter().find(|known| known["name"] == column);
        let found = found.unwrap_or_else(|| panic!("no {column} in {columns:#?}"));
        assert_eq!(found["counted"], counted, "{template} {column}");
    }
    let table = |columns: &str| {
        format!("{{{{ theme_table(id=\"x\", codes=\"#barrier\", columns=[{columns}]) }}}}")
    };
    check("{{ frequencies(id=\"x\") }}", "documents", "documents".into());
    check("{{ frequencies(id=\"x\") }}", "coverage_of_project", Value::Null);
    check("{{ crosstab(id=\"x\", by=\"site\", percent=\"row\") }}", "Gouda", Value::Null);
    check("{{ cooccurrence(id=\"x\") }}", "overlap_pairs", Value::Null);
    check("{{ variables(\"role\", id=\"x\") }}", "participants", Value::Null);
    check(
        "{{ perspectives(id=\"x\", codes=\"#barrier\") }}",
        "bewoner.participants",
        "participants".into(),
    );
    check(&table("{\"show\": \"ticks\", \"by\": \"site\"}"), "site:Gouda", "tick".into());
    check(&table("{\"show\": \"by\", \"by\": \"role\"}"), "role:werker", "participants".into());
    let together = table(
        "{\"show\": \"segments\", \"together\": \"#time\", \"name\": \"t\", \"heading\": \"T\"}",
    );
    check(&together, "t", Value::Null);
}

#[test]
fn texts_that_list_counts_lead_to_each_of_them() {
    let html = built(
        "{{ theme_table(id=\"x\", codes=\"#barrier\", columns=[{\"show\": \"by\", \"by\": \"role\"}]) }}",
    )
    .html;
    // The row of `barrier` names both roles, that of `barrier.money` one.
    assert!(html.contains("data-cells=\"0.0 0.1\">bewoner\u{a0}2; werker\u{a0}1</td>"), "{html}");
    assert!(html.contains("data-cells=\"2.1\">werker\u{a0}1</td>"), "{html}");
}

#[test]
fn a_chart_says_its_values_and_has_its_table() {
    let html =
        built("{{ frequencies(id=\"f\", codes=\"#barrier\", chart=true, table=false) }}").html;
    assert!(html.contains("data-mark=\"0.0\"><title>barrier: 4</title></rect>"), "{html}");
    assert!(html.contains("<details><summary>Tabel</summary>\n<table>"));
}

/// Checks what a chart says of one of its parts that is no cell of the table.
#[track_caller]
fn check_said(template: &str, said: &str) {
    let html = built(template).html;
    assert!(html.contains(&format!("data-mark=\"\"><title>{said}</title></rect>")), "{html}");
}

#[test]
fn charts_of_other_forms_say_their_values_too() {
    check_said(
        "{{ cooccurrence(measure=\"same_document\", chart=\"network\") }}",
        "time – money: 1 (Documenten met beide)",
    );
    check_said(
        "{{ saturation(base=1, run=1, chart=true) }}",
        "documenten: 2; codes: 4; in andere volgordes: de middelste, en negen van de tien: 4 (4 – 4)",
    );
    check_said("{{ robustness(codes=\"#barrier\", chart=true) }}", "barrier: 1 (1 – 1)");
    check_said("{{ similarity(of=\"documents\", chart=\"dendrogram\") }}", "1 − Jaccard: 0,5");
    check_said("{{ portrait(documents=\"EIW-01\", chart=\"codeline\") }}", "barrier: 1");
}

#[test]
fn with_disclosure_control_segments_do_not_say_whose_they_are() {
    let options = Options { disclosure: Some(Disclosure::default()), ..options() };
    let template = "{{ crosstab(id=\"x\", codes=\"#barrier\", by=\"role\") }}";
    let held = held_in(&built_with(&sample(), template, &options).unwrap().html);
    for (list, expected) in [
        ("roles", serde_json::json!([])),
        ("sites", serde_json::json!([])),
        ("people", serde_json::json!([null])),
        ("documents", serde_json::json!([{ "name": "", "site": null }])),
    ] {
        assert_eq!(held[list], expected, "{list}");
    }
    let groups = held["groups"].as_array().unwrap();
    assert!(groups.iter().all(|group| group.as_array().unwrap().is_empty()), "{groups:?}");
    let segments = held["segments"].as_array().unwrap();
    assert!(!segments.is_empty());
    assert!(segments.iter().all(|segment| segment["people"].as_array().unwrap().len() <= 1));
}

#[test]
fn without_segments_the_page_has_no_script() {
    let without = Options { segments: SegmentsInPage::LeftOut, ..options() };
    let files = with_evidence(&sample(), |evidence| {
        let template = "{{ count(\"#barrier\") }} {{ frequencies(id=\"f\", chart=true) }}";
        build(template, "wijk.md", evidence, &without).unwrap().files(Form::Html).unwrap()
    });
    let html = String::from_utf8(files["wijk.html"].clone()).unwrap();
    for absent in ["<script", "data-cells", "kop koffie", "script-src"] {
        assert!(!html.contains(absent), "{absent} in {html}");
    }
}
