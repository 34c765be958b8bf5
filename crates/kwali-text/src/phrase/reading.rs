//! Reads a phrase as it is typed.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{PhraseElement, PhraseError, WordPattern};
use crate::{fold, words};

/// The most letters that may differ.
const MAX_EDITS: usize = 2;

/// Returns the elements of a phrase in order; never none.
pub(super) fn elements(typed: &str) -> Result<Vec<PhraseElement>, PhraseError> {
    let mut elements = Vec::new();
    let mut plain_from = 0;
    while let Some(pattern) = next_pattern(typed, plain_from) {
        add_words(typed, plain_from..pattern.start, &mut elements)?;
        let written = typed[pattern.start + 1..pattern.end - 1].replace("\\/", "/");
        let failed = |reason| PhraseError::BadPattern { written: written.clone(), reason };
        elements.push(PhraseElement::Pattern(WordPattern::new(&written).map_err(failed)?));
        plain_from = pattern.end;
    }
    add_words(typed, plain_from..typed.len(), &mut elements)?;
    match elements.is_empty() {
        true => Err(PhraseError::NoWords(typed.to_owned())),
        false => Ok(elements),
    }
}

/// The first `/…/` from a place on that has white space or an end on either side.
fn next_pattern(typed: &str, from: usize) -> Option<Range<usize>> {
    let is_free = |char: Option<char>| char.is_none_or(char::is_whitespace);
    let slashes: Vec<usize> = typed[from..].match_indices('/').map(|(at, _)| from + at).collect();
    let opens = |&&at: &&usize| is_free(typed[..at].chars().next_back());
    let closes =
        |&&at: &&usize| is_free(typed[at + 1..].chars().next()) && !typed[..at].ends_with('\\');
    slashes.iter().filter(opens).find_map(|&start| {
        let mut behind = slashes.iter().filter(|&&at| at > start + 1);
        behind.find(closes).map(|&end| start..end + 1)
    })
}

/// Adds the words of a stretch without patterns.
fn add_words(
    typed: &str,
    stretch: Range<usize>,
    elements: &mut Vec<PhraseElement>,
) -> Result<(), PhraseError> {
    let part = &typed[stretch];
    let (mut n_stars, mut n_tildes) = (0, 0);
    // What stands behind a tilde is a word by the rule of words.
    let mut read_up_to = 0;
    for word in words(part) {
        if word.start < read_up_to {
            continue;
        }
        let (written, behind) = (&part[word.clone()], &part[word.end..]);
        elements.push(match behind.chars().next() {
            Some('*') => {
                n_stars += 1;
                if behind[1..].starts_with(char::is_alphanumeric) {
                    return Err(PhraseError::StarInside(typed.to_owned()));
                }
                PhraseElement::Prefix(fold(written))
            }
            Some('~') => {
                n_tildes += 1;
                let edits = edits(&behind[1..]);
                read_up_to = word.end + 2;
                let edits = edits.ok_or_else(|| PhraseError::BadDistance(typed.to_owned()))?;
                PhraseElement::Near { folded: fold(written), edits }
            }
            sign => PhraseElement::Word {
                word: written.to_owned(),
                alone: sign == Some('!'),
                compounds: BTreeSet::new(),
            },
        });
    }
    if part.matches('*').count() != n_stars {
        return Err(PhraseError::StarInside(typed.to_owned()));
    }
    if part.matches('~').count() != n_tildes {
        return Err(PhraseError::BadDistance(typed.to_owned()));
    }
    Ok(())
}

/// How many letters may differ by what stands behind a tilde.
fn edits(behind: &str) -> Option<usize> {
    let length = behind.find(|char: char| !char.is_alphanumeric()).unwrap_or(behind.len());
    behind[..length].parse().ok().filter(|edits| (1..=MAX_EDITS).contains(edits))
}
