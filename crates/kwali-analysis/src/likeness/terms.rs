//! The words of an example, and how often a passage has them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use kwali_text::{Language, counted_form, words};

use crate::content_words::ContentWords;

/// The words of what others are compared with: their stems, without function words.
#[derive(Clone, Default)]
pub struct Example {
    words: Vec<ExampleWord>,
    /// By key of [`Analyser::keys`]: the word.
    by_key: HashMap<String, u32>,
}

/// A word of an example, in whatever form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ExampleWord {
    /// The first form.
    pub(super) shown: String,
    /// How often the example has it.
    pub(super) times: u32,
}

impl Example {
    /// Returns the example that these texts make together, each in its language.
    pub fn of<'a>(texts: impl IntoIterator<Item = (&'a Language, &'a str)>) -> Example {
        let mut example = Example::default();
        let mut rules: BTreeMap<&Language, ContentWords> = BTreeMap::new();
        for (language, text) in texts {
            let rules =
                rules.entry(language).or_insert_with_key(|language| ContentWords::new(language));
            for word in words(text) {
                example.add(rules, &text[word]);
            }
        }
        example
    }

    fn add(&mut self, rules: &ContentWords, word: &str) {
        let shown = counted_form(word);
        let Some((first, second)) = rules.keys(word) else { return };
        let keys: Vec<String> = std::iter::once(first).chain(second).collect();
        let known = keys.iter().find_map(|key| self.by_key.get(key).copied());
        let number = known.unwrap_or_else(|| {
            self.words.push(ExampleWord { shown, times: 0 });
            self.words.len() as u32 - 1
        });
        self.words[number as usize].times += 1;
        for key in keys {
            self.by_key.entry(key).or_insert(number);
        }
    }

    /// True if there is no word in it by which anything could be compared.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn words(&self) -> &[ExampleWord] {
        &self.words
    }
}

/// A word of an example in a text.
pub(super) struct Found {
    /// Which word of the example.
    pub(super) word: u32,
    /// How often the text has it.
    pub(super) times: u32,
    /// Where it has it first, in bytes.
    pub(super) first: Range<u32>,
}

/// By word form: which word of the example it is, if any.
type KnownForms = HashMap<Box<str>, Option<u32>>;

/// Finds the words of an example in texts; every word form is looked up once.
pub(super) struct Reader {
    example: Example,
    languages: BTreeMap<Language, (ContentWords, KnownForms)>,
}

impl Reader {
    pub(super) fn new(example: Example) -> Reader {
        Reader { example, languages: BTreeMap::new() }
    }

    pub(super) fn words(&self) -> &[ExampleWord] {
        self.example.words()
    }

    /// Returns how many words a text has, and which of the example, in order of number.
    pub(super) fn read(&mut self, language: &Language, text: &str) -> (u32, Vec<Found>) {
        let (rules, known) = self
            .languages
            .entry(language.clone())
            .or_insert_with_key(|language| (ContentWords::new(language), HashMap::new()));
        let mut n_words = 0;
        let mut has: BTreeMap<u32, Found> = BTreeMap::new();
        for place in words(text) {
            let written = &text[place.clone()];
            n_words += 1;
            let found = match known.get(written) {
                Some(&found) => found,
                None => {
                    let found = find(&self.example, rules, written);
                    known.insert(written.into(), found);
                    found
                }
            };
            if let Some(word) = found {
                let first = place.start as u32..place.end as u32;
                has.entry(word).or_insert(Found { word, times: 0, first }).times += 1;
            }
        }
        (n_words, has.into_values().collect())
    }
}

/// Returns the word of the example that a word is a form of.
fn find(example: &Example, rules: &ContentWords, written: &str) -> Option<u32> {
    let (first, second) = rules.keys(written)?;
    let by_key = |key: &String| example.by_key.get(key).copied();
    by_key(&first).or_else(|| second.as_ref().and_then(by_key))
}
