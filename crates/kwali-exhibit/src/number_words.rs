//! Small numbers as the words of a sentence.

use crate::Language;

const ENGLISH: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const DUTCH: [&str; 21] = [
    "geen",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
];

/// Returns a number up to twenty as a word, a larger one in digits.
pub(crate) fn whole_in_words(n: u64, language: Language) -> String {
    let words = language.choose(&ENGLISH, &DUTCH);
    let word = usize::try_from(n).ok().and_then(|n| words.get(n));
    word.map_or_else(|| language.whole(n), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(n: u64, english: &str, dutch: &str) {
        assert_eq!(whole_in_words(n, Language::English), english);
        assert_eq!(whole_in_words(n, Language::Dutch), dutch);
    }

    #[test]
    fn numbers_up_to_twenty_are_words() {
        check(0, "zero", "geen");
        check(1, "one", "één");
        check(9, "nine", "negen");
        check(20, "twenty", "twintig");
        check(21, "21", "21");
        check(1200, "1,200", "1.200");
    }
}
