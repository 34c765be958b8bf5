//! Where sentences begin and end, by one stated rule.

use std::ops::Range;

use crate::byte_masks::{Places, blank, blocks, mask, places_in, set};

/// Short forms that are written with a full stop and seldom end a sentence, in lower case.
const SHORT_FORMS: [&str; 43] = [
    "afd", "alg", "bijv", "blz", "bv", "ca", "dhr", "div", "dr", "drs", "etc", "excl", "fig",
    "gem", "hfst", "incl", "ing", "ir", "jl", "jr", "max", "mej", "mevr", "min", "mr", "mrs", "mv",
    "mw", "nl", "nr", "nrs", "oa", "ong", "p", "pag", "prof", "resp", "sr", "st", "tel", "vb",
    "vgl", "vs",
];

/// The same as numbers, in which a word is found without reading them letter by letter.
const SHORT_NUMBERS: [u64; SHORT_FORMS.len()] = {
    let mut numbers = [0; SHORT_FORMS.len()];
    let mut n = 0;
    while n < numbers.len() {
        numbers[n] = number_of(SHORT_FORMS[n].as_bytes());
        n += 1;
    }
    numbers
};

/// Returns the byte ranges of the sentences in `text`, in order, without white space around them.
///
/// A sentence ends at `.`, `?`, `!` or `…` with white space behind it, and at a line end; closing
/// quotation marks and brackets belong to it. It does not end behind a short form (`dhr.`,
/// `a.u.b.`, an initial), behind `…` or `...` unless a capital, a digit or an opening bracket or
/// quotation mark follows, nor where a reporting clause follows a quotation (`‘En?’ vroeg ze.`).
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    each_sentence(text, |sentence| found.push(sentence));
    found
}

/// The sentences of a text, by the rule of [`sentences`], as places that can be counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentencePlaces(Places);

impl SentencePlaces {
    /// Returns where the sentences of `text` start.
    pub fn of(text: &str) -> SentencePlaces {
        let mut starts = blank(text.len());
        each_sentence(text, |sentence| set(&mut starts, sentence.start));
        SentencePlaces(Places::new(starts))
    }

    /// Returns how many sentences start before a byte.
    pub fn starting_before(&self, byte: usize) -> usize {
        self.0.below(byte)
    }
}

fn each_sentence(text: &str, mut act: impl FnMut(Range<usize>)) {
    let mut add = |range: Range<usize>| {
        let behind_space = text[range.clone()].trim_start();
        let start = range.end - behind_space.len();
        let length = behind_space.trim_end().len();
        if length > 0 {
            act(start..start + length);
        }
    };
    let (mut start, mut at) = (0, 0);
    for sign in signs(text) {
        if sign < at {
            continue;
        }
        if text.as_bytes()[sign] == b'\n' {
            at = sign + 1;
            add(start..at);
            start = at;
            continue;
        }
        let rest = text[sign..].trim_start_matches(is_sign);
        let signs = sign..text.len() - rest.len();
        let behind = rest.trim_start_matches(closes);
        at = text.len() - behind.len();
        let is_quoted = signs.end < at;
        if ends_here(&text[start..sign], &text[signs], is_quoted, behind) {
            add(start..at);
            start = at;
        }
    }
    add(start..text.len());
}

/// The places of `.`, `?`, `!`, `…` and line ends, in order.
fn signs(text: &str) -> impl Iterator<Item = usize> + '_ {
    /// The first byte of `…`, and of other signs.
    const LEAD: u8 = "…".as_bytes()[0];
    let ends = |byte| matches!(byte, b'.' | b'?' | b'!' | b'\n' | LEAD);
    let masks = blocks(text.as_bytes()).map(move |block| mask(&block, ends)).enumerate();
    let places = masks.flat_map(|(number, mask)| places_in(number, mask));
    places.filter(|&place| text.as_bytes()[place] != LEAD || text[place..].starts_with('…'))
}

/// Whether a sentence ends at signs with this before and behind them.
fn ends_here(before: &str, signs: &str, is_quoted: bool, behind: &str) -> bool {
    if !behind.starts_with(char::is_whitespace) {
        return false;
    }
    let mut rest_of_line = behind.chars().take_while(|&char| char != '\n');
    let Some(next) = rest_of_line.find(|char| !char.is_whitespace()) else { return false };
    if is_quoted && next.is_lowercase() {
        return false;
    }
    match signs {
        "." => !is_short_form(before),
        _ if signs.contains('…') || signs.ends_with("...") => {
            next.is_uppercase() || next.is_numeric() || opens(next)
        }
        _ => true,
    }
}

/// True if what ends here is an initial, a known short form, or has full stops inside.
fn is_short_form(before: &str) -> bool {
    let word = last_word(before);
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let has_stops = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    let is_known = || word.len() <= 4 && SHORT_NUMBERS.contains(&number_of(word.as_bytes()));
    is_initial || has_stops || is_known()
}

/// What stands behind the last white space or opening sign.
fn last_word(before: &str) -> &str {
    let parts = |char: char| char.is_whitespace() || opens(char);
    let bytes = before.as_bytes();
    match bytes.iter().rposition(|&byte| !byte.is_ascii() || parts(char::from(byte))) {
        None => before,
        Some(place) if bytes[place].is_ascii() => &before[place + 1..],
        Some(_) => before.rsplit(parts).next().unwrap_or_default(),
    }
}

