//! Words found in the transcripts, as keyword in context.

use kwali_analysis::{ConcordanceLine, Unit};
use kwali_model::Snapshot;
use serde::Serialize;

use super::passages::{on_one_line, place_columns};
use crate::units::{counted, numbered};
use crate::{Cell, Column, ColumnKind, Error, Language, Side, Table};

/// What is said of hits beside the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HitsSummary<'a> {
    /// How many hits are shown.
    pub hits: usize,
    /// In how many documents these are.
    pub documents: usize,
    /// How many hits come before them.
    pub skipped: usize,
    /// Whether there are more hits behind them.
    pub goes_on: bool,
    /// Compounds in which words were looked for as well.
    pub compounds: &'a [String],
    /// Words that are nowhere, each with what is spelled nearly so.
    pub near: &'a [(String, Vec<String>)],
}

/// The most compounds that a note names.
const MOST_COMPOUNDS: usize = 8;

/// Returns hits as keyword in context: the words found stand under each other.
pub fn hits_table(
    snapshot: &Snapshot,
    hits: &[ConcordanceLine],
    summary: &HitsSummary<'_>,
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let left = text("left", language.choose("Before", "Ervoor"));
    let mut columns = place_columns(language);
    columns.extend([
        Column { side: Side::Right, ..left },
        text("text", language.choose("Found", "Gevonden")),
        text("right", language.choose("After", "Erachter")),
    ]);
    let rows = hits.iter().map(|line| Shown::new(snapshot, line).cells()).collect();
    let mut table = Table::new(hits_title(language), columns, rows)?;
    table.unit = Some("hits".to_owned());
    table.base = Some(summary.in_words(snapshot, language));
    table.notes = summary.notes(language);
    Ok(table)
}

/// Returns a hit as one line of JSON.
///
/// The object has `document`, `start`, `end` (code points), `text`, `left`, `right`, `speaker`,
/// `participants` and `paragraph` (counted from 1).
pub fn hit_json(snapshot: &Snapshot, line: &ConcordanceLine) -> String {
    let json = serde_json::to_string(&Shown::new(snapshot, line).to_json());
    json.map(|json| json + "\n").unwrap_or_default()
}

pub(super) fn hits_title(language: Language) -> &'static str {
    language.choose("Words in context", "Woorden in hun verband")
}

impl HitsSummary<'_> {
    /// Returns how many hits there are and in how many documents: `3 hits in 2 of 21 documents`.
    pub fn in_words(&self, snapshot: &Snapshot, language: Language) -> String {
        let words = language.choose(("hit", "hits"), ("treffer", "treffers"));
        let found = numbered(self.hits, words, language);
        let n_all = snapshot.documents().len() as u64;
        let all = counted(n_all, Unit::Documents, language);
        let of = language.choose("of", "van");
        let found = format!("{found} in {} {of} {all}", self.documents);
        let (first, last) = (self.skipped + 1, self.skipped + self.hits);
        match (self.skipped > 0 || self.goes_on, self.hits) {
            (false, _) | (_, 0) => found,
            (true, _) => {
                let (first, last) = (language.whole(first as u64), language.whole(last as u64));
                let more = match self.goes_on {
                    true => language.choose("; there are more", "; er zijn er meer"),
                    false => "",
                };
                let numbers = language.choose("numbers", "nummers");
                format!("{found}; {numbers} {first}–{last}{more}")
            }
        }
    }

    /// Returns in which compounds words were looked for, and what is spelled nearly so.
    pub fn notes(&self, language: Language) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.compounds.is_empty() {
            let some = &self.compounds[..self.compounds.len().min(MOST_COMPOUNDS)];
            let more = if some.len() < self.compounds.len() { ", …" } else { "" };
            let some = some.join(", ");
            notes.push(language.choose(
                format!("found in compounds as well ({some}{more}); a ! behind a word keeps it alone"),
                format!("ook gevonden in samenstellingen ({some}{more}); een ! achter een woord houdt het alleen"),
            ));
        }
        for (word, near) in self.near {
            let spelled = near.join(", ");
            notes.push(match near.as_slice() {
                [] => language.choose(
                    format!("`{word}` is nowhere, nor is anything spelled nearly so"),
                    format!("`{word}` staat nergens, en niets wat er in spelling op lijkt"),
                ),
                _ => language.choose(
                    format!("`{word}` is nowhere; spelled nearly so: {spelled}"),
                    format!("`{word}` staat nergens; in spelling lijken erop: {spelled}"),
                ),
            });
        }
        notes
    }
}

/// A hit with everything that is shown of it.
pub(super) struct Shown<'a> {
    pub(super) document: &'a str,
    pub(super) speaker: Option<&'a str>,
    participants: Vec<&'a str>,
    line: &'a ConcordanceLine,
}

impl<'a> Shown<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, line: &'a ConcordanceLine) -> Shown<'a> {
        let document = snapshot.documents().get(line.place);
        let speaker = document.zip(line.speaker);
        let speaker = speaker.and_then(|(document, number)| document.speakers.get(number.index()));
        let name = |id: &_| snapshot.participant(*id).map(|person| person.name.as_str());
        Shown {
            document: document.map_or("", |document| document.name.as_str()),
            speaker: speaker.map(|speaker| speaker.name.as_str()).filter(|name| !name.is_empty()),
            participants: line.participants.iter().filter_map(name).collect(),
            line,
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let line = self.line;
        vec![
            Cell::text(self.document),
            Cell::Count(line.paragraph as u64 + 1),
            Cell::text(self.speaker.unwrap_or_default()),
            Cell::text(self.participants.join("; ")),
            Cell::Count(line.hit.start_char() as u64),
            Cell::Count(line.hit.end_char() as u64),
            Cell::text(on_one_line(&line.left)),
            Cell::text(on_one_line(&line.text)),
            Cell::text(on_one_line(&line.right)),
        ]
    }

    fn to_json(&self) -> HitJson<'_> {
        let line = self.line;
        HitJson {
            document: self.document,
            start: line.hit.start_char(),
            end: line.hit.end_char(),
            text: &line.text,
            left: &line.left,
            right: &line.right,
            speaker: self.speaker,
            participants: &self.participants,
            paragraph: line.paragraph as u64 + 1,
        }
    }
}

/// A hit as a line of the file.
#[derive(Serialize)]
struct HitJson<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    left: &'a str,
    right: &'a str,
    speaker: Option<&'a str>,
    participants: &'a [&'a str],
    paragraph: u64,
}
