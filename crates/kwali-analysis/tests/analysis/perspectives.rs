//! Themes by perspective: by hand, and against plain loops.

use std::collections::BTreeSet;

use kwali_analysis::{AnalysisError, Contrast, Perspectives, Spread, opposed_codes, perspectives};
use kwali_model::{CodeId, CodePath, Scope};
use kwali_testkit::{MarkedStudy, study};
use proptest::prelude::*;

use crate::plain_counts::{counts_for, people};
use crate::random_study::{RandomStudy, random_study};

const STUDY: &str = "\
== d1
-- Aaltje role=bewoner
-- Jan role=werker
-- Bo role=leider
-- Interviewer
Interviewer: <other>Hoe gaat het?</other>
Aaltje: <barrier.time>Geen tijd</barrier.time> en <barrier.trust>argwaan</barrier.trust>.
Jan: <enabler.time>Alle tijd</enabler.time>, <barrier.trust>wantrouwen</barrier.trust>.
Bo: <enabler.trust>Vertrouwen</enabler.trust>, <barrier.trust>soms niet</barrier.trust>.
";

fn code(made: &MarkedStudy, id: &str) -> CodeId {
    made.snapshot.codes().id(&CodePath::new(id).unwrap()).unwrap()
}

fn by_role(made: &MarkedStudy) -> Perspectives {
    let role = made.snapshot.variable(Scope::Participant, "role").unwrap().id;
    let rows = made.snapshot.codes().ids().collect();
    perspectives(&made.snapshot, &made.layouts, rows, role).unwrap()
}

#[track_caller]
fn check_spread(id: &str, spread: Spread, missing_in: &[&str]) {
    let made = study(STUDY);
    let found = by_role(&made);
    let row = code(&made, id).index();
    assert_eq!(found.spread(row), spread, "{id}");
    let names =
        found.missing_in(row).into_iter().map(|column| found.crosstab.columns[column].name());
    assert_eq!(names.collect::<Vec<_>>(), missing_in, "{id}");
}

#[test]
fn a_theme_is_shared_unique_or_missing() {
    check_spread("barrier", Spread::Shared, &[]);
    check_spread("barrier.trust", Spread::Shared, &[]);
    check_spread("barrier.time", Spread::Unique, &["leider", "werker"]);
    check_spread("enabler", Spread::Some, &["bewoner"]);
    // Only the interviewer speaks there, who has no perspective.
    check_spread("other", Spread::Absent, &["bewoner", "leider", "werker"]);
}

#[track_caller]
fn check_contrast(a: &str, b: &str, expected: Contrast) {
    let made = study(STUDY);
    let found = by_role(&made);
    let (a, b) = (code(&made, a).index(), code(&made, b).index());
    assert_eq!(found.contrast(a, b), expected);
    assert_eq!(found.contrast(b, a), expected);
}

#[test]
fn perspectives_are_opposed_that_speak_of_one_code_only() {
    check_contrast("barrier.time", "enabler.time", Contrast::Opposed);
    // The leader speaks of both, the others of the barrier alone.
    check_contrast("barrier.trust", "enabler.trust", Contrast::Mixed);
    check_contrast("barrier.time", "barrier.time", Contrast::Absent);
    check_contrast("other", "barrier", Contrast::Absent);
}

#[track_caller]
fn check_pairs(codes: &[&str], (a, b): (&str, &str), expected: &[(&str, &str)]) {
    let marked: String = codes.iter().map(|code| format!("<{code}>x</{code}> ")).collect();
    let made = study(&marked);
    let pairs = opposed_codes(made.snapshot.codes(), code(&made, a), code(&made, b));
    let path = |code: CodeId| made.snapshot.codes().code(code).path.as_str().to_owned();
    let found: Vec<(String, String)> = pairs.into_iter().map(|(a, b)| (path(a), path(b))).collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn codes_of_two_branches_meet_by_their_names() {
    check_pairs(&["b.time", "b.trust", "e.trust", "e.x"], ("b", "e"), &[("b.trust", "e.trust")]);
    check_pairs(&["b.team.time", "e.home.time"], ("b", "e"), &[("b.team.time", "e.home.time")]);
    let both = ["b.team.time", "e.home.time", "e.team.time"];
    check_pairs(&both, ("b", "e"), &[("b.team", "e.team"), ("b.team.time", "e.team.time")]);
    // Two codes of that name: it is not said which.
    check_pairs(&["b.time", "e.x.time", "e.y.time"], ("b", "e"), &[("b", "e")]);
    check_pairs(&["b.time", "e.trust"], ("b.time", "e.trust"), &[("b.time", "e.trust")]);
}

#[test]
fn a_perspective_is_of_people() {
    let made = study("== d1 site=Gouda\n<a>x</a>");
    let site = made.snapshot.variable(Scope::Document, "site").unwrap().id;
    let refused = perspectives(&made.snapshot, &made.layouts, Vec::new(), site);
    let (name, found) = ("site".to_owned(), Scope::Document);
    assert_eq!(refused, Err(AnalysisError::WrongScope { name, found, wanted: Scope::Participant }));
}

/// The roles of those who speak in segments of a code or of one below it.
fn roles(study: &RandomStudy, code: CodeId) -> BTreeSet<String> {
    let role = study.snapshot.variable(Scope::Participant, "role").unwrap().id;
    let of_code = |coding: &&kwali_model::Coding| {
        counts_for(study, coding, code, kwali_analysis::Subcodes::Included)
    };
    let people = study.snapshot.codings().iter().filter(of_code).flat_map(|c| people(study, c));
    let value = |person| study.snapshot.participant(person).unwrap().values.get(&role).cloned();
    people.filter_map(value).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn spreads_and_contrasts_are_those_of_plain_loops(study in random_study()) {
        let role = study.snapshot.variable(Scope::Participant, "role").unwrap().id;
        let rows: Vec<CodeId> = study.snapshot.codes().ids().collect();
        let found = perspectives(&study.snapshot, &study.layouts, rows.clone(), role).unwrap();
        for &a in &rows {
            let of_a = roles(&study, a);
            // Two roles are known.
            let spread = [Spread::Absent, Spread::Unique, Spread::Shared][of_a.len()];
            prop_assert_eq!(found.spread(a.index()), spread);
            prop_assert_eq!(found.missing_in(a.index()).len(), 2 - of_a.len());
            for &b in &rows {
                let of_b = roles(&study, b);
                let contrast = match (of_a.len(), of_b.len()) {
                    (0, _) | (_, 0) => Contrast::Absent,
                    (1, 1) if of_a == of_b => Contrast::Absent,
                    (1, 1) => Contrast::Opposed,
                    _ => Contrast::Mixed,
                };
                prop_assert_eq!(found.contrast(a.index(), b.index()), contrast);
            }
        }
    }
}
