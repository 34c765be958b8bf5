//! What stands between quotation marks, of every style, and which marks are apostrophes.

use std::ops::Range;

use kwali_text::fold;

/// Marks that open, each with those that close it; the usual one first.
const STYLES: [(char, &[char]); 11] = [
    ('“', &['”', '"']),
    ('„', &['”', '“', '"']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('"', &['"', '”']),
    ('‘', &['’', '\'']),
    ('‚', &['‘', '’']),
    ('’', &['’']),
    ('‹', &['›']),
    ('\'', &['\'', '’']),
];
/// Marks that are more often apostrophes.
const APOSTROPHES: [char; 3] = ['\'', '’', '‘'];
/// Words that an apostrophe begins, in Dutch and English.
const CLIPPED: [&str; 14] =
    ["s", "t", "n", "k", "m", "r", "ns", "em", "ie", "tis", "twas", "cause", "til", "bout"];
/// A quotation goes on over at most so many paragraphs.
const MOST_PARAGRAPHS: usize = 8;

/// What stands between a pair of quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedQuotation {
    /// The paragraph in which it begins, and where in it, the mark included.
    pub paragraph: usize,
    /// The bytes of that paragraph from the first mark on.
    pub start: usize,
    /// The paragraph in which it ends.
    pub last_paragraph: usize,
    /// Where in that paragraph it ends, behind the mark.
    pub end: usize,
    /// The words between the marks, with spaces between paragraphs.
    pub words: String,
}

/// Returns what is quoted in paragraphs that follow each other; what is quoted within a quotation
/// is part of it.
///
/// An apostrophe is no quotation mark. Without a second mark a quotation ends with its paragraph,
/// if its mark can only be an opening one.
pub fn marked_quotations(paragraphs: &[&str]) -> Vec<MarkedQuotation> {
    let mut quotations: Vec<MarkedQuotation> = Vec::new();
    let (mut number, mut from) = (0, 0);
    while let Some(paragraph) = paragraphs.get(number) {
        let Some((start, style)) = next_opening(paragraph, from) else {
            (number, from) = (number + 1, 0);
            continue;
        };
        match closed(paragraphs, number, start, style) {
            None => from = start + style.0.len_utf8(),
            Some(quotation) => {
                (number, from) = (quotation.last_paragraph, quotation.end);
                quotations.push(quotation);
            }
        }
    }
    quotations
}

type Style = (char, &'static [char]);

fn next_opening(paragraph: &str, from: usize) -> Option<(usize, Style)> {
    paragraph.get(from..)?.char_indices().find_map(|(at, char)| {
        let at = from + at;
        let style = STYLES.into_iter().find(|(open, _)| *open == char)?;
        opens(paragraph, at, char).then_some((at, style))
    })
}

/// True if a mark stands where a quotation may begin.
fn opens(paragraph: &str, at: usize, mark: char) -> bool {
    let before = paragraph[..at].chars().next_back();
    let behind = &paragraph[at + mark.len_utf8()..];
    let may_begin = |char: char| {
        char.is_whitespace()
            || matches!(char, '(' | '[' | '{' | '-' | '–' | '—' | '/' | ':' | '|' | '*' | '_' | '>')
            || STYLES.iter().any(|(open, _)| *open == char)
    };
    let has_words = behind.chars().next().is_some_and(|char| !char.is_whitespace());
    before.is_none_or(may_begin)
        && has_words
        && !(APOSTROPHES.contains(&mark) && is_clipped(behind))
}

/// True if an apostrophe before this text stands for letters: `'s avonds`, `'70`.
fn is_clipped(behind: &str) -> bool {
    let word = behind.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
    let is_year = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year || CLIPPED.contains(&fold(word).as_str())
}

/// Returns where a mark closes, from a byte of the paragraph on.
fn closing(paragraph: &str, from: usize, marks: &[char]) -> Option<usize> {
    let closings = |mark: char| {
        let rest = paragraph.get(from..).unwrap_or_default();
        rest.match_indices(mark).map(|(at, _)| from + at).filter(move |&at| {
            let before = paragraph[from..at].chars().next_back();
            let behind = paragraph[at + mark.len_utf8()..].chars().next();
            before.is_some_and(|char| !char.is_whitespace())
                && behind.is_none_or(|char| !char.is_alphanumeric())
        })
    };
    marks.iter().find_map(|&mark| {
        let mut candidates = closings(mark).peekable();
        let first = *candidates.peek()?;
        let another = |&at: &usize| {
            // A quotation that opens in between closes there.
            !opens_between(paragraph, first + mark.len_utf8()..at)
        };
        let chosen = candidates.take_while(another).find(|&at| !is_genitive(paragraph, at, mark));
        Some(chosen.unwrap_or(first) + mark.len_utf8())
    })
}

fn opens_between(paragraph: &str, range: Range<usize>) -> bool {
    range.start < range.end
        && next_opening(paragraph, range.start).is_some_and(|(at, _)| at < range.end)
}

/// True if a mark may be the apostrophe of a genitive: `de bewoners' wens`.
fn is_genitive(paragraph: &str, at: usize, mark: char) -> bool {
    let ends_in_s = paragraph[..at].ends_with(['s', 'x', 'z']);
    let mut behind = paragraph[at + mark.len_utf8()..].chars();
    let goes_on = behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase);
    APOSTROPHES.contains(&mark) && ends_in_s && goes_on
}

