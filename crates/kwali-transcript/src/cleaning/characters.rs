//! Steps that look at characters one by one: those that every text takes, and odd characters for
//! which there are plain ones.

use kwali_text::{accents_apart, chars_beyond_ascii, chars_by_first_byte};

use super::Change;
use crate::encoding::stray_controls;

/// Returns the changes that take out control characters.
pub(crate) fn control_characters(text: &str) -> Vec<Change> {
    stray_controls(text)
        .map(|(place, char)| Change::removal(place..place + char.len_utf8()))
        .collect()
}

/// Returns the changes that join letters and their accents.
pub(crate) fn join_accents(text: &str) -> Vec<Change> {
    accents_apart(text).into_iter().map(|(range, joined)| Change::new(range, joined)).collect()
}

/// Returns the changes that make line feeds of page breaks and their like.
pub(crate) fn line_ends(text: &str) -> Vec<Change> {
    let ends = chars_by_first_byte(text, |byte| matches!(byte, b'\x0b' | b'\x0c' | 0xc2));
    let ends = ends.filter(|(_, char)| matches!(char, '\u{b}' | '\u{c}' | '\u{85}'));
    ends.map(|(place, end)| Change::new(place..place + end.len_utf8(), "\n")).collect()
}

/// Which of the odd characters that have plain ones a text holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OddCharacters {
    pub(super) ligatures: bool,
    pub(super) spaces: bool,
    pub(super) soft_hyphens: bool,
}

impl OddCharacters {
    /// Looks for all of them at once: most texts have none.
    pub(super) fn of(text: &str) -> OddCharacters {
        let mut odd = OddCharacters::default();
        for (_, char) in chars_beyond_ascii(text) {
            odd.ligatures |= letters(char).is_some();
            odd.spaces |= plain_space(char).is_some();
            odd.soft_hyphens |= char == SOFT_HYPHEN;
        }
        odd
    }
}

/// Returns the changes that write ligatures as letters.
pub(crate) fn ligatures(text: &str) -> Vec<Change> {
    each(text, |(place, char)| Some(Change::new(place..place + char.len_utf8(), letters(char)?)))
}

/// The letters of a ligature.
fn letters(char: char) -> Option<&'static str> {
    Some(match char {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'ĳ' => "ij",
        'Ĳ' => "IJ",
        _ => return None,
    })
}

/// Returns the changes that make spaces of odd spaces, and take out those without width.
///
/// The joiners U+200C and U+200D stay: emoji and some scripts need them.
pub(crate) fn spaces(text: &str) -> Vec<Change> {
    each(text, |(place, char)| {
        Some(Change::new(place..place + char.len_utf8(), plain_space(char)?))
    })
}

/// What stands for an odd space.
fn plain_space(char: char) -> Option<&'static str> {
    match char {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(" "),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

/// Returns the changes that take out soft hyphens, but for those where a line was broken.
pub(crate) fn soft_hyphens(text: &str) -> Vec<Change> {
    each(text, |(place, char)| {
        let end = place + char.len_utf8();
        (char == SOFT_HYPHEN && !is_cut(text, end)).then(|| Change::removal(place..end))
    })
}

const SOFT_HYPHEN: char = '\u{ad}';

/// True if a hyphen that ends at `place` stands between a word and its second part on the next line.
pub(crate) fn is_cut(text: &str, place: usize) -> bool {
    let next = text[place..].trim_start_matches([' ', '\t']).strip_prefix('\n');
    let next = next.map(|line| line.trim_start_matches([' ', '\t']));
    next.is_some_and(|line| line.starts_with(char::is_alphanumeric))
}

fn each(text: &str, change: impl FnMut((usize, char)) -> Option<Change>) -> Vec<Change> {
    // All that is looked for here lies beyond ASCII.
    chars_beyond_ascii(text).filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(changes: fn(&str) -> Vec<Change>, text: &str, expected: &str) {
        let mut clean = text.to_owned();
        for change in changes(text).iter().rev() {
            clean.replace_range(change.range.clone(), &change.now);
        }
        assert_eq!(clean, expected);
        assert!(changes(expected).is_empty(), "{expected}");
    }

    #[test]
    fn ligatures_are_written_as_letters() {
        check(
            ligatures,
            "ﬁets, aﬄuent, ﬀ ﬂuit, Ĳs en ĳs, æ",
            "fiets, affluent, ff fluit, IJs en ijs, æ",
        );
    }

    #[test]
    fn odd_spaces_become_spaces() {
        check(
            spaces,
            "een\u{a0}twee\u{202f}drie\u{200b}vier 👩\u{200d}⚕",
            "een twee drievier 👩\u{200d}⚕",
        );
    }

    #[test]
    fn soft_hyphens_go_where_no_line_was_broken() {
        check(soft_hyphens, "wer\u{ad}ken\u{ad} wer\u{ad} \n ken\u{ad}", "werken wer\u{ad} \n ken");
    }
}
