//! The same counts by plain loops over every coding and every pair.

use std::collections::BTreeSet;

use kwali_analysis::{
    CodePair, CooccurrenceRequest, Counts, CrosstabRequest, Dimension, Fourfold, Subcodes,
    cooccurrence, crosstab, frequencies,
};
use kwali_model::{CodeId, CoderId, Coding, ParticipantId, Scope, VariableId};
use proptest::prelude::*;

use crate::random_study::{RandomStudy, random_study, study};

fn place(coding: &Coding) -> usize {
    coding.document.index() - 1
}

/// The code points of a coding, each with its document.
fn characters(coding: &Coding) -> impl Iterator<Item = (usize, usize)> + use<> {
    let place = place(coding);
    (coding.span.start_char()..coding.span.end_char()).map(move |char| (place, char))
}

fn counts_for(study: &RandomStudy, coding: &Coding, code: CodeId, subcodes: Subcodes) -> bool {
    let path = |code: CodeId| &study.snapshot.codes().code(code).path;
    let is_below = path(code).is_ancestor_of(path(coding.code));
    match subcodes {
        Subcodes::Separate => coding.code == code,
        Subcodes::Included => coding.code == code || is_below,
        Subcodes::Only => is_below,
    }
}

fn n_distinct<T: Ord>(items: impl IntoIterator<Item = T>) -> u64 {
    items.into_iter().collect::<BTreeSet<T>>().len() as u64
}

/// Stretches in which a coder's segments follow each other without a gap.
///
/// Between two neighbouring characters of a stretch there is a segment that holds both, or two
/// segments that touch there: so the stretches are the runs of covered characters.
fn merged_spans(codings: &[Coding]) -> u64 {
    let covered: BTreeSet<(CoderId, usize, usize)> = codings
        .iter()
        .flat_map(|coding| characters(coding).map(|(place, char)| (coding.coder, place, char)))
        .collect();
    let begins = |&&(coder, place, char): &&(CoderId, usize, usize)| {
        char == 0 || !covered.contains(&(coder, place, char - 1))
    };
    covered.iter().filter(begins).count() as u64
}

fn plain_counts(study: &RandomStudy, codings: &[Coding]) -> Counts {
    let people = |coding: &Coding| {
        let document = &study.snapshot.documents()[place(coding)];
        study.layouts[place(coding)].participants_of(document, coding.span)
    };
    Counts {
        segments: codings.len() as u64,
        distinct_spans: n_distinct(codings.iter().map(|coding| (coding.document, coding.span))),
        merged_spans: merged_spans(codings),
        documents: n_distinct(codings.iter().map(|coding| coding.document)),
        participants: Some(n_distinct(codings.iter().flat_map(people))),
        coders: n_distinct(codings.iter().map(|coding| coding.coder)),
        characters_sum: codings.iter().map(|coding| coding.span.chars() as u64).sum(),
        characters_union: n_distinct(codings.iter().flat_map(characters)),
        weight_sum: codings.iter().filter_map(|c| c.weight).map(|w| u64::from(w.get())).sum(),
    }
}

/// The names of the columns in which a coding counts.
fn columns_of(study: &RandomStudy, coding: &Coding, dimension: Dimension) -> BTreeSet<String> {
    let document = &study.snapshot.documents()[place(coding)];
    let missing = || "(missing)".to_owned();
    match dimension {
        Dimension::Document => BTreeSet::from([document.name.clone()]),
        Dimension::Group => BTreeSet::from([document.group.clone().unwrap_or_else(missing)]),
        Dimension::Coder => {
            BTreeSet::from([study.snapshot.coder(coding.coder).unwrap().name.clone()])
        }
        Dimension::Variable(id) if id == VariableId(1) => {
            BTreeSet::from([document.values.get(&id).cloned().unwrap_or_else(missing)])
        }
        Dimension::Variable(id) => {
            let people = study.layouts[place(coding)].participants_of(document, coding.span);
            let value = |person| study.snapshot.participant(person).unwrap().values.get(&id);
            let values: BTreeSet<String> =
                people.into_iter().map(|p| value(p).cloned().unwrap_or_else(missing)).collect();
            if values.is_empty() { BTreeSet::from([missing()]) } else { values }
        }
    }
}

