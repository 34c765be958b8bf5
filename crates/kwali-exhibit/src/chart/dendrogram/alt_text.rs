//! A dendrogram in words.

use super::{Dendrogram, Join};
use crate::chart::numbers::{Printer, ValueKind, as_sentences};

/// How many of the most alike pairs are told.
const PAIRS_TOLD: usize = 5;

pub(super) fn describe(chart: &Dendrogram) -> String {
    let language = chart.language;
    let n = chart.leaves.len();
    let heights = chart.joins.iter().map(|join| join.height);
    let printer = Printer::new(ValueKind::Number, language, heights);
    let leaf = |at: usize| chart.leaves.get(at).map(|label| label.trim());
    let tell = |join: &Join| {
        let (first, second) = (leaf(join.first)?, leaf(join.second)?);
        Some(format!("{first} – {second} {}", printer.print(Some(join.height))))
    };
    let told: Vec<String> = chart.joins.iter().filter_map(tell).take(PAIRS_TOLD).collect();
    let mut sentences = vec![
        format!("{}: {}", language.choose("Dendrogram", "Dendrogram"), chart.title),
        chart.subtitle.clone(),
        format!("{n} {}", language.choose("leaves", "bladeren")),
    ];
    if !told.is_empty() {
        let first = language.choose("Joined first", "Het eerst samengevoegd");
        sentences.push(format!("{first}: {}", told.join("; ")));
    }
    sentences.push(chart.said.clone());
    as_sentences(&sentences)
}
