//! Dutch compounds: whether a word stands inside another one.
//!
//! The lexicon is the study's own words, as Monz and De Rijke (2002) and Hollink et al. (2004) split
//! compounds for retrieval; what that takes for a compound and what it misses is in `docs/words.md`.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::{Analyser, Language, fold, stop_words};

/// What may stand between the parts of a compound.
const LINKS: [&str; 4] = ["", "s", "e", "en"];

/// No part is shorter: short words are found in too many others (`tijd` in `al-tijd`).
const LEAST_LETTERS: usize = 4;

/// Endings that are spelled like words, and what stands before verbs: no parts of a compound.
const NO_PARTS: [&str; 26] = [
    "achtig", "achtige", "baar", "bare", "heden", "heid", "lijk", "lijke", "loos", "loze", "rijk",
    "rijke", "schap", "schappen", "waarts", "wijze", "zaam", "zame", "mede", "neer", "samen",
    "voort", "vast", "ieder", "hele", "maal",
];

/// A word that is looked for inside compounds.
pub struct WordInCompounds<'a> {
    analyser: &'a Analyser,
    keys: (String, Option<String>),
    cue: String,
    /// What was found of parts that begin with the cue: the same ones stand in many compounds.
    judged: RefCell<HashMap<String, bool>>,
}

impl<'a> WordInCompounds<'a> {
    /// Returns the word to look for, or `None` where no compound can hold it: in another language
    /// than Dutch, where it has fewer than four letters, or is a function word or an ending.
    pub fn new(word: &str, analyser: &'a Analyser) -> Option<WordInCompounds<'a>> {
        let folded = fold(word);
        let is_wanted = analyser.language().is_dutch() && is_part(&folded);
        let keys = analyser.keys(word);
        // A stem may have lost the word's own beginning: that of `gesprek` is `spreek`.
        let of_stem = cue(&keys.0);
        let cue = if folded.starts_with(&of_stem) { of_stem } else { cue(&folded) };
        let judged = RefCell::default();
        is_wanted.then_some(WordInCompounds { analyser, keys, cue, judged })
    }

    /// Returns letters that every compound with this word holds, folded.
    pub fn cue(&self) -> &str {
        &self.cue
    }

    /// Returns false for a word in which this one cannot stand; quicker than [`Self::stands_in`].
    pub fn may_stand_in(&self, compound: &str) -> bool {
        compound.len() >= 2 * LEAST_LETTERS
            && compound.contains(&self.cue)
            && compound.chars().all(char::is_alphabetic)
    }

    /// Returns true for a compound with this word as one of its parts.
    ///
    /// `compound` is folded; `is_known` says whether a folded word of four letters or more is a word
    /// or a stem of the study: all other parts must be. The word by itself is no compound.
    pub fn stands_in(&self, compound: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
        if !self.may_stand_in(compound) {
            return false;
        }
        let places = compound.match_indices(&self.cue).map(|(place, _)| place);
        // What costs least is asked first: stems are slow to make, and most candidates fail before.
        let mut starts = places.filter(|&start| {
            let left = &compound[..start];
            has_room(left) && leads_up(left, is_known)
        });
        starts.any(|start| {
            ends(compound, start).any(|end| {
                let (left, right) = (&compound[..start], &compound[end..]);
                !(left.is_empty() && right.is_empty())
                    && has_room(right)
                    && self.is_this_word(&compound[start..end])
                    && self.follows(right, is_known)
            })
        })
    }

    fn is_this_word(&self, part: &str) -> bool {
        let known = self.judged.borrow().get(part).copied();
        known.unwrap_or_else(|| {
            let is_this = self.has_its_key(part);
            self.judged.borrow_mut().insert(part.to_owned(), is_this);
            is_this
        })
    }

    fn has_its_key(&self, part: &str) -> bool {
        let (first, second) = self.analyser.keys(part);
        let (wanted, or_wanted) = &self.keys;
        let is_wanted = |key: &String| key == wanted || Some(key) == or_wanted.as_ref();
        is_wanted(&first) || second.as_ref().is_some_and(is_wanted)
    }

    /// True if `right` is nothing, or known parts from its start, the first behind its link.
    ///
    /// The last part carries the ending of the whole, so that it may be known by its stem.
    fn follows(&self, right: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
        let is_last =
            |part: &str| is_part(part) && (is_known(part) || is_known(&self.analyser.keys(part).0));
        let links = LINKS.iter().filter(|link| right.starts_with(**link)).map(|link| link.len());
        let starts = starts_of_parts(right, links, is_known);
        right.is_empty() || starts.into_iter().any(|start| is_last(&right[start..]))
    }
}

/// The beginning that all forms of a stem share: not its end (huis, huizen), and no vowel that may
/// be doubled (loop, lopen).
fn cue(key: &str) -> String {
    let letters: Vec<char> = key.chars().take(3).collect();
    let doubled = |pair: &[char]| pair[0] == pair[1];
    let length = match letters.windows(2).position(doubled) {
        Some(place) => place + 1,
        None => letters.len(),
    };
    letters[..length].iter().collect()
}

/// The places where a part may end that begins at `start`.
fn ends(word: &str, start: usize) -> impl Iterator<Item = usize> + '_ {
    let rest = &word[start..];
    let ends = rest.char_indices().map(move |(offset, char)| start + offset + char.len_utf8());
    ends.skip(LEAST_LETTERS - 1)
}

