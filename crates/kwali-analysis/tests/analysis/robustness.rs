//! Rankings without each document, beside the same study counted anew without it.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{
    CrosstabRequest, Dimension, Frequencies, Robustness, Subcodes, Undefined, Unit, crosstab,
    frequencies, kendalls_tau_b, robustness,
};
use kwali_model::{CodeId, Layout, ParticipantId, Snapshot};
use proptest::prelude::*;

use crate::random_study::{RandomStudy, random_study};

/// The counts of all codes that have any in the whole study.
fn counts(found: &Frequencies, unit: Unit, of: &[CodeId]) -> Vec<u64> {
    let count = |code: &CodeId| found.rows[code.index()].counts.of(unit).unwrap();
    of.iter().map(count).collect()
}

/// One more than there are higher counts, by comparing each with each.
fn rank(counts: &[u64], at: usize) -> usize {
    1 + counts.iter().filter(|&&count| count > counts[at]).count()
}

/// Kendall's tau-b by its definition, pair by pair.
fn tau(x: &[u64], y: &[u64]) -> Option<f64> {
    let pairs = || (0..x.len()).flat_map(|i| (i + 1..x.len()).map(move |j| (i, j)));
    let n = pairs().count() as f64;
    let same =
        pairs().filter(|&(i, j)| (x[i] < x[j] && y[i] < y[j]) || (x[i] > x[j] && y[i] > y[j]));
    let turned =
        pairs().filter(|&(i, j)| (x[i] < x[j] && y[i] > y[j]) || (x[i] > x[j] && y[i] < y[j]));
    let ties = |of: &[u64]| pairs().filter(|&(i, j)| of[i] == of[j]).count() as f64;
    let below = (n - ties(x)) * (n - ties(y));
    (below > 0.0).then(|| (same.count() as f64 - turned.count() as f64) / below.sqrt())
}

fn top(counts: &[u64], codes: &[CodeId], most: usize) -> BTreeSet<CodeId> {
    let is_in = |at: &usize| counts[*at] > 0 && rank(counts, *at) <= most;
    (0..codes.len()).filter(is_in).map(|at| codes[at]).collect()
}

/// The robustness of the ranking of all codes.
fn ranked(
    snapshot: &Snapshot,
    layouts: &[Layout],
    (unit, subcodes): (Unit, Subcodes),
    top: usize,
) -> Robustness {
    let rows = snapshot.codes().ids().collect();
    let request = CrosstabRequest::new(rows, Dimension::Document, subcodes);
    let by_document = crosstab(snapshot, Some(layouts), &request).unwrap();
    robustness(snapshot, layouts, &by_document, (unit, top))
}

fn check(study: &RandomStudy, unit: Unit, subcodes: Subcodes, most: usize) {
    let RandomStudy { snapshot, layouts, .. } = study;
    let rows: Vec<CodeId> = snapshot.codes().ids().collect();
    let found = ranked(snapshot, layouts, (unit, subcodes), most);
    let count = |snapshot: &Snapshot| frequencies(snapshot, Some(layouts), subcodes);
    let all = count(snapshot);
    let codes: Vec<CodeId> =
        rows.iter().copied().filter(|code| counts(&all, unit, &[*code]) != [0]).collect();
    let with_all = counts(&all, unit, &codes);
    assert_eq!(found.codes.iter().map(|row| row.code).collect::<Vec<_>>(), codes);
    assert_eq!(found.absent, rows.len() - codes.len());

    let mut all_without = Vec::new();
    for (place, document) in snapshot.documents().iter().enumerate() {
        let rest = snapshot.with_codings(|coding| coding.document != document.id);
        let without = counts(&count(&rest), unit, &codes);
        let one = &found.without[place];
        match (one.tau, tau(&with_all, &without)) {
            (Ok(found), Some(expected)) => assert!((found - expected).abs() < 1e-12),
            (found, expected) => assert_eq!((found, expected), (Err(Undefined::AllTied), None)),
        }
        let (before, now) = (top(&with_all, &codes, most), top(&without, &codes, most));
        assert_eq!(one.entering, now.difference(&before).copied().collect::<Vec<_>>());
        assert_eq!(one.leaving, before.difference(&now).copied().collect::<Vec<_>>());
        let moves = (0..codes.len()).map(|at| rank(&without, at).abs_diff(rank(&with_all, at)));
        assert_eq!(one.largest_move, moves.max().unwrap_or(0));
        all_without.push(without);
    }
    for (at, row) in found.codes.iter().enumerate() {
        let ranks: Vec<usize> = all_without.iter().map(|counts| rank(counts, at)).collect();
        assert_eq!((row.count, row.rank), (with_all[at], rank(&with_all, at)));
        assert_eq!(Some(row.best_rank), ranks.iter().min().copied());
        assert_eq!(Some(row.worst_rank), ranks.iter().max().copied());
        let in_top = |counts: &&Vec<u64>| top(counts, &codes, most).contains(&row.code);
        assert_eq!(row.times_in_top, all_without.iter().filter(in_top).count());
        let falls: Vec<u64> = all_without.iter().map(|counts| with_all[at] - counts[at]).collect();
        let most = falls.iter().max().copied().unwrap();
        let first = falls.iter().position(|&fall| fall == most).unwrap();
        assert_eq!(row.leans_on, (most > 0).then_some((first, most)));
        check_people(study, subcodes, row);
    }
}

