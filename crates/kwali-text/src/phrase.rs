//! What a person looks for: a word, something like a word, or several in a row.

mod pattern;
mod reading;

use std::collections::BTreeSet;
use std::ops::Range;

pub use pattern::WordPattern;

use crate::{Analyser, edit_distance, fold, hyphen_parts, words};

/// A word in all its forms, a beginning (`werk*`), a word with other letters (`tijd~1`), a pattern
/// (`/onbeta(a)?ld/`), or several of these in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    elements: Vec<PhraseElement>,
}

/// One word of a [`Phrase`]: what it must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PhraseElement {
    /// A word that shares a key with this one, or that is one of these compounds.
    Word {
        /// The word as it was typed.
        word: String,
        /// Whether it was typed with `!`: not to be found in compounds.
        alone: bool,
        /// Folded words that hold this one; see [`Phrase::with_compounds`].
        compounds: BTreeSet<String>,
    },
    /// A word whose folded form begins like this.
    Prefix(String),
    /// A word whose folded form differs from this one by so many letters at most.
    Near {
        /// The folded word.
        folded: String,
        /// How many letters may be another, too many or missing.
        edits: usize,
    },
    /// A word whose folded form fits.
    Pattern(WordPattern),
}

/// Why something cannot be looked for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhraseError {
    /// There is no letter or digit in it.
    #[error("`{0}` holds no word to look for")]
    NoWords(String),
    /// A `*` stands elsewhere than at the end of a word.
    #[error("`{0}`: `*` can only stand at the end of a word")]
    StarInside(String),
    /// A `~` stands elsewhere than behind a word, or without a number that will do.
    #[error("`{0}`: `~` stands behind a word, with 1 or 2 behind it")]
    BadDistance(String),
    /// What stands between two slashes is no regular expression.
    #[error("`/{written}/` is no pattern: {reason}")]
    BadPattern {
        /// What stands between the slashes.
        written: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Phrase {
    /// Reads a phrase as it is typed: words by the rule of [`words`].
    ///
    /// Behind a word `*` makes it a beginning, `~1` or `~2` lets as many letters differ, and `!`
    /// keeps it from being found in compounds. A pattern stands between slashes with white space or
    /// nothing around them; `\/` in it is a slash.
    pub fn parse(typed: &str) -> Result<Phrase, PhraseError> {
        Ok(Phrase { elements: reading::elements(typed)? })
    }

    /// Returns for each word of the phrase in turn what it must be, for an index to look up.
    pub fn elements(&self) -> &[PhraseElement] {
        &self.elements
    }

    /// Returns the phrase with the compounds in which its words are to be found as well.
    ///
    /// `compounds_of` is asked for every word that may be looked for in compounds, and returns
    /// folded words.
    pub fn with_compounds(&self, mut compounds_of: impl FnMut(&str) -> BTreeSet<String>) -> Phrase {
        let expanded = |element: &PhraseElement| match element {
            PhraseElement::Word { word, alone: false, .. } => {
                let compounds = compounds_of(word);
                PhraseElement::Word { word: word.clone(), alone: false, compounds }
            }
            other => other.clone(),
        };
        Phrase { elements: self.elements.iter().map(expanded).collect() }
    }

    /// Returns the phrase with none of its words found in compounds, as if all had a `!`.
    pub fn without_compounds(&self) -> Phrase {
        let alone = |element: &PhraseElement| match element {
            PhraseElement::Word { word, .. } => {
                PhraseElement::Word { word: word.clone(), alone: true, compounds: BTreeSet::new() }
            }
            other => other.clone(),
        };
        Phrase { elements: self.elements.iter().map(alone).collect() }
    }

    /// Returns the byte ranges in `text` where the phrase stands, in order, none overlapping.
    ///
    /// A word with hyphens is looked at as a whole and in its parts: `cliënt` stands in `ex-cliënt`.
    pub fn find(&self, text: &str, analyser: &Analyser) -> Vec<Range<usize>> {
        let tokens: Vec<Range<usize>> = words(text).collect();
        let matchers: Vec<Matcher<'_>> =
            self.elements.iter().map(|element| Matcher::new(element, analyser)).collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while at + matchers.len() <= tokens.len() {
            let window = &tokens[at..at + matchers.len()];
            let matches = matchers.iter().zip(window);
            if matches.into_iter().all(|(matcher, word)| matcher.matches(&text[word.clone()])) {
                hits.push(window[0].start..window[window.len() - 1].end);
                at += matchers.len();
            } else {
                at += 1;
            }
        }
        hits
    }
}

impl PhraseElement {
    /// Returns true if a folded word is what this must be; of a word only its compounds are
    /// looked at, since its forms are known by their keys.
    pub fn fits_folded(&self, folded: &str) -> bool {
        match self {
            PhraseElement::Word { compounds, .. } => compounds.contains(folded),
            PhraseElement::Prefix(prefix) => folded.starts_with(prefix),
            PhraseElement::Near { folded: wanted, edits } => {
                // Every letter has one byte at least: most words are told apart by their length.
                folded.len().abs_diff(wanted.len()) <= 4 * edits
                    && edit_distance(folded, wanted) <= *edits
            }
            PhraseElement::Pattern(pattern) => pattern.fits(folded),
        }
    }
}

/// An element with the keys of its word worked out once.
struct Matcher<'a> {
    element: &'a PhraseElement,
    analyser: &'a Analyser,
    keys: Option<(String, Option<String>)>,
}

