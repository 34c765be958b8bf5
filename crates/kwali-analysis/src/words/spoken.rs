//! The words of one document, by who speaks them.

use std::ops::Range;

use kwali_model::{Document, Layout, SpeakerNumber, units};
use kwali_text::{Span, Text, words};

use super::WordGroups;

/// One document whose words are counted.
#[derive(Clone, Copy, Debug)]
pub struct SpokenText<'a> {
    /// Its place in study order.
    pub place: usize,
    /// The document.
    pub document: &'a Document,
    /// Its words.
    pub text: &'a Text,
    /// Its paragraphs and turns.
    pub layout: &'a Layout,
    /// Only words that lie whole in one of these spans, which are in order and do not touch; `None`
    /// for all words.
    pub within: Option<&'a [Span]>,
}

impl SpokenText<'_> {
    /// Returns the words of every text unit, in bytes, with who speaks.
    ///
    /// A unit is what one speaker says in one paragraph, without the label of the turn.
    pub(super) fn units(&self) -> impl Iterator<Item = (Option<SpeakerNumber>, Vec<Range<usize>>)> {
        let text = self.text.as_str();
        units(self.text, self.layout).into_iter().map(move |unit| {
            let start = unit.bytes.start;
            let spoken = text.get(unit.bytes).unwrap_or_default();
            let found = words(spoken).map(|word| start + word.start..start + word.end);
            (unit.speaker, found.filter(|word| self.is_within(word)).collect())
        })
    }

    /// Returns how many words are spoken by those whom the groups count.
    pub fn n_words(&self, groups: &WordGroups) -> u64 {
        let counted = self.units().filter(|(who, _)| groups.group(self.place, *who).is_some());
        counted.map(|(_, words)| words.len() as u64).sum()
    }

    fn is_within(&self, word: &Range<usize>) -> bool {
        let Some(spans) = self.within else { return true };
        let next = spans.partition_point(|span| span.start() <= word.start);
        next.checked_sub(1).is_some_and(|last| word.end <= spans[last].end())
    }
}

/// Returns spans of one text as runs that neither overlap nor touch, in order.
pub fn merged(text: &Text, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start(), span.end()));
    let mut runs: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let joined = runs.last().filter(|last| span.start() <= last.end());
        let joined = joined.map(|last| text.span(last.start(), last.end().max(span.end())));
        match (joined, runs.last_mut()) {
            (Some(Ok(joined)), Some(last)) => *last = joined,
            _ => runs.push(span),
        }
    }
    runs
}