/// The participants who speak in codings, of those who belong in a column.
fn participants(study: &RandomStudy, codings: &[Coding], by: Dimension, column: &str) -> u64 {
    let people = |coding: &Coding| {
        let document = &study.snapshot.documents()[place(coding)];
        study.layouts[place(coding)].participants_of(document, coding.span)
    };
    let belongs = |person: &ParticipantId| match by {
        Dimension::Variable(id) if id != VariableId(1) => {
            let value = study.snapshot.participant(*person).unwrap().values.get(&id);
            value.map_or("(missing)", String::as_str) == column
        }
        _ => true,
    };
    n_distinct(codings.iter().flat_map(people).filter(belongs))
}

fn check_frequencies(study: &RandomStudy) {
    for subcodes in Subcodes::ALL {
        let found = frequencies(&study.snapshot, Some(&study.layouts), subcodes);
        let without = frequencies(&study.snapshot, None, subcodes);
        for (row, bare) in found.rows.iter().zip(&without.rows) {
            let of_code = |coding: &&Coding| counts_for(study, coding, row.code, subcodes);
            let codings: Vec<Coding> =
                study.snapshot.codings().iter().filter(of_code).copied().collect();
            assert_eq!(row.counts, plain_counts(study, &codings), "{:?}", row.code);
            assert_eq!(bare.counts, Counts { participants: None, ..row.counts });
        }
    }
}

fn check_crosstab(study: &RandomStudy, dimension: Dimension, subcodes: Subcodes) {
    let rows: Vec<CodeId> = study.snapshot.codes().ids().collect();
    let request = CrosstabRequest { rows, dimension, subcodes };
    let found = crosstab(&study.snapshot, Some(&study.layouts), &request).unwrap();
    let all = study.snapshot.codings().to_vec();
    assert_eq!(*found.total(), plain_counts(study, &all));
    for (number, column) in found.columns.iter().enumerate() {
        let mut in_column = all.clone();
        in_column.retain(|coding| columns_of(study, coding, dimension).contains(&column.name));
        let plain = |codings: &[Coding]| Counts {
            participants: Some(participants(study, codings, dimension, &column.name)),
            ..plain_counts(study, codings)
        };
        assert_eq!(*found.column_total(number), plain(&in_column));
        assert_eq!(column.segments_total_in_group, in_column.len() as u64);
        for (row, &code) in found.rows.iter().enumerate() {
            let mut in_cell = in_column.clone();
            in_cell.retain(|coding| counts_for(study, coding, code, subcodes));
            let counts = plain(&in_cell);
            assert_eq!(*found.cell(row, number), counts, "{code} {}", column.name);
            assert!(
                counts.documents <= column.documents && counts.participants <= column.participants
            );
        }
    }
    // Nothing falls beside the columns.
    let names: BTreeSet<String> = found.columns.iter().map(|column| column.name.clone()).collect();
    let used = all.iter().flat_map(|coding| columns_of(study, coding, dimension));
    assert!(used.collect::<BTreeSet<String>>().is_subset(&names));
}

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

