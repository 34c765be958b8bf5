//! One name for another throughout a text, as when participants get pseudonyms.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::pieces::{Kind, Piece};
use super::tokens::Forms;

/// A name has at most so many words.
const LONGEST: usize = 4;

/// Marks the changed pieces that are nothing but another name.
///
/// Words are another name where the old ones stand nowhere in the new text, and the same new ones
/// came in their place wherever they were changed; and where that happened twice, or where both
/// begin with a capital or a bracket.
pub(crate) fn mark_renamed(pieces: &mut [Piece], (old, new): (&str, &str)) {
    let mut forms = Forms::default();
    let in_new: HashSet<u32> = word_forms(&mut forms, new).collect();
    let mut changes: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| piece.kind == Kind::Changed) {
        let (from, to) = (&old[piece.old.clone()], &new[piece.new.clone()]);
        let change = changes.entry(bare(from)).or_default();
        change.0 += 1;
        change.1.insert(bare(to));
    }
    changes.retain(|from, (times, to)| {
        let [to] = to.iter().copied().collect::<Vec<_>>()[..] else { return false };
        let from_forms: Vec<u32> = word_forms(&mut forms, from).collect();
        let n_new = word_forms(&mut forms, to).count();
        (1..=LONGEST).contains(&from_forms.len())
            && (1..=LONGEST).contains(&n_new)
            && from_forms.iter().any(|form| !in_new.contains(form))
            && (*times > 1 || (is_name(from) && is_name(to)))
    });
    let is_renamed = |piece: &Piece| {
        piece.kind == Kind::Changed && changes.contains_key(bare(&old[piece.old.clone()]))
    };
    for piece in pieces.iter_mut().filter(|piece| is_renamed(piece)) {
        piece.kind = Kind::Renamed;
    }
}

fn word_forms<'a>(forms: &'a mut Forms, text: &'a str) -> impl Iterator<Item = u32> + 'a {
    let tokens = forms.tokens(text, 0..text.len()).into_iter();
    tokens.filter(|token| token.is_word).map(|token| token.form)
}

/// Without what stands around the words, but for an opening bracket.
fn bare(text: &str) -> &str {
    let start = text.trim_start_matches(|char: char| !char.is_alphanumeric() && !is_bracket(char));
    start.trim_end_matches(|char: char| !char.is_alphanumeric())
}

fn is_name(words: &str) -> bool {
    words.starts_with(|char: char| char.is_uppercase() || char.is_numeric() || is_bracket(char))
}

fn is_bracket(char: char) -> bool {
    matches!(char, '[' | '(' | '<' | '{')
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
        let mut pieces = pieces((old, 0..old.len()), (new, 0..new.len()));
        mark_renamed(&mut pieces, (old, new));
        let renamed: Vec<(&str, &str)> = pieces
            .iter()
            .filter(|piece| piece.kind == Kind::Renamed)
            .map(|piece| (&old[piece.old.clone()], &new[piece.new.clone()]))
            .collect();
        assert_eq!(renamed, expected);
    }

    #[test]
    fn a_name_that_is_replaced_throughout_is_renamed() {
        check("toen kwam Bram", "toen kwam Piet", &[("Bram", "Piet")]);
        check("toen Bram de Wit zei", "toen [zoon] zei", &[("Bram de Wit", "[zoon]")]);
        check("vis en vis en kaas", "rund en rund en kaas", &[("vis", "rund"), ("vis", "rund")]);
    }

    #[test]
    fn other_words_are_not() {
        check("geen tijd meer", "geen bed meer", &[]);
        check("Bram en ik en Bram", "Piet en ik en Loes", &[]);
        check("Bram en Bram en ik", "Piet en Bram en ik", &[]);
    }
}
