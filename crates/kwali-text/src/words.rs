//! Word tokens of a text, by one stated rule.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// What may follow a leading apostrophe in a Dutch clitic: `'s`, `'t`, `'n`, `'k`, `'m`, `'r`, `'er`.
const CLITICS: [&str; 7] = ["s", "t", "n", "k", "m", "r", "er"];

/// Returns the byte ranges of the words in `text`, in order: rule T1.
///
/// A word is a run of letters, marks and digits, with inner apostrophes and hyphens (`zo'n`,
/// `foto's`, `in-huis`); `'s` and its like stand alone; `'s-Hertogenbosch` is one word. As a
/// pattern: `(?<![\p{L}\p{N}])['’](?:s|t|n|k|m|r|er)(?![\p{L}\p{N}\-])|`
/// `(?:(?<![\p{L}\p{N}])['’]s-)?[\p{L}\p{M}\p{N}]+(?:['’\-][\p{L}\p{M}\p{N}]+)*`.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text[at..];
            if let Some(length) = word_at(text, at) {
                let word = at..at + length;
                at = word.end;
                return Some(word);
            }
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        None
    })
}

/// Returns the number of words in `text` by the rule of [`words`].
pub fn count_words(text: &str) -> usize {
    words(text).count()
}

fn word_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    if is_apostrophe(first) && !text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return clitic(rest, first.len_utf8());
    }
    is_word_char(first).then(|| compound(rest))
}

/// The length of `'t` or of `'s-Hertogenbosch` at the start of `rest`, which opens with an apostrophe.
fn clitic(rest: &str, apostrophe: usize) -> Option<usize> {
    let after = &rest[apostrophe..];
    let letters = run(after);
    let alone = CLITICS.contains(&&after[..letters]);
    let follows = after[letters..].chars().next();
    if alone && !follows.is_some_and(|char| char == '-' || char.is_alphanumeric()) {
        return Some(apostrophe + letters);
    }
    let place = after.strip_prefix("s-").filter(|place| run(place) > 0)?;
    Some(apostrophe + "s-".len() + compound(place))
}

/// The length of a run of word characters joined by single apostrophes or hyphens.
fn compound(rest: &str) -> usize {
    let mut length = run(rest);
    while let Some(joint) = rest[length..].chars().next().filter(|&char| is_joint(char)) {
        let next = run(&rest[length + joint.len_utf8()..]);
        if next == 0 {
            break;
        }
        length += joint.len_utf8() + next;
    }
    length
}

fn run(rest: &str) -> usize {
    rest.find(|char| !is_word_char(char)).unwrap_or(rest.len())
}

fn is_word_char(char: char) -> bool {
    // No mark is ASCII, and looking one up takes long.
    char.is_alphanumeric() || (!char.is_ascii() && is_combining_mark(char))
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’')
}

fn is_joint(char: char) -> bool {
    char == '-' || is_apostrophe(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|word| &text[word]).collect();
        assert_eq!(found, expected);
        assert_eq!(count_words(text), expected.len());
    }

    #[test]
    fn clitics_keep_their_apostrophe() {
        check("'s avonds, 't is ’n feest", &["'s", "avonds", "'t", "is", "’n", "feest"]);
        check("'er was", &["'er", "was"]);
        check("zij riep 'stop'", &["zij", "riep", "stop"]);
    }

    #[test]
    fn inner_apostrophes_and_hyphens_join() {
        check("zo'n foto's D66’er", &["zo'n", "foto's", "D66’er"]);
        check("’s-Hertogenbosch", &["’s-Hertogenbosch"]);
        check("in- en verkoop", &["in", "en", "verkoop"]);
        check("ex-cliënt--nee", &["ex-cliënt", "nee"]);
    }

    #[test]
    fn slashes_points_and_dashes_separate() {
        check("en/of 3.5 – ja…", &["en", "of", "3", "5", "ja"]);
        check("a\u{308}b", &["a\u{308}b"]);
    }

    #[test]
    fn nothing_gives_no_words() {
        check("", &[]);
        check(" ' - ’ …", &[]);
    }
}
