//! Frequencies and crosstabs by plain loops over every coding.

use std::collections::BTreeSet;
use std::ops::Range;

use kwali_analysis::{
    Counts, Crosstab, CrosstabRequest, Dimension, Measure, PercentOf, Query, Residual, SegmentSet,
    Subcodes, Undefined, Unit, crosstab, frequencies,
};
use kwali_model::{CodeId, CoderId, Coding, CodingId, ParticipantId, Scope, VariableId};
use kwali_text::{Text, words};
use proptest::prelude::*;

use crate::random_study::{RandomStudy, random_study};

pub(crate) fn place(coding: &Coding) -> usize {
    coding.document.index() - 1
}

/// The code points of a coding, each with its document.
pub(crate) fn characters(coding: &Coding) -> impl Iterator<Item = (usize, usize)> + use<> {
    let place = place(coding);
    (coding.span.start_char()..coding.span.end_char()).map(move |char| (place, char))
}

pub(crate) fn counts_for(
    study: &RandomStudy,
    coding: &Coding,
    code: CodeId,
    subcodes: Subcodes,
) -> bool {
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

pub(crate) fn plain_counts(study: &RandomStudy, codings: &[Coding]) -> Counts {
    Counts {
        segments: codings.len() as u64,
        distinct_spans: n_distinct(codings.iter().map(|coding| (coding.document, coding.span))),
        merged_spans: merged_spans(codings),
        documents: n_distinct(codings.iter().map(|coding| coding.document)),
        participants: Some(n_distinct(codings.iter().flat_map(|coding| people(study, coding)))),
        coders: n_distinct(codings.iter().map(|coding| coding.coder)),
        characters_sum: codings.iter().map(|coding| coding.span.chars() as u64).sum(),
        characters_union: n_distinct(codings.iter().flat_map(characters)),
        words: None,
        weight_sum: codings.iter().filter_map(|c| c.weight).map(|w| u64::from(w.get())).sum(),
    }
}

/// The words that lie whole in what the codings cover, each once.
pub(crate) fn plain_words(study: &RandomStudy, codings: &[Coding]) -> u64 {
    let bytes = |coding: &Coding| {
        let place = place(coding);
        (coding.span.start()..coding.span.end()).map(move |byte| (place, byte))
    };
    let covered: BTreeSet<(usize, usize)> = codings.iter().flat_map(bytes).collect();
    let in_text = |(place, text): (usize, &Text)| {
        let is_whole =
            |word: &Range<usize>| word.clone().all(|byte| covered.contains(&(place, byte)));
        words(text.as_str()).filter(is_whole).count() as u64
    };
    study.texts.iter().enumerate().map(in_text).sum()
}

fn is_of_people(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Participant)
        || matches!(dimension, Dimension::Variable(id) if id != VariableId(1))
}

/// The column of a coding in one dimension, as far as one person speaks in it.
fn value(
    study: &RandomStudy,
    coding: &Coding,
    person: Option<ParticipantId>,
    by: Dimension,
) -> String {
    let document = &study.snapshot.documents()[place(coding)];
    let person = person.map(|person| study.snapshot.participant(person).unwrap());
    let found = match by {
        Dimension::Document => Some(document.name.clone()),
        Dimension::Group => document.group.clone(),
        Dimension::Coder => Some(study.snapshot.coder(coding.coder).unwrap().name.clone()),
        Dimension::Participant => person.map(|person| person.name.clone()),
        Dimension::Variable(id) if id == VariableId(1) => document.values.get(&id).cloned(),
        Dimension::Variable(id) => person.and_then(|person| person.values.get(&id).cloned()),
    };
    found.unwrap_or_else(|| "(missing)".to_owned())
}

fn column(
    study: &RandomStudy,
    coding: &Coding,
    person: Option<ParticipantId>,
    by: &[Dimension],
) -> String {
    let names: Vec<String> = by.iter().map(|&by| value(study, coding, person, by)).collect();
    names.join(" / ")
}

pub(crate) fn people(study: &RandomStudy, coding: &Coding) -> Vec<ParticipantId> {
    let document = &study.snapshot.documents()[place(coding)];
    study.layouts[place(coding)].participants_of(document, coding.span)
}

/// The names of the columns in which a coding counts.
fn columns_of(study: &RandomStudy, coding: &Coding, by: &[Dimension]) -> BTreeSet<String> {
    let people = people(study, coding);
    match by.iter().any(|&by| is_of_people(by)) && !people.is_empty() {
        true => people.into_iter().map(|p| column(study, coding, Some(p), by)).collect(),
        false => BTreeSet::from([column(study, coding, None, by)]),
    }
}

/// The participants who speak in codings, of those who belong in a column.
fn participants(study: &RandomStudy, codings: &[Coding], by: &[Dimension], name: &str) -> u64 {
    let of_people = by.iter().any(|&by| is_of_people(by));
    let heard = |coding: &Coding| -> Vec<ParticipantId> {
        let belongs =
            |&person: &ParticipantId| !of_people || column(study, coding, Some(person), by) == name;
        people(study, coding).into_iter().filter(belongs).collect()
    };
    n_distinct(codings.iter().flat_map(heard))
}

