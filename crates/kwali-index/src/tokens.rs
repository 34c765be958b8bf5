//! From words to the terms of the index.
//!
//! Every word stands in the index under its folded form, for prefixes, and at the same position
//! under its one or two keys, for words. A key carries its language and begins with `=`: a unit of
//! one language is never found by the key of another. Where the folded form is a key, as it is for
//! most words of a running text, one term that begins with `~` serves as both. No folded word
//! begins with either sign. A word with hyphens stands under the terms of its parts as well.

use std::collections::HashMap;
use std::ops::Range;

use kwali_text::{Analyser, Language, fold, hyphen_parts, words};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The longest term in bytes: words that agree so far count as one.
const MAX_TERM_BYTES: usize = 255;

/// How many bytes of terms are remembered before all are forgotten: about 30,000 words.
const MAX_REMEMBERED: usize = 1 << 20;

/// Every term under which a word may stand that shares a key with this one.
pub(crate) fn terms_of_word(language: &str, analyser: &Analyser, word: &str) -> Vec<String> {
    let (first, second) = analyser.keys(word);
    let keys = [Some(first), second].into_iter().flatten();
    keys.flat_map(|key| [key_term(language, &key), both_term(language, &key)]).collect()
}

/// The beginnings of every term under which a word may stand whose folded form begins so; the terms
/// themselves under which it stands if that is the whole form.
pub(crate) fn beginnings<'a>(
    languages: impl Iterator<Item = &'a str>,
    folded: &str,
) -> Vec<String> {
    let both = languages.map(|language| both_term(language, folded));
    std::iter::once(cut(folded).to_owned()).chain(both).collect()
}

/// Every term under which a word stands that has this folded form or this key.
pub(crate) fn all_terms(language: &str, folded: &str) -> Vec<String> {
    vec![cut(folded).to_owned(), both_term(language, folded), key_term(language, folded)]
}

/// The folded form of the word that stands under this term; none of a term that tells nothing of it.
pub(crate) fn folded_form(term: &[u8]) -> Option<&str> {
    let term = std::str::from_utf8(term).ok()?;
    match term.as_bytes().first()? {
        b'=' => None,
        b'~' => term.split_once(':').map(|(_, folded)| folded),
        _ => Some(term),
    }
}

/// True for a term that tells nothing of the folded form.
pub(crate) fn is_key(term: &[u8]) -> bool {
    term.starts_with(b"=")
}

/// Every term of a word in a text and of the parts that its hyphens join, each once.
fn terms_in_text(language: &str, analyser: &Analyser, word: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for word in std::iter::once(word).chain(hyphen_parts(word)) {
        for term in own_terms(language, analyser, word) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}

/// The one to three terms of a word as a whole.
fn own_terms(language: &str, analyser: &Analyser, word: &str) -> Vec<String> {
    let folded = fold(word);
    let (first, second) = analyser.keys(word);
    let keys: Vec<String> = [Some(first), second].into_iter().flatten().collect();
    let own = match keys.contains(&folded) {
        true => both_term(language, &folded),
        false => cut(&folded).to_owned(),
    };
    let others = keys.iter().filter(|key| **key != folded).map(|key| key_term(language, key));
    std::iter::once(own).chain(others).collect()
}

fn key_term(language: &str, key: &str) -> String {
    cut(&format!("={language}:{key}")).to_owned()
}

fn both_term(language: &str, folded: &str) -> String {
    cut(&format!("~{language}:{folded}")).to_owned()
}

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
    /// Where in `ends` the terms of a word are.
    words: HashMap<Box<str>, Range<u32>>,
    /// Where in `terms` each term ends; it starts where the one before it does.
    ends: Vec<u32>,
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
            ends: Vec::new(),
            terms: String::new(),
        }
    }

    /// The terms of a word, as ranges of `terms`.
    fn terms(&mut self, word: &str) -> impl Iterator<Item = Range<u32>> {
        let places = match self.words.get(word) {
            Some(places) => places.clone(),
            None => self.remember(word),
        };
        let ends = &self.ends;
        let start_of = |place: u32| place.checked_sub(1).map_or(0, |last| ends[last as usize]);
        places.map(move |place| start_of(place)..ends[place as usize])
    }

    fn remember(&mut self, word: &str) -> Range<u32> {
        let first = self.ends.len() as u32;
        for term in terms_in_text(&self.language, &self.analyser, word) {
            self.terms.push_str(&term);
            self.ends.push(self.terms.len() as u32);
        }
        let places = first..self.ends.len() as u32;
        if word.len() <= MAX_TERM_BYTES {
            self.words.insert(word.into(), places.clone());
        }
        places
    }

    fn forget_if_full(&mut self) {
        if self.terms.len() > MAX_REMEMBERED {
            self.words.clear();
            self.ends.clear();
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
    }

    #[test]
    fn one_term_is_enough_where_the_folded_form_is_a_key() {
        check("nl\nDe loop", &[(0, "~nl:de"), (1, "~nl:loop")]);
        check("fy\nRêst", &[(0, "~fy:rest")]);
    }

    #[test]
    fn a_word_with_hyphens_stands_under_its_parts_as_well() {
        check("fy\nex-kliïnt", &[(0, "~fy:ex-kliint"), (0, "~fy:ex"), (0, "~fy:kliint")]);
        check("fy\nda-da", &[(0, "~fy:da-da"), (0, "~fy:da")]);
    }

    #[test]
    fn a_term_tells_the_folded_form_unless_it_is_a_key() {
        for (term, folded) in
            [("lopen", Some("lopen")), ("~nl:loop", Some("loop")), ("=nl:loop", None), ("", None)]
        {
            assert_eq!(folded_form(term.as_bytes()), folded);
        }
    }

    #[test]
    fn a_position_is_free_between_pieces() {
        let joined = words_of(&Language::new("fy").unwrap(), &["a.", " b", "…"]);
        check(&joined, &[(0, "~fy:a"), (2, "~fy:b")]);
        check("fy\n", &[]);
    }

    #[test]
    fn a_very_long_word_is_cut_on_a_letter() {
        assert_eq!(both_term("fy", &"é".repeat(200)).len(), 254);
        assert_eq!(cut(&"€".repeat(200)).len(), 255);
        assert_eq!(cut(&format!("a{}", "€".repeat(200))).len(), 253);
    }
}
