//! Word tokens of a text, by one stated rule.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::WordPlaces;

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
        // What is ASCII and neither letter, digit nor apostrophe begins no word.
        let begins = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'' || !byte.is_ascii();
        while let Some(place) = text.as_bytes()[at..].iter().position(begins) {
            at += place;
            if let Some(length) = word_at(text, at) {
                let word = at..at + length;
                at = word.end;
                return Some(word);
            }
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    })
}

/// Returns the number of words in `text` by the rule of [`words`].
pub fn count_words(text: &str) -> usize {
    WordPlaces::of(text).count()
}

/// Returns the parts of a word that hyphens join, each a word under which it is found as well; none
/// of a word without a hyphen.
///
/// `'s-Hertogenbosch` is found under `'s` and `Hertogenbosch`.
pub fn hyphen_parts(word: &str) -> impl Iterator<Item = &str> {
    let parts = word.contains('-').then(|| word.split('-'));
    parts.into_iter().flatten().filter(|part| !part.is_empty())
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
    let ascii = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    match rest.as_bytes().get(ascii) {
        Some(byte) if !byte.is_ascii() => {
            let more = &rest[ascii..];
            ascii + more.find(|char| !is_word_char(char)).unwrap_or(more.len())
        }
        _ => ascii,
    }
}

fn is_word_char(char: char) -> bool {
    // Looking a character up takes long; these need not be: Latin letters, dashes and quotation marks.
    match char {
        '\0'..='\x7F' => char.is_ascii_alphanumeric(),
        '\u{C0}'..='\u{24F}' => !matches!(char, '×' | '÷'),
        '\u{2010}'..='\u{205E}' => false,
        _ => (char.is_alphanumeric() && !is_circled(char)) || is_combining_mark(char),
    }
}

/// Signs such as ⓐ are alphabetic for Unicode but no letters.
fn is_circled(char: char) -> bool {
    matches!(char, 'Ⓐ'..='ⓩ' | '\u{1F130}'..='\u{1F149}' | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}')
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’')
}

fn is_joint(char: char) -> bool {
    char == '-' || is_apostrophe(char)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn every_clitic_of_the_rule_stands_alone_with_either_apostrophe() {
        for clitic in ["s", "t", "n", "k", "m", "r", "er"] {
            for apostrophe in ["'", "’"] {
                let written = format!("{apostrophe}{clitic}");
                check(&format!("{written} ding"), &[&written, "ding"]);
                check(&format!("\"{written}\""), &[&written]);
            }
        }
        check("'S avonds 'zo' 'x", &["S", "avonds", "zo", "x"]);
        check("m'n d'r ma'am", &["m'n", "d'r", "ma'am"]);
        check("huis's 'sochtends", &["huis's", "sochtends"]);
    }

    #[test]
    fn a_place_keeps_its_clitic() {
        check("'s-Gravenhage, ’s-Heer-Arendskerke", &["'s-Gravenhage", "’s-Heer-Arendskerke"]);
        check("in 's-", &["in", "s"]);
        check("'t-Zand", &["t-Zand"]);
    }

    #[test]
    fn a_suspended_hyphen_is_dropped_on_either_side() {
        check("voor- en nadelen", &["voor", "en", "nadelen"]);
        check("kwaliteitsmeting en -borging", &["kwaliteitsmeting", "en", "borging"]);
    }

    #[test]
    fn endings_behind_an_apostrophe_stay() {
        check("foto's baby’tje D66’er A4'tjes", &["foto's", "baby’tje", "D66’er", "A4'tjes"]);
        check("de cliënten’ zei", &["de", "cliënten", "zei"]);
    }

    #[test]
    fn abbreviations_numbers_and_addresses_fall_apart() {
        check("dhr. a.u.b. p.st. 12.30 uur", &["dhr", "a", "u", "b", "p", "st", "12", "30", "uur"]);
        check("jan@buurt.nl", &["jan", "buurt", "nl"]);
        check("1,5 10%", &["1", "5", "10"]);
    }

    #[test]
    fn hyphens_part_a_word() {
        let parts = |word| hyphen_parts(word).collect::<Vec<_>>();
        assert_eq!(parts("ex-cliënt"), ["ex", "cliënt"]);
        assert_eq!(parts("’s-Hertogenbosch"), ["’s", "Hertogenbosch"]);
        assert_eq!(parts("zo'n"), [""; 0]);
    }

    /// What a character of a word is by the rule's pattern: `[\p{L}\p{M}\p{N}]`.
    #[test]
    fn letters_marks_and_digits_are_those_of_the_pattern() {
        let pattern = regex::Regex::new(r"^[\p{L}\p{M}\p{N}]$").unwrap();
        // Latin, Greek, Cyrillic, signs. Beyond, sources of different versions of Unicode differ.
        let signs = ('\u{2000}'..'\u{2C00}').chain('\u{1F100}'..'\u{1F200}');
        for char in ('\0'..'\u{530}').chain(signs) {
            let in_pattern = pattern.is_match(char.encode_utf8(&mut [0; 4]));
            assert_eq!(is_word_char(char), in_pattern, "U+{:04X}", char as u32);
        }
    }

    /// The rule letter by letter.
    fn plain_words(text: &str) -> Vec<Range<usize>> {
        let plain_run = |from: usize| {
            let rest = &text[from..];
            from + rest.find(|char| !is_word_char(char)).unwrap_or(rest.len())
        };
        let plain_compound = |from: usize| {
            let mut end = plain_run(from);
            while let Some(joint) = text[end..].chars().next().filter(|&char| is_joint(char)) {
                let behind = end + joint.len_utf8();
                match plain_run(behind) {
                    next if next == behind => break,
                    next => end = next,
                }
            }
            end
        };
        let (mut found, mut end): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
        for (at, char) in text.char_indices() {
            if at < end {
                continue;
            }
            let behind = at + char.len_utf8();
            let follows_letter = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            if is_apostrophe(char) && !follows_letter {
                let letters = plain_run(behind);
                let next = text[letters..].chars().next();
                let goes_on = next.is_some_and(|char| char == '-' || char.is_alphanumeric());
                if CLITICS.contains(&&text[behind..letters]) && !goes_on {
                    end = letters;
                } else if text[behind..].starts_with("s-") && plain_run(behind + 2) > behind + 2 {
                    end = plain_compound(behind + 2);
                }
            } else if is_word_char(char) {
                end = plain_compound(at);
            }
            found.extend(Some(at..end).filter(|word| !word.is_empty()));
        }
        found
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_plain_rule(text in "([ a.'’s-]|[aBér3]|[\n–…ⓐ\u{308} et]){0,80}") {
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), plain_words(&text));
        }

        #[test]
        fn words_of_anything_are_those_of_the_plain_rule(text in any::<String>()) {
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), plain_words(&text));
        }
    }

    #[test]
    fn nothing_gives_no_words() {
        check("", &[]);
        check(" ' - ’ …", &[]);
    }
}