fn plain_pair(study: &RandomStudy, near: &[usize], (a, b): (CodeId, CodeId)) -> CodePair {
    let codings = study.snapshot.codings();
    let of = |code: CodeId| -> Vec<Coding> {
        codings.iter().filter(|coding| coding.code == code).copied().collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    let overlap = |x: &Coding, y: &Coding| x.document == y.document && x.span.overlaps(y.span);
    let distance = |x: &Coding, y: &Coding| {
        let paragraphs = |coding: &Coding| study.layouts[place(coding)].paragraphs_of(coding.span);
        let ((x0, x1), (y0, y1)) = (paragraphs(x), paragraphs(y));
        y0.saturating_sub(x1).max(x0.saturating_sub(y1))
    };
    let pairs: Vec<(&Coding, &Coding)> =
        of_a.iter().flat_map(|x| of_b.iter().map(move |y| (x, y))).collect();
    let overlapping = |these: &[Coding], those: &[Coding]| {
        these.iter().filter(|x| those.iter().any(|y| overlap(x, y))).count() as u64
    };
    let is_near = |n: usize| {
        pairs.iter().filter(|(x, y)| x.document == y.document && distance(x, y) <= n).count() as u64
    };
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
        near: Some(near.iter().map(|&n| is_near(n)).collect()),
        same_document: documents(&of_a).intersection(&documents(&of_b)).count() as u64,
        n1: of_a.len() as u64,
        n2: of_b.len() as u64,
        by_document: fourfold(&all_documents, &documents(&of_a), &documents(&of_b)),
        by_span: fourfold(&spans(codings), &spans(&of_a), &spans(&of_b)),
        by_paragraph: Some(fourfold(&all_paragraphs, &paragraphs(&of_a), &paragraphs(&of_b))),
    }
}

fn check_cooccurrence(study: &RandomStudy) {
    let request = CooccurrenceRequest { near: vec![2, 0, 1], ..CooccurrenceRequest::default() };
    let found = cooccurrence(&study.snapshot, Some(&study.layouts), &request);
    assert_eq!(found.pairs.len(), 10);
    for pair in &found.pairs {
        assert_eq!(*pair, plain_pair(study, &request.near, (pair.a, pair.b)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn frequencies_are_those_of_plain_loops(study in random_study()) {
        check_frequencies(&study);
    }

    #[test]
    fn crosstabs_are_those_of_plain_loops(study in random_study()) {
        let role = study.snapshot.variable(Scope::Participant, "role").unwrap().id;
        for dimension in [
            Dimension::Document,
            Dimension::Group,
            Dimension::Coder,
            Dimension::Variable(VariableId(1)),
            Dimension::Variable(role),
        ] {
            for subcodes in Subcodes::ALL {
                check_crosstab(&study, dimension, subcodes);
            }
        }
    }

    #[test]
    fn cooccurrences_are_those_of_plain_loops(study in random_study()) {
        check_cooccurrence(&study);
    }

    #[test]
    fn coders_and_codes_can_be_left_out(study in random_study()) {
        let request = CooccurrenceRequest {
            near: vec![1],
            codes: Some(vec![CodeId(4), CodeId(1)]),
            coders: Some(vec![CoderId(2)]),
            ..CooccurrenceRequest::default()
        };
        let found = cooccurrence(&study.snapshot, Some(&study.layouts), &request);
        let snapshot = study.snapshot.with_codings(|coding| coding.coder == CoderId(2));
        let by_b = RandomStudy { snapshot, ..study };
        assert_eq!(found.pairs, [plain_pair(&by_b, &[1], (CodeId(1), CodeId(4)))]);
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
    let request = CooccurrenceRequest { near: vec![1], ..CooccurrenceRequest::default() };
    let whole = cooccurrence(&many.snapshot, Some(&many.layouts), &request);
    let mut sums = vec![0; whole.pairs.len()];
    for place in 0..documents.len() {
        let one = many.snapshot.with_codings(|coding| coding.document.index() == place + 1);
        let part = cooccurrence(&one, Some(&many.layouts), &request);
        sums.iter_mut().zip(&part.pairs).for_each(|(sum, pair)| *sum += pair.overlap_pairs);
    }
    let overlaps: Vec<u64> = whole.pairs.iter().map(|pair| pair.overlap_pairs).collect();
    assert_eq!(overlaps, sums);
}
