//! How often every word is spoken.

use std::cmp::Reverse;

use super::vocabulary::{Known, Vocabulary};
use super::{SpokenText, WordGroups, WordRules};

/// Counts words, one document after the other: it holds the different words, not the texts.
pub struct WordCounter {
    groups: WordGroups,
    vocabulary: Vocabulary,
    words: Vec<Tally>,
    tokens: Vec<u64>,
}

/// How often one word was met.
#[derive(Default)]
struct Tally {
    by_group: Vec<u64>,
    documents: u64,
    last_document: Option<usize>,
}

/// The words of a study, counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordCounts {
    /// The groups in order, with what they hold in all.
    pub groups: Vec<WordTotals>,
    /// The words that are not left out, the commonest first, equally common ones by code point.
    pub rows: Vec<WordCount>,
    /// The names of the stemmers that were used; none where every form is a word by itself.
    pub stemmers: Vec<&'static str>,
}

/// What a group holds in all, with the words that are left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordTotals {
    /// The group; empty where there is but one.
    pub name: String,
    /// All words.
    pub tokens: u64,
    /// All different words.
    pub types: u64,
    /// The words that are not left out.
    pub counted_tokens: u64,
    /// The different words that are not left out.
    pub counted_types: u64,
}

/// How often a word is spoken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordCount {
    /// The word, or the stem of all its forms.
    pub word: String,
    /// The forms of a stem, the commonest first, each with how often it is spoken.
    pub forms: Vec<(String, u64)>,
    /// How often, by group.
    pub by_group: Vec<u64>,
    /// How often in all groups.
    pub tokens: u64,
    /// In how many documents.
    pub documents: u64,
}

impl WordCounter {
    /// Returns a counter that has met no word yet.
    pub fn new(groups: WordGroups, rules: WordRules) -> WordCounter {
        let tokens = vec![0; groups.names().len()];
        WordCounter { groups, vocabulary: Vocabulary::new(rules), words: Vec::new(), tokens }
    }

    /// Counts the words of a document.
    pub fn add(&mut self, spoken: &SpokenText<'_>) {
        for (speaker, words) in spoken.units() {
            let Some(group) = self.groups.group(spoken.place, speaker) else { continue };
            self.tokens[group] += words.len() as u64;
            for word in words {
                let written = &spoken.text.as_str()[word];
                let number = self.vocabulary.number(&spoken.document.language, written);
                if number >= self.words.len() {
                    self.words.resize_with(number + 1, Tally::default);
                }
                self.words[number].add(group, self.tokens.len(), spoken.place);
            }
        }
    }

    /// Returns what was counted.
    pub fn finish(self) -> WordCounts {
        let mut groups: Vec<WordTotals> = self
            .groups
            .names()
            .iter()
            .zip(&self.tokens)
            .map(|(name, &tokens)| WordTotals {
                name: name.clone(),
                tokens,
                types: 0,
                counted_tokens: 0,
                counted_types: 0,
            })
            .collect();
        let stemmers = self.vocabulary.stemmers();
        let mut rows = Vec::new();
        for (known, tally) in self.vocabulary.into_words().into_iter().zip(self.words) {
            for (group, &count) in groups.iter_mut().zip(&tally.by_group) {
                group.types += u64::from(count > 0);
                if !known.is_left_out {
                    group.counted_tokens += count;
                    group.counted_types += u64::from(count > 0);
                }
            }
            if !known.is_left_out {
                rows.push(tally.finish(known));
            }
        }
        rows.sort_by(|a, b| (Reverse(a.tokens), &a.word).cmp(&(Reverse(b.tokens), &b.word)));
        WordCounts { groups, rows, stemmers }
    }
}

impl Tally {
    fn add(&mut self, group: usize, n_groups: usize, place: usize) {
        if self.by_group.is_empty() {
            self.by_group = vec![0; n_groups];
        }
        self.by_group[group] += 1;
        if self.last_document != Some(place) {
            self.last_document = Some(place);
            self.documents += 1;
        }
    }

    fn finish(self, known: Known) -> WordCount {
        let mut forms: Vec<(String, u64)> = known.forms.into_iter().collect();
        forms.sort_by_key(|&(_, count)| Reverse(count));
        let tokens = self.by_group.iter().sum();
        let documents = self.documents;
        WordCount { word: known.word, forms, by_group: self.by_group, tokens, documents }
    }
}
