//! Stretches of text that were cut out in one place and put in another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use kwali_text::Span;

use super::pieces::{Kind, Piece, pieces};
use super::tokens::{Forms, Token};

/// So many words in a row, which came in one place of the new text only, say that a stretch was
/// put there.
const WORDS: usize = 3;

/// So many of them before and behind a passage are looked at as well.
const AROUND: usize = 6;

/// Words in a row, with their place in bytes.
type Run = (Range<usize>, [u32; WORDS]);

/// The stretches that went and came, and which of them are the same.
pub(crate) struct Blocks {
    forms: Forms,
    /// Where each run of words came; `None` where it came twice.
    came: HashMap<[u32; WORDS], Option<usize>>,
    /// The stretches that came, in bytes of the new text.
    stretches: Vec<Range<usize>>,
    /// The runs of words of the stretches that went, by their numbers among the pieces.
    went: BTreeMap<usize, Vec<Run>>,
    /// Pieces of a stretch that went beside one that came, by their numbers.
    beside: BTreeMap<(usize, usize), Vec<Piece>>,
}

impl Blocks {
    pub(crate) fn of(pieces: &[Piece], (_, new): (&str, &str)) -> Blocks {
        let mut forms = Forms::default();
        let mut came: HashMap<[u32; WORDS], Option<usize>> = HashMap::new();
        let mut stretches = Vec::new();
        for piece in pieces.iter().filter(|piece| piece.kind == Kind::Changed) {
            let mut has_any = false;
            for (_, run) in runs(&forms.tokens(new, piece.new.clone())) {
                came.entry(run).and_modify(|at| *at = None).or_insert(Some(stretches.len()));
                has_any = true;
            }
            if has_any {
                stretches.push(piece.new.clone());
            }
        }
        Blocks { forms, came, stretches, went: BTreeMap::new(), beside: BTreeMap::new() }
    }

    /// Returns the stretch that went with a passage beside the one that came with it, if the
    /// passage, or what it is part of, was put somewhere else.
    pub(crate) fn block_of(
        &mut self,
        span: Span,
        all: &[Piece],
        (old, new): (&str, &str),
    ) -> Option<&[Piece]> {
        if self.stretches.is_empty() {
            return None;
        }
        let went = went_with(span, all)?;
        let place = all[went].old.clone();
        let forms = &mut self.forms;
        let runs = self.went.entry(went).or_insert_with(|| runs(&forms.tokens(old, place.clone())));
        let first = runs.partition_point(|(at, _)| at.end <= span.start());
        let last = runs.partition_point(|(at, _)| at.start < span.end());
        let near = first.saturating_sub(AROUND)..(last + AROUND).min(runs.len());
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, run) in &runs[near] {
            if let Some(Some(stretch)) = self.came.get(run) {
                *votes.entry(*stretch).or_default() += 1;
            }
        }
        let (&stretch, _) =
            votes.iter().max_by_key(|&(stretch, votes)| (votes, Reverse(stretch)))?;
        let there = self.stretches[stretch].clone();
        let beside = self.beside.entry((went, stretch));
        Some(beside.or_insert_with(|| pieces((old, place), (new, there))))
    }
}

/// The number of the changed piece that has most of the span, the first of several.
fn went_with(span: Span, pieces: &[Piece]) -> Option<usize> {
    let first = pieces.partition_point(|piece| piece.old.end <= span.start());
    let touching = pieces[first..].iter().take_while(|piece| piece.old.start < span.end());
    let common = |piece: &Piece| piece.old.end.min(span.end()) - piece.old.start.max(span.start());
    let changed = touching
        .zip(first..)
        .filter(|(piece, _)| piece.kind == Kind::Changed && !piece.old.is_empty());
    let (_, number) = changed.max_by_key(|&(piece, number)| (common(piece), Reverse(number)))?;
    Some(number)
}

/// The runs of words among tokens.
fn runs(tokens: &[Token]) -> Vec<Run> {
    let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word).collect();
    let run = |words: &[&Token]| -> Option<Run> {
        let place = words.first()?.place.start..words.last()?.place.end;
        let forms: Vec<u32> = words.iter().map(|word| word.form).collect();
        Some((place, forms.try_into().ok()?))
    };
    words.windows(WORDS).filter_map(run).collect()
}
