//! What a person looks for: a word, the beginning of one, or several in a row.

use std::ops::Range;

use crate::{Analyser, fold, words};

/// A word, a prefix (`werk*`), or several of these in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    elements: Vec<Element>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Element {
    Word(String),
    /// Folded.
    Prefix(String),
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
}

impl Phrase {
    /// Reads a phrase as it is typed: words by the rule of [`words`], `*` behind a word for its
    /// beginning.
    pub fn parse(typed: &str) -> Result<Phrase, PhraseError> {
        let tokens: Vec<Range<usize>> = words(typed).collect();
        if tokens.is_empty() {
            return Err(PhraseError::NoWords(typed.to_owned()));
        }
        let is_prefix = |word: &Range<usize>| typed[word.end..].starts_with('*');
        let n_stars = typed.matches('*').count();
        let elements: Vec<Element> = tokens
            .iter()
            .map(|word| match is_prefix(word) {
                true => Element::Prefix(fold(&typed[word.clone()])),
                false => Element::Word(typed[word.clone()].to_owned()),
            })
            .collect();
        let n_prefixes = tokens.iter().filter(|word| is_prefix(word)).count();
        let glued = typed.split('*').skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
        if n_stars != n_prefixes || glued {
            return Err(PhraseError::StarInside(typed.to_owned()));
        }
        Ok(Phrase { elements })
    }

    /// Returns for each word of the phrase in turn what it must be, for an index to look up.
    pub fn elements(&self) -> impl Iterator<Item = PhraseElement<'_>> {
        self.elements.iter().map(|element| match element {
            Element::Word(word) => PhraseElement::Word(word),
            Element::Prefix(prefix) => PhraseElement::Prefix(prefix),
        })
    }

    /// Returns the byte ranges in `text` where the phrase stands, in order, none overlapping.
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

/// One word of a [`Phrase`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhraseElement<'a> {
    /// A word that shares a key with this one.
    Word(&'a str),
    /// A word whose folded form begins like this.
    Prefix(&'a str),
}

/// An element with the keys of its word worked out once.
enum Matcher<'a> {
    Keys { analyser: &'a Analyser, first: String, second: Option<String> },
    Prefix(&'a str),
}

impl<'a> Matcher<'a> {
    fn new(element: &'a Element, analyser: &'a Analyser) -> Matcher<'a> {
        match element {
            Element::Word(word) => {
                let (first, second) = analyser.keys(word);
                Matcher::Keys { analyser, first, second }
            }
            Element::Prefix(prefix) => Matcher::Prefix(prefix),
        }
    }

    fn matches(&self, word: &str) -> bool {
        match self {
            Matcher::Prefix(prefix) => fold(word).starts_with(prefix),
            Matcher::Keys { analyser, first, second } => {
                let (a, b) = analyser.keys(word);
                let known = |key: &String| key == first || Some(key) == second.as_ref();
                known(&a) || b.as_ref().is_some_and(known)
            }
        }
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
        for typed in ["w*k", "*druk", "werk *"] {
            assert_eq!(Phrase::parse(typed), Err(PhraseError::StarInside(typed.into())), "{typed}");
        }
    }
}
