//! Where sentences begin and end, by one stated rule.

use std::ops::Range;

/// Short forms that are written with a full stop and seldom end a sentence, in lower case.
const SHORT_FORMS: [&str; 43] = [
    "afd", "alg", "bijv", "blz", "bv", "ca", "dhr", "div", "dr", "drs", "etc", "excl", "fig",
    "gem", "hfst", "incl", "ing", "ir", "jl", "jr", "max", "mej", "mevr", "min", "mr", "mrs", "mv",
    "mw", "nl", "nr", "nrs", "oa", "ong", "p", "pag", "prof", "resp", "sr", "st", "tel", "vb",
    "vgl", "vs",
];

/// Returns the byte ranges of the sentences in `text`, in order, without white space around them.
///
/// A sentence ends at `.`, `?`, `!` or `…` with white space behind it, and at a line end; closing
/// quotation marks and brackets belong to it. It does not end behind a short form (`dhr.`,
/// `a.u.b.`, an initial), behind `…` or `...` unless a capital, a digit or an opening bracket or
/// quotation mark follows, nor where a reporting clause follows a quotation (`‘En?’ vroeg ze.`).
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        in_line(text, line_start..line_start + line.len(), &mut found);
        line_start += line.len();
    }
    found
}

fn in_line(text: &str, line: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut add = |range: Range<usize>| {
        let words = &text[range.clone()];
        let trimmed = words.trim();
        if !trimmed.is_empty() {
            let start = range.start + words.len() - words.trim_start().len();
            found.push(start..start + trimmed.len());
        }
    };
    let mut start = line.start;
    let mut at = line.start;
    while let Some(place) = text[at..line.end].find(['.', '?', '!', '…']) {
        let sign = at + place;
        let rest = text[sign..line.end].trim_start_matches(['.', '?', '!', '…']);
        let signs = sign..line.end - rest.len();
        let behind = rest.trim_start_matches(closes);
        at = line.end - behind.len();
        let is_quoted = signs.end < at;
        if ends_here(&text[start..sign], &text[signs], is_quoted, behind) {
            add(start..at);
            start = at;
        }
    }
    add(start..line.end);
}

fn ends_here(before: &str, signs: &str, is_quoted: bool, behind: &str) -> bool {
    if !behind.starts_with(char::is_whitespace) {
        return false;
    }
    let Some(next) = behind.trim_start().chars().next() else { return false };
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
    let word = before.rsplit(|char: char| char.is_whitespace() || opens(char)).next();
    let word = word.unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let has_stops = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    is_initial || has_stops || SHORT_FORMS.contains(&word.to_lowercase().as_str())
}

fn closes(char: char) -> bool {
    matches!(char, '"' | '\'' | '’' | '”' | '»' | ')' | ']')
}

fn opens(char: char) -> bool {
    matches!(char, '"' | '\'' | '‘' | '“' | '„' | '«' | '(' | '[')
}

#[cfg(test)]
mod tests {
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
}
