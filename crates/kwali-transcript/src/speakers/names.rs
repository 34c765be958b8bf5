//! Which names can be speakers, and which of them ask the questions.

use kwali_text::fold;

use super::vocabulary::{FIELDS, INTERVIEWERS, RESPONDENTS, SENTENCE_WORDS, SOUNDS};

/// The most words and characters a name has.
const MOST_WORDS: usize = 4;
pub(super) const MOST_CHARS: usize = 40;

/// Returns the form under which spellings of one name meet: folded, no points at its end.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    let trimmed = folded.trim_matches(|c: char| c.is_whitespace() || ".:;,*_".contains(c));
    let mut key = String::with_capacity(trimmed.len());
    for word in trimmed.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// True for a name of who asks the questions: `I`, `Int.`, `Interviewer 2`, `Gespreksleider`.
pub(crate) fn is_interviewer(name: &str) -> bool {
    INTERVIEWERS.contains(&without_number(&key(name)))
}

/// Says of each name whether it is of somebody who asks: `V` (vraag) does where `A` (antwoord)
/// answers, unless an `M` says that `V` is a woman or an `I` asks.
pub(super) fn who_asks(names: &[String]) -> Vec<bool> {
    let is = |name: &String, role: &str| without_number(&key(name)) == role;
    let speaks = |role: &str| names.iter().any(|name| is(name, role));
    let v_asks = speaks("a") && !speaks("m") && !speaks("i");
    names.iter().map(|name| is_interviewer(name) || (v_asks && is(name, "v"))).collect()
}

/// True for a name that transcripts use for a role, asking or answering: `I`, `R2`, `Spreker 1`.
pub(super) fn is_role(key: &str) -> bool {
    let role = without_number(key);
    INTERVIEWERS.contains(&role) || RESPONDENTS.contains(&role)
}

/// True for a field of a transcript's head such as `Datum`, or a remark such as `Noot`.
pub(super) fn is_field(key: &str) -> bool {
    FIELDS.contains(&without_number(key))
}

/// True for what stands between brackets without being a name: `lacht`.
pub(super) fn is_sound(key: &str) -> bool {
    key.split(' ').any(|word| SOUNDS.contains(&word))
}

fn without_number(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii_digit() || " .#-_".contains(c))
}

/// True if `name` has the form of a name: few words, a capital first, nothing of a sentence.
pub(super) fn is_plausible(name: &str) -> bool {
    if name.is_empty() || name.chars().count() > MOST_CHARS {
        return false;
    }
    let name = without_remark(name);
    let key = key(name);
    let words: Vec<&str> = key.split(' ').collect();
    words.len() <= MOST_WORDS
        && begins_like_a_name(name, &key)
        && name.chars().all(is_name_char)
        && points_only_shorten(name)
        && parentheses_match(name)
        && (is_role(&key) || !words.iter().any(|word| SENTENCE_WORDS.contains(word)))
}

fn begins_like_a_name(name: &str, key: &str) -> bool {
    let has_letter = name.chars().any(char::is_alphabetic);
    match name.chars().next() {
        Some(first) if first.is_lowercase() => is_role(key),
        Some(first) => first.is_alphanumeric() && has_letter && !is_numbered(name),
        None => false,
    }
}

/// The name in `Els (bewoner, 34)`: what stands before brackets that end it.
pub(super) fn without_remark(name: &str) -> &str {
    let inner = name.trim_end().strip_suffix(')');
    match inner.and_then(|inner| inner.rsplit_once('(')) {
        Some((before, remark)) if !remark.contains([':', ')']) => before.trim_end(),
        _ => name,
    }
}

/// True for `2. Contact`, a heading.
fn is_numbered(name: &str) -> bool {
    name.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.')
}

fn is_name_char(char: char) -> bool {
    char.is_alphanumeric()
        || unicode_mark(char)
        || matches!(
            char,
            ' ' | '\u{a0}' | '.' | '-' | '‑' | '\'' | '’' | '_' | '/' | '&' | '#' | '+'
        )
        || matches!(char, '(' | ')')
}

/// Combining marks that no letter swallowed, as in some Indian scripts.
fn unicode_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{d7f}')
}

/// True if every point ends a shortened word: `dhr.`, `J.`, `Int.`.
fn points_only_shorten(name: &str) -> bool {
    let mut words = name.split([' ', '\u{a0}']);
    words.all(|word| !word.contains('.') || word.chars().count() <= 6)
}

fn parentheses_match(name: &str) -> bool {
    name.matches('(').count() == name.matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_roles_are_plausible() {
        for name in [
            "I",
            "R1",
            "i",
            "int.",
            "Aaltje",
            "AALTJE",
            "Dhr. de Vries",
            "Els (Utrecht)",
            "P-03",
            "Ervaringsdeskundige 2",
            "’t Hart",
            "Zoë",
            "Jan-Willem O’Neill",
            "1e spreker",
            "李",
        ] {
            assert_eq!(is_plausible(name), name != "’t Hart", "{name}");
        }
    }

    #[test]
    fn beginnings_of_sentences_are_not() {
        for name in [
            "",
            "12",
            "aaltje",
            "Ik zei",
            "En toen",
            "Kijk",
            "Een twee drie vier vijf",
            "Ja, nee",
            "Wat?",
            "Ja. Nee",
            "Nou ja",
            "Els (Utrecht",
            "a=b",
            "Zei Jan",
        ] {
            assert!(!is_plausible(name), "{name}");
        }
    }

    #[test]
    fn interviewers_are_known_by_their_name() {
        for name in ["I", "i.", "Int.", "INTERVIEWER", "Interviewer 1", "Vraag", "Q12", "I2"] {
            assert!(is_interviewer(name), "{name}");
        }
        for name in ["Ina", "R", "Aaltje", "Interview", "Interviewde", ""] {
            assert!(!is_interviewer(name), "{name}");
        }
    }

    #[test]
    fn spellings_meet_in_their_key() {
        assert_eq!(key("Int."), key("INT"));
        assert_eq!(key("Zoë  B"), key("zoe b."));
        assert_ne!(key("R1"), key("R2"));
    }
}
