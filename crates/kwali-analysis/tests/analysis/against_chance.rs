//! Overlaps beside those that chance makes.

use kwali_analysis::{AtHand, Cooccurrence, CooccurrenceRequest, Draws, PairChance, cooccurrence};
use kwali_model::{CodeId, Coding, Snapshot};
use proptest::prelude::*;

use crate::random_study::{Mark, RandomStudy, random_study, study};

const DRAWS: Draws = Draws { number: 1000, seed: 1 };

fn drawn(snapshot: &Snapshot, draws: Draws) -> Cooccurrence {
    let request = CooccurrenceRequest { chance: Some(draws), ..CooccurrenceRequest::default() };
    cooccurrence(snapshot, AtHand::default(), &request)
}

fn chance(found: &Cooccurrence, a: u32, b: u32) -> (u64, PairChance) {
    let pair = found.pairs.iter().find(|pair| (pair.a, pair.b) == (CodeId(a), CodeId(b))).unwrap();
    (pair.overlap_pairs, pair.chance.unwrap())
}

/// Whether a coding that is shifted on the ring of its document shares a character with another.
fn meets(x: &Coding, shift: usize, y: &Coding, length: usize) -> bool {
    let shifted = |at: usize| (at + shift) % length;
    (x.span.start_char()..x.span.end_char())
        .any(|at| (y.span.start_char()..y.span.end_char()).contains(&shifted(at)))
}

/// By document, how many pairs overlap after each shift of `a`.
fn all_shifts(study: &RandomStudy, a: CodeId, b: CodeId) -> Vec<Vec<u64>> {
    let documents = 0..study.snapshot.documents().len();
    let counts = |place: usize| {
        let length = study.texts[place].chars();
        let codings = study.snapshot.codings_at(place);
        let of = |code: CodeId| codings.iter().filter(move |coding| coding.code == code);
        let count = |shift: usize| {
            of(a).map(|x| of(b).filter(|y| meets(x, shift, y, length)).count() as u64).sum()
        };
        (0..length).map(count).collect()
    };
    documents.map(counts).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_mean_is_that_of_all_shifts(study in random_study()) {
        let found = drawn(&study.snapshot, Draws { number: 200, seed: 5 });
        for pair in &found.pairs {
            let shifts = all_shifts(&study, pair.a, pair.b);
            let mean = |counts: &Vec<u64>| counts.iter().sum::<u64>() as f64 / counts.len() as f64;
            let expected: f64 = shifts.iter().map(mean).sum();
            let chance = pair.chance.unwrap();
            prop_assert!((chance.mean - expected).abs() < 1e-9, "{} {expected}", chance.mean);
            let least: u64 = shifts.iter().filter_map(|counts| counts.iter().min()).sum();
            let most: u64 = shifts.iter().filter_map(|counts| counts.iter().max()).sum();
            prop_assert!(least <= chance.low && chance.low <= chance.high && chance.high <= most);
        }
    }
}

#[test]
fn draws_are_spread_as_all_shifts_are() {
    // In a text of 40 characters, a coding of 4 and one of 7 meet in 4 + 7 - 1 of 40 shifts.
    let text = [("a".repeat(40), 0)];
    let marks: [Mark; 2] = [(0, 3, 7, 0, 1, None), (0, 5, 12, 3, 1, None)];
    let (overlaps, chance) = chance(&drawn(&study(&text, &marks).snapshot, DRAWS), 0, 3);
    assert_eq!((overlaps, chance.mean, chance.low, chance.high), (1, 0.25, 0, 1));
    // 250 draws of 1000 are expected; 55 is four standard deviations.
    assert!((195..=305).contains(&chance.at_least), "{}", chance.at_least);
    assert_eq!(chance.ratio(overlaps), Ok(4.0));
}

/// Thirty documents in which d follows a wherever it goes, and e stands in places of its own.
fn planted() -> RandomStudy {
    let documents: Vec<(String, usize)> = (0..30).map(|_| ("woord ".repeat(100), 0)).collect();
    let mut marks: Vec<Mark> = Vec::new();
    for document in 0..30 {
        for number in 0..3 {
            let start = (document * 131 + number * 197) % 560;
            let elsewhere = (document * 89 + number * 211 + document * document * 7) % 560;
            marks.push((document, start, start + 30, 0, 1, None));
            marks.push((document, start + 10, start + 40, 3, 1, None));
            marks.push((document, elsewhere, elsewhere + 30, 4, 1, None));
        }
    }
    study(&documents, &marks)
}

#[test]
fn what_goes_together_stands_out_and_what_does_not_does_not() {
    let found = drawn(&planted().snapshot, DRAWS);
    let (overlaps, together) = chance(&found, 0, 3);
    assert!(overlaps >= 90 && together.high < 50, "{overlaps} {together:?}");
    assert_eq!(together.at_least, 0);
    // Three codings of 30 characters by three of 30 in 600, in 30 documents: 9 · 59 / 600 · 30.
    assert!((together.mean - 26.55).abs() < 1e-9);
    let (overlaps, apart) = chance(&found, 0, 4);
    assert!((apart.low..=apart.high).contains(&overlaps), "{overlaps} {apart:?}");
    assert!(apart.share_at_least() > 0.025);
}

#[test]
fn draws_depend_on_the_seed_and_on_nothing_else() {
    let planted = planted();
    let all = drawn(&planted.snapshot, DRAWS);
    assert_eq!(all, drawn(&planted.snapshot, DRAWS));
    assert_ne!(all, drawn(&planted.snapshot, Draws { seed: 2, ..DRAWS }));
    // Another code beside them changes nothing.
    let codes = Some(vec![CodeId(0), CodeId(4)]);
    let request =
        CooccurrenceRequest { codes, chance: Some(DRAWS), ..CooccurrenceRequest::default() };
    let two = cooccurrence(&planted.snapshot, AtHand::default(), &request);
    assert_eq!(chance(&two, 0, 4), chance(&all, 0, 4));
}

#[test]
fn codes_that_share_no_document_are_never_together() {
    let text = [("a".repeat(40), 0), ("a".repeat(40), 0)];
    let marks: [Mark; 2] = [(0, 3, 7, 0, 1, None), (1, 5, 12, 3, 1, None)];
    let (overlaps, chance) = chance(&drawn(&study(&text, &marks).snapshot, DRAWS), 0, 3);
    assert_eq!((overlaps, chance.mean, chance.low, chance.high), (0, 0.0, 0, 0));
    assert_eq!(chance.share_at_least(), 1.0);
    assert!(chance.ratio(overlaps).is_err());
}
