//! "Did you mean": the known name that comes nearest to a mistyped one.

use crate::fold;

/// Returns the candidate nearest to `typed`, or `None` where none is near; of equals the first.
///
/// Near means that at most a third of the letters differ, rounded, case and accents aside: one of
/// two to four letters, two of five to seven.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(typed);
    let allowed = (wanted.chars().count() + 1) / 3;
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(&fold(candidate), &wanted), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the Levenshtein distance in code points.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, char_a) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &char_b) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(char_a != char_b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let known = ["label", "colour", "kind", "keywords"];
        for (typed, expected) in [
            ("color", Some("colour")),
            ("Keyword", Some("keywords")),
            ("lable", Some("label")),
            ("price", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, known), expected, "{typed}");
        }
    }

    #[test]
    fn edit_distance_is_levenshteins() {
        // Levenshtein's classic pair.
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "één"), 3);
    }
}
