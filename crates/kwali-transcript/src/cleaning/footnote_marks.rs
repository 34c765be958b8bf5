//! Marks of footnotes within running words: `woord¹` where a line `¹ De noot.` stands below.

use std::ops::Range;

use super::Change;
use super::lines::lines;

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Returns the changes that take out marks; the notes keep theirs.
///
/// Only where the marks count from 1 without a gap, and each has its note: `m²` is none.
pub(super) fn changes(text: &str) -> Vec<Change> {
    if !text.contains(SUPERSCRIPTS) {
        return Vec::new();
    }
    let marks = marks(text);
    let line_starts: Vec<usize> = lines(text).iter().map(|line| line.words_start()).collect();
    let is_note = |place: &Range<usize>| line_starts.binary_search(&place.start).is_ok();
    let (notes, marks): (Vec<_>, Vec<_>) = marks.into_iter().partition(|(place, _)| is_note(place));
    let count_from_one = |marks: &[(Range<usize>, usize)]| {
        marks.iter().zip(1..).all(|((_, number), expected)| *number == expected)
    };
    if marks.len() != notes.len() || !count_from_one(&marks) || !count_from_one(&notes) {
        return Vec::new();
    }
    marks.into_iter().map(|(place, _)| Change::removal(place)).collect()
}

/// Returns the numbers in superscript with their places.
fn marks(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut marks: Vec<(Range<usize>, usize)> = Vec::new();
    for (start, char) in text.char_indices() {
        let Some(digit) = SUPERSCRIPTS.iter().position(|&superscript| superscript == char) else {
            continue;
        };
        let end = start + char.len_utf8();
        match marks.last_mut().filter(|(place, _)| place.end == start) {
            Some((place, number)) => {
                place.end = end;
                *number = number.saturating_mul(10).saturating_add(digit);
            }
            None => marks.push((start..end, digit)),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut clean = text.to_owned();
        for change in changes(text).iter().rev() {
            clean.replace_range(change.range.clone(), &change.now);
        }
        assert_eq!(clean, expected);
        assert!(changes(&clean).is_empty());
    }

    #[test]
    fn marks_with_a_note_go() {
        check(
            "Het loket¹ is dicht.²\n\n¹ Aan de markt.\n² Sinds mei.",
            "Het loket is dicht.\n\n¹ Aan de markt.\n² Sinds mei.",
        );
    }

    #[test]
    fn what_has_no_note_stays() {
        for text in ["Een tuin van 40 m² is klein.", "Zie¹ en².\n¹ Noot.", "Zie².\n² Noot."] {
            check(text, text);
        }
    }
}
