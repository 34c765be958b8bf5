//! Function words: those that say how words hang together, not what a text is about.

use std::collections::BTreeSet;

use crate::{Language, counted_form};

/// Returns the function words of a language in [`counted_form`]; none where there is no list.
///
/// The lists of Dutch and English were made for Kwali from the closed classes of the two grammars:
/// articles, pronouns, prepositions, conjunctions, auxiliary verbs, the commonest adverbs, and what
/// fills pauses in speech.
pub fn stop_words(language: &Language) -> BTreeSet<String> {
    let list = match language.code() {
        "nl" => include_str!("stop_words/nl.txt"),
        "en" => include_str!("stop_words/en.txt"),
        _ => "",
    };
    let classes = list.lines().filter(|line| !line.starts_with('#'));
    let words = classes.filter_map(|class| class.split_once(':')).map(|(_, words)| words);
    words.flat_map(str::split_whitespace).map(counted_form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn dutch_and_english_have_lists_of_single_words() {
        for language in [Language::dutch(), Language::english()] {
            let list = stop_words(&language);
            assert!(list.len() > 150, "{language}: {}", list.len());
            for word in &list {
                assert_eq!(words(word).next(), Some(0..word.len()), "{word}");
            }
        }
        assert!(stop_words(&Language::dutch()).contains("zo'n"));
        assert!(stop_words(&Language::new("fy").unwrap()).is_empty());
    }

    #[test]
    fn words_of_substance_are_in_neither() {
        let (dutch, english) = (stop_words(&Language::dutch()), stop_words(&Language::english()));
        for word in ["tijd", "mensen", "samen", "goed", "time", "people", "work"] {
            assert!(!dutch.contains(word) && !english.contains(word), "{word}");
        }
    }
}
