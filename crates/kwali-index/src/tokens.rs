//! From words to the terms of the index.
//!
//! Every word stands in the index under its folded form, for prefixes, and at the same position
//! under its one or two keys, for words. A key carries its language and begins with `=`, which no
//! folded word does: a unit of one language is never found by the key of another.

use std::collections::HashMap;
use std::ops::Range;

use kwali_text::{Analyser, Language, fold, words};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The longest term in bytes: words that agree so far count as one.
const MAX_TERM_BYTES: usize = 255;

/// How many bytes of terms are remembered before all are forgotten: about 30,000 words.
const MAX_REMEMBERED: usize = 1 << 20;

/// The folded form of a word or prefix as a term.
pub(crate) fn folded_term(folded: &str) -> &str {
    cut(folded)
}

/// The keys of a word in a language as terms.
pub(crate) fn key_terms(language: &str, analyser: &Analyser, word: &str) -> Vec<String> {
    let (first, second) = analyser.keys(word);
    let term = |key: String| cut(&format!("={language}:{key}")).to_owned();
    [Some(first), second].into_iter().flatten().map(term).collect()
}

/// The first term that is no key, and the first behind all keys.
pub(crate) const KEYS: (&str, &str) = ("=", ">");

fn cut(term: &str) -> &str {
    &term[..term.floor_char_boundary(MAX_TERM_BYTES)]
}

/// Joins a language and the pieces of a text into what [`WordTokenizer`] takes.
pub(crate) fn words_of(language: &Language, pieces: &[&str]) -> String {
    let mut joined = String::with_capacity(4 + pieces.iter().map(|p| p.len() + 1).sum::<usize>());
    joined.push_str(language.code());
    for piece in pieces {
        joined.push('\n');
        joined.push_str(piece);
    }
    joined
}

/// Gives the terms of words; made of [`words_of`].
#[derive(Default)]
pub(crate) struct WordTokenizer {
    memories: Vec<Memory>,
    stream: Vec<Placed>,
}

/// A term of a [`Memory`] at a position.
#[derive(Clone, Copy)]
struct Placed {
    position: u32,
    start: u32,
    end: u32,
}

/// A copy has nothing in its memory yet.
impl Clone for WordTokenizer {
    fn clone(&self) -> WordTokenizer {
        WordTokenizer::default()
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let (language, text) = text.split_once('\n').unwrap_or(("", text));
        let memory = self.memory(language);
        let (memory, stream) = (&mut self.memories[memory], &mut self.stream);
        stream.clear();
        let (mut position, mut reached) = (0, 0);
        for word in words(text) {
            // An unused position keeps phrases from running into the next piece.
            let is_new_piece = text.as_bytes()[reached..word.start].contains(&b'\n');
            position += u32::from(is_new_piece);
            reached = word.end;
            for term in memory.terms(&text[word]) {
                stream.push(Placed { position, start: term.start, end: term.end });
            }
            position += 1;
        }
        WordStream { terms: &memory.terms, stream: stream.iter(), token: Token::default() }
    }
}

impl WordTokenizer {
    fn memory(&mut self, language: &str) -> usize {
        let known = self.memories.iter().position(|memory| memory.language == language);
        let place = known.unwrap_or_else(|| {
            self.memories.push(Memory::new(language));
            self.memories.len() - 1
        });
        self.memories[place].forget_if_full();
        place
    }
}

/// The terms of the words of one language that were met before: words recur.
struct Memory {
    language: String,
    analyser: Analyser,
    words: HashMap<Box<str>, [u32; 4]>,
    terms: String,
}

impl Memory {
    fn new(language: &str) -> Memory {
        let known = Language::new(language).unwrap_or_else(Language::dutch);
        let analyser = Analyser::new(&known);
        Memory {
            language: language.to_owned(),
            analyser,
            words: HashMap::new(),
            terms: String::new(),
        }
    }

    /// The folded form, the key and the second key if there is one, as ranges of `terms`.
    fn terms(&mut self, word: &str) -> impl Iterator<Item = Range<u32>> + use<> {
        let ends = match self.words.get(word) {
            Some(&ends) => ends,
            None => self.remember(word),
        };
        let n_terms = if ends[2] == ends[3] { 2 } else { 3 };
        (0..n_terms).map(move |term| ends[term]..ends[term + 1])
    }

    fn remember(&mut self, word: &str) -> [u32; 4] {
        let mut ends = [self.terms.len() as u32; 4];
        self.terms.push_str(folded_term(&fold(word)));
        ends[1..].fill(self.terms.len() as u32);
        for (number, key) in key_terms(&self.language, &self.analyser, word).iter().enumerate() {
            self.terms.push_str(key);
            ends[number + 2..].fill(self.terms.len() as u32);
        }
        if word.len() <= MAX_TERM_BYTES {
            self.words.insert(word.into(), ends);
        }
        ends
    }

    fn forget_if_full(&mut self) {
        if self.terms.len() > MAX_REMEMBERED {
            self.words.clear();
            self.terms.clear();
        }
    }
}

pub(crate) struct WordStream<'a> {
    terms: &'a str,
    stream: std::slice::Iter<'a, Placed>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(placed) = self.stream.next() else { return false };
        self.token.position = placed.position as usize;
        self.token.text.clear();
        self.token.text.push_str(&self.terms[placed.start as usize..placed.end as usize]);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str)]) {
        let mut tokenizer = WordTokenizer::default();
        for _ in 0..2 {
            let mut found = Vec::new();
            tokenizer
                .token_stream(text)
                .process(&mut |token| found.push((token.position, token.text.clone())));
            let found: Vec<_> = found.iter().map(|(at, term)| (*at, term.as_str())).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_word_stands_under_its_folded_form_and_its_keys() {
        check("nl\nLopen, loopt", &[(0, "lopen"), (0, "=nl:loop"), (1, "loopt"), (1, "=nl:loop")]);
        check("en\nLooking", &[(0, "looking"), (0, "=en:look")]);
        check("fy\nRêst", &[(0, "rest"), (0, "=fy:rest")]);
    }

    #[test]
    fn a_position_is_free_between_pieces() {
        let joined = words_of(&Language::new("fy").unwrap(), &["a.", " b", "…"]);
        check(&joined, &[(0, "a"), (0, "=fy:a"), (2, "b"), (2, "=fy:b")]);
        check("fy\n", &[]);
    }

    #[test]
    fn a_very_long_word_is_cut_on_a_letter() {
        let word = "é".repeat(200);
        let terms = key_terms("fy", &Analyser::new(&Language::new("fy").unwrap()), &word);
        assert_eq!(terms, [format!("=fy:{}", "e".repeat(200))]);
        assert_eq!(folded_term(&"€".repeat(200)).len(), 255);
        assert_eq!(folded_term(&format!("a{}", "€".repeat(200))).len(), 253);
    }
}
