//! Which words stand near a word.

use std::cmp::Reverse;
use std::ops::Range;

use kwali_text::{Analyser, Phrase};

use super::vocabulary::Vocabulary;
use super::{SpokenText, WordGroups, WordRules};

/// Counts what stands near a word, one document after the other.
pub struct CollocateCounter {
    groups: WordGroups,
    vocabulary: Vocabulary,
    node: Phrase,
    window: usize,
    near: Vec<u64>,
    everywhere: Vec<u64>,
    n_nodes: u64,
    n_words: u64,
}

/// What stands near a word.
#[derive(Clone, PartialEq, Debug)]
pub struct Collocates {
    /// How often the word itself is there.
    pub nodes: u64,
    /// How many words there are in all.
    pub tokens: u64,
    /// How many words to either side are near.
    pub window: usize,
    /// The words that are near it anywhere, those with the highest logDice first, equal ones by code
    /// point.
    pub rows: Vec<Collocate>,
    /// The names of the stemmers that were used.
    pub stemmers: Vec<&'static str>,
}

/// A word that stands near another.
#[derive(Clone, PartialEq, Debug)]
pub struct Collocate {
    /// The word.
    pub word: String,
    /// How often it stands near; once for every time it is there, however many nodes are near.
    pub near: u64,
    /// How often it is there at all, nodes aside.
    pub tokens: u64,
    /// How often it would stand near if words were shuffled.
    pub expected: f64,
    /// Rychlý's logDice (2008): 14 + log2(2 near / (nodes + tokens)).
    pub log_dice: f64,
    /// Church et al. (1991): (near − expected) / √near.
    pub t_score: f64,
    /// Church and Hanks (1990): log2(near / expected).
    pub mutual_information: f64,
}

impl CollocateCounter {
    /// Returns a counter of what stands up to `window` words beside `node`.
    pub fn new(
        groups: WordGroups,
        rules: WordRules,
        node: Phrase,
        window: usize,
    ) -> CollocateCounter {
        CollocateCounter {
            groups,
            vocabulary: Vocabulary::new(rules),
            node,
            window,
            near: Vec::new(),
            everywhere: Vec::new(),
            n_nodes: 0,
            n_words: 0,
        }
    }

    /// Counts the words of a document. What one speaker says in one paragraph is by itself: no
    /// window reaches out of it.
    pub fn add(&mut self, spoken: &SpokenText<'_>) {
        let analyser = Analyser::new(&spoken.document.language);
        for (speaker, words) in spoken.units() {
            if self.groups.group(spoken.place, speaker).is_some() && !words.is_empty() {
                self.add_unit(spoken, &analyser, &words);
            }
        }
    }

    fn add_unit(&mut self, spoken: &SpokenText<'_>, analyser: &Analyser, words: &[Range<usize>]) {
        let (start, end) = (words[0].start, words[words.len() - 1].end);
        let text = &spoken.text.as_str()[start..end];
        let hits = self.node.find(text, analyser);
        let at = |byte: usize| words.partition_point(|word| word.start < byte);
        let nodes = hits.iter().map(|hit| at(start + hit.start)..at(start + hit.end));
        let nodes: Vec<Range<usize>> = nodes.filter(|node| !node.is_empty()).collect();
        let mut is_near = vec![false; words.len()];
        let mut is_node = vec![false; words.len()];
        for node in &nodes {
            let last = (node.end + self.window).min(words.len());
            is_near[node.start.saturating_sub(self.window)..last].fill(true);
            is_node[node.clone()].fill(true);
        }
        self.n_nodes += nodes.len() as u64;
        self.n_words += words.len() as u64;
        for (place, word) in words.iter().enumerate().filter(|(place, _)| !is_node[*place]) {
            let written = &spoken.text.as_str()[word.clone()];
            let number = self.vocabulary.number(&spoken.document.language, written);
            if number >= self.near.len() {
                self.near.resize(number + 1, 0);
                self.everywhere.resize(number + 1, 0);
            }
            self.everywhere[number] += 1;
            self.near[number] += u64::from(is_near[place]);
        }
    }

    /// Returns the words that stand near at least `at_least` times.
    pub fn finish(self, at_least: u64) -> Collocates {
        let at_least = at_least.max(1);
        let words = self.vocabulary.words().iter().zip(self.near.iter().zip(&self.everywhere));
        let wanted = words.filter(|(word, (near, _))| !word.is_left_out && **near >= at_least);
        let mut rows: Vec<Collocate> = wanted
            .map(|(word, (&near, &tokens))| self.collocate(word.word.clone(), near, tokens))
            .collect();
        rows.sort_by(|a, b| {
            let by_measure = b.log_dice.total_cmp(&a.log_dice);
            by_measure.then_with(|| (Reverse(a.near), &a.word).cmp(&(Reverse(b.near), &b.word)))
        });
        Collocates {
            nodes: self.n_nodes,
            tokens: self.n_words,
            window: self.window,
            rows,
            stemmers: self.vocabulary.stemmers(),
        }
    }

    /// `near` is at least 1, and then there are nodes and words.
    fn collocate(&self, word: String, near: u64, tokens: u64) -> Collocate {
        let (observed, nodes, all) = (near as f64, self.n_nodes as f64, tokens as f64);
        let expected = nodes * all * 2.0 * self.window as f64 / self.n_words as f64;
        Collocate {
            word,
            near,
            tokens,
            expected,
            log_dice: 14.0 + (2.0 * observed / (nodes + all)).log2(),
            t_score: (observed - expected) / observed.sqrt(),
            mutual_information: (observed / expected).log2(),
        }
    }
}
