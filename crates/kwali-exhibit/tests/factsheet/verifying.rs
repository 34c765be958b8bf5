//! A factsheet is counted again, and what is no longer so is named.

use kwali_exhibit::factsheet::{Changed, Drift, verify};
use serde_json::{Value, json};

use super::*;

const TEMPLATE: &str = "\
{{ frequencies(id=\"f\", codes=\"#barrier\") }}
{{ crosstab(id=\"x\", codes=\"#barrier or #time\", by=\"site\", unit=\"documents\") }}
{{ quotes(\"#barrier.money\", id=\"q\") }}
{{ count(\"#time\", id=\"n\") }}";

fn drifts(made: &MarkedStudy) -> Vec<Drift> {
    let manifest = built(TEMPLATE).manifest_json;
    with_evidence(made, |evidence| verify(&manifest, evidence)).unwrap().drifts
}

/// The study after its text was changed.
fn changed(from: &str, to: &str) -> MarkedStudy {
    assert!(STUDY.contains(from));
    kwali_testkit::study(&STUDY.replacen(from, to, 1))
}

/// Exhibit, row, column, what it was and what it is now.
type Drifted<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Value, Value);

#[track_caller]
fn check(made: &MarkedStudy, drifted: &[Drifted<'_>]) {
    let drifts = drifts(made);
    let told = |value: &Option<Value>| value.clone().unwrap_or_default();
    let drifts: Vec<_> = drifts
        .iter()
        .map(|drift| {
            assert_eq!(drift.problem, None);
            let row = drift.row.as_deref();
            (&*drift.exhibit, row, drift.column.as_deref(), told(&drift.was), told(&drift.now))
        })
        .collect();
    assert_eq!(drifts, drifted);
}

#[test]
fn nothing_drifts_where_nothing_changed() {
    let manifest = built(TEMPLATE).manifest_json;
    let verified = with_evidence(&sample(), |evidence| verify(&manifest, evidence)).unwrap();
    assert!(verified.holds());
    assert_eq!((verified.exhibits, verified.changed), (4, Vec::new()));
    assert!(verified.values > 60, "{}", verified.values);
    assert!(verified.files.contains_key("wijk.html"), "{:?}", verified.files);
}

#[test]
fn the_cells_that_depend_on_a_coding_are_named_and_no_others() {
    let without_time = changed("<time>geen</time>", "geen");
    let base = |n: u64| {
        let rest = "studie van 2 documenten, 3 deelnemers; subcodes bij hun hoofdcode geteld";
        json!(format!("{n} segmenten; {rest}; codeurs A en B"))
    };
    let all = |n: u64| json!(format!("alle {n} segmenten; codeurs A en B"));
    let percent = Some("percent_of_segments");
    check(
        &without_time,
        &[
            ("f", None, Some("base"), base(6), base(5)),
            ("f", Some("barrier"), percent, json!(400.0 / 6.0), json!(80.0)),
            ("f", Some("barrier.workload"), percent, json!(200.0 / 6.0), json!(40.0)),
            ("f", Some("barrier.money"), percent, json!(100.0 / 6.0), json!(20.0)),
            ("x", None, Some("base"), base(6), base(5)),
            ("x", Some("time"), Some("Gouda"), json!(1), json!(0)),
            ("x", Some("segments_total_in_group"), Some("Gouda"), json!(2), json!(1)),
            ("n", None, Some("base"), all(6), all(5)),
            ("n", None, None, json!(2), json!(1)),
        ],
    );
}

#[test]
fn rows_that_went_and_rows_that_came_are_named() {
    let drifts = drifts(&changed("<time>geen</time>", "<barrier.time>geen</barrier.time>"));
    let new = |drift: &&Drift| drift.row.as_deref() == Some("barrier.time");
    let segments = drifts
        .iter()
        .filter(new)
        .find(|drift| drift.exhibit == "f" && drift.column.as_deref() == Some("segments"));
    let segments = segments.unwrap();
    assert_eq!((&segments.was, &segments.now), (&None, &Some(json!(1))));
}

#[test]
fn words_that_are_quoted_are_compared() {
    let made = changed("om het vol te houden", "om het uit te houden");
    let manifest = built(TEMPLATE).manifest_json;
    let verified = with_evidence(&made, |evidence| verify(&manifest, evidence)).unwrap();
    let places: Vec<_> = verified
        .drifts
        .iter()
        .map(|drift| (drift.exhibit.as_str(), drift.column.as_deref()))
        .collect();
    assert!(places.contains(&("q", Some("quoted_sha256"))), "{places:?}");
    assert_eq!(verified.changed, [Changed::Text("EIW-02".to_owned())]);
}

#[test]
fn what_can_no_longer_be_counted_says_why() {
    let renamed = kwali_testkit::study(&STUDY.replace("money", "means"));
    let drifts = drifts(&renamed);
    let problem = drifts.iter().find(|drift| drift.exhibit == "q").unwrap();
    assert!(problem.problem.as_deref().unwrap().contains("barrier.money"), "{problem:?}");
}
