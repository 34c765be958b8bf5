//! A chart of ranges in words.

use super::{RangeChart, RangeRow};
use crate::chart::numbers::as_sentences;

/// Up to so many rows are told.
const TOLD: usize = 12;

pub(super) fn describe(chart: &RangeChart) -> String {
    let language = chart.language;
    let printer = chart.printer();
    let tell = |row: &RangeRow| {
        let (low, value, high) = row.range;
        let [low, value, high] = [low, value, high].map(|value| printer.print(Some(value)));
        format!("{} {value} ({low}–{high})", row.label.trim())
    };
    let told: Vec<String> = chart.rows.iter().take(TOLD).map(tell).collect();
    let n_rows = chart.rows.len();
    let first = match n_rows > TOLD {
        true => {
            language.choose(format!("The first of {n_rows}: "), format!("De eerste van {n_rows}: "))
        }
        false => String::new(),
    };
    as_sentences(&[
        format!("{}: {}", language.choose("Ranges", "Reikwijdtes"), chart.title),
        chart.subtitle.clone(),
        format!("{first}{}", told.join("; ")),
    ])
}
