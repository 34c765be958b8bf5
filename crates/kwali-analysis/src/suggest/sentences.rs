//! The sentences that may be proposed.

use std::ops::Range;

use kwali_model::{Layout, SpeakerNumber, units};
use kwali_text::{Span, Text, count_words, sentences};

/// A sentence of what one speaker says in one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The document's place in study order.
    pub place: usize,
    /// The words.
    pub span: Span,
}

/// Sentences of documents, in study order.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    all: Vec<Sentence>,
    /// By place of a document, where its sentences end among all.
    ends: Vec<usize>,
}

impl Sentences {
    /// Adds those sentences of the next document that have a word, and that somebody says whom
    /// `is_meant` lets through.
    pub fn add(
        &mut self,
        text: &Text,
        layout: &Layout,
        is_meant: impl Fn(Option<SpeakerNumber>) -> bool,
    ) {
        let place = self.ends.len();
        for piece in units(text, layout).into_iter().filter(|piece| is_meant(piece.speaker)) {
            let said = text.as_str().get(piece.bytes.clone()).unwrap_or_default();
            for sentence in sentences(said) {
                let (start, end) = (sentence.start, sentence.end);
                let (from, to) = (piece.bytes.start + start, piece.bytes.start + end);
                if count_words(&said[sentence]) > 0
                    && let Ok(span) = text.span(from, to)
                {
                    self.all.push(Sentence { place, span });
                }
            }
        }
        self.ends.push(self.all.len());
    }

    /// Returns all sentences in order.
    pub fn all(&self) -> &[Sentence] {
        &self.all
    }

    /// Returns the places among all of the sentences of a document.
    pub fn of_document(&self, place: usize) -> Range<usize> {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(place).copied().unwrap_or(self.all.len());
        start.copied().unwrap_or(0)..end
    }

    /// Returns the places among all of the sentences of a document that overlap a span.
    pub(crate) fn overlapping(&self, place: usize, span: Span) -> Range<usize> {
        let range = self.of_document(place);
        let of_document = &self.all[range.clone()];
        let from = of_document.partition_point(|sentence| sentence.span.end() <= span.start());
        let to = of_document.partition_point(|sentence| sentence.span.start() < span.end());
        range.start + from..range.start + to.max(from)
    }
}
