//! Co-occurrence by plain loops over every pair of codings.

use std::collections::BTreeSet;

use kwali_analysis::{
    AtHand, CodePair, CooccurrenceRequest, Distance, Fourfold, LengthUnit, Subcodes, cooccurrence,
    frequencies,
};
use kwali_model::{CodeId, CoderId, Coding, ParticipantId};
use proptest::prelude::*;

use crate::plain_counts::{characters, counts_for, place, plain_counts};
use crate::random_study::{RandomStudy, random_study, study};

fn fourfold<T: Ord>(all: &BTreeSet<T>, a: &BTreeSet<T>, b: &BTreeSet<T>) -> Fourfold {
    let count = |in_a: bool, in_b: bool| {
        all.iter().filter(|unit| a.contains(unit) == in_a && b.contains(unit) == in_b).count()
            as u64
    };
    Fourfold {
        a: count(true, true),
        b: count(true, false),
        c: count(false, true),
        d: count(false, false),
    }
}

/// The first and the last unit of a coding.
fn units_of(study: &RandomStudy, coding: &Coding, unit: LengthUnit) -> (i64, i64) {
    let (layout, text) = (&study.layouts[place(coding)], &study.texts[place(coding)]);
    let span = coding.span;
    let last_from = |starts: &[usize], byte: usize| {
        starts.iter().filter(|&&start| start <= byte).count().saturating_sub(1) as i64
    };
    let of =
        |starts: Vec<usize>| (last_from(&starts, span.start()), last_from(&starts, span.end() - 1));
    match unit {
        LengthUnit::Characters => (span.start_char() as i64, span.end_char() as i64),
        LengthUnit::Turns if !layout.turns.is_empty() => {
            of(layout.turns.iter().map(|turn| turn.span.start()).collect())
        }
        LengthUnit::Sentences => {
            let sentences = kwali_text::sentences(text.as_str());
            of(sentences.iter().map(|sentence| sentence.start).collect())
        }
        _ => of(layout.paragraphs.iter().map(|paragraph| paragraph.start()).collect()),
    }
}

fn plain_pair(study: &RandomStudy, near: &[Distance], (a, b): (CodeId, CodeId)) -> CodePair {
    let codings = study.snapshot.codings();
    let of = |code: CodeId| -> Vec<Coding> {
        codings.iter().filter(|coding| coding.code == code).copied().collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    let overlap = |x: &Coding, y: &Coding| x.document == y.document && x.span.overlaps(y.span);
    let distance = |x: &Coding, y: &Coding, unit: LengthUnit| {
        let ((x0, x1), (y0, y1)) = (units_of(study, x, unit), units_of(study, y, unit));
        0.max(y0 - x1).max(x0 - y1)
    };
    let pairs: Vec<(&Coding, &Coding)> =
        of_a.iter().flat_map(|x| of_b.iter().map(move |y| (x, y))).collect();
    let overlapping = |these: &[Coding], those: &[Coding]| {
        these.iter().filter(|x| those.iter().any(|y| overlap(x, y))).count() as u64
    };
    let is_near = |near: &Distance| {
        let is_near = |(x, y): &&(&Coding, &Coding)| {
            x.document == y.document && distance(x, y, near.unit) <= i64::from(near.number)
        };
        Some(pairs.iter().filter(is_near).count() as u64)
    };
    let people = |these: &[Coding]| -> BTreeSet<ParticipantId> {
        let of = |coding: &Coding| {
            let document = &study.snapshot.documents()[place(coding)];
            study.layouts[place(coding)].participants_of(document, coding.span)
        };
        these.iter().flat_map(of).collect()
    };
    let everybody = study.snapshot.participants().iter().map(|person| person.id).collect();
    let chars = |these: &[Coding]| these.iter().flat_map(characters).collect::<BTreeSet<_>>();
    let documents = |these: &[Coding]| these.iter().map(place).collect::<BTreeSet<_>>();
    let spans =
        |these: &[Coding]| these.iter().map(|c| (c.document, c.span)).collect::<BTreeSet<_>>();
    let paragraphs = |these: &[Coding]| -> BTreeSet<(usize, usize)> {
        let touched = |coding: &Coding| {
            let (first, last) = study.layouts[place(coding)].paragraphs_of(coding.span);
            let place = place(coding);
            (first..=last).map(move |paragraph| (place, paragraph))
        };
        these.iter().flat_map(touched).collect()
    };
    let all_documents = (0..study.snapshot.documents().len()).collect();
    let all_paragraphs: BTreeSet<(usize, usize)> = (0..study.layouts.len())
        .flat_map(|place| (0..study.layouts[place].paragraphs.len()).map(move |p| (place, p)))
        .collect();
    CodePair {
        a,
        b,
        overlap_pairs: pairs.iter().filter(|(x, y)| overlap(x, y)).count() as u64,
        a_segments_overlapping_b: overlapping(&of_a, &of_b),
        b_segments_overlapping_a: overlapping(&of_b, &of_a),
        overlap_characters: chars(&of_a).intersection(&chars(&of_b)).count() as u64,
        near: near.iter().map(is_near).collect(),
        same_document: documents(&of_a).intersection(&documents(&of_b)).count() as u64,
        n1: of_a.len() as u64,
        n2: of_b.len() as u64,
        by_document: fourfold(&all_documents, &documents(&of_a), &documents(&of_b)),
        by_span: fourfold(&spans(codings), &spans(&of_a), &spans(&of_b)),
        by_paragraph: Some(fourfold(&all_paragraphs, &paragraphs(&of_a), &paragraphs(&of_b))),
        by_participant: Some(fourfold(&everybody, &people(&of_a), &people(&of_b))),
        chance: None,
    }
}

fn at_hand(study: &RandomStudy) -> AtHand<'_> {
    AtHand { layouts: Some(&study.layouts), texts: Some(&study.texts) }
}

