//! Counts that are withheld against a solver that knows all that a reader knows: it must find, for
//! every one of them, two whole-number solutions, and for a small one a solution that is not small.

use std::collections::BTreeMap;

use kwali_analysis::{CountId, KnownCount, KnownCounts, Protection, Sight, Withheld, protect};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;

const LEAST: u64 = 3;

/// More than any count in these tests.
const MUCH: i32 = 200;

/// Returns the least or the most that a reader can deduce of a count, by integer programming.
fn deduced(
    counts: &KnownCounts,
    protection: &Protection,
    id: CountId,
    direction: OptimizationDirection,
) -> i64 {
    let bounds = |other: CountId| {
        let count = counts.count(other);
        let value = count.value as i32;
        let is_hidden = protection.of(other).is_some();
        let told = protection.is_told_small(other);
        match (count.sight, is_hidden) {
            (Sight::Unseen, _) => (0, MUCH),
            (_, true) if told => (1, LEAST as i32 - 1),
            (_, true) => (1, MUCH),
            (_, false) => (value, value),
        }
    };
    bound_of(counts, id, direction, bounds)
}

/// The same, if all is left out that can be.
fn deduced_whatever_is_left_out(
    counts: &KnownCounts,
    id: CountId,
    direction: OptimizationDirection,
) -> i64 {
    let bounds = |other: CountId| match counts.count(other) {
        KnownCount { sight: Sight::Unseen, .. } => (0, MUCH),
        &KnownCount { value, sight, .. } if value == 0 || sight == Sight::Public => {
            (value as i32, value as i32)
        }
        _ => (1, MUCH),
    };
    bound_of(counts, id, direction, bounds)
}

fn bound_of(
    counts: &KnownCounts,
    id: CountId,
    direction: OptimizationDirection,
    bounds: impl Fn(CountId) -> (i32, i32),
) -> i64 {
    let mut problem = Problem::new(direction);
    let variable = |other: CountId| {
        problem.add_integer_var(if other == id { 1.0 } else { 0.0 }, bounds(other))
    };
    let variables: Vec<Variable> = counts.ids().map(variable).collect();
    let variable: BTreeMap<CountId, Variable> = counts.ids().zip(variables).collect();
    for (terms, is_exact) in counts.relations() {
        let sum: Vec<(Variable, f64)> =
            terms.iter().map(|(id, factor)| (variable[id], *factor as f64)).collect();
        let operator = if is_exact { ComparisonOp::Eq } else { ComparisonOp::Ge };
        problem.add_constraint(sum, operator, 0.0);
    }
    let solution = problem.solve().unwrap().into_solution().unwrap();
    solution.var_value(variable[&id]).round() as i64
}

/// Checks every count that is withheld; returns how many these are.
fn check_protection(counts: &KnownCounts, protection: &Protection) -> usize {
    assert!(protection.exposed().is_empty(), "exposed: {:?}", protection.exposed());
    assert!(protection.known_small().is_empty(), "{:?}", protection.known_small());
    check_what_is_withheld(counts, protection)
}

/// The same, where some counts may be named that nothing can protect: this must be true of them.
fn check_what_is_withheld(counts: &KnownCounts, protection: &Protection) -> usize {
    for &id in [protection.known_small(), protection.exposed()].concat().iter() {
        let most = deduced_whatever_is_left_out(counts, id, OptimizationDirection::Maximize);
        assert!(most < LEAST as i64, "{id:?} could be protected: {:?}", counts.count(id));
    }
    for &id in protection.exposed() {
        let bound = |direction| deduced_whatever_is_left_out(counts, id, direction);
        let (least, most) =
            (bound(OptimizationDirection::Minimize), bound(OptimizationDirection::Maximize));
        assert_eq!(least, most, "{id:?} could be protected: {:?}", counts.count(id));
    }
    let is_named =
        |id: CountId| protection.known_small().contains(&id) || protection.exposed().contains(&id);
    let withheld: Vec<CountId> = counts.ids().filter(|&id| protection.of(id).is_some()).collect();
    for &id in withheld.iter().filter(|&&id| !is_named(id)) {
        let count = counts.count(id);
        let most = deduced(counts, protection, id, OptimizationDirection::Maximize);
        let least = deduced(counts, protection, id, OptimizationDirection::Minimize);
        assert!(least < most, "{id:?} can be worked out: {count:?}");
        if protection.of(id) == Some(Withheld::Small) && !protection.is_told_small(id) {
            assert!(most >= LEAST as i64, "{id:?} is known to be small: {count:?}");
        }
    }
    for id in counts.ids() {
        let count = counts.count(id);
        let is_small = count.of_people && (1..LEAST).contains(&count.value);
        if is_small && matches!(count.sight, Sight::Shown | Sight::ToldIfSmall) {
            assert_eq!(protection.of(id), Some(Withheld::Small), "{id:?}");
        }
        assert!(count.value > 0 || protection.of(id).is_none(), "a zero is withheld");
    }
    withheld.len()
}

