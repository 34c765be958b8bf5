//! Words that deny, in Dutch and English.

use kwali_text::{fold, words};

/// What became of a negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// It was said, and the quotation lacks it.
    Dropped,
    /// The quotation has it, and it was not said.
    Added,
}

const NEGATIONS: [&str; 20] = [
    "niet",
    "geen",
    "nooit",
    "niets",
    "niks",
    "niemand",
    "nergens",
    "noch",
    "zonder",
    "nauwelijks",
    "not",
    "no",
    "never",
    "nothing",
    "nobody",
    "none",
    "nowhere",
    "neither",
    "nor",
    "without",
];

impl Negation {
    /// Returns what became of negations between what was said and what is quoted.
    pub(super) fn between(quoted: &str, said: &str) -> Option<Negation> {
        match count(quoted).cmp(&count(said)) {
            std::cmp::Ordering::Less => Some(Negation::Dropped),
            std::cmp::Ordering::Greater => Some(Negation::Added),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// Returns how many words of a text deny.
pub(super) fn count(text: &str) -> usize {
    words(text).filter(|word| denies(&text[word.clone()])).count()
}

fn denies(word: &str) -> bool {
    let word = fold(word);
    let is_contracted = ["n't", "n’t"].iter().any(|ending| word.ends_with(ending));
    is_contracted || word == "cannot" || NEGATIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_and_added_negations_are_named() {
        for (quoted, said, expected) in [
            ("wel", "niet", Some(Negation::Dropped)),
            ("", "géén", Some(Negation::Dropped)),
            ("We don't", "We do", Some(Negation::Added)),
            ("I can’t", "I cannot", None),
            ("nooit", "Niet", None),
            ("notes", "note", None),
        ] {
            assert_eq!(Negation::between(quoted, said), expected, "{quoted} / {said}");
        }
    }
}
