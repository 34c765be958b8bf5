//! Two texts as pieces side by side: what stayed, and what came instead of what.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::align::align;
use super::tokens::{Forms, Token, folded, letters};

/// Changed words longer than this are not compared letter by letter, in bytes.
const LONGEST: usize = 256;

/// How a piece of the old text and one of the new lie to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// The same characters.
    Same,
    /// The same but for upper and lower case, kinds of white space or of quotation marks.
    Alike,
    /// One name for another, throughout the text.
    Renamed,
    /// Something else; either side may be empty.
    Changed,
}

/// A piece of the old text and what stands there in the new one, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
    pub(crate) kind: Kind,
}

/// Returns parts of two texts as pieces, which cover both parts without gaps.
pub(crate) fn pieces(
    (old, in_old): (&str, Range<usize>),
    (new, in_new): (&str, Range<usize>),
) -> Vec<Piece> {
    let mut forms = Forms::default();
    let ends = (in_old.end, in_new.end);
    let sides = (forms.tokens(old, in_old), forms.tokens(new, in_new));
    let (words_of_old, words_of_new) = (words(&sides.0), words(&sides.1));
    let form = |tokens: &[Token], words: &[usize]| -> Vec<u32> {
        words.iter().map(|&word| tokens[word].form).collect()
    };
    let pairs = align(&form(&sides.0, &words_of_old), &form(&sides.1, &words_of_new));
    let mut builder = Builder { old, new, pieces: Vec::new() };
    let (mut from_old, mut from_new) = (0, 0);
    for (a, b) in pairs {
        let (a, b) = (words_of_old[a], words_of_new[b]);
        builder.between(&sides.0[from_old..a], &sides.1[from_new..b]);
        builder.pair(&sides.0[a], &sides.1[b]);
        (from_old, from_new) = (a + 1, b + 1);
    }
    builder.between(&sides.0[from_old..], &sides.1[from_new..]);
    debug_assert!(builder.pieces.last().is_none_or(|p| (p.old.end, p.new.end) == ends));
    builder.pieces
}

fn words(tokens: &[Token]) -> Vec<usize> {
    let places = tokens.iter().enumerate().filter(|(_, token)| token.is_word);
    places.map(|(place, _)| place).collect()
}

struct Builder<'a> {
    old: &'a str,
    new: &'a str,
    pieces: Vec<Piece>,
}

impl Builder<'_> {
    fn push(&mut self, old: Range<usize>, new: Range<usize>, kind: Kind) {
        match self.pieces.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Alike => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => self.pieces.push(Piece { old, new, kind }),
        }
    }

    /// Two tokens of one form.
    fn pair(&mut self, old: &Token, new: &Token) {
        let is_same = self.old[old.place.clone()] == self.new[new.place.clone()];
        let kind = if is_same { Kind::Same } else { Kind::Alike };
        self.push(old.place.clone(), new.place.clone(), kind);
    }

    /// What stands between two pairs of words.
    fn between(&mut self, mut old: &[Token], mut new: &[Token]) {
        while let ([a, old_rest @ ..], [b, new_rest @ ..]) = (old, new)
            && a.form == b.form
        {
            self.pair(a, b);
            (old, new) = (old_rest, new_rest);
        }
        let (mut n_old, mut n_new) = (old.len(), new.len());
        while n_old > 0 && n_new > 0 && old[n_old - 1].form == new[n_new - 1].form {
            (n_old, n_new) = (n_old - 1, n_new - 1);
        }
        let (changed, came) = (&old[..n_old], &new[..n_new]);
        if is_word_for_word(changed, came) {
            for (a, b) in changed.iter().zip(came) {
                match a.form == b.form {
                    true => self.pair(a, b),
                    false => self.changed(a.place.clone(), b.place.clone()),
                }
            }
        } else {
            self.changed(self.place(changed, old, true), self.place(came, new, false));
        }
        old[n_old..].iter().zip(&new[n_new..]).for_each(|(a, b)| self.pair(a, b));
    }

    /// Where tokens stand; of none, the empty place where they would.
    fn place(&self, tokens: &[Token], rest: &[Token], is_old: bool) -> Range<usize> {
        if let [first, .., last] | [first @ last] = tokens {
            return first.place.start..last.place.end;
        }
        let last = self.pieces.last();
        let reached = last.map(|piece| if is_old { piece.old.end } else { piece.new.end });
        let place = rest.first().map(|token| token.place.start).or(reached).unwrap_or(0);
        place..place
    }

    fn changed(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match letter_by_letter(&self.old[old.clone()], &self.new[new.clone()]) {
            None => self.push(old, new, Kind::Changed),
            Some(pieces) => {
                for piece in pieces {
                    let within =
                        |from: usize, part: Range<usize>| from + part.start..from + part.end;
                    let (a, b) = (within(old.start, piece.old), within(new.start, piece.new));
                    self.push(a, b, piece.kind);
                }
            }
        }
    }
}