fn read_texts(study: &RandomStudy) -> impl Fn(usize, &mut dyn FnMut(&Text)) + '_ {
    |place, read| read(&study.texts[place])
}

fn check_frequencies(study: &RandomStudy) {
    for subcodes in Subcodes::ALL {
        let found = frequencies(&study.snapshot, Some(&study.layouts), subcodes);
        let without = frequencies(&study.snapshot, None, subcodes);
        let mut with_words = found.clone();
        with_words.count_words(&study.snapshot, Some(&study.layouts), &read_texts(study));
        assert_eq!(with_words.all.words, Some(plain_words(study, study.snapshot.codings())));
        let rows = found.rows.iter().zip(&without.rows).zip(&with_words.rows);
        for ((row, bare), with_words) in rows {
            let of_code = |coding: &&Coding| counts_for(study, coding, row.code, subcodes);
            let codings: Vec<Coding> =
                study.snapshot.codings().iter().filter(of_code).copied().collect();
            assert_eq!(row.counts, plain_counts(study, &codings), "{:?}", row.code);
            assert_eq!(bare.counts, Counts { participants: None, ..row.counts });
            let words = Some(plain_words(study, &codings));
            assert_eq!(with_words.counts, Counts { words, ..row.counts });
        }
    }
}

/// Every second coding as a set, whatever its code.
fn half(study: &RandomStudy) -> SegmentSet {
    let mut codings: Vec<CodingId> =
        study.snapshot.codings().iter().step_by(2).map(|coding| coding.id).collect();
    codings.sort_unstable();
    SegmentSet { name: "half".into(), query: Query::default(), codings }
}

fn is_in_row(study: &RandomStudy, table: &Crosstab, row: usize, coding: &Coding) -> bool {
    match table.rows.get(row) {
        Some(&code) => counts_for(study, coding, code, table.subcodes),
        None => table.sets[row - table.rows.len()].codings.contains(&coding.id),
    }
}

fn check_crosstab(study: &RandomStudy, by: &[Dimension], subcodes: Subcodes) {
    let request = CrosstabRequest {
        rows: study.snapshot.codes().ids().collect(),
        sets: vec![half(study)],
        dimensions: by.to_vec(),
        subcodes,
    };
    let mut found = crosstab(&study.snapshot, Some(&study.layouts), &request).unwrap();
    found.count_words(&study.snapshot, Some(&study.layouts), &read_texts(study)).unwrap();
    let all = study.snapshot.codings().to_vec();
    let with_words = |codings: &[Coding]| Counts {
        words: Some(plain_words(study, codings)),
        ..plain_counts(study, codings)
    };
    assert_eq!(*found.total(), with_words(&all));
    for (number, head) in found.columns.iter().enumerate() {
        let name = head.name();
        let mut in_column = all.clone();
        in_column.retain(|coding| columns_of(study, coding, by).contains(&name));
        let plain = |codings: &[Coding]| Counts {
            participants: Some(participants(study, codings, by, &name)),
            ..with_words(codings)
        };
        assert_eq!(*found.column_total(number), plain(&in_column));
        assert_eq!(head.segments_total_in_group, in_column.len() as u64);
        for row in 0..found.n_rows() {
            let mut in_cell = in_column.clone();
            in_cell.retain(|coding| is_in_row(study, &found, row, coding));
            let counts = plain(&in_cell);
            assert_eq!(*found.cell(row, number), counts, "row {row}, {name}");
            assert!(counts.documents <= head.documents && counts.participants <= head.participants);
        }
    }
    check_bases(study, by, &found);
    check_expected(study, by, &found);
    // Nothing falls beside the columns.
    let names: BTreeSet<String> = found.columns.iter().map(|column| column.name()).collect();
    let used = all.iter().flat_map(|coding| columns_of(study, coding, by));
    assert!(used.collect::<BTreeSet<String>>().is_subset(&names));
}

