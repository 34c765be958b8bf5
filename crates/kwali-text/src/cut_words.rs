//! Words that were cut at the end of a line: what they were before.
//!
//! The rules are in `docs/cleaning.md`. What the text itself writes elsewhere goes before any rule.

mod dutch;
mod english;

use std::collections::HashMap;

use crate::{Language, words};

/// How the two parts of a cut word meet, in place of hyphen and line end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Joint {
    /// Bytes that go from the end of the first part.
    pub from_head: usize,
    /// Bytes that go from the beginning of the second part.
    pub from_tail: usize,
    /// What stands between the parts.
    pub between: String,
}

impl Joint {
    fn with(between: &str) -> Joint {
        Joint { from_head: 0, from_tail: 0, between: between.to_owned() }
    }

    /// The hyphen was only there for the cut.
    fn whole() -> Joint {
        Joint::with("")
    }

    /// The hyphen is part of the word.
    fn hyphenated() -> Joint {
        Joint::with("-")
    }

    /// The hyphen stands for a part that follows later: `in- en verkoop`.
    fn suspended() -> Joint {
        Joint::with("- ")
    }

    /// The first letter of the second part is `letter`, such as a vowel that had its trema.
    fn restored(tail: &str, letter: char) -> Joint {
        let from_tail = tail.chars().next().map_or(0, char::len_utf8);
        Joint { from_head: 0, from_tail, between: letter.to_string() }
    }

    /// Returns the word that the two parts are together.
    pub fn join(&self, head: &str, tail: &str) -> String {
        let (head, tail) = (&head[..head.len() - self.from_head], &tail[self.from_tail..]);
        format!("{head}{}{tail}", self.between)
    }
}

/// The words of a text with their numbers, but for those that may be parts of cut ones.
#[derive(Clone, Debug, Default)]
pub struct KnownWords(HashMap<String, usize>);

impl KnownWords {
    /// Counts the words of a text.
    pub fn of(text: &str) -> KnownWords {
        let mut counts = HashMap::new();
        let mut may_be_tail = false;
        for place in words(text) {
            let behind = &text[place.end..];
            let may_be_head = behind.starts_with(is_hyphen)
                && behind.trim_start_matches(is_hyphen).starts_with(char::is_whitespace);
            if !may_be_head && !may_be_tail {
                *counts.entry(lower(&text[place])).or_insert(0) += 1;
            }
            may_be_tail = may_be_head;
        }
        KnownWords(counts)
    }

    /// Returns how often a word is in the text, in upper or lower case.
    pub fn count(&self, word: &str) -> usize {
        self.0.get(&lower(word)).copied().unwrap_or(0)
    }
}

/// True for what stands at the end of a line behind the first part of a word: `-`, U+2010, U+00AD.
pub fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}' | '\u{ad}')
}

/// A word that was cut, and what it is judged by.
#[derive(Clone, Copy)]
pub struct Cut<'a> {
    /// The word before the hyphen at the line's end.
    pub head: &'a str,
    /// The hyphen.
    pub hyphen: char,
    /// The word with which the next line begins.
    pub tail: &'a str,
    /// What stands behind that word.
    pub behind: &'a str,
    /// The words of the text.
    pub known: &'a KnownWords,
}

/// Returns how the parts of a cut word meet; `None` if they are no parts of one word.
pub fn join_cut_word(cut: &Cut, language: &Language) -> Option<Joint> {
    let (head, tail) = (cut.head, cut.tail);
    let last = head.chars().next_back()?;
    let first = tail.chars().next()?;
    if cut.hyphen == '\u{ad}' {
        return first.is_alphanumeric().then(Joint::whole);
    }
    let (small_head, small_tail) = (lower(head), lower(tail));
    let by_rule = rule(language)(&Cut { head: &small_head, tail: &small_tail, ..*cut });
    if let Some(joint) = known_elsewhere(cut, by_rule.as_ref()) {
        return Some(joint);
    }
    if by_rule == Some(Joint::suspended()) {
        return by_rule;
    }
    let keeps_hyphen = !last.is_alphabetic()
        || !first.is_lowercase()
        || last.is_uppercase()
        || is_letter_or_abbreviation(&small_head);
    Some(if keeps_hyphen { Joint::hyphenated() } else { by_rule.unwrap_or_else(Joint::whole) })
}

/// The form that the text has elsewhere, the most frequent one; `None` if there is no such.
fn known_elsewhere(cut: &Cut, by_rule: Option<&Joint>) -> Option<Joint> {
    let forms = [by_rule.cloned(), Some(Joint::whole()), Some(Joint::hyphenated())];
    let counted = forms.into_iter().rev().flatten().map(|joint| {
        let n = cut.known.count(&joint.join(cut.head, cut.tail));
        (joint, n)
    });
    // Of those that are as frequent the last one wins, which is what the rule says.
    let (joint, n) = counted.max_by_key(|(_, n)| *n)?;
    (n > 0).then_some(joint)
}