impl<'a> Matcher<'a> {
    fn new(element: &'a PhraseElement, analyser: &'a Analyser) -> Matcher<'a> {
        let keys = match element {
            PhraseElement::Word { word, .. } => Some(analyser.keys(word)),
            _ => None,
        };
        Matcher { element, analyser, keys }
    }

    fn matches(&self, word: &str) -> bool {
        self.is(word) || hyphen_parts(word).any(|part| self.is(part))
    }

    fn is(&self, word: &str) -> bool {
        let shares_key = |(first, second): &(String, Option<String>)| {
            let (a, b) = self.analyser.keys(word);
            let known = |key: &String| key == first || Some(key) == second.as_ref();
            known(&a) || b.as_ref().is_some_and(known)
        };
        self.keys.as_ref().is_some_and(shares_key) || self.element.fits_folded(&fold(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[track_caller]
    fn check(typed: &str, text: &str, expected: &[&str]) {
        let analyser = Analyser::new(&Language::dutch());
        let phrase = Phrase::parse(typed).unwrap();
        let hits: Vec<&str> =
            phrase.find(text, &analyser).into_iter().map(|hit| &text[hit]).collect();
        assert_eq!(hits, expected);
    }

    #[test]
    fn words_are_found_in_every_form() {
        check("cliënt", "Een client, twee Cliënten.", &["client", "Cliënten"]);
        check("client", "Een cliënt.", &["cliënt"]);
    }

    #[test]
    fn a_phrase_stands_in_a_row_across_punctuation() {
        check(
            "geen tijd",
            "Tijd? Geen tijd; geen\nTIJD, geen andere tijd.",
            &["Geen tijd", "geen\nTIJD"],
        );
        check("ja ja", "ja ja ja", &["ja ja"]);
    }

    #[test]
    fn a_prefix_matches_the_beginning_of_a_word() {
        check("ervaringsdes*", "Ervaringsdeskundigheid, ervaring", &["Ervaringsdeskundigheid"]);
        check("clie*", "cliënten", &["cliënten"]);
        check("geen werk*", "geen werkdruk", &["geen werkdruk"]);
    }

    #[test]
    fn what_cannot_be_looked_for_is_refused() {
        assert_eq!(Phrase::parse("…"), Err(PhraseError::NoWords("…".into())));
        assert_eq!(Phrase::parse(""), Err(PhraseError::NoWords("".into())));
        for typed in ["w*k", "*druk", "werk *", "werk*k", "werk**"] {
            assert_eq!(Phrase::parse(typed), Err(PhraseError::StarInside(typed.into())), "{typed}");
        }
    }

    #[test]
    fn letters_may_differ() {
        check("tijd~1", "tijd tijt tij tjid strijd tijden", &["tijd", "tijt", "tij"]);
        check("tijd~2", "strijd tijden tafel", &["strijd", "tijden"]);
        check("client~1", "cliënten cliënt clïent", &["cliënt", "clïent"]);
        check("geen tijd~1", "geen tijt; tijt", &["geen tijt"]);
        for typed in ["tijd~", "tijd~0", "tijd~3", "tijd~x", "~1", "tijd~12", "ti~1jd"] {
            let refused = PhraseError::BadDistance(typed.into());
            assert_eq!(Phrase::parse(typed), Err(refused), "{typed}");
        }
    }

    #[test]
    fn a_pattern_is_fitted_by_whole_words() {
        check("/onbeta(a)?ld/", "Onbetaald, onbetald, onbetaalde", &["Onbetaald", "onbetald"]);
        check("/.*heid/", "vrijheid heidens", &["vrijheid"]);
        check("/cliënt(en)?/", "client CLIËNTEN", &["client", "CLIËNTEN"]);
        check(
            "geen /t.jd|uur/ meer",
            "geen tijd meer, geen uur meer",
            &["geen tijd meer", "geen uur meer"],
        );
        check("/\\d+/", "D66 1984", &["1984"]);
        check("en/of", "en/of", &["en/of"]);
        check("/ tijd", "tijd", &["tijd"]);
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_the_reason() {
        let reason = |typed| match Phrase::parse(typed) {
            Err(PhraseError::BadPattern { reason, .. }) => reason,
            other => panic!("{other:?}"),
        };
        assert_eq!(reason("/(/"), "unclosed group");
        assert_eq!(reason("/(a{1000}){1000}/"), "it is too large");
    }

    #[test]
    fn a_hyphenated_word_is_found_by_its_parts() {
        check("cliënt", "ex-cliënten en ex–cliënt", &["ex-cliënten", "cliënt"]);
        check("hertogenbosch", "’s-Hertogenbosch", &["’s-Hertogenbosch"]);
        check("ex-cliënt", "ex-cliënten, cliënt", &["ex-cliënten"]);
        check("clie*", "ex-cliënt", &["ex-cliënt"]);
        check("geen cliënt", "geen ex-cliënt", &["geen ex-cliënt"]);
    }

    #[test]
    fn a_word_is_found_in_its_compounds_unless_it_stands_alone() {
        let analyser = Analyser::new(&Language::dutch());
        let compounds = |_: &str| BTreeSet::from(["werkdruk".to_owned()]);
        let count = |typed: &str, text: &str| {
            let phrase = Phrase::parse(typed).unwrap().with_compounds(compounds);
            phrase.find(text, &analyser).len()
        };
        assert_eq!(count("druk", "Werkdruk, druk, werk-druk."), 3);
        assert_eq!(count("druk!", "Werkdruk, druk."), 1);
        assert_eq!(count("druk*", "Werkdruk, druk."), 1);
        let alone = Phrase::parse("druk").unwrap().without_compounds().with_compounds(compounds);
        assert_eq!(alone, Phrase::parse("druk!").unwrap());
    }
}