/// Documents and participants that belong to the columns of participants' and documents' values.
fn check_bases(study: &RandomStudy, by: &[Dimension], found: &Crosstab) {
    let snapshot = &study.snapshot;
    for head in &found.columns {
        // One participant or nobody, in one document: is that the column's?
        let belongs = |place: usize, person: Option<ParticipantId>| {
            let any = Coding { document: snapshot.documents()[place].id, ..study.any_coding() };
            column(study, &any, person, by) == head.name()
        };
        let of_people = by.iter().all(|&by| is_of_people(by));
        let speaking = |place: usize| -> BTreeSet<ParticipantId> {
            let speakers = snapshot.documents()[place].speakers.iter();
            speakers.filter_map(|speaker| speaker.participant).collect()
        };
        let places = 0..snapshot.documents().len();
        let heard = |place| speaking(place).into_iter().map(move |person| (place, person));
        let belonging: BTreeSet<ParticipantId> = match of_people {
            true => snapshot
                .participants()
                .iter()
                .map(|p| p.id)
                .filter(|&p| belongs(0, Some(p)))
                .collect(),
            false => places
                .clone()
                .flat_map(heard)
                .filter(|&(place, person)| belongs(place, Some(person)))
                .map(|(_, person)| person)
                .collect(),
        };
        let of_nobody = |place: usize| match by.iter().any(|&by| is_of_people(by)) {
            false => true,
            true => snapshot.codings_at(place).iter().any(|c| people(study, c).is_empty()),
        };
        let has = |&place: &usize| {
            speaking(place).iter().any(|&person| belongs(place, Some(person)))
                || of_nobody(place) && belongs(place, None)
        };
        if !by.contains(&Dimension::Coder) {
            assert_eq!(head.participants, Some(belonging.len() as u64), "{}", head.name());
            assert_eq!(head.documents, places.filter(has).count() as u64, "{}", head.name());
        }
    }
}

/// Expected counts and residuals from the incidences: each coding once in each of its columns.
fn check_expected(study: &RandomStudy, by: &[Dimension], found: &Crosstab) {
    let incidences: Vec<(Coding, String)> = study
        .snapshot
        .codings()
        .iter()
        .flat_map(|coding| columns_of(study, coding, by).into_iter().map(|name| (*coding, name)))
        .collect();
    let count = |holds: &dyn Fn(&Coding, &str) -> bool| {
        incidences.iter().filter(|(coding, name)| holds(coding, name)).count() as f64
    };
    let all = incidences.len() as f64;
    for row in 0..found.n_rows() {
        let in_row = |coding: &Coding| is_in_row(study, found, row, coding);
        let of_row = count(&|coding, _| in_row(coding));
        for (number, head) in found.columns.iter().enumerate() {
            let of_column = count(&|_, name| name == head.name());
            let observed = count(&|coding, name| in_row(coding) && name == head.name());
            let cell = (row, number);
            let expected = of_row * of_column / all;
            if all == 0.0 {
                assert_eq!(found.expected(cell), Err(Undefined::EmptyBase));
                continue;
            }
            assert_eq!(found.expected(cell), Ok(expected));
            let (pearson, adjusted) =
                (found.residual(cell, Residual::Pearson), found.residual(cell, Residual::Adjusted));
            if expected == 0.0 {
                assert_eq!(
                    (pearson, adjusted),
                    (Err(Undefined::NothingExpected), Err(Undefined::NothingExpected))
                );
                continue;
            }
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
            assert!(close(pearson.unwrap(), (observed - expected) / expected.sqrt()));
            let variance = expected * (1.0 - of_row / all) * (1.0 - of_column / all);
            match variance > 0.0 {
                true => assert!(close(adjusted.unwrap(), (observed - expected) / variance.sqrt())),
                false => assert_eq!(adjusted, Err(Undefined::HoldsEverything)),
            }
        }
    }
}

/// Percentages of frequencies are counts by their base, in every unit.
fn check_percentages(study: &RandomStudy) {
    let mut found = frequencies(&study.snapshot, Some(&study.layouts), Subcodes::Included);
    found.count_words(&study.snapshot, Some(&study.layouts), &read_texts(study));
    let totals = (found.totals.documents, found.totals.participants);
    for unit in Unit::ALL {
        for (of, base) in [
            (PercentOf::Column, found.all.of(unit).unwrap()),
            (PercentOf::Total, found.all.of(unit).unwrap()),
            (PercentOf::Documents, totals.0),
            (PercentOf::Participants, totals.1),
        ] {
            let Ok(measure) = Measure::new(unit, Some(of)) else { continue };
            for row in &found.rows {
                let count = row.counts.of(unit).unwrap();
                let percent = found.value(row, measure);
                match base {
                    0 => assert_eq!(percent, Err(Undefined::EmptyBase)),
                    _ => assert_eq!(percent, Ok((100 * count) as f64 / base as f64)),
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn frequencies_are_those_of_plain_loops(study in random_study()) {
        check_frequencies(&study);
        check_percentages(&study);
    }

    #[test]
    fn crosstabs_are_those_of_plain_loops(study in random_study()) {
        for by in dimensions(&study) {
            for subcodes in Subcodes::ALL {
                check_crosstab(&study, &[by], subcodes);
            }
        }
    }

    #[test]
    fn crosstabs_by_two_dimensions_are_those_of_plain_loops(study in random_study()) {
        for outer in dimensions(&study) {
            for inner in dimensions(&study) {
                check_crosstab(&study, &[outer, inner], Subcodes::Included);
            }
        }
    }
}

fn dimensions(study: &RandomStudy) -> [Dimension; 6] {
    let role = study.snapshot.variable(Scope::Participant, "role").unwrap().id;
    [
        Dimension::Document,
        Dimension::Participant,
        Dimension::Group,
        Dimension::Coder,
        Dimension::Variable(VariableId(1)),
        Dimension::Variable(role),
    ]
}
