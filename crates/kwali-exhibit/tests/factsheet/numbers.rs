//! Numbers and shares in sentences.

use super::*;

#[track_caller]
fn check(template: &str, expected: &str) {
    assert_eq!(built(template).markdown.trim_end(), expected);
}

// Of three people, two are residents; all three name a barrier, two of them workload.
#[test]
fn shares_are_said_in_words() {
    check("{{ share(\"#barrier.workload\", unit=\"participants\") }}", "twee derde");
    check(
        "{{ share(\"#barrier.workload\", unit=\"participants\", among=\"deelnemers\", capital=true) }}",
        "Twee derde van de deelnemers",
    );
    check(
        "{{ share(\"#barrier\", unit=\"participants\", among=\"deelnemers\") }}",
        "alle deelnemers",
    );
    check(
        "{{ share(\"#barrier.money\", of=\"role:bewoner\", unit=\"participants\", among=\"bewoners\") }}",
        "geen van de bewoners",
    );
    check("{% if share(\"#barrier.workload\", unit=\"participants\") > 0.6 %}ja{% endif %}", "ja");
}

#[test]
fn a_share_of_nothing_is_undefined() {
    check(
        "{{ share(\"#barrier\", of=\"#barrier.money role:bewoner\", unit=\"participants\") }}",
        "een onbepaald deel (basis 0)",
    );
}

#[test]
fn the_manifest_has_the_exact_share() {
    let template = "{{ share(\"#barrier.workload\", unit=\"participants\") }} \
                    {{ percent(\"#barrier.workload\", unit=\"participants\") }} {{ count(\"#time\") }}";
    let manifest: serde_json::Value = serde_json::from_str(&built(template).manifest_json).unwrap();
    let [share, percent, count] = manifest["exhibits"].as_array().unwrap().as_slice() else {
        panic!("{manifest}")
    };
    assert_eq!(share["value"], serde_json::json!(2.0 / 3.0));
    assert_eq!(share["shown"], "twee derde");
    for exhibit in [share, percent] {
        assert_eq!((&exhibit["numerator"], &exhibit["denominator"]), (&2.into(), &3.into()));
    }
    assert!(count.get("numerator").is_none());
}

#[test]
fn whole_numbers_can_be_words() {
    check(
        "{{ count(\"#barrier.workload\", unit=\"participants\", words=true, capital=true) }} van de \
         {{ count_all(\"participants\", words=true) }}",
        "Twee van de drie",
    );
    check("{{ count(\"#barrier.workload\", unit=\"characters_union\", words=true) }}", "88");
}
