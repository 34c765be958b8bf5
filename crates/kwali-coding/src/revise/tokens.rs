//! A text cut into words and what stands between them, each with a number that alike ones share.

use std::collections::HashMap;
use std::ops::Range;

/// A word, a stretch of white space, or one other character.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// Where it stands, in bytes.
    pub(crate) place: Range<usize>,
    /// Equal for tokens that are alike: upper and lower case, all white space, curly quotation
    /// marks and straight ones.
    pub(crate) form: u32,
    pub(crate) is_word: bool,
}

/// The numbers of all forms in several texts.
#[derive(Default)]
pub(crate) struct Forms {
    numbers: HashMap<String, u32>,
    buffer: String,
}

impl Forms {
    /// Cuts a part of a text into tokens.
    pub(crate) fn tokens(&mut self, text: &str, part: Range<usize>) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut at = part.start;
        while let Some(first) = text[at..part.end].chars().next() {
            let rest = &text[at..part.end];
            let is_word = first.is_alphanumeric();
            let length = match () {
                () if is_word => run(rest, |char| char.is_alphanumeric() || is_mark(char)),
                () if first.is_whitespace() => run(rest, char::is_whitespace),
                () => first.len_utf8(),
            };
            let form = self.number(&rest[..length]);
            tokens.push(Token { place: at..at + length, form, is_word });
            at += length;
        }
        tokens
    }

    fn number(&mut self, token: &str) -> u32 {
        self.buffer.clear();
        if token.starts_with(char::is_whitespace) {
            self.buffer.push(' ');
        } else {
            self.buffer.extend(token.chars().flat_map(folded));
        }
        if let Some(&number) = self.numbers.get(&self.buffer) {
            return number;
        }
        let next = self.numbers.len() as u32;
        self.numbers.insert(self.buffer.clone(), next);
        next
    }
}

/// Returns a character as it is compared.
pub(crate) fn folded(char: char) -> impl Iterator<Item = char> {
    match char {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        _ if char.is_whitespace() => ' ',
        _ => char,
    }
    .to_lowercase()
}

/// Returns the number of letters and digits.
pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|char| char.is_alphanumeric()).count()
}

/// True between two letters or digits: neither a word's beginning nor its end.
pub(crate) fn is_inside_word(text: &str, byte: usize) -> bool {
    let before = text[..byte].chars().next_back();
    let behind = text[byte..].chars().next();
    let in_word =
        |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || is_mark(char));
    in_word(before) && in_word(behind)
}

/// A mark on the letter before it.
fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36F}')
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|char| !belongs(char)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = Forms::default().tokens(text, 0..text.len());
        let cut: Vec<&str> = tokens.iter().map(|token| &text[token.place.clone()]).collect();
        assert_eq!(cut, expected);
        assert_eq!(cut.concat(), text);
    }

    #[test]
    fn words_white_space_and_other_signs_stand_apart() {
        check(
            "Zo’n  dag,\nn\u{303}ee!",
            &["Zo", "’", "n", "  ", "dag", ",", "\n", "n\u{303}ee", "!"],
        );
        check("", &[]);
    }

    #[test]
    fn what_is_alike_has_one_number() {
        let mut forms = Forms::default();
        let mut numbers = |text: &str| -> Vec<u32> {
            forms.tokens(text, 0..text.len()).iter().map(|token| token.form).collect()
        };
        assert_eq!(numbers("Zo’n dag"), numbers("zo'n\n\u{a0}DAG"));
        assert_ne!(numbers("dag"), numbers("dagen"));
    }
}
