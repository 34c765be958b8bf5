//! Numbers as people write them: digits, decimals, percentages, words.

use std::ops::Range;

use kwali_text::fold;

use crate::Language;

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    /// Where it stands, a percent sign behind it included.
    pub(super) place: Range<usize>,
    pub(super) value: f64,
    /// With how many decimals it is written.
    pub(super) decimals: usize,
    pub(super) is_percent: bool,
}

const DUTCH: [(&str, u32); 30] = [
    ("nul", 0),
    ("één", 1),
    ("twee", 2),
    ("drie", 3),
    ("vier", 4),
    ("vijf", 5),
    ("zes", 6),
    ("zeven", 7),
    ("acht", 8),
    ("negen", 9),
    ("tien", 10),
    ("elf", 11),
    ("twaalf", 12),
    ("dertien", 13),
    ("veertien", 14),
    ("vijftien", 15),
    ("zestien", 16),
    ("zeventien", 17),
    ("achttien", 18),
    ("negentien", 19),
    ("twintig", 20),
    ("dertig", 30),
    ("veertig", 40),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("tachtig", 80),
    ("negentig", 90),
    ("honderd", 100),
    ("duizend", 1000),
];

const ENGLISH: [(&str, u32); 29] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
];

/// Words that stand for a percent sign.
const PERCENT: [&str; 4] = ["procent", "percent", "per cent", "pct"];

impl Amount {
    /// True if a number is what is written here, as far as that is rounded.
    pub(super) fn is(&self, value: f64) -> bool {
        let scale = 10f64.powi(self.decimals.min(12) as i32);
        let is_rounded = self.is_percent || self.decimals > 0;
        let most = if is_rounded { 0.5 } else { 0.0 };
        (self.value - value).abs() * scale <= most + 1e-9
    }
}

/// Returns the numbers of a text in order; the language says what a point or a comma in them means.
///
/// Digits within a word, as in `EIW-01` or `S1`, are none.
pub(super) fn amounts(text: &str, language: Language) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for (start, word) in pieces(text) {
        let trimmed = word.trim_matches(|char: char| !char.is_alphanumeric());
        let from = start + word.find(trimmed).unwrap_or(0);
        let number = match trimmed.bytes().next() {
            Some(byte) if byte.is_ascii_digit() => digits(trimmed, language),
            Some(_) => in_words(trimmed, language).map(|value| (f64::from(value), 0)),
            None => None,
        };
        let Some((value, decimals)) = number else { continue };
        let end = from + trimmed.len();
        let behind = text[end..].trim_start();
        let sign = std::iter::once("%").chain(PERCENT).find(|sign| behind.starts_with(sign));
        let end = match sign {
            Some(sign) => text.len() - behind.len() + sign.len(),
            None => end,
        };
        amounts.push(Amount { place: from..end, value, decimals, is_percent: sign.is_some() });
    }
    amounts
}

/// Returns the pieces between white space, brackets and slashes, each with its place.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_gap =
        |char: char| char.is_whitespace() || matches!(char, '(' | ')' | '/' | '%' | ':' | ';');
    text.split(is_gap).map(|piece| (piece.as_ptr() as usize - text.as_ptr() as usize, piece))
}

/// Reads digits with groups of three and decimals.
fn digits(word: &str, language: Language) -> Option<(f64, usize)> {
    let (group, point) = language.choose((',', '.'), ('.', ','));
    let (whole, decimals) = word.split_once(point).unwrap_or((word, ""));
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3));
    if !is_grouped
        || !are_digits(first)
        || !rest.iter().all(|g| are_digits(g))
        || !are_digits(decimals)
    {
        return None;
    }
    let number = format!("{first}{}.{decimals}0", rest.concat());
    Some((number.parse().ok()?, decimals.len()))
}

/// Reads a number word up to a hundred: `twenty-two`, `tweeëntwintig`.
///
/// The Dutch article `een` is none, `één` is.
fn in_words(word: &str, language: Language) -> Option<u32> {
    let word = word.to_lowercase();
    let known: &[(&str, u32)] = language.choose(&ENGLISH, &DUTCH);
    let simple =
        |word: &str| known.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    let of_tens = |tens: &str, ones: u32| {
        let tens = simple(tens).filter(|tens| tens % 10 == 0 && (20..100).contains(tens))?;
        Some(tens + ones)
    };
    let compound = || match language {
        Language::English => {
            let (tens, ones) = word.split_once('-')?;
            of_tens(tens, simple(ones).filter(|ones| (1..10).contains(ones))?)
        }
        Language::Dutch => {
            let folded = fold(&word);
            ONES.iter().zip(1..).find_map(|(ones, value)| {
                of_tens(folded.strip_prefix(ones)?.strip_prefix("en")?, value)
            })
        }
    };
    simple(&word).or_else(compound)
}

/// The Dutch words from one to nine, as they stand before `en`.
const ONES: [&str; 9] = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, language: Language, expected: &[(&str, f64, usize)]) {
        let amounts = amounts(text, language);
        let found: Vec<(&str, f64, usize)> = amounts
            .iter()
            .map(|amount| (&text[amount.place.clone()], amount.value, amount.decimals))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let dutch = Language::Dutch;
        check("18 van de 42 (43%).", dutch, &[("18", 18.0, 0), ("42", 42.0, 0), ("43%", 43.0, 0)]);
        check("1.234 en 12,5 procent", dutch, &[("1.234", 1234.0, 0), ("12,5 procent", 12.5, 1)]);
        check("1,234 and 12.5 %", Language::English, &[("1,234", 1234.0, 0), ("12.5 %", 12.5, 1)]);
        check(
            "Achttien, tweeëntwintig en één",
            dutch,
            &[("Achttien", 18.0, 0), ("tweeëntwintig", 22.0, 0), ("één", 1.0, 0)],
        );
        check(
            "Twenty-two of forty",
            Language::English,
            &[("Twenty-two", 22.0, 0), ("forty", 40.0, 0)],
        );
        check("een zevende, EIW-01, S1, 2e, 1.23.4", dutch, &[]);
        check("", dutch, &[]);
    }

    #[test]
    fn rounded_numbers_agree_with_what_they_round() {
        let amount = |text| amounts(text, Language::Dutch).remove(0);
        assert!(amount("43%").is(42.857) && !amount("43%").is(42.4));
        assert!(amount("12,5").is(12.46) && !amount("12").is(12.4));
    }
}