fn paragraphs(number: u32) -> Distance {
    Distance { number, unit: LengthUnit::Paragraphs }
}

fn check_cooccurrence(study: &RandomStudy) {
    let near = ["2", "0", "0 sentences", "1 turn", "5 characters", "1 sentence", "0 turns"];
    let near = near.map(|typed| Distance::read(typed).unwrap()).to_vec();
    let request = CooccurrenceRequest { near, ..CooccurrenceRequest::default() };
    let found = cooccurrence(&study.snapshot, at_hand(study), &request);
    assert_eq!(found.pairs.len(), 10);
    for pair in &found.pairs {
        assert_eq!(*pair, plain_pair(study, &request.near, (pair.a, pair.b)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn cooccurrences_are_those_of_plain_loops(study in random_study()) {
        check_cooccurrence(&study);
    }

    #[test]
    fn coders_and_codes_can_be_left_out(study in random_study()) {
        let request = CooccurrenceRequest {
            near: vec![paragraphs(1)],
            codes: Some(vec![CodeId(4), CodeId(1)]),
            coders: Some(vec![CoderId(2)]),
            ..CooccurrenceRequest::default()
        };
        let found = cooccurrence(&study.snapshot, at_hand(&study), &request);
        let snapshot = study.snapshot.with_codings(|coding| coding.coder == CoderId(2));
        let by_b = RandomStudy { snapshot, ..study };
        assert_eq!(found.pairs, [plain_pair(&by_b, &[paragraphs(1)], (CodeId(1), CodeId(4)))]);
    }
}

#[test]
fn several_threads_count_the_same() {
    let documents: Vec<(String, usize)> = (0..7).map(|first| ("aé€\n ".repeat(8), first)).collect();
    let mark = |n: usize| {
        (n * n % 7, n % 31, n % 31 + 1 + n % 9, (n % 5) as u32, 1 + (n % 2) as u32, None)
    };
    // Enough codings for several threads; the same ones a few at a time give the same sums.
    let many = study(&documents, &(0..30_000).map(mark).collect::<Vec<_>>());
    let found = frequencies(&many.snapshot, Some(&many.layouts), Subcodes::Included);
    for row in &found.rows {
        let of_code = |coding: &&Coding| counts_for(&many, coding, row.code, Subcodes::Included);
        let codings: Vec<Coding> =
            many.snapshot.codings().iter().filter(of_code).copied().collect();
        assert_eq!(row.counts, plain_counts(&many, &codings));
    }
    let request =
        CooccurrenceRequest { near: vec![paragraphs(1)], ..CooccurrenceRequest::default() };
    let whole = cooccurrence(&many.snapshot, at_hand(&many), &request);
    let mut sums = vec![0; whole.pairs.len()];
    for place in 0..documents.len() {
        let one = many.snapshot.with_codings(|coding| coding.document.index() == place + 1);
        let part = cooccurrence(&one, at_hand(&many), &request);
        sums.iter_mut().zip(&part.pairs).for_each(|(sum, pair)| *sum += pair.overlap_pairs);
    }
    let overlaps: Vec<u64> = whole.pairs.iter().map(|pair| pair.overlap_pairs).collect();
    assert_eq!(overlaps, sums);
}
