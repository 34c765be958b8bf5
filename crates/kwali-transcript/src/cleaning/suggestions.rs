//! Words that look as if a scanner had misread them: shown, never changed.

use std::ops::Range;

use kwali_text::{KnownWords, Language, Span, Text, words};

/// A word that may have been misread, and what it may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The word.
    pub span: Span,
    /// What it may have been on paper.
    pub instead: String,
}

/// Words that begin with a small L where a capital I stood.
const DUTCH: [&str; 8] = ["lk", "ln", "ls", "lets", "lemand", "ledereen", "lmmers", "lnderdaad"];
const ENGLISH: [&str; 5] = ["lt", "ln", "ls", "lf", "lts"];

/// Letters that look like others: how they were read, and what they may be.
const ALIKE: [(&str, &str); 2] = [("rn", "m"), ("vv", "w")];

/// Returns words that a scanner may have misread, in order.
///
/// `lk` for `Ik`, a `0` or `1` between letters, and words that occur once and become another word of
/// the text, which occurs more than once, if `rn` in them is `m`.
pub fn suggestions(text: &Text, language: &Language) -> Vec<Suggestion> {
    let content = text.as_str();
    let known = KnownWords::of(content);
    let with_capital_i: &[&str] = match language.code() {
        "nl" => &DUTCH,
        "en" => &ENGLISH,
        _ => &[],
    };
    let suggest = |place: Range<usize>| {
        let word = &content[place.clone()];
        let instead = capital_i(word, with_capital_i)
            .or_else(|| digits(word))
            .or_else(|| alike(word, &known))?;
        Some(Suggestion { span: text.span(place.start, place.end).ok()?, instead })
    };
    words(content).filter_map(suggest).collect()
}

fn capital_i(word: &str, read: &[&str]) -> Option<String> {
    read.contains(&word).then(|| format!("I{}", &word[1..]))
}

/// `0` for `o` and `1` for `l` between small letters.
fn digits(word: &str) -> Option<String> {
    if !word.contains(['0', '1']) {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let is_letter = |n: usize| chars.get(n).is_some_and(|char| char.is_lowercase());
    let letter = |n: usize| match chars[n] {
        '0' if n > 0 && is_letter(n - 1) && is_letter(n + 1) => 'o',
        '1' if n > 0 && is_letter(n - 1) && is_letter(n + 1) => 'l',
        char => char,
    };
    let instead: String = (0..chars.len()).map(letter).collect();
    (instead != word).then_some(instead)
}

fn alike(word: &str, known: &KnownWords) -> Option<String> {
    let candidates = ALIKE.iter().filter(|(read, _)| word.contains(read));
    let candidates = candidates.map(|(read, instead)| word.replace(read, instead));
    candidates
        .filter(|candidate| known.count(word) == 1 && known.count(candidate) > 1)
        .max_by_key(|candidate| known.count(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &[(&str, &str)]) {
        let text = Text::new(content).unwrap();
        let found = suggestions(&text, &Language::dutch());
        let found: Vec<(&str, &str)> =
            found.iter().map(|s| (text.slice(s.span), s.instead.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn misread_words_are_shown() {
        check(
            "lk heb w0rden ge1ezen. ln mei.",
            &[("lk", "Ik"), ("w0rden", "worden"), ("ge1ezen", "gelezen"), ("ln", "In")],
        );
        check("Samen, samen en sarnen.", &[("sarnen", "samen")]);
    }

    #[test]
    fn words_that_may_be_right_are_not() {
        check("Het hoorn, een doorn; 10 mei, H2O, B12, A10, 1e. Ik las.", &[]);
        check("modern en modem", &[]);
        let english = Text::new("That lets me say so. ln May.").unwrap();
        let found = suggestions(&english, &Language::english());
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