/// The bytes of up to four letters as one number, capitals as small letters.
///
/// Letters beyond ASCII give the number of no short form: none has one, nor a `k`, which the sign
/// for kelvins is a capital of.
const fn number_of(letters: &[u8]) -> u64 {
    // The 1 in front keeps a zero byte from being taken for no byte.
    let (mut number, mut n) = (1, 0);
    while n < letters.len() {
        number = number << 8 | letters[n].to_ascii_lowercase() as u64;
        n += 1;
    }
    number
}

fn is_sign(char: char) -> bool {
    matches!(char, '.' | '?' | '!' | '…')
}

fn closes(char: char) -> bool {
    matches!(char, '"' | '\'' | '’' | '”' | '»' | ')' | ']')
}

fn opens(char: char) -> bool {
    matches!(char, '"' | '\'' | '‘' | '“' | '„' | '«' | '(' | '[')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn signs_and_line_ends_end_a_sentence() {
        check("Ja. Nee! Wat?! Zo", &["Ja.", "Nee!", "Wat?!", "Zo"]);
        check("Kop\n\n I: Hoe gaat het? goed.\n", &["Kop", "I: Hoe gaat het?", "goed."]);
        check("3.5 en www.a.nl hier.", &["3.5 en www.a.nl hier."]);
        check("", &[]);
    }

    #[test]
    fn short_forms_do_not() {
        check("Dhr. Jansen en dr. P. de Wit.", &["Dhr. Jansen en dr. P. de Wit."]);
        check(
            "Bel a.u.b. morgen. Of jl. maandag, p.st. u.",
            &["Bel a.u.b. morgen.", "Of jl. maandag, p.st. u."],
        );
    }

    #[test]
    fn three_dots_end_one_only_before_a_beginning() {
        check(
            "Ik ... weet niet… of wel. Nou... Dat",
            &["Ik ... weet niet… of wel.", "Nou...", "Dat"],
        );
    }

    #[test]
    fn quotations_keep_their_marks_and_their_reporting_clause() {
        check("‘En jij?’ vroeg ik. ‘Ja.’ Toen.", &["‘En jij?’ vroeg ik.", "‘Ja.’", "Toen."]);
        check("(Lacht.) Ja.", &["(Lacht.)", "Ja."]);
    }

    /// The rule written down once more, line by line and letter by letter.
    fn plain_sentences(text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut add = |range: Range<usize>| {
            let words = &text[range.clone()];
            let start = range.start + words.len() - words.trim_start().len();
            found.extend(Some(start..start + words.trim().len()).filter(|found| !found.is_empty()));
        };
        let mut line_start = 0;
        for line in text.split_inclusive('\n') {
            let line_end = line_start + line.len();
            let (mut start, mut at) = (line_start, line_start);
            while let Some(place) = text[at..line_end].find(is_sign) {
                let sign = at + place;
                let rest = text[sign..line_end].trim_start_matches(is_sign);
                let signs = &text[sign..line_end - rest.len()];
                let behind = rest.trim_start_matches(closes);
                at = line_end - behind.len();
                let is_quoted = rest.len() > behind.len();
                if plainly_ends(&text[start..sign], signs, is_quoted, behind) {
                    add(start..at);
                    start = at;
                }
            }
            add(start..line_end);
            line_start = line_end;
        }
        found
    }

    fn plainly_ends(before: &str, signs: &str, is_quoted: bool, behind: &str) -> bool {
        let word = before.rsplit(|char: char| char.is_whitespace() || opens(char)).next().unwrap();
        let next = behind.trim_start().chars().next();
        let Some(next) = next.filter(|_| behind.starts_with(char::is_whitespace)) else {
            return false;
        };
        let is_initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        let has_stops = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
        let is_short =
            is_initial || has_stops || SHORT_FORMS.contains(&word.to_lowercase().as_str());
        let trails = signs.contains('…') || signs.ends_with("...");
        let begins = next.is_uppercase() || next.is_numeric() || opens(next);
        !(is_quoted && next.is_lowercase() || signs == "." && is_short || trails && !begins)
    }

    #[track_caller]
    fn check_plainly(text: &str) {
        let found = sentences(text);
        assert_eq!(found, plain_sentences(text), "{text:?}");
        let places = SentencePlaces::of(text);
        for byte in 0..text.len() + 2 {
            let before = found.iter().filter(|sentence| sentence.start < byte).count();
            assert_eq!(places.starting_before(byte), before, "{text:?} before {byte}");
        }
    }

    #[test]
    fn a_short_form_is_one_in_small_letters_and_capitals_only() {
        for form in SHORT_FORMS {
            for written in [form.to_owned(), form.to_uppercase(), format!("\0{form}")] {
                check_plainly(&format!("{written}. Ja. x{written}. Nee"));
            }
        }
    }

    proptest! {
        #[test]
        fn sentences_are_those_of_the_plain_rule(
            text in "([.?!… a]|[\n\t\r\u{a0}aA]|[’”)(‘é3]|(dr|St|p|bijv|Ça)\\.| vroeg){0,60}",
        ) {
            check_plainly(&text);
        }

        #[test]
        fn sentences_of_anything_are_those_of_the_plain_rule(text in any::<String>()) {
            check_plainly(&text);
        }
    }
}
