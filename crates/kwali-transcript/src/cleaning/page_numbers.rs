//! Lines that hold the number of a page and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Line;

/// How the number of a page is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Form {
    /// `Pagina 3 van 12`, `p. 3`.
    Word,
    /// `3 / 12`, `3 van 12`.
    OutOf,
    /// `- 3 -`.
    Dashes,
    /// `3`.
    Bare,
}

const WORDS: [&str; 8] = ["pagina", "page", "pag.", "pag", "blz.", "blz", "p.", "bladzijde"];

/// The fewest lines from one bare number to the next: lists and tables have them closer.
const SHORTEST_PAGE: usize = 15;

/// Returns the lines that number the pages: at least three that count on by one.
pub(super) fn numbered(lines: &[Line]) -> BTreeSet<usize> {
    let mut by_form: BTreeMap<Form, Vec<(usize, u64)>> = BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        if let Some((form, number)) = page_number(line.text) {
            by_form.entry(form).or_default().push((n, number));
        }
    }
    let is_alone = |n: usize| {
        let is_blank = |line: Option<&Line>| line.is_none_or(Line::is_blank);
        is_blank(n.checked_sub(1).and_then(|n| lines.get(n))) && is_blank(lines.get(n + 1))
    };
    let count_on = |(form, numbers): &(Form, Vec<(usize, u64)>)| {
        let by_one = numbers.windows(2).all(|pair| pair[0].1.checked_add(1) == Some(pair[1].1));
        let needs_room = matches!(form, Form::Bare | Form::Dashes);
        let has_room = numbers.windows(2).all(|pair| pair[1].0 - pair[0].0 >= SHORTEST_PAGE)
            && numbers.iter().all(|&(n, _)| is_alone(n));
        numbers.len() >= 3 && by_one && (has_room || !needs_room)
    };
    by_form.into_iter().filter(count_on).flat_map(|(_, numbers)| numbers).map(|(n, _)| n).collect()
}

/// Returns the numbers in a line.
pub(super) fn numbers(line: &str) -> Vec<u64> {
    let digits =
        line.split(|char: char| !char.is_ascii_digit()).filter(|digits| !digits.is_empty());
    digits.map(|digits| digits.parse().unwrap_or(u64::MAX)).collect()
}

fn page_number(line: &str) -> Option<(Form, u64)> {
    let words: Vec<String> =
        line.to_lowercase().replace('/', " / ").split_whitespace().map(str::to_owned).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (form, rest) = match words.as_slice() {
        [word, rest @ ..] if WORDS.contains(word) => (Form::Word, rest),
        [open @ ("-" | "–" | "—"), number, close] if open == close => {
            return Some((Form::Dashes, number.parse().ok()?));
        }
        rest => (Form::OutOf, rest),
    };
    match rest {
        [number, "van" | "of" | "/", all] => {
            let number: u64 = number.parse().ok()?;
            all.parse().ok().filter(|all| number <= *all).map(|_: u64| (form, number))
        }
        [number] => {
            let form = if form == Form::OutOf { Form::Bare } else { form };
            Some((form, number.parse().ok()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_come_in_four_forms() {
        for (line, expected) in [
            ("Pagina 3 van 12", Some((Form::Word, 3))),
            ("  p. 7", Some((Form::Word, 7))),
            ("3/12", Some((Form::OutOf, 3))),
            ("3 van 12", Some((Form::OutOf, 3))),
            ("- 3 -", Some((Form::Dashes, 3))),
            ("\u{c}14", Some((Form::Bare, 14))),
            ("13 van 12", None),
            ("3 van de 12", None),
            ("Pagina drie", None),
            ("- 3 – ", None),
            ("", None),
        ] {
            assert_eq!(page_number(line), expected, "{line}");
        }
    }
}
