//! A network in words.

use super::{Network, NetworkLink};
use crate::chart::numbers::as_sentences;
use crate::units::numbered;

/// How many of the strongest links are told.
const STRONGEST_TOLD: usize = 5;

pub(super) fn describe(chart: &Network) -> String {
    let language = chart.language;
    let drawn = chart.drawn();
    let codes = language.choose(("code", "codes"), ("code", "codes"));
    let links = language.choose(("link", "links"), ("verband", "verbanden"));
    let mut sentences = vec![
        format!("{}: {}", language.choose("Network", "Netwerk"), chart.title),
        chart.subtitle.clone(),
        format!(
            "{} {} {}",
            numbered(drawn.nodes.len(), codes, language),
            language.choose("and", "en"),
            numbered(drawn.links.len(), links, language)
        ),
    ];
    let printer = chart.printer();
    let tell = |link: &NetworkLink| {
        let label = |at: usize| chart.nodes[at].label.trim();
        format!("{} – {} {}", label(link.a), label(link.b), printer.print(Some(link.weight)))
    };
    let told: Vec<String> = drawn.links.iter().take(STRONGEST_TOLD).map(tell).collect();
    if !told.is_empty() {
        let strongest = language.choose("Strongest", "Sterkste");
        sentences.push(format!("{strongest}: {}", told.join("; ")));
    }
    sentences.extend(chart.omitted(&drawn));
    as_sentences(&sentences)
}
