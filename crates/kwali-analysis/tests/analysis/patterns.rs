//! Sets of codes that come together, and likeness, by plain loops over every coding.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{
    ConfigurationRequest, SimilarityMeasure, SimilarityOf, SimilarityRequest, Subcodes, TogetherIn,
    Undefined, UnitPlace, cluster, configurations, map, similarity,
};
use kwali_analysis::{Linkage, Similarity};
use kwali_model::{CodeId, Coding, ParticipantId};
use kwali_text::Span;
use proptest::prelude::*;

use crate::random_study::{RandomStudy, random_study};

fn place(coding: &Coding) -> usize {
    coding.document.index() - 1
}

/// The codes for which a coding counts.
fn codes_of(study: &RandomStudy, coding: &Coding, chosen: &[CodeId], how: Subcodes) -> Vec<CodeId> {
    let path = |code: CodeId| &study.snapshot.codes().code(code).path;
    let counts = |code: &CodeId| {
        let is_own = *code == coding.code;
        let is_above = path(*code).is_ancestor_of(path(coding.code));
        match how {
            Subcodes::Separate => is_own,
            Subcodes::Included => is_own || is_above,
            Subcodes::Only => is_above,
        }
    };
    chosen.iter().copied().filter(counts).collect()
}

fn people(study: &RandomStudy, coding: &Coding) -> Vec<ParticipantId> {
    let document = &study.snapshot.documents()[place(coding)];
    study.layouts[place(coding)].participants_of(document, coding.span)
}

/// By unit in study order, its set of codes.
fn plain_sets(
    study: &RandomStudy,
    chosen: &[CodeId],
    how: Subcodes,
    together_in: TogetherIn,
) -> Vec<(UnitPlace, BTreeSet<CodeId>)> {
    let codings = study.snapshot.codings();
    let set = |belongs: &dyn Fn(&Coding) -> bool| -> BTreeSet<CodeId> {
        let own = codings.iter().filter(|coding| belongs(coding));
        own.flat_map(|coding| codes_of(study, coding, chosen, how)).collect()
    };
    match together_in {
        TogetherIn::Documents => (0..study.snapshot.documents().len())
            .map(|at| (UnitPlace::Document(at), set(&|coding| place(coding) == at)))
            .collect(),
        TogetherIn::Participants => (0..study.snapshot.participants().len())
            .map(|at| {
                let id = study.snapshot.participants()[at].id;
                let speaks = |coding: &Coding| people(study, coding).contains(&id);
                (UnitPlace::Participant(at), set(&speaks))
            })
            .collect(),
        TogetherIn::Segments => {
            let counts = |coding: &&Coding| !codes_of(study, coding, chosen, how).is_empty();
            let spans: BTreeSet<(usize, Span)> =
                codings.iter().filter(counts).map(|coding| (place(coding), coding.span)).collect();
            let of = |&(at, span): &(usize, Span)| {
                let meets = |coding: &Coding| place(coding) == at && coding.span.overlaps(span);
                (UnitPlace::Segment(at, span), set(&meets))
            };
            spans.iter().map(of).collect()
        }
    }
}

fn check_configurations(study: &RandomStudy, codes: Option<Vec<CodeId>>) {
    let chosen = codes.clone().unwrap_or_else(|| study.snapshot.codes().ids().collect());
    for how in Subcodes::ALL {
        for together_in in [TogetherIn::Segments, TogetherIn::Documents, TogetherIn::Participants] {
            let request = ConfigurationRequest { together_in, codes: codes.clone(), subcodes: how };
            let found = configurations(&study.snapshot, &study.layouts, &request);
            let mut expected: BTreeMap<Vec<CodeId>, Vec<UnitPlace>> = BTreeMap::new();
            for (at, set) in plain_sets(study, &chosen, how, together_in) {
                expected.entry(set.into_iter().collect()).or_default().push(at);
            }
            assert_eq!(found.rows.len(), expected.len());
            for row in &found.rows {
                let units = &expected[&row.codes];
                assert_eq!(row.count, units.len() as u64, "{:?}", row.codes);
                assert!(units.contains(&row.first));
                if together_in != TogetherIn::Segments {
                    assert_eq!(row.first, units[0]);
                }
            }
            assert!(found.rows.is_sorted_by_key(|row| (std::cmp::Reverse(row.count), &row.codes)));
            assert_eq!(found.units, found.rows.iter().map(|row| row.count).sum::<u64>());
        }
    }
}

/// How often each unit has each code.
fn plain_profiles(study: &RandomStudy, of: SimilarityOf, how: Subcodes) -> Vec<Vec<u64>> {
    let chosen: Vec<CodeId> = study.snapshot.codes().ids().collect();
    let count = |belongs: &dyn Fn(&Coding) -> bool, code: CodeId| {
        let counts = |coding: &&Coding| {
            belongs(coding) && codes_of(study, coding, &chosen, how).contains(&code)
        };
        study.snapshot.codings().iter().filter(counts).count() as u64
    };
    let profile = |belongs: &dyn Fn(&Coding) -> bool| -> Vec<u64> {
        chosen.iter().map(|&code| count(belongs, code)).collect()
    };
    match of {
        SimilarityOf::Documents => (0..study.snapshot.documents().len())
            .map(|at| profile(&|coding| place(coding) == at))
            .collect(),
        SimilarityOf::Participants => study
            .snapshot
            .participants()
            .iter()
            .map(|person| profile(&|coding| people(study, coding).contains(&person.id)))
            .collect(),
    }
}

