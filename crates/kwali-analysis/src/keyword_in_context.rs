//! A word where it stands, with what stands left and right of it in the same paragraph.

use std::ops::Range;

use kwali_model::Layout;
use kwali_text::{Span, SpanError, Text, words};

/// More than most words take with the space behind them.
const BYTES_OF_A_WORD: usize = 16;

/// How much context stands on either side of a hit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ContextWidth {
    /// So many words.
    Words(usize),
    /// So many code points.
    Characters(usize),
}

/// A hit with its context, in bytes of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeywordInContext {
    /// Where it stands.
    pub hit: Span,
    /// What stands before it; ends where the hit starts.
    pub left: Range<usize>,
    /// What stands behind it; starts where the hit ends.
    pub right: Range<usize>,
    /// The number of the paragraph in which it starts.
    pub paragraph: usize,
}

/// Returns a hit with its context, which ends where the paragraph does and does not reach into the
/// label of the turn.
///
/// `hit` is in bytes; one that is no span of the text is an error. A phrase that runs over a line
/// end has its left context in the first and its right context in the last of its paragraphs.
pub fn keyword_in_context(
    text: &Text,
    layout: &Layout,
    hit: Range<usize>,
    width: ContextWidth,
) -> Result<KeywordInContext, SpanError> {
    let hit = text.span(hit.start, hit.end)?;
    let (first, last) = layout.paragraphs_of(hit);
    let paragraph_of = |number: usize| layout.paragraphs.get(number).copied().unwrap_or(hit);
    let label_end = words_start(layout, hit).filter(|&start| start <= hit.start());
    let start = paragraph_of(first).start().max(label_end.unwrap_or(0)).min(hit.start());
    let end = paragraph_of(last).end().max(hit.end());
    let before = &text.as_str()[start..hit.start()];
    let behind = &text.as_str()[hit.end()..end];
    Ok(KeywordInContext {
        hit,
        left: start + left_context(before, width)..hit.start(),
        right: hit.end()..hit.end() + right_context(behind, width),
        paragraph: first,
    })
}

/// Where the words of the turn begin in which the hit starts.
fn words_start(layout: &Layout, hit: Span) -> Option<usize> {
    layout.turns_of(hit).first().map(|turn| turn.words_start as usize)
}

/// Where the context begins in what stands before the hit.
fn left_context(before: &str, width: ContextWidth) -> usize {
    let place = |from_right: Option<usize>| from_right.unwrap_or(0);
    match width {
        ContextWidth::Words(0) | ContextWidth::Characters(0) => before.len(),
        ContextWidth::Characters(n) => {
            place(before.char_indices().rev().nth(n - 1).map(|(start, _)| start))
        }
        ContextWidth::Words(n) => place(nth_word_from_right(before, n)),
    }
}

/// Where the nth word from the right begins.
///
/// Looks only as far to the left as it must: a paragraph may be a whole transcript.
fn nth_word_from_right(before: &str, n: usize) -> Option<usize> {
    let mut reach = n.saturating_mul(BYTES_OF_A_WORD);
    loop {
        let mut from = before.len().saturating_sub(reach);
        while !before.is_char_boundary(from) {
            from -= 1;
        }
        let starts: Vec<usize> = words(&before[from..]).map(|word| from + word.start).collect();
        // The first word may have begun before the part that was looked at.
        let n_whole = if from == 0 { starts.len() } else { starts.len().saturating_sub(1) };
        if n_whole >= n || from == 0 {
            return starts.len().checked_sub(n).map(|at| starts[at]);
        }
        reach = reach.saturating_mul(2);
    }
}

/// Where the context ends in what stands behind the hit.
fn right_context(behind: &str, width: ContextWidth) -> usize {
    let place = |end: Option<usize>| end.unwrap_or(behind.len());
    match width {
        ContextWidth::Words(0) | ContextWidth::Characters(0) => 0,
        ContextWidth::Characters(n) => place(behind.char_indices().nth(n).map(|(end, _)| end)),
        ContextWidth::Words(n) => place(words(behind).nth(n - 1).map(|word| word.end)),
    }
}
