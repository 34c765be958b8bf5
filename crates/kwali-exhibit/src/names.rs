//! Names of people, and whether words have one of them.

use std::ops::Range;

use kwali_model::Snapshot;
use kwali_text::{fold, words};

/// Names, each as its folded words.
///
/// People know each other: whoever speaks anywhere in a study must not be named.
pub(crate) struct Names(Vec<Vec<String>>);

impl Names {
    /// Returns the names of all who speak in a study and were interviewed.
    pub(crate) fn of(snapshot: &Snapshot) -> Names {
        let speakers = snapshot.documents().iter().flat_map(|document| &document.speakers);
        let speakers = speakers.filter(|speaker| !speaker.is_interviewer);
        let names = speakers.map(|speaker| speaker.name.as_str());
        Names::among(names.chain(snapshot.participants().iter().map(|person| person.name.as_str())))
    }

    /// Returns those of some words that can be names: with a capital, and more than two letters.
    pub(crate) fn among<'a>(names: impl IntoIterator<Item = &'a str>) -> Names {
        let is_name = |name: &&str| {
            name.chars().next().is_some_and(char::is_uppercase) && fold(name).len() > 2
        };
        let parts = |name: &str| words(name).map(|word| fold(&name[word])).collect();
        let mut names: Vec<Vec<String>> = names.into_iter().filter(is_name).map(parts).collect();
        names.retain(|parts| !parts.is_empty());
        names.sort_unstable();
        names.dedup();
        Names(names)
    }

    /// Returns words that are no names, however they are written, to take them [out](Names::without).
    pub(crate) fn of_words<'a>(those: impl IntoIterator<Item = &'a str>) -> Names {
        let parts = |name: &str| words(name).map(|word| fold(&name[word])).collect();
        Names(those.into_iter().map(parts).collect())
    }

    /// Returns these names and others.
    pub(crate) fn with(mut self, others: Names) -> Names {
        self.0.extend(others.0);
        self.0.sort_unstable();
        self.0.dedup();
        self
    }

    /// Returns the names without those that are one of these words.
    pub(crate) fn without(mut self, others: &Names) -> Names {
        self.0.retain(|name| !others.0.contains(name));
        self
    }

    /// True if the words have one of the names, with a capital.
    pub(crate) fn are_in(&self, said: &str) -> bool {
        self.first_in(said).is_some()
    }

    /// Returns where the first of the names stands in the words, with a capital.
    pub(crate) fn first_in(&self, said: &str) -> Option<Range<usize>> {
        self.found_in(said).next()
    }

    /// Returns where the words have one of the names, with a capital: the longest that is there.
    fn found_in(&self, said: &str) -> impl Iterator<Item = Range<usize>> {
        let places: Vec<Range<usize>> = words(said).collect();
        let folded: Vec<String> = places.iter().map(|word| fold(&said[word.clone()])).collect();
        let is_high = |word: &Range<usize>| said[word.start..].starts_with(char::is_uppercase);
        let high: Vec<bool> = places.iter().map(is_high).collect();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < places.len() {
                let here = self.0.iter().filter(|name| high[at] && folded[at..].starts_with(name));
                let Some(n_words) = here.map(Vec::len).max() else {
                    at += 1;
                    continue;
                };
                let first = at;
                at += n_words;
                return Some(places[first].start..places[at - 1].end);
            }
            None
        })
    }

    /// Returns the words with other ones in the place of every name.
    pub(crate) fn hidden_in(&self, said: &str, instead: &str) -> String {
        let mut hidden = String::with_capacity(said.len());
        let mut from = 0;
        for name in self.found_in(said) {
            hidden.push_str(&said[from..name.start]);
            hidden.push_str(instead);
            from = name.end;
        }
        hidden + &said[from..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_a_capital() {
        let names = Names::among(["Jan de Wit", "Bo", "els", "Els", "Roos"]);
        let names = names.without(&Names::among(["Roos"]));
        for (said, expected) in [
            ("Toen kwam Els’ zus", Some("Els")),
            ("dat zei Jan de Wit ook", Some("Jan de Wit")),
            ("Jan en Bo en Roos", None),
            ("elsewhere els", None),
            ("", None),
        ] {
            assert_eq!(names.first_in(said).map(|place| &said[place]), expected, "{said}");
        }
    }
}