fn plain_value(x: &[u64], y: &[u64], measure: SimilarityMeasure) -> Option<f64> {
    let has = |profile: &[u64]| -> BTreeSet<usize> {
        (0..profile.len()).filter(|&code| profile[code] > 0).collect()
    };
    let (a, b) = (has(x), has(y));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let both = a.intersection(&b).count() as f64;
    Some(match measure {
        SimilarityMeasure::Jaccard => both / a.union(&b).count() as f64,
        SimilarityMeasure::SimpleMatching => {
            1.0 - a.symmetric_difference(&b).count() as f64 / x.len() as f64
        }
        SimilarityMeasure::Cosine => {
            let length = |x: &[u64]| x.iter().map(|&n| (n * n) as f64).sum::<f64>().sqrt();
            let dot: u64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
            dot as f64 / (length(x) * length(y))
        }
    })
}

fn check_similarity(study: &RandomStudy, of: SimilarityOf, subcodes: Subcodes) -> Similarity {
    let request = SimilarityRequest { of, codes: None, subcodes };
    let found = similarity(&study.snapshot, &study.layouts, &request);
    let profiles = plain_profiles(study, of, subcodes);
    assert_eq!(found.profiles, profiles);
    for (a, x) in profiles.iter().enumerate() {
        for (b, y) in profiles.iter().enumerate() {
            for measure in SimilarityMeasure::ALL {
                match (found.pair(a, b).value(measure), plain_value(x, y, measure)) {
                    (Ok(found), Some(expected)) => assert!((found - expected).abs() < 1e-12),
                    (found, None) => assert_eq!(found, Err(Undefined::WithoutCodes)),
                    (found, expected) => panic!("{found:?} for {expected:?}"),
                }
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn configurations_are_those_of_plain_loops(study in random_study()) {
        check_configurations(&study, None);
        check_configurations(&study, Some(vec![CodeId(1), CodeId(3)]));
    }

    #[test]
    fn likeness_is_that_of_plain_loops(study in random_study()) {
        for how in Subcodes::ALL {
            for of in [SimilarityOf::Documents, SimilarityOf::Participants] {
                let found = check_similarity(&study, of, how);
                let places = found.with_codes();
                let clusters = cluster(&found, SimilarityMeasure::Jaccard, Linkage::Average);
                prop_assert_eq!(&clusters.units, &places);
                prop_assert_eq!(clusters.merges.len(), places.len().saturating_sub(1));
                let mapped = map(&found, SimilarityMeasure::Jaccard);
                prop_assert_eq!(&mapped.units, &places);
                // Kruskal's stress-1 of what was found, from its formula.
                let (mut off, mut all) = (0.0, 0.0);
                for a in 0..places.len() {
                    for b in a + 1..places.len() {
                        let (p, q) = (mapped.points[a], mapped.points[b]);
                        let apart = (p.0 - q.0).hypot(p.1 - q.1);
                        let alike = found.pair(places[a], places[b]).value(SimilarityMeasure::Jaccard);
                        off += (apart - (1.0 - alike.unwrap())).powi(2);
                        all += apart * apart;
                    }
                }
                match mapped.stress {
                    Ok(stress) => prop_assert!((stress - (off / all).sqrt()).abs() < 1e-9),
                    Err(undefined) => prop_assert_eq!(undefined, Undefined::NothingApart),
                }
            }
        }
    }
}

#[test]
fn two_documents_with_the_same_codes_are_joined_first() {
    let made = kwali_testkit::study(
        "== d1\n<a>een</a> <b>twee</b>\n== d2\n<c>drie</c>\n== d3\nniets\n== d4\n<a>een</a> <b>twee</b>",
    );
    let request = SimilarityRequest::default();
    let found = similarity(&made.snapshot, &made.layouts, &request);
    assert_eq!(found.pair(0, 3).value(SimilarityMeasure::Jaccard), Ok(1.0));
    assert_eq!(found.pair(0, 1).value(SimilarityMeasure::SimpleMatching), Ok(0.0));
    assert_eq!(found.pair(0, 2).value(SimilarityMeasure::Cosine), Err(Undefined::WithoutCodes));
    let clusters = cluster(&found, SimilarityMeasure::Jaccard, Linkage::Complete);
    assert_eq!(clusters.units, [0, 1, 3]);
    assert_eq!(clusters.order, [0, 2, 1]);
    let heights: Vec<f64> = clusters.merges.iter().map(|merge| merge.height).collect();
    assert_eq!(heights, [0.0, 1.0]);
    let mapped = map(&found, SimilarityMeasure::Jaccard);
    assert!(mapped.is_readable() && mapped.stress.unwrap() < 1e-6);
}
