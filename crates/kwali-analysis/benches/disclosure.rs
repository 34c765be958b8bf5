//! What disclosure control takes for tables of 300 to 3,000 cells, beside counting what is in them.
//!
//! `cargo bench -p kwali-analysis --bench disclosure` prints a line per table and threshold: counts from 0 to
//! 11 in rows of ten, with the sums of rows and columns.

#![expect(clippy::print_stdout, reason = "it shows what it measures")]

mod numbers;

use std::hint::black_box;
use std::time::Instant;

use kwali_analysis::{CountId, KnownCount, KnownCounts, protect};
use numbers::Chance;

const COLUMNS: usize = 10;

fn main() {
    println!("{:>7} {:>10} {:>10} {:>10}", "cells", "threshold", "took", "left out");
    for n_rows in [30, 100, 300] {
        let counts = table(n_rows);
        for least in [3, 5, 10, 20] {
            let started = Instant::now();
            let protection = black_box(protect(&counts, least));
            let took = started.elapsed().as_secs_f64();
            let n_left_out = counts.ids().filter(|id| protection.of(*id).is_some()).count();
            let n_cells = n_rows * COLUMNS;
            println!("{n_cells:>7} {least:>10} {:>7.0} ms {n_left_out:>10}", took * 1e3);
        }
    }
}

fn table(n_rows: usize) -> KnownCounts {
    let mut chance = Chance(7);
    let mut counts = KnownCounts::default();
    let mut columns: Vec<(Vec<CountId>, u64)> = vec![Default::default(); COLUMNS];
    for _ in 0..n_rows {
        let cells: Vec<u64> = (0..COLUMNS).map(|_| u64::from(chance.below(12))).collect();
        let ids: Vec<CountId> =
            cells.iter().map(|&n| counts.add(KnownCount::of_people(n))).collect();
        for ((column, sum), (&id, &n)) in columns.iter_mut().zip(ids.iter().zip(&cells)) {
            column.push(id);
            *sum += n;
        }
        let total = counts.add(KnownCount::of_people(cells.iter().sum()));
        counts.adds_up(total, &ids);
    }
    for (column, sum) in columns {
        let total = counts.add(KnownCount::of_people(sum));
        counts.adds_up(total, &column);
    }
    counts
}