/// True where other words stand in the place of as many, between the same signs.
fn is_word_for_word(old: &[Token], new: &[Token]) -> bool {
    let fits = |(a, b): (&Token, &Token)| a.is_word == b.is_word && (a.is_word || a.form == b.form);
    old.len() > 1 && old.len() == new.len() && old.iter().zip(new).all(fits)
}

/// Compares words letter by letter; `None` where they have too little in common to be the same
/// words written otherwise: three of ten letters on both sides together.
fn letter_by_letter(old: &str, new: &str) -> Option<Vec<Piece>> {
    if old.is_empty() || new.is_empty() || old.len().max(new.len()) > LONGEST {
        return None;
    }
    let cut = |text: &str| -> Vec<(usize, String)> {
        text.char_indices().map(|(place, char)| (place, folded(char).collect())).collect()
    };
    let (a, b) = (cut(old), cut(new));
    let form = |chars: &[(usize, String)]| -> Vec<String> {
        chars.iter().map(|(_, form)| form.clone()).collect()
    };
    let steps = capture_diff_slices(Algorithm::Myers, &form(&a), &form(&b));
    let place = |chars: &[(usize, String)], text: &str, number: usize| {
        chars.get(number).map_or(text.len(), |(place, _)| *place)
    };
    let mut builder = Builder { old, new, pieces: Vec::new() };
    let mut kept = 0;
    for step in steps {
        let (in_old, in_new) = (step.old_range(), step.new_range());
        let at_old = |number| place(&a, old, number);
        let at_new = |number| place(&b, new, number);
        if matches!(step, DiffOp::Equal { .. }) {
            for (x, y) in in_old.zip(in_new) {
                let (x, y) = (at_old(x)..at_old(x + 1), at_new(y)..at_new(y + 1));
                kept += letters(&old[x.clone()]);
                let is_same = old[x.clone()] == new[y.clone()];
                builder.push(x, y, if is_same { Kind::Same } else { Kind::Alike });
            }
        } else {
            let x = at_old(in_old.start)..at_old(in_old.end);
            builder.push(x, at_new(in_new.start)..at_new(in_new.end), Kind::Changed);
        }
    }
    (10 * kept >= 3 * (letters(old) + letters(new)) && kept > 0).then_some(builder.pieces)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks the pieces as `=same`, `~alike` and `old>new`.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let shown: Vec<String> = pieces((old, 0..old.len()), (new, 0..new.len()))
            .iter()
            .map(|piece| {
                let (a, b) = (&old[piece.old.clone()], &new[piece.new.clone()]);
                match piece.kind {
                    Kind::Same => format!("={a}"),
                    Kind::Alike => format!("~{a}"),
                    _ => format!("{a}>{b}"),
                }
            })
            .collect();
        assert_eq!(shown.join("|"), expected);
    }

    #[test]
    fn words_that_came_went_and_changed() {
        check("een twee drie", "een twee drie", "=een twee drie");
        check("een drie", "een twee drie", "=een |>twee |=drie");
        check("een twee drie", "een drie", "=een |twee >|=drie");
        check("een kop drie", "een pan drie", "=een |kop>pan|= drie");
        check("rode kop dag", "blauwe pan dag", "rode>blauwe|= |kop>pan|= dag");
        check("Een dag.", "een  dag!", "~Een|~ |=dag|.>!");
        check("", "een", ">een");
        check("een", "", "een>");
    }

    #[test]
    fn words_written_otherwise_are_compared_letter_by_letter() {
        check("ik wet het", "ik weet het", "=ik we|>e|=t het");
        check("Anna zei", "Hanna zei", ">H|~A|=nna zei");
        check("Bram zei", "Piet zei", "Bram>Piet|= zei");
    }

    proptest! {
        #[test]
        fn pieces_cover_both_texts_without_gaps(old in "[abé ,\nC]{0,40}", new in "[abé ,\nC]{0,40}") {
            let (mut in_old, mut in_new) = (0, 0);
            for piece in pieces((&old, 0..old.len()), (&new, 0..new.len())) {
                prop_assert_eq!((piece.old.start, piece.new.start), (in_old, in_new));
                (in_old, in_new) = (piece.old.end, piece.new.end);
                let (a, b) = (&old[piece.old], &new[piece.new]);
                prop_assert!(piece.kind != Kind::Same || a == b);
            }
            prop_assert_eq!((in_old, in_new), (old.len(), new.len()));
        }
    }
}