/// The rules of a language: `None` where the hyphen goes and nothing else changes.
fn rule(language: &Language) -> fn(&Cut) -> Option<Joint> {
    match language.code() {
        "nl" => dutch::joint,
        "en" => english::joint,
        _ => |_| None,
    }
}

/// No word is cut behind a single letter, nor where there is no vowel: `e-mail`, `tv-programma`.
fn is_letter_or_abbreviation(head: &str) -> bool {
    let part = head.rsplit('-').next().unwrap_or(head);
    part.chars().count() == 1 || !part.contains(is_vowel)
}

fn is_vowel(char: char) -> bool {
    "aeiouyàáâäèéêëìíîïòóôöùúûü".contains(char)
}

impl Cut<'_> {
    /// True for one of `words` with another word behind it: a hyphen before it may be suspended.
    fn is_before(&self, words: &[&str]) -> bool {
        let goes_on = self.behind.is_empty() || self.behind.starts_with(char::is_whitespace);
        goes_on && words.contains(&self.tail)
    }

    /// The part of the first word behind its own last hyphen.
    fn last_part(&self) -> &str {
        self.head.rsplit('-').next().unwrap_or(self.head)
    }
}

/// True if `word` begins with one of `beginnings`.
fn begins_with_one(word: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| word.starts_with(beginning))
}

/// True for `ex` before someone's role, which keeps its hyphen: `ex-partner`, not `ex-pert`.
fn is_former(tail: &str) -> bool {
    const NOT_ORDINARY: [&str; 9] =
        ["pati", "presid", "politi", "person", "train", "profes", "polit", "ploeg", "crim"];
    const ORDINARY: [&str; 67] = [
        "act", "alt", "amen", "amin", "ampl", "ca", "ceed", "ceem", "cel", "cent", "cep", "cerp",
        "ces", "change", "cit", "cuu", "cla", "clu", "commu", "cre", "cru", "curs", "cus", "ecu",
        "ege", "em", "erc", "ert", "haus", "hib", "hort", "hum", "ile", "is", "it", "odus",
        "onera", "or", "oti", "pan", "pat", "pect", "ped", "pel", "pen", "per", "pir", "pla",
        "ple", "pli", "plo", "po", "pres", "propri", "pul", "qui", "tase", "ten", "ter", "tinct",
        "ting", "tor", "tra", "tre", "tri", "tro", "ube",
    ];
    begins_with_one(tail, &NOT_ORDINARY) || !begins_with_one(tail, &ORDINARY)
}

fn lower(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Joins `head-tail`, cut at the bar, and compares; the text knows the words in `known`.
    #[track_caller]
    pub(super) fn check(language: &str, known: &str, cuts: &[(&str, &str)]) {
        let language = Language::new(language).unwrap();
        let known = KnownWords::of(known);
        for (cut, expected) in cuts {
            let (head, next) = cut.split_once("-|").unwrap();
            let (tail, behind) = next.split_at(next.find(',').unwrap_or(next.len()));
            let parts = Cut { head, hyphen: '-', tail, behind, known: &known };
            let joined = join_cut_word(&parts, &language).map(|joint| joint.join(head, tail));
            assert_eq!(joined.as_deref(), Some(*expected), "{cut}");
        }
    }

    #[test]
    fn what_the_text_writes_elsewhere_goes_first() {
        let known = "De sociaal-economische raad. Sociaaleconomisch is anders. Exman. Radio.";
        check(
            "nl",
            known,
            &[
                ("sociaal-|economische", "sociaal-economische"),
                ("sociaal-|economisch", "sociaaleconomisch"),
                ("ex-|man", "exman"),
                ("ra-|dio", "radio"),
            ],
        );
    }

    #[test]
    fn parts_of_cut_words_are_no_known_words() {
        let known = KnownWords::of("het wer-\nken aan wer- en zo");
        assert_eq!((known.count("wer"), known.count("ken"), known.count("Het")), (0, 0, 1));
    }

    #[test]
    fn digits_capitals_and_single_letters_keep_the_hyphen() {
        check(
            "de",
            "",
            &[
                ("COVID-|19", "COVID-19"),
                ("Zuid-|Holland", "Zuid-Holland"),
                ("NAVO-|land", "NAVO-land"),
                ("e-|mail", "e-mail"),
                ("tv-|kijker", "tv-kijker"),
                ("wer-|ken", "werken"),
                ("zuid-oost-|hoek", "zuid-oosthoek"),
            ],
        );
    }

    #[test]
    fn a_soft_hyphen_is_never_kept() {
        let known = &KnownWords::default();
        let cut = Cut { head: "oud", hyphen: '\u{ad}', tail: "collega", behind: "", known };
        let joint = join_cut_word(&cut, &Language::dutch());
        assert_eq!(joint, Some(Joint::whole()));
    }

    #[test]
    fn former_is_told_from_other_words_with_ex() {
        for tail in ["man", "partner", "patiënt", "president", "collega", "trainer", "vrouw"] {
            assert!(is_former(tail), "{tail}");
        }
        for tail in ["pert", "tra", "actly", "perience", "plain", "amen", "cuus", "presse"] {
            assert!(!is_former(tail), "{tail}");
        }
    }
}
