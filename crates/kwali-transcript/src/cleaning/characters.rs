//! Steps that every text takes, for what no text in a study has: control characters, letters apart
//! from their accents, line ends other than line feeds.

use kwali_text::accents_apart;

use super::Change;
use crate::encoding::is_stray_control;

/// Returns the changes that take out control characters.
pub(crate) fn control_characters(text: &str) -> Vec<Change> {
    if !text.contains(is_stray_control) {
        return Vec::new();
    }
    let controls = text.char_indices().filter(|&(_, char)| is_stray_control(char));
    controls.map(|(place, char)| Change::removal(place..place + char.len_utf8())).collect()
}

/// Returns the changes that join letters and their accents.
pub(crate) fn join_accents(text: &str) -> Vec<Change> {
    accents_apart(text).into_iter().map(|(range, joined)| Change::new(range, joined)).collect()
}

/// Returns the changes that make line feeds of page breaks and their like.
pub(crate) fn line_ends(text: &str) -> Vec<Change> {
    let ends = text.match_indices(['\u{b}', '\u{c}', '\u{85}']);
    ends.map(|(place, end)| Change::new(place..place + end.len(), "\n")).collect()
}