/// Returns the quotation that opens there, if it closes.
fn closed(
    paragraphs: &[&str],
    number: usize,
    start: usize,
    (mark, marks): Style,
) -> Option<MarkedQuotation> {
    let from = start + mark.len_utf8();
    let first = paragraphs[number];
    let quotation = |last_paragraph: usize, end: usize, words: String| MarkedQuotation {
        paragraph: number,
        start,
        last_paragraph,
        end,
        words: words.trim().to_owned(),
    };
    if let Some(end) = closing(first, from, marks) {
        let words = first[from..end].trim_end_matches(marks);
        return Some(quotation(number, end, words.to_owned()));
    }
    if APOSTROPHES.contains(&mark) && mark != '‘' {
        return None;
    }
    let mut words = first[from..].to_owned();
    let following = paragraphs.iter().enumerate().skip(number + 1).take(MOST_PARAGRAPHS);
    for (number, paragraph) in following {
        let (goes_on, from) = match paragraph.strip_prefix(mark) {
            Some(_) => (true, mark.len_utf8()),
            None => (mark != '"', 0),
        };
        let end = closing(paragraph, from, marks);
        let opening = next_opening(paragraph, from).filter(|(_, style)| style.0 == mark);
        let is_reached = end.is_some_and(|end| opening.is_none_or(|(open, _)| end <= open));
        words.push(' ');
        match end.filter(|_| is_reached && goes_on) {
            Some(end) => {
                words.push_str(paragraph[from..end].trim_end_matches(marks));
                return Some(quotation(number, end, words));
            }
            None if goes_on && opening.is_none() => words.push_str(&paragraph[from..]),
            None => break,
        }
    }
    let can_only_open = matches!(mark, '“' | '„' | '«');
    can_only_open.then(|| quotation(number, first.len(), first[from..].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraphs: &[&str], expected: &[&str]) {
        let found = marked_quotations(paragraphs);
        let words: Vec<&str> = found.iter().map(|quotation| quotation.words.as_str()).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn marks_of_every_style_open_and_close() {
        for quoted in [
            "“a b”",
            "„a b”",
            "„a b“",
            "”a b”",
            "«a b»",
            "»a b«",
            "\"a b\"",
            "‘a b’",
            "‚a b‘",
            "’a b’",
            "‹a b›",
            "'a b'",
            "‘a b'",
        ] {
            check(&[&format!("Zij zei: {quoted}, en ging.")], &["a b"]);
        }
        check(&["(‘a b’) – “c d”."], &["a b", "c d"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check(&["'s Avonds zag ik foto's van opa's; 't was ’n mooie tijd in de jaren '70."], &[]);
        check(
            &["‘Ik kwam ’s avonds met foto’s van Hans’ huis, zo’n huis.’ Ja."],
            &["Ik kwam ’s avonds met foto’s van Hans’ huis, zo’n huis."],
        );
        check(&["De bewoners’ wensen en de werkers' tijd."], &[]);
        check(&["Els’ huis en ‘een huis’ en Bas’ huis."], &["een huis"]);
    }

    #[test]
    fn what_is_quoted_within_is_part_of_it() {
        check(&["‘Ze zei: “dit is vakwerk”, echt.’"], &["Ze zei: “dit is vakwerk”, echt."]);
        check(&["“Ze zei: ‘vakwerk’.”"], &["Ze zei: ‘vakwerk’."]);
        check(&["‘a’ en ‘b’"], &["a", "b"]);
    }

    #[test]
    fn a_quotation_may_span_paragraphs() {
        check(&["Zij: “Een.", "“Twee.", "“Drie.” Zo."], &["Een. Twee. Drie."]);
        check(&["Zij: ‘Een.", "Twee.’", "‘Drie.’"], &["Een. Twee.", "Drie."]);
        check(&["Zij: “Een.", "Twee “drie”."], &["Een.", "drie"]);
        check(&["Hij zei ‘ja.", "Niets."], &[]);
        check(&[], &[]);
    }
}
