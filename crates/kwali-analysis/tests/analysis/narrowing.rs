//! What is left of a study when a query narrows it.

use kwali_analysis::{Query, Subcodes, frequencies, narrow};
use kwali_model::CodeId;
use kwali_testkit::study;

use crate::asking::Asked;

/// Counts the participants with the first code in what a query leaves.
#[track_caller]
fn check(query: &str, participants: u64, segments: u64) {
    let made = study(
        "== d1 site=Utrecht\n-- Anna role=bewoner\n-- Bert role=werker\n\
         <c>Anna: ja.\nBert: nee.</c>\nAnna: <c>eens</c>\n== d2 site=Gouda\n-- Carla role=bewoner\n\
         Carla: <c>ook</c>",
    );
    let snapshot = &made.snapshot;
    let query = Query::parse(query).unwrap();
    let selected = Asked::new(snapshot, &made.layouts, &made.texts).codings(&query).unwrap();
    let narrowed = narrow(snapshot, &query, &selected);
    let counted = frequencies(&narrowed, Some(&made.layouts), Subcodes::Separate);
    let counts = counted.rows[CodeId(0).index()].counts;
    assert_eq!((counts.participants, counts.segments), (Some(participants), segments));
}

#[test]
fn only_the_participants_a_query_names_count() {
    check("#c", 3, 3);
    check("role:werker", 1, 1);
    check("role:bewoner", 2, 3);
    check("participant:Anna", 1, 2);
    check("role:bewoner document.site:Utrecht", 1, 2);
}

#[test]
fn behind_or_and_not_nobody_is_named() {
    check("role:werker or document:d2", 3, 2);
    check("not role:werker", 2, 2);
}
