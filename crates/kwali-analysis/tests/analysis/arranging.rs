//! Coded segments in groups, in order, sampled and paged.

use kwali_analysis::{
    Arranged, Arrangement, GroupKey, Grouping, MISSING, Page, Sample, SampleOf, SegmentOrder,
    arrange, coded_segments,
};
use kwali_model::{Scope, Snapshot};
use kwali_testkit::{MarkedStudy, study};

/// Two interviews; in the second nobody is known who speaks last.
const STUDY: &str = "\
== een site=Utrecht
-- Aaltje role=bewoner
-- Baran role=werker
Aaltje: <a>Er is <b@B>geen</b@B> tijd, en
Baran: ook</a> niet voor <b>koffie</b>.
== twee site=Gouda
-- Carla role=bewoner
-- Iemand
Carla: <a@B>Jawel</a@B>.
Iemand: <b>Nee</b>.";

fn arranged(made: &MarkedStudy, arrangement: &Arrangement) -> Arranged {
    let all: Vec<usize> = (0..made.snapshot.codings().len()).collect();
    let segments = coded_segments(&made.snapshot, &made.layouts, &all);
    arrange(&made.snapshot, &segments, arrangement).unwrap()
}

/// Shows groups as `name: ids`.
fn told(snapshot: &Snapshot, arranged: &Arranged) -> Vec<String> {
    let name = |key: &GroupKey| match key {
        GroupKey::All => "all".to_owned(),
        GroupKey::Code(code) => snapshot.codes().code(*code).path.to_string(),
        GroupKey::Document(place) => snapshot.documents()[*place].name.clone(),
        GroupKey::Participant(person) => {
            person.map_or(MISSING.to_owned(), |id| snapshot.participant(id).unwrap().name.clone())
        }
        GroupKey::Coder(coder) => snapshot.coder(*coder).unwrap().name.clone(),
        GroupKey::Value(value) => value.clone().unwrap_or_else(|| MISSING.to_owned()),
    };
    let groups = arranged.groups.iter();
    groups
        .map(|group| {
            let ids: Vec<String> =
                group.segments.iter().map(|segment| segment.coding.id.to_string()).collect();
            format!("{}: {}", name(&group.key), ids.join(" "))
        })
        .collect()
}

#[track_caller]
fn check(arrangement: &Arrangement, expected: &[&str]) {
    let made = study(STUDY);
    assert_eq!(told(&made.snapshot, &arranged(&made, arrangement)), expected);
}

fn by(grouping: Grouping) -> Arrangement {
    Arrangement { group_by: Some(grouping), ..Arrangement::default() }
}

fn ordered(order: SegmentOrder) -> Arrangement {
    Arrangement { order, ..Arrangement::default() }
}

fn variable(scope: Scope, name: &str) -> Grouping {
    Grouping::Variable(study(STUDY).snapshot.variable(scope, name).unwrap().id)
}

#[test]
fn segments_stand_in_study_order_if_nothing_is_asked() {
    check(&Arrangement::default(), &["all: 1 2 3 4 5"]);
}

#[test]
fn every_grouping_has_its_groups_in_study_order() {
    check(&by(Grouping::Code), &["a: 1 4", "b: 2 3 5"]);
    check(&by(Grouping::Document), &["een: 1 2 3", "twee: 4 5"]);
    check(&by(Grouping::DocumentGroup), &["(missing): 1 2 3 4 5"]);
    check(&by(Grouping::Coder), &["A: 1 3 5", "B: 2 4"]);
    check(&by(variable(Scope::Document, "site")), &["Gouda: 4 5", "Utrecht: 1 2 3"]);
}

#[test]
fn a_segment_of_two_people_stands_in_both_groups() {
    let people = by(Grouping::Participant);
    check(&people, &["Aaltje: 1 2", "Baran: 1 3", "Carla: 4", "(missing): 5"]);
    let roles = by(variable(Scope::Participant, "role"));
    check(&roles, &["bewoner: 1 2 4", "werker: 1 3", "(missing): 5"]);
    let found = arranged(&study(STUDY), &roles);
    assert_eq!((found.found, found.drawn, found.rows), (5, 5, 6));
}

#[test]
fn every_order_has_its_ties_in_study_order() {
    check(&ordered(SegmentOrder::Code), &["all: 1 4 2 3 5"]);
    check(&ordered(SegmentOrder::Coder), &["all: 1 3 5 2 4"]);
    check(&ordered(SegmentOrder::Length), &["all: 1 3 4 2 5"]);
    check(&ordered(SegmentOrder::Participant), &["all: 1 2 3 4 5"]);
    check(&ordered(SegmentOrder::Weight), &["all: 1 2 3 4 5"]);
}

#[test]
fn a_page_is_a_part_of_the_rows_and_may_begin_within_a_group() {
    let page = |number| Arrangement { page: Some(Page { size: 2, number }), ..by(Grouping::Code) };
    check(&page(1), &["a: 1 4"]);
    check(&page(2), &["b: 2 3"]);
    check(&page(3), &["b: 5"]);
    check(&page(4), &[]);
    let third = arranged(&study(STUDY), &page(3));
    assert_eq!((third.before, third.shown(), third.pages(), third.rows), (4, 1, 3, 5));
    assert_eq!((third.groups[0].found, third.groups[0].drawn), (3, 3));
}

#[test]
fn a_sample_is_the_same_for_a_seed_and_is_drawn_before_it_is_put_in_order() {
    let sample = |n, seed, of| Arrangement {
        sample: Some(Sample { n, seed, of }),
        ..Arrangement::default()
    };
    // By hand: the generator gives 10451216379200822465 and 13757245211066428519 for seed 1; of 5
    // the first draws number 0, of the 4 that are left the second draws the last but none.
    check(&sample(2, 1, SampleOf::All), &["all: 1 5"]);
    check(&sample(9, 1, SampleOf::All), &["all: 1 2 3 4 5"]);
    let backwards = Arrangement { order: SegmentOrder::Coder, ..sample(5, 1, SampleOf::All) };
    check(&backwards, &["all: 1 3 5 2 4"]);
    let each =
        Arrangement { group_by: Some(Grouping::Participant), ..sample(1, 7, SampleOf::EachGroup) };
    let found = arranged(&study(STUDY), &each);
    let sizes: Vec<usize> = found.groups.iter().map(|group| group.segments.len()).collect();
    assert_eq!(sizes, [1, 1, 1, 1]);
    assert_eq!(found.groups[0].found, 2);
}
