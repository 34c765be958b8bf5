//! What sheets are called: spreadsheets are particular about it.

use std::collections::BTreeSet;

/// The most characters that the name of a sheet has.
const LONGEST: usize = 31;

/// A name that Excel keeps for itself.
const RESERVED: &str = "history";

/// Returns a name for the sheet of each id; none is `taken` or stands there twice.
///
/// Capitals do not tell two sheets apart. What cannot stand in a name becomes `-`; a name that is
/// too long is cut, and one that is taken gets a number.
pub(super) fn of_sheets<'a>(ids: impl Iterator<Item = &'a str>, taken: &str) -> Vec<String> {
    let mut used = BTreeSet::from([RESERVED.to_owned(), taken.to_lowercase()]);
    ids.map(|id| {
        let allowed = |c: char| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '-',
            c if c.is_control() => '-',
            c => c,
        };
        let id: String = id.chars().map(allowed).collect();
        let mut name = cut(&id, LONGEST);
        let mut number = 2;
        while name.is_empty() || !used.insert(name.to_lowercase()) {
            let ending = format!("~{number}");
            name = cut(&id, LONGEST - ending.len()) + &ending;
            number += 1;
        }
        name
    })
    .collect()
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ids: &[&str], names: &[&str]) {
        assert_eq!(of_sheets(ids.iter().copied(), "Contents"), names);
    }

    #[test]
    fn names_are_valid_and_stand_there_once() {
        check(&["a", "b.c"], &["a", "b.c"]);
        check(&["a", "A", "a"], &["a", "A~2", "a~3"]);
        check(&["contents", "History"], &["contents~2", "History~2"]);
        check(&["a/b:c'"], &["a-b-c-"]);
        check(&[""], &["~2"]);
        let long = "a-very-long-name-of-an-exhibit-that-goes-on";
        check(
            &[long, long],
            &["a-very-long-name-of-an-exhibit-", "a-very-long-name-of-an-exhibi~2"],
        );
    }
}
