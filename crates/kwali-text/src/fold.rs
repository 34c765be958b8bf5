//! Forms in which words are compared: with accents, or where only letters matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` without diacritics, case-folded, with curly apostrophes made straight.
///
/// NFKD, combining marks dropped, case-folded, U+2019 as U+0027 (`definitions` E). Both `cliënt`
/// and `client` give `client`; `Œ` gives `œ`, since it has no decomposition.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Case folding can bring back a mark (`İ` gives i and a dot), so it comes before the marks go.
    text.nfkd()
        .flat_map(without_case)
        .filter(|&char| !is_combining_mark(char))
        .map(straight)
        .collect()
}

/// Returns a word as it is counted: NFC, case-folded, with curly apostrophes made straight.
///
/// Accents stay: `Eén` and `één` are one word here, `een` is another.
pub fn counted_form(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfc().flat_map(without_case).map(straight).nfc().collect()
}

/// Case folding of one character: its upper case in lower case, so that `ß` gives `ss` and both
/// sigmas are one. Only the dotless i keeps apart from i, as Unicode's folding has it.
fn without_case(char: char) -> impl Iterator<Item = char> {
    let as_it_is = char == 'ı';
    let folded = char.to_uppercase().flat_map(char::to_lowercase).filter(move |_| !as_it_is);
    as_it_is.then_some(char).into_iter().chain(folded)
}

fn straight(char: char) -> char {
    if char == '\u{2019}' { '\'' } else { char }
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
            ("ı", "ı"),
            ("Straße", "strasse"),
            ("ΣΑΣ", "σασ"),
            ("één", "een"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn words_are_counted_with_their_accents() {
        for (word, counted) in [
            ("Eén", "eén"),
            ("E\u{301}e\u{301}n", "één"),
            ("ZO’N", "zo'n"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("Ede", "ede"),
        ] {
            assert_eq!(counted_form(word), counted);
        }
    }
}
