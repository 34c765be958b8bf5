//! Where a segment stands, who speaks in it, and what its coder said of it, in words.

use super::shown::{Shown, ShownCode};
use crate::Language;

/// Returns document, paragraphs, turns, time and who speaks, as far as they are known.
pub(super) fn place_in_words(shown: &Shown<'_>, language: Language) -> Vec<String> {
    let mut parts = vec![shown.document.to_owned()];
    let paragraph = language.choose(("paragraph", "paragraphs"), ("alinea", "alinea’s"));
    parts.push(numbers(shown.segment.paragraphs, paragraph));
    let turn = language.choose(("turn", "turns"), ("beurt", "beurten"));
    parts.extend(shown.segment.turns.map(|turns| numbers(turns, turn)));
    parts.extend(shown.time.clone());
    if !shown.voices.is_empty() {
        parts.push(shown.voices.join(", "));
    }
    parts
}

/// Returns the first and the last number, counted from 1, behind the word for them.
fn numbers((first, last): (usize, usize), (one, several): (&str, &str)) -> String {
    match first == last {
        true => format!("{one} {}", first + 1),
        false => format!("{several} {}–{}", first + 1, last + 1),
    }
}

/// Returns code, coder, weight and id of the coding.
pub(super) fn coding_in_words(shown: &Shown<'_>, language: Language) -> Vec<String> {
    let mut parts = vec![code_in_words(&shown.code), shown.coder.to_owned()];
    parts.extend(weight_in_words(shown, language));
    parts.push(shown.id.clone());
    parts
}

/// Returns the weight, if there is one.
pub(super) fn weight_in_words(shown: &Shown<'_>, language: Language) -> Option<String> {
    Some(format!("{} {}", language.choose("weight", "gewicht"), shown.weight?))
}

/// Returns what a code is called, with its id where that is something else.
fn code_in_words(code: &ShownCode<'_>) -> String {
    match code.label == code.id || code.label.is_empty() {
        true => code.id.to_owned(),
        false => format!("{} ({})", code.label, code.id),
    }
}