/// A person: role, site, and a bit for each of four themes, two of them under each of two others.
type Person = (usize, usize, u8);

const ROLES: usize = 4;
const SITES: usize = 3;
const THEMES: usize = 4;

/// The counts of a factsheet on these people: roles by sites, themes by roles, and themes by
/// sites, which share totals; every two themes stand under one above them.
fn factsheet(people: &[Person], said_in_a_sentence: usize) -> KnownCounts {
    let mut counts = KnownCounts::default();
    let number =
        |has: &dyn Fn(&Person) -> bool| people.iter().filter(|one| has(one)).count() as u64;
    let add = |counts: &mut KnownCounts, has: &dyn Fn(&Person) -> bool| {
        counts.add(KnownCount::of_people(number(has)))
    };
    let all = counts.add(KnownCount::of_people(people.len() as u64).seen(Sight::Public));
    let roles: Vec<CountId> =
        (0..ROLES).map(|role| add(&mut counts, &|one| one.0 == role)).collect();
    let sites: Vec<CountId> =
        (0..SITES).map(|site| add(&mut counts, &|one| one.1 == site)).collect();
    let both: Vec<Vec<CountId>> = (0..ROLES)
        .map(|role| {
            (0..SITES).map(|site| add(&mut counts, &|one| (one.0, one.1) == (role, site))).collect()
        })
        .collect();
    assert!(counts.adds_up(all, &roles) && counts.adds_up(all, &sites));
    for (role, cells) in both.iter().enumerate() {
        assert!(counts.adds_up(roles[role], cells));
    }
    for (site, &total) in sites.iter().enumerate() {
        let cells: Vec<CountId> = both.iter().map(|row| row[site]).collect();
        assert!(counts.adds_up(total, &cells));
    }
    // Bits of the themes; the last two are those above the first four.
    let masks: Vec<u8> = (0..THEMES).map(|theme| 1 << theme).chain([0b0011, 0b1100]).collect();
    let mut rows: Vec<Vec<CountId>> = Vec::new();
    for &mask in &masks {
        let total = add(&mut counts, &|one| one.2 & mask != 0);
        let by_role: Vec<CountId> = (0..ROLES)
            .map(|role| add(&mut counts, &|one| one.0 == role && one.2 & mask != 0))
            .collect();
        let by_site: Vec<CountId> = (0..SITES)
            .map(|site| add(&mut counts, &|one| one.1 == site && one.2 & mask != 0))
            .collect();
        assert!(counts.adds_up(total, &by_role) && counts.adds_up(total, &by_site));
        assert!(counts.is_within(total, all));
        for (&cell, &group) in by_role.iter().chain(&by_site).zip(roles.iter().chain(&sites)) {
            assert!(counts.is_within(cell, group));
        }
        rows.push([vec![total], by_role, by_site].concat());
    }
    for (above, below) in [(4, [0, 1]), (5, [2, 3])] {
        for (cell, &whole) in rows[above].iter().enumerate() {
            let parts = below.map(|theme| rows[theme][cell]);
            assert!(counts.covers(&parts, whole));
            assert!(parts.iter().all(|&part| counts.is_within(part, whole)));
        }
    }
    for &total in rows.iter().map(|row| &row[0]).take(said_in_a_sentence) {
        counts.count_mut(total).sight = Sight::ToldIfSmall;
    }
    // In how many interviews a theme occurs, of which each is with one person.
    for row in &rows[..2] {
        let value = counts.count(row[0]).value;
        let interviews = counts.add(KnownCount::of_things(value));
        assert!(
            counts.is_at_most(row[0], 1, interviews) && counts.is_at_most(interviews, 1, row[0])
        );
    }
    counts
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let themes = (0..64_u8, 0..64_u8).prop_map(|(a, b)| a & b & 0b1111);
    // Roles and sites of different sizes.
    let role = (0..7_usize).prop_map(|n| [0, 0, 0, 1, 1, 2, 3][n]);
    let site = (0..6_usize).prop_map(|n| [0, 0, 0, 1, 1, 2][n]);
    proptest::collection::vec((role, site, themes), 12..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_solver_cannot_recover_what_is_withheld(people in people(), told in 0..3_usize) {
        let counts = factsheet(&people, told);
        let protection = protect(&counts, LEAST);
        check_what_is_withheld(&counts, &protection);
        prop_assert_eq!(&protect(&counts, LEAST), &protection);
    }
}

/// The search for other numbers gives up in each of these; there are some.
#[test]
fn what_the_search_does_not_find_in_its_steps_is_found() {
    #[rustfmt::skip]
    let of_19 = [
        (2, 0, 5), (3, 0, 0), (0, 0, 0), (0, 1, 10), (0, 0, 2), (2, 0, 4), (0, 0, 0), (0, 0, 0),
        (0, 2, 0), (0, 0, 8), (0, 2, 4), (3, 0, 0), (1, 0, 10), (0, 1, 9), (0, 1, 0), (0, 0, 2),
        (0, 0, 0), (3, 1, 10), (3, 2, 0),
    ];
    #[rustfmt::skip]
    let of_21 = [
        (0, 0, 8), (0, 1, 8), (0, 1, 0), (0, 1, 8), (3, 0, 0), (3, 0, 1), (0, 1, 0), (0, 1, 0),
        (0, 0, 8), (3, 2, 1), (1, 0, 12), (0, 2, 2), (2, 1, 10), (2, 1, 4), (0, 0, 2), (1, 0, 12),
        (1, 2, 9), (1, 1, 9), (3, 1, 4), (0, 0, 0), (0, 0, 0),
    ];
    for (people, told) in [(&of_19[..], 2), (&of_21[..], 0)] {
        let counts = factsheet(people, told);
        check_protection(&counts, &protect(&counts, LEAST));
    }
}

#[test]
fn counts_that_nothing_can_protect_are_named() {
    // Of thirteen people in twelve cells of which none is 0, no cell can hold three.
    let of_each = (0..12).map(|n| (n % ROLES, n / ROLES, 0));
    let people: Vec<Person> = of_each.chain([(0, 0, 0)]).collect();
    let counts = factsheet(&people, 0);
    let protection = protect(&counts, LEAST);
    assert_eq!(protection.known_small().len() + protection.exposed().len(), 12);
    check_what_is_withheld(&counts, &protection);
}

#[test]
fn readers_are_told_that_a_count_is_small_unless_that_gives_it_away() {
    let told = |parts: &[u64]| {
        let mut counts = KnownCounts::default();
        let all = counts.add(KnownCount::of_people(parts.iter().sum()).seen(Sight::ToldIfSmall));
        let parts: Vec<CountId> =
            parts.iter().map(|&n| counts.add(KnownCount::of_people(n))).collect();
        assert!(counts.adds_up(all, &parts));
        let protection = protect(&counts, LEAST);
        check_protection(&counts, &protection);
        protection.is_told_small(all)
    };
    // Neither part is 0, or it would be shown: with fewer than three in all each would be 1.
    assert!(!told(&[1, 1]));
    // What is part of a small number is small.
    assert!(!told(&[2, 0]));
    let mut counts = KnownCounts::default();
    let alone = counts.add(KnownCount::of_people(2).seen(Sight::ToldIfSmall));
    assert!(protect(&counts, LEAST).is_told_small(alone));
}

/// The solver does recover what only the threshold withholds: else the test above shows nothing.
#[test]
fn without_further_counts_a_solver_recovers_the_small_ones() {
    let people: Vec<Person> =
        (0..24).map(|n| (n % 7 % ROLES, n % 5 % SITES, (n * 5 % 16) as u8)).collect();
    let counts = factsheet(&people, 0);
    let protection = protect(&counts, LEAST);
    let n_withheld = check_protection(&counts, &protection);
    let small: Vec<CountId> =
        counts.ids().filter(|&id| protection.of(id) == Some(Withheld::Small)).collect();
    assert!(n_withheld > small.len(), "nothing is withheld for others");
    // The same counts, with all that is not small made public.
    let mut naive = counts.clone();
    for id in counts.ids().filter(|id| !small.contains(id)) {
        naive.count_mut(id).sight = Sight::Public;
    }
    let only_small = protect(&naive, LEAST);
    let recovered = small.iter().filter(|&&id| {
        let bound = |direction| deduced(&naive, &only_small, id, direction);
        bound(OptimizationDirection::Minimize) == bound(OptimizationDirection::Maximize)
    });
    assert!(recovered.count() > 0);
    assert!(!only_small.exposed().is_empty());
}

/// Counts that sum up to the first one; `s` marks the small ones, `x` others that are withheld.
#[track_caller]
fn check_sum(total_and_parts: &[u64], expected: &str) {
    let mut counts = KnownCounts::default();
    let ids: Vec<CountId> =
        total_and_parts.iter().map(|&n| counts.add(KnownCount::of_people(n))).collect();
    assert!(counts.adds_up(ids[0], &ids[1..]));
    let protection = protect(&counts, LEAST);
    let mark = |(&id, &n): (&CountId, &u64)| match protection.of(id) {
        None => n.to_string(),
        Some(Withheld::Small) => "s".to_owned(),
        Some(Withheld::ForOthers) => "x".to_owned(),
    };
    assert_eq!(ids.iter().zip(total_and_parts).map(mark).collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn the_smallest_that_will_do_is_withheld_with_a_small_count() {
    check_sum(&[12, 2, 6, 4], "12 s 6 x");
    check_sum(&[12, 5, 7], "12 5 7");
    // Zeros are shown and hide nothing.
    check_sum(&[9, 1, 0, 8], "9 s 0 x");
    check_sum(&[9, 0, 9], "9 0 9");
    // Two small ones hide each other if one of them can be three: not 1 + 1 of 2, where the sum is
    // small itself, and not 2 + 1 of 3, where both are at least 1.
    check_sum(&[13, 2, 2, 9], "13 s s 9");
    check_sum(&[2, 1, 1], "s s s");
    check_sum(&[3, 2, 1], "x s s");
    check_sum(&[8, 2, 1, 5], "8 s s x");
}

#[test]
fn a_small_cell_of_a_table_takes_a_rectangle() {
    let cells = [[2_u64, 9, 5], [7, 4, 8], [6, 3, 9]];
    let mut counts = KnownCounts::default();
    let ids = cells.map(|row| row.map(|n| counts.add(KnownCount::of_people(n))));
    let mut totals = vec![counts.add(KnownCount::of_people(cells.as_flattened().iter().sum()))];
    for row in 0..3 {
        let total = counts.add(KnownCount::of_people(cells[row].iter().sum()));
        assert!(counts.adds_up(total, &ids[row]));
        let column = ids.map(|cells| cells[row]);
        let sum = cells.iter().map(|cells| cells[row]).sum();
        let bottom = counts.add(KnownCount::of_people(sum));
        assert!(counts.adds_up(bottom, &column));
        totals.extend([total, bottom]);
    }
    for parts in [[1, 3, 5], [2, 4, 6]] {
        assert!(counts.adds_up(totals[0], &parts.map(|place| totals[place])));
    }
    let protection = protect(&counts, LEAST);
    assert_eq!(check_protection(&counts, &protection), 4);
    assert!(totals.iter().all(|&total| protection.of(total).is_none()));
    // Of the four rectangles with 2 in a corner this one has the smallest sum: 2, 9, 6 and 3.
    let corners = [(0, 0), (0, 1), (2, 0), (2, 1)];
    assert!(corners.iter().all(|&(row, column)| protection.of(ids[row][column]).is_some()));
}

#[test]
fn people_who_count_once_above_are_not_given_away_by_the_code_above() {
    // One person names time, five name money, and five name either: the one is among the five.
    let mut counts = KnownCounts::default();
    let [above, time, money] = [5, 1, 5].map(|n| counts.add(KnownCount::of_people(n)));
    assert!(counts.covers(&[time, money], above));
    assert!(counts.is_within(time, above) && counts.is_within(money, above));
    let protection = protect(&counts, LEAST);
    assert_eq!(check_protection(&counts, &protection), 1);
    // Six name either: then it is exactly one who names time alone, or one and others besides.
    let mut counts = KnownCounts::default();
    let [above, time, money] = [6, 1, 5].map(|n| counts.add(KnownCount::of_people(n)));
    assert!(counts.covers(&[time, money], above));
    assert!(counts.is_within(time, above) && counts.is_within(money, above));
    let protection = protect(&counts, LEAST);
    assert_eq!(check_protection(&counts, &protection), 1);
    // Disjoint parts would give it away.
    assert!(counts.holds_apart(above, &[time, money]));
    assert_eq!(check_protection(&counts, &protect(&counts, LEAST)), 2);
}

#[test]
fn interviews_with_one_person_each_do_not_give_people_away() {
    let mut counts = KnownCounts::default();
    let people = counts.add(KnownCount::of_people(2));
    let interviews = counts.add(KnownCount::of_things(2));
    let segments = counts.add(KnownCount::of_things(9));
    assert!(counts.is_at_most(people, 1, interviews) && counts.is_at_most(interviews, 1, people));
    assert!(counts.is_at_most(people, 1, segments));
    let protection = protect(&counts, LEAST);
    assert_eq!(protection.of(interviews), Some(Withheld::ForOthers));
    assert_eq!(protection.of(segments), None);
    check_protection(&counts, &protection);
}

#[test]
fn what_cannot_be_protected_is_said() {
    let mut counts = KnownCounts::default();
    let all = counts.add(KnownCount::of_people(3).seen(Sight::Public));
    let [one, two] = [1, 2].map(|n| counts.add(KnownCount::of_people(n)));
    assert!(counts.adds_up(all, &[one, two]));
    assert_eq!(protect(&counts, LEAST).known_small(), [one, two]);
    let all = counts.add(KnownCount::of_people(2).seen(Sight::Public));
    let both = [1, 1].map(|n| counts.add(KnownCount::of_people(n)));
    assert!(counts.adds_up(all, &both));
    assert_eq!(protect(&counts, LEAST).exposed(), both);
    // A relation that does not hold is known to nobody.
    assert!(!counts.adds_up(all, &[one]));
    assert_eq!(counts.relations().count(), 2);
    assert_eq!(protect(&counts, 1).exposed(), []);
}

/// A table of counts from 0 to 11 with its margins.
fn large_table(n_rows: usize, n_columns: usize) -> KnownCounts {
    let mut counts = KnownCounts::default();
    let mut state = 7_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 12
    };
    let cells: Vec<Vec<u64>> =
        (0..n_rows).map(|_| (0..n_columns).map(|_| next()).collect()).collect();
    let ids: Vec<Vec<CountId>> = cells
        .iter()
        .map(|row| row.iter().map(|&n| counts.add(KnownCount::of_people(n))).collect())
        .collect();
    for (row, ids) in cells.iter().zip(&ids) {
        let total = counts.add(KnownCount::of_people(row.iter().sum()));
        assert!(counts.adds_up(total, ids));
    }
    for column in 0..n_columns {
        let sum = cells.iter().map(|row| row[column]).sum();
        let total = counts.add(KnownCount::of_people(sum));
        let column: Vec<CountId> = ids.iter().map(|row| row[column]).collect();
        assert!(counts.adds_up(total, &column));
    }
    counts
}

#[test]
fn all_small_counts_of_a_table_of_3000_cells_can_be_kept_safe() {
    let protection = protect(&large_table(300, 10), LEAST);
    assert!(protection.exposed().is_empty() && protection.known_small().is_empty());
}

#[test]
fn a_threshold_above_everything_leaves_all_out_that_counts_people() {
    let counts = large_table(20, 4);
    for least in [1_000, u64::MAX] {
        let protection = protect(&counts, least);
        let is_left_out = |id| protection.of(id) == Some(Withheld::Small);
        assert!(counts.ids().all(|id| is_left_out(id) == (counts.count(id).value > 0)));
    }
}
