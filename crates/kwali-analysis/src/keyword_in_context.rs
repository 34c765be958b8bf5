//! A word where it stands, with what stands left and right of it in the same paragraph.

use std::ops::Range;

use kwali_model::{Document, Layout, ParticipantId, SpeakerNumber};
use kwali_text::{Span, SpanError, Text, fold, words};

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

/// Eight words.
impl Default for ContextWidth {
    fn default() -> ContextWidth {
        ContextWidth::Words(8)
    }
}

/// The order of hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum HitOrder {
    /// As they stand in the documents, in study order.
    #[default]
    Document,
    /// By the words before them, the nearest first.
    Left,
    /// By the words behind them.
    Right,
}

/// A hit as it is shown, which needs the text no more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConcordanceLine {
    /// The document, by its place in study order.
    pub place: usize,
    /// Where the hit stands.
    pub hit: Span,
    /// The number of the paragraph in which it starts, from 0.
    pub paragraph: usize,
    /// Who says it.
    pub speaker: Option<SpeakerNumber>,
    /// The participants who speak in it.
    pub participants: Vec<ParticipantId>,
    /// What stands before it.
    pub left: String,
    /// The words found.
    pub text: String,
    /// What stands behind it.
    pub right: String,
}

impl ConcordanceLine {
    /// Returns a hit with its words; `place` is the document's in study order.
    pub fn new(
        (place, document): (usize, &Document),
        text: &Text,
        layout: &Layout,
        context: &KeywordInContext,
    ) -> ConcordanceLine {
        let hit = context.hit;
        let words =
            |bytes: &Range<usize>| text.as_str().get(bytes.clone()).unwrap_or_default().to_owned();
        ConcordanceLine {
            place,
            hit,
            paragraph: context.paragraph,
            speaker: layout.turns_of(hit).first().map(|turn| turn.speaker),
            participants: layout.participants_of(document, hit),
            left: words(&context.left),
            text: text.slice(hit).to_owned(),
            right: words(&context.right),
        }
    }

    /// Returns what hits are sorted by: folded words of the context, then those of the hit; nothing
    /// in the order of documents.
    pub fn sort_key(&self, order: HitOrder) -> Vec<String> {
        let folded =
            |text: &str| -> Vec<String> { words(text).map(|word| fold(&text[word])).collect() };
        let context = match order {
            HitOrder::Document => return Vec::new(),
            HitOrder::Right => folded(&self.right),
            HitOrder::Left => folded(&self.left).into_iter().rev().collect(),
        };
        context.into_iter().chain(folded(&self.text)).collect()
    }
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
