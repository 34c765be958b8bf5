//! English words that were cut at the end of a line.

use super::{Cut, Joint, begins_with_one, is_former};

/// First parts that keep their hyphen, unless one of the beginnings follows.
const PREFIXES: [(&str, &[&str]); 4] = [
    ("self", &["ish", "less", "hood", "same"]),
    ("well", &["ness", "ington"]),
    ("non", &["sens", "chal", "ethel", "desc", "entit", "plus"]),
    ("all", &[]),
];

/// Two parts of a word that meet in one vowel without a hyphen: end of the first, then beginnings.
const ONE_WORD: [(&str, &[&str]); 5] = [
    ("co", &["op", "ord"]),
    ("zo", &["olog"]),
    ("i", &["ing"]),
    ("pre", &["emin", "emp"]),
    ("e", &["ing"]),
];

pub(super) fn joint(cut: &Cut) -> Option<Joint> {
    let (head, tail, part) = (cut.head, cut.tail, cut.last_part());
    if cut.is_before(&["and", "or", "to", "nor"]) && !is_preposition(head, tail) {
        return Some(Joint::suspended());
    }
    if part == "ex" && is_former(tail) {
        return Some(Joint::hyphenated());
    }
    let prefix = PREFIXES.iter().find(|(prefix, _)| *prefix == part);
    if prefix.is_some_and(|(_, others)| !begins_with_one(tail, others)) {
        return Some(Joint::hyphenated());
    }
    let vowel = head.chars().next_back().filter(|char| "aeiou".contains(*char))?;
    let is_one_word = ONE_WORD
        .iter()
        .any(|(end, beginnings)| head.ends_with(end) && begins_with_one(tail, beginnings));
    (tail.starts_with(vowel) && !is_one_word).then(Joint::hyphenated)
}

/// `into` and its like, which no one hyphenates but narrow columns do.
fn is_preposition(head: &str, tail: &str) -> bool {
    tail == "to" && matches!(head, "in" | "on" | "un" | "hither" | "there" | "where")
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn english_words_come_back() {
        check(
            "en",
            "",
            &[
                ("work-|ing", "working"),
                ("ex-|perience", "experience"),
                ("ex-|partner", "ex-partner"),
                ("self-|employed", "self-employed"),
                ("self-|ish", "selfish"),
                ("well-|being", "well-being"),
                ("re-|elect", "re-elect"),
                ("co-|operate", "cooperate"),
                ("sci-|ence", "science"),
                ("in-|to", "into"),
                ("short-|and", "short- and"),
                ("non-|sense", "nonsense"),
                ("non-|profit", "non-profit"),
                ("ski-|ing", "skiing"),
            ],
        );
    }
}
