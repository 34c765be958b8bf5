//! Hits as lines for a terminal, written one after the other: the words found stand in one column.

use kwali_analysis::{ConcordanceLine, ContextWidth};
use kwali_model::Snapshot;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::hits::{Shown, hits_title};
use super::passages::on_one_line;
use crate::Language;
use crate::visible::show_controls;

/// The most columns that a document's or a speaker's name takes.
const WIDEST_NAME: usize = 20;
/// About as many columns as a word takes with the space behind it.
const WORD: usize = 7;
/// What a colon and a paragraph's number take behind the name of a document.
const PARAGRAPH: usize = 5;
/// Between columns.
const GAP: &str = "  ";
/// Less context than this says nothing.
const LEAST_CONTEXT: usize = 10;

/// Writes hits as lines of one width, without knowing those to come.
#[derive(Debug, Clone)]
pub struct Concordance<'a> {
    snapshot: &'a Snapshot,
    document: usize,
    speaker: usize,
    left: usize,
    /// How much room there is for the hit and what stands behind it, if there is an end to it.
    right: Option<usize>,
}

impl<'a> Concordance<'a> {
    /// Returns what writes lines that fit `room` columns; where there is none lines are as long as
    /// their contexts.
    pub fn new(
        snapshot: &'a Snapshot,
        width: ContextWidth,
        room: Option<usize>,
    ) -> Concordance<'a> {
        let widest = |names: &mut dyn Iterator<Item = &str>| {
            names.map(UnicodeWidthStr::width).max().unwrap_or(0).min(WIDEST_NAME)
        };
        let documents = snapshot.documents();
        let document = widest(&mut documents.iter().map(|document| document.name.as_str()));
        let speakers = documents.iter().flat_map(|document| &document.speakers);
        let speaker = widest(&mut speakers.map(|speaker| speaker.name.as_str()));
        let wished = match width {
            ContextWidth::Words(n) => n.saturating_mul(WORD),
            ContextWidth::Characters(n) => n,
        };
        let names = document + PARAGRAPH + speaker + 2 * GAP.len();
        let (left, right) = match room {
            None => (wished.min(400), None),
            Some(room) => {
                let left = room.saturating_sub(names) * 2 / 5;
                let left = wished.min(left.max(LEAST_CONTEXT));
                (left, Some(room.saturating_sub(names + left + GAP.len()).max(LEAST_CONTEXT)))
            }
        };
        Concordance { snapshot, document, speaker, left, right }
    }

    /// Returns the lines above the hits.
    pub fn header(&self, query: &str, language: Language) -> String {
        let word = language.choose("Query", "Vraag");
        format!("{}\n{word}: {}\n\n", hits_title(language), show_controls(query))
    }

    /// Returns a hit as one line: document and paragraph, speaker, what stands before, the words, what follows.
    pub fn line(&self, hit: &ConcordanceLine) -> String {
        let shown = Shown::new(self.snapshot, hit);
        let visible = |text: &str| show_controls(&on_one_line(text)).into_owned();
        let (document, speaker) = (visible(shown.document), visible(shown.speaker.unwrap_or("")));
        let left = end_of(&visible(&hit.left), self.left);
        let behind = visible(&hit.right);
        let space = if hit.right.starts_with(char::is_whitespace) { " " } else { "" };
        let right = format!("{}{space}{behind}", visible(&hit.text));
        let right = self.right.map_or(right.clone(), |room| start_of(&right, room));
        let place = format!("{}:{}", start_of(&document, self.document), hit.paragraph + 1);
        let line = format!(
            "{}{GAP}{}{GAP}{}{left}{GAP}{right}",
            padded(&place, self.document + PARAGRAPH),
            padded(&start_of(&speaker, self.speaker), self.speaker),
            " ".repeat(self.left.saturating_sub(left.width())),
        );
        format!("{}\n", line.trim_end())
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// As much of the beginning as fits; a mark where something was cut.
fn start_of(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |char: &char| {
        used += char.width().unwrap_or(0);
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{kept}…")
}

/// As much of the end as fits.
fn end_of(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut used = 1;
    let mut start = text.len();
    for (place, char) in text.char_indices().rev() {
        used += char.width().unwrap_or(0);
        if used > room {
            break;
        }
        start = place;
    }
    format!("…{}", &text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_marked_and_fits() {
        assert_eq!(start_of("werkdruk", 8), "werkdruk");
        assert_eq!(start_of("werkdruk", 5), "werk…");
        assert_eq!(end_of("werkdruk", 5), "…druk");
        assert_eq!(end_of("één", 2), "…n");
        assert_eq!(start_of("日本語", 4), "日…");
    }
}
