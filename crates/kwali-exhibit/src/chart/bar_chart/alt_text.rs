//! A bar chart in words.

use std::cmp::Ordering;

use super::{Bar, BarChart};
use crate::chart::numbers::{as_sentences, finite};

/// Up to so many bars are all told; of more, the longest and the shortest.
const TOLD: usize = 12;

/// How many of the longest bars are told.
const LONGEST_TOLD: usize = 5;

pub(super) fn describe(chart: &BarChart) -> String {
    let language = chart.language;
    let mut sentences = vec![
        format!("{}: {}", language.choose("Bar chart", "Staafdiagram"), chart.title),
        chart.subtitle.clone(),
    ];
    let mut defined: Vec<&Bar> =
        chart.bars.iter().filter(|bar| finite(bar.value).is_some()).collect();
    if chart.bars.len() <= TOLD {
        sentences.push(tell(chart, chart.bars.iter()));
    } else {
        sentences.push(format!("{} {}", chart.bars.len(), language.choose("bars", "staven")));
        // Stable: of equal bars the upper one comes first.
        defined.sort_by(|a, b| b.value.partial_cmp(&a.value).unwrap_or(Ordering::Equal));
        let longest = tell(chart, defined.iter().take(LONGEST_TOLD).copied());
        sentences.push(format!("{}: {longest}", language.choose("Highest", "Hoogste")));
        let shortest = tell(chart, defined.iter().skip(LONGEST_TOLD).last().copied().into_iter());
        sentences.push(format!("{}: {shortest}", language.choose("Lowest", "Laagste")));
        let n_undefined = chart.bars.len() - defined.len();
        if n_undefined > 0 {
            let undefined = language.choose("Undefined", "Ongedefinieerd");
            sentences.push(format!("{undefined}: {n_undefined}"));
        }
    }
    as_sentences(&sentences)
}

fn tell<'a>(chart: &BarChart, bars: impl Iterator<Item = &'a Bar>) -> String {
    let printer = chart.printer();
    let told: Vec<_> = bars
        .map(|bar| format!("{} {}", bar.label.trim(), printer.print(finite(bar.value))))
        .collect();
    told.join("; ")
}