fn check_people(study: &RandomStudy, subcodes: Subcodes, row: &kwali_analysis::CodeRobustness) {
    let system = study.snapshot.codes();
    let mut by_person: BTreeMap<ParticipantId, u64> = BTreeMap::new();
    let mut segments = 0;
    for coding in study.snapshot.codings() {
        let is_below = system.ancestors(coding.code).any(|above| above == row.code);
        let is_own = coding.code == row.code;
        let is_counted = match subcodes {
            Subcodes::Separate => is_own,
            Subcodes::Included => is_own || is_below,
            Subcodes::Only => is_below,
        };
        if is_counted {
            segments += 1;
            let place = coding.document.index() - 1;
            let document = &study.snapshot.documents()[place];
            let people = study.layouts[place].participants_of(document, coding.span);
            people.into_iter().for_each(|person| *by_person.entry(person).or_default() += 1);
        }
    }
    assert_eq!((row.segments, row.participants), (segments, by_person.len() as u64));
    let most = by_person.values().max().copied();
    let first = by_person.iter().find(|(_, n)| Some(**n) == most).map(|(&id, &n)| (id, n));
    assert_eq!(row.most_talkative, first);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn rankings_without_a_document_are_those_of_a_study_without_it(
        study in random_study(),
        // Words are counted in texts, as the crosstab's own tests do.
        unit in proptest::sample::select(Unit::ALL.to_vec()).prop_filter("no texts", |&unit| unit != Unit::Words),
        subcodes in proptest::sample::select(Subcodes::ALL.to_vec()),
        most in 1..4usize,
    ) {
        check(&study, unit, subcodes, most);
    }

    #[test]
    fn tau_is_symmetric_and_turns_with_the_order(x in prop::collection::vec(0..6u64, 0..12)) {
        let y: Vec<u64> = x.iter().rev().copied().collect();
        prop_assert_eq!(kendalls_tau_b(&x, &y), kendalls_tau_b(&y, &x));
        let turned: Vec<u64> = x.iter().map(|n| 6 - n).collect();
        if let Ok(tau) = kendalls_tau_b(&x, &turned) {
            prop_assert_eq!(tau, -1.0);
            prop_assert_eq!(kendalls_tau_b(&x, &x), Ok(1.0));
        }
    }
}

#[test]
fn a_finding_of_one_interview_is_seen() {
    // Without the second interview `geld` is not the first any more.
    let made = kwali_testkit::study(
        "== d1\n-- Aaltje role=bewoner\nAaltje: <tijd>a</tijd> <tijd>b</tijd> <geld>c</geld>\n\
         == d2\n-- Jan role=werker\nJan: <geld>a</geld> <geld>b</geld> <geld>c</geld>",
    );
    let by = (Unit::Segments, Subcodes::Separate);
    let found = ranked(&made.snapshot, &made.layouts, by, 1);
    let (time, money) = (&found.codes[0], &found.codes[1]);
    assert_eq!((time.rank, time.best_rank, time.worst_rank), (2, 1, 2));
    assert_eq!((money.rank, money.best_rank, money.worst_rank), (1, 1, 2));
    assert_eq!((money.leans_on, money.leaning_percent()), (Some((1, 3)), Ok(75.0)));
    assert_eq!((money.participants, money.talkative_percent()), (2, Ok(75.0)));
    assert_eq!(found.most_influential().map(|one| one.place), Some(1));
    let changing: Vec<_> = found.changing_the_top().collect();
    assert_eq!(changing.len(), 1);
    assert_eq!(
        (&changing[0].entering, &changing[0].leaving),
        (&vec![time.code], &vec![money.code])
    );
    assert_eq!(changing[0].tau, Ok(-1.0));
}
