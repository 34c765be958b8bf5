//! Passages as they are typed: by the numbers of words or sentences, by their words, by characters.

use std::ops::Range;

use kwali_study::{OpenDocument, Passage};

use super::units::{Unit, Units};

/// What a passage may be, as those are told who typed none.
pub(super) const FORMS: &str = "passages are \"words\", @START-END in characters, and of the \
                                paragraph that was shown: 3-7 for words, s2 for a sentence, all";

/// A passage as it is typed, before anything is looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Typed<'a> {
    /// `"geen tijd"`
    Quote(&'a str),
    /// `@120-145`: the first character, and the one behind the last.
    Characters(usize, usize),
    /// `3-7`, `s2` or `all`, in a paragraph.
    Part(&'a str),
}

/// Divides a line into the passage with which it begins, and what follows.
///
/// A quote reaches to the last quotation mark of the line, so that there may be others in it.
pub(super) fn typed_passage(line: &str) -> Option<(Typed<'_>, &str)> {
    let line = line.trim();
    if let Some(behind) = line.strip_prefix('"') {
        let (quote, rest) = behind.rsplit_once('"')?;
        return (!quote.trim().is_empty()).then_some((Typed::Quote(quote), rest.trim()));
    }
    let (which, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let typed = match which.strip_prefix('@') {
        Some(characters) => {
            let (start, end) = characters.split_once('-')?;
            Typed::Characters(start.parse().ok()?, end.parse().ok()?)
        }
        None => Typed::Part(which),
    };
    (!which.is_empty()).then_some((typed, rest.trim()))
}

/// Returns what is meant by a passage that was typed when a paragraph was shown; `None` if that has
/// no such words or sentences.
pub(super) fn meant(
    (open, units, paragraph): (&OpenDocument, &Units, &Range<usize>),
    typed: Typed<'_>,
) -> Option<Passage> {
    Some(match typed {
        Typed::Quote(quote) => Passage { quote: Some(quote.to_owned()), ..Passage::default() },
        Typed::Characters(start, end) => {
            Passage { position: Some((start, end)), ..Passage::default() }
        }
        Typed::Part(which) => passage_at(open, &part_of(units, paragraph, which)?),
    })
}

/// Tells how many words and sentences a paragraph has, to those who asked for one that it has not.
pub(super) fn extent(units: &Units, paragraph: &Range<usize>) -> String {
    let count = |unit| parts(units, unit, paragraph).len();
    let (words, sentences) = (count(Unit::Word), count(Unit::Sentence));
    format!("the paragraph has words 1 to {words} and sentences s1 to s{sentences}")
}

/// Returns the passage of some bytes.
pub(super) fn passage_at(open: &OpenDocument, bytes: &Range<usize>) -> Passage {
    let chars = |byte| open.text.chars_before(byte).unwrap_or_default();
    Passage {
        position: Some((chars(bytes.start), chars(bytes.end))),
        // Should the text have been corrected meanwhile, its words are looked for.
        quote: open.text.as_str().get(bytes.clone()).map(str::to_owned),
        ..Passage::default()
    }
}

/// Returns the units that lie within bytes of the text.
pub(super) fn parts(units: &Units, unit: Unit, within: &Range<usize>) -> Vec<Range<usize>> {
    let is_inside = |part: &&Range<usize>| within.start <= part.start && part.end <= within.end;
    units.all(unit).iter().filter(is_inside).cloned().collect()
}

/// Returns the passage of a paragraph that `3-7`, `3`, `s2` or `all` means.
fn part_of(units: &Units, paragraph: &Range<usize>, which: &str) -> Option<Range<usize>> {
    if which == "all" {
        return Some(paragraph.clone());
    }
    let (unit, numbers) = match which.strip_prefix('s') {
        Some(numbers) => (Unit::Sentence, numbers),
        None => (Unit::Word, which),
    };
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let parts = parts(units, unit, paragraph);
    let part = |number: &str| parts.get(number.parse::<usize>().ok()?.checked_sub(1)?);
    let passage = part(first)?.start..part(last)?.end;
    (!passage.is_empty()).then_some(passage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_with_a_passage() {
        let check = |line, expected| assert_eq!(typed_passage(line), expected, "{line}");
        check("3-7 a b", Some((Typed::Part("3-7"), "a b")));
        check("all a", Some((Typed::Part("all"), "a")));
        check(" @12-40  a ", Some((Typed::Characters(12, 40), "a")));
        check("\"hij zei \"nee\" tegen\" a", Some((Typed::Quote("hij zei \"nee\" tegen"), "a")));
        for line in ["", "\"geen einde", "\"\" a", "@12 a", "@a-b a"] {
            check(line, None);
        }
    }
}
