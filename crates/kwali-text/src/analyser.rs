//! From a word to the forms under which it is found, by language.

use std::fmt;

use frostem::{Algorithm, Stemmer};

use crate::{counted_form, fold};

/// Names the rules below; an index made under another version must be made anew.
pub const ANALYSER_VERSION: &str = "kwali-2 (T1 words and parts at hyphens, Snowball 3 stems by frostem 1.20260821, NFKD and case fold)";

/// The language of a text, as a lower-case ISO 639 code such as `nl` or `en`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Language(String);

impl Language {
    /// Returns the language of an ISO 639 code; what stands behind a hyphen (`nl-BE`) is left out.
    ///
    /// `None` unless the code is two or three letters.
    pub fn new(code: &str) -> Option<Language> {
        let main = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let known_form =
            matches!(main.len(), 2 | 3) && main.chars().all(|c| c.is_ascii_lowercase());
        known_form.then_some(Language(main))
    }

    /// Dutch.
    pub fn dutch() -> Language {
        Language("nl".into())
    }

    /// English.
    pub fn english() -> Language {
        Language("en".into())
    }

    /// Returns the code.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// True for Dutch.
    pub fn is_dutch(&self) -> bool {
        self.0 == "nl"
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Turns words into keys: words that share a key count as the same word in a search.
pub struct Analyser {
    language: Language,
    stemmer: Option<Stemmer>,
}

impl Analyser {
    /// Returns the analyser of a language: stems in Dutch and English, only folds in any other.
    ///
    /// The Dutch stemmer is Snowball's `dutch` of version 3 (Kraaij and Pohlmann), the English one
    /// Snowball's `english`.
    pub fn new(language: &Language) -> Analyser {
        let algorithm = match language.code() {
            "nl" => Some(Algorithm::Dutch),
            "en" => Some(Algorithm::English),
            _ => None,
        };
        Analyser { language: language.clone(), stemmer: algorithm.map(Stemmer::new) }
    }

    /// Returns the language whose rules these are.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Returns the name of the stemmer, as tables give it; `None` where words are only folded.
    pub fn stemmer(&self) -> Option<&'static str> {
        match self.language.code() {
            "nl" => Some("Snowball 3 `dutch` (Kraaij-Pohlmann)"),
            "en" => Some("Snowball 3 `english` (Porter 2)"),
            _ => None,
        }
    }

    /// Returns the stem of a word in [`counted_form`], with its accents; the word itself where
    /// there is no stemmer.
    pub fn stem(&self, counted: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(counted).into_owned(),
            None => counted.to_owned(),
        }
    }

    /// Returns the one or two keys of a word.
    ///
    /// The first is the stem of the lower-case word, then folded. The second, where it differs, is
    /// the stem of the folded word, so that `cliënten` and `clienten` share a key.
    pub fn keys(&self, word: &str) -> (String, Option<String>) {
        let lower = counted_form(word);
        let Some(stemmer) = &self.stemmer else {
            return (fold(&lower), None);
        };
        let key = fold(&stemmer.stem(&lower));
        if lower.is_ascii() {
            return (key, None);
        }
        let plain = fold(&stemmer.stem(&fold(&lower)));
        let second = (plain != key).then_some(plain);
        (key, second)
    }

    /// True if the two words share a key.
    pub fn same(&self, a: &str, b: &str) -> bool {
        let (a1, a2) = self.keys(a);
        let (b1, b2) = self.keys(b);
        let b_has = |key: &String| *key == b1 || Some(key) == b2.as_ref();
        b_has(&a1) || a2.as_ref().is_some_and(b_has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, a: &str, b: &str, same: bool) {
        let analyser = Analyser::new(&language);
        assert_eq!(analyser.same(a, b), same, "{a} {b}");
        assert_eq!(analyser.same(b, a), same, "{b} {a}");
    }

    #[test]
    fn dutch_words_meet_in_their_stem() {
        check(Language::dutch(), "loopt", "lopen", true);
        check(Language::dutch(), "huisje", "huizen", true);
        check(Language::dutch(), "Ervaringsdeskundige", "ervaringsdeskundigen", true);
        check(Language::dutch(), "ervaringsdeskundige", "ervaringsdeskundigheid", true);
        check(Language::dutch(), "huis", "lopen", false);
        check(Language::dutch(), "huis", "huiselijk", false);
        check(Language::dutch(), "lopen", "liep", false);
        check(Language::dutch(), "steden", "stad", false);
    }

    #[test]
    fn the_dutch_stemmer_is_that_of_kraaij_and_pohlmann() {
        let analyser = Analyser::new(&Language::dutch());
        // The older one, after Porter, gives `gelop` and `huisj`.
        assert_eq!(analyser.stem("gelopen"), "loop");
        assert_eq!(analyser.stem("huisje"), "huis");
        assert_eq!(analyser.stemmer(), Some("Snowball 3 `dutch` (Kraaij-Pohlmann)"));
        assert_eq!(Analyser::new(&Language::new("fy").unwrap()).stemmer(), None);
    }

    #[test]
    fn case_goes_before_the_stem_is_taken_and_accents_after() {
        check(Language::dutch(), "LOPEN", "loopt", true);
        check(Language::dutch(), "Cafés", "CAFE", true);
        check(Language::dutch(), "Straße", "STRASSE", true);
    }

    #[test]
    fn an_apostrophe_is_part_of_the_word() {
        check(Language::dutch(), "zo’n", "ZO'N", true);
        check(Language::dutch(), "zo'n", "zon", false);
        check(Language::dutch(), "foto’s", "foto", true);
        check(Language::dutch(), "’s", "s", false);
    }

    #[test]
    fn diacritics_do_not_part_words_in_either_direction() {
        for word in ["cliënt", "cliënten", "CLIËNTEN"] {
            check(Language::dutch(), word, "client", true);
            check(Language::dutch(), word, "cliënt", true);
        }
        check(Language::dutch(), "één", "een", true);
        check(Language::english(), "café", "cafes", true);
    }

    #[test]
    fn other_languages_are_folded_only() {
        let frisian = Language::new("fy").unwrap();
        check(frisian.clone(), "Rêst", "rest", true);
        check(frisian, "loopt", "lopen", false);
    }

    #[test]
    fn a_language_is_two_or_three_letters() {
        assert_eq!(Language::new("nl-BE"), Some(Language::dutch()));
        assert_eq!(Language::new(" EN "), Some(Language::english()));
        assert_eq!(Language::new("Nederlands"), None);
        assert_eq!(Language::new(""), None);
    }
}
