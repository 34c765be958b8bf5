//! Folding: the form in which words are compared when letters, not accents, matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` without diacritics, in lower case, with curly apostrophes made straight.
///
/// NFKD, combining marks dropped, lower-cased, U+2019 as U+0027 (`definitions` E). Both `cliënt`
/// and `client` give `client`; `Œ` gives `œ`, since it has no decomposition.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Lower-casing can bring back a mark (`İ` gives i and a dot), so it comes before the marks go.
    text.nfkd()
        .flat_map(char::to_lowercase)
        .filter(|&char| !is_combining_mark(char))
        .map(|char| if char == '\u{2019}' { '\'' } else { char })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_apostrophes_do_not_matter() {
        for (text, folded) in [
            ("Cliënt", "client"),
            ("clie\u{308}nt", "client"),
            ("ZO’N", "zo'n"),
            ("ﬁets", "fiets"),
            ("İ", "i"),
            ("één", "een"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