/// What is left beside a part must be nothing, or long enough for another part.
fn has_room(rest: &str) -> bool {
    rest.is_empty() || rest.chars().count() >= LEAST_LETTERS
}

/// True if `left` is nothing, or known parts up to its end, the last with its link.
fn leads_up(left: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    starts_of_parts(left, [0], is_known).contains(&left.len())
}

/// Where a part may begin behind known parts and their links, of which the first begins at one of
/// `first`; these places included.
///
/// Every place is looked at once, however many ways lead there.
fn starts_of_parts(
    text: &str,
    first: impl IntoIterator<Item = usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> BTreeSet<usize> {
    let mut starts: BTreeSet<usize> = first.into_iter().collect();
    let mut next = starts.first().copied();
    while let Some(start) = next {
        for end in ends(text, start) {
            let (part, behind) = (&text[start..end], &text[end..]);
            if is_part(part) && is_known(part) {
                let links = LINKS.iter().filter(|link| behind.starts_with(**link));
                starts.extend(links.map(|link| end + link.len()));
            }
        }
        next = starts.range(start + 1..).next().copied();
    }
    starts
}

/// True for what may be a part at all.
fn is_part(folded: &str) -> bool {
    static FUNCTION_WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let function_words = || stop_words(&Language::dutch()).iter().map(|word| fold(word)).collect();
    folded.chars().count() >= LEAST_LETTERS
        && !NO_PARTS.contains(&folded)
        && !FUNCTION_WORDS.get_or_init(function_words).contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The compounds among the words of a study in which a word stands.
    #[track_caller]
    fn check(word: &str, study: &str, expected: &[&str]) {
        let analyser = Analyser::new(&Language::dutch());
        let words: BTreeSet<String> = study.split(' ').map(fold).collect();
        let stems: BTreeSet<String> = words.iter().map(|word| analyser.keys(word).0).collect();
        let is_known = |part: &str| words.contains(part) || stems.contains(part);
        let found: Vec<&str> = match WordInCompounds::new(word, &analyser) {
            Some(wanted) => {
                study.split(' ').filter(|word| wanted.stands_in(&fold(word), &is_known)).collect()
            }
            None => Vec::new(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_is_found_in_the_compounds_of_the_study_in_every_form() {
        let study = "ervaring ervaringsdeskundige ervaringsdeskundigheid deskundige";
        check("deskundige", study, &["ervaringsdeskundige", "ervaringsdeskundigheid"]);
        check("deskundigen", study, &["ervaringsdeskundige", "ervaringsdeskundigheid"]);
        check("ervaring", study, &["ervaringsdeskundige", "ervaringsdeskundigheid"]);
        check(
            "huis",
            "buurt buurthuis buurthuizen huiswerk werk",
            &["buurthuis", "buurthuizen", "huiswerk"],
        );
        check("cliënt", "raad cliëntenraad", &["cliëntenraad"]);
        check("lopen", "straat straatlopers straatlopen", &["straatlopen"]);
        check("gesprekken", "keuken keukengesprek", &["keukengesprek"]);
    }

    #[test]
    fn parts_are_joined_by_nothing_s_e_or_en() {
        check("werk", "vrijwilliger vrijwilligerswerk", &["vrijwilligerswerk"]);
        check("werk", "mens mensenwerk", &["mensenwerk"]);
        check("bank", "groep groepebank groepxbank", &["groepebank"]);
        check("plan", "wijk team wijkteamplan", &["wijkteamplan"]);
    }

    #[test]
    fn all_other_parts_are_words_of_the_study() {
        check("deskundige", "ervaringsdeskundige", &[]);
        check("druk", "werkdruk", &[]);
        check("druk", "werken werkdruk", &["werkdruk"]);
    }

    #[test]
    fn short_words_function_words_and_endings_are_no_parts() {
        check("tijd", "al altijd", &[]);
        check("beeld", "voor voorbeeld", &[]);
        check("lijk", "eigen eigenlijk", &[]);
        check("dag", "werk werkdag", &[]);
        check("voor", "beeld voorbeeld", &[]);
        check("huis", "huis huizen", &[]);
    }

    #[test]
    fn only_dutch_is_split() {
        let english = Analyser::new(&Language::english());
        assert!(WordInCompounds::new("house", &english).is_none());
    }
}
