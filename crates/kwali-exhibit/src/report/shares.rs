//! Shares in words: `ruim de helft`, `two thirds`.

use std::ops::Range;

use kwali_text::{fold, words};

use crate::Language;

/// Words that name a share, and those that stand before them.
const ENGLISH: [&[&str]; 2] = [
    &[
        "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths",
        "none", "all", "any",
    ],
    &["about", "just", "over", "almost", "hardly", "a", "two", "three", "four", "nine"],
];
const DUTCH: [&[&str]; 2] = [
    &["helft", "derde", "kwart", "driekwart", "vijfde", "tiende", "geen", "alle"],
    &["ongeveer", "ruim", "bijna", "de", "een", "twee", "drie", "vier", "negen"],
];

/// Returns where shares in words stand in a text, in order.
pub(super) fn shares(text: &str, language: Language) -> Vec<Range<usize>> {
    let [names, before] = language.choose(ENGLISH, DUTCH);
    let places: Vec<Range<usize>> = words(text).collect();
    let is_one_of =
        |place: &Range<usize>, known: &[&str]| known.contains(&fold(&text[place.clone()]).as_str());
    let mut shares: Vec<Range<usize>> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        if is_one_of(place, names) {
            let leading = places[..at].iter().rev().take_while(|word| is_one_of(word, before));
            let start = leading.last().map_or(place.start, |word| word.start);
            shares.push(start..place.end);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_found_with_the_words_before_them() {
        for (text, language, expected) in [
            ("Ruim de helft van de mensen", Language::Dutch, vec!["Ruim de helft"]),
            ("bijna alle, bijna geen", Language::Dutch, vec!["bijna alle", "bijna geen"]),
            ("Just over two thirds of us", Language::English, vec!["Just over two thirds"]),
            ("een huis", Language::Dutch, vec![]),
        ] {
            let found = shares(text, language);
            let found: Vec<&str> = found.into_iter().map(|share| &text[share]).collect();
            assert_eq!(found, expected);
        }
    }
}
