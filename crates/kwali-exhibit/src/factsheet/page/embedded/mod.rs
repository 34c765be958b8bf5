//! What the page holds for its script: the segments behind its numbers, and the script's words.

mod numbers;
mod places;
mod recount;
mod segments;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::ParticipantId;
use serde::Serialize;

use self::numbers::{Linked, Numbers};
use self::segments::{Segments, Voices};
use self::words::Words;
use crate::factsheet::behind::Selections;
use crate::factsheet::blocks::Blocks;
use crate::factsheet::build::Options;
use crate::factsheet::disclosure::Disclosure;
use crate::factsheet::evidence::Evidence;
use crate::factsheet::recorder::Entry;
use crate::{Error, Language};

/// What is embedded in a page.
pub(super) struct Embedded {
    numbers: Numbers,
    segments: Segments,
    language: Language,
}

/// All of it as the script reads it.
#[derive(Serialize)]
struct Document<'a> {
    words: &'a Words,
    exhibits: &'a BTreeMap<String, Linked>,
    /// The numbers of segments, by number of the list.
    lists: Vec<Vec<usize>>,
    /// The numbers of participants, by number of the list.
    groups: Vec<Vec<usize>>,
    #[serde(flatten)]
    segments: &'a Segments,
}

impl Embedded {
    /// Collects what is behind everything that a page shows.
    ///
    /// # Errors
    ///
    /// If the study no longer has what an exhibit asks for.
    pub(super) fn new(
        page: &Blocks,
        entries: &[Entry],
        evidence: &Evidence<'_>,
        options: &Options,
    ) -> Result<Embedded, Error> {
        let language = options.language;
        let mut numbers = Numbers::default();
        let selections = Selections::new(evidence);
        for (place, entry) in entries.iter().enumerate() {
            let Some(shown) = page.shown(place) else { continue };
            let added = numbers.add(&selections, evidence, (entry, shown), language);
            added.map_err(|problem| problem.of_exhibit(&entry.id))?;
        }
        let mut places: Vec<usize> = numbers.lists.all.iter().flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let voices = match options.disclosure {
            Some(Disclosure::AtLeast(_)) => Voices::LeftOut,
            Some(Disclosure::Off) | None => Voices::Told,
        };
        let segments = Segments::new(evidence, &places, (voices, language));
        let number = |place: &usize| places.binary_search(place).unwrap_or_default();
        for list in &mut numbers.lists.all {
            *list = list.iter().map(number).collect();
        }
        Ok(Embedded { numbers, segments, language })
    }

    /// Returns which cells the text in a row and column of an exhibit's table counts, as an
    /// attribute; empty where it counts none.
    pub(super) fn attribute(&self, exhibit: &str, row: usize, column: usize) -> String {
        let linked = self.numbers.exhibits.get(exhibit);
        let columns = linked.map_or(&[][..], |linked| linked.cells_at(row, column));
        if columns.is_empty() {
            return String::new();
        }
        let cells: Vec<String> = columns.iter().map(|column| format!("{row}.{column}")).collect();
        format!(" data-cells=\"{}\"", cells.join(" "))
    }

    /// Returns the element that holds all of it.
    ///
    /// # Errors
    ///
    /// If it cannot be written as JSON.
    pub(super) fn element(&self) -> Result<String, Error> {
        let heard = &self.segments.numbers;
        let group = |who: &BTreeSet<ParticipantId>| {
            who.iter().filter_map(|person| heard.get(person).copied()).collect()
        };
        let document = Document {
            words: &Words::new(self.language),
            exhibits: &self.numbers.exhibits,
            lists: self.numbers.lists.all.clone(),
            groups: self.numbers.people.all.iter().map(group).collect(),
            segments: &self.segments,
        };
        let unwritable = |error: serde_json::Error| Error::Embedding { reason: error.to_string() };
        let json = serde_json::to_string(&document).map_err(unwritable)?;
        Ok(format!(
            "<script type=\"application/json\" id=\"kwali-data\">{}</script>\n",
            inert(&json)
        ))
    }
}

/// Returns JSON in which nothing can end the element that it stands in, or begin another.
fn inert(json: &str) -> String {
    let mut inert = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                inert.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => inert.push(other),
        }
    }
    inert
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_in_its_element_and_stays_the_same() {
        let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}\u{0}\"\\";
        let json = serde_json::to_string(hostile).unwrap();
        let inert = inert(&json);
        assert!(!inert.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\u{0}']), "{inert}");
        assert_eq!(serde_json::from_str::<String>(&inert).unwrap(), hostile);
    }
}
