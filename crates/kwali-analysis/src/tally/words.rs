//! The words in the segments of a table's cells, for who asks for them: the texts must be read.

use kwali_model::Layout;
use kwali_text::{Span, Text, words};

use super::{CoderPlaces, Table};
use crate::ReadText;
use crate::voices::Voices;

impl Table<'_> {
    /// Returns by cell the words that lie whole in the union of its segments, each once.
    ///
    /// The texts of documents with codings are asked for one after the other. Where layouts are at
    /// hand the labels of turns are no words.
    pub(crate) fn count_words(&self, read: &ReadText<'_>) -> Vec<u64> {
        let mut counter = CoveredWords::new(self.n_cells());
        let coder_places = CoderPlaces::new(self.snapshot);
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        for (place, document) in self.snapshot.documents().iter().enumerate() {
            let codings = self.snapshot.codings_at(place);
            if codings.is_empty() {
                continue;
            }
            let layout = self.layouts.and_then(|layouts| layouts.get(place));
            counter.words.clear();
            read(place, &mut |text| counter.words.extend(spoken_words(text, layout)));
            let mut voices = Voices::new(document, layout);
            for coding in codings {
                let people = voices.of(coding.span);
                self.columns.of(place, coder_places.of(coding), people, &mut columns);
                for &row in self.rows.of(coding, &mut rows) {
                    for &column in &columns {
                        counter.cover(self.cell(row, column), coding.span);
                    }
                }
            }
            counter.close_document();
        }
        counter.counts
    }
}

/// A word: its first byte, and the one behind its last.
type WordPlace = (usize, usize);

/// Returns how many words by rule T1 texts have, but for those in the labels of turns.
///
/// Texts and layouts stand by place in study order.
pub fn count_spoken_words(texts: &[Text], layouts: &[Layout]) -> u64 {
    let layouts = layouts.iter().map(Some).chain(std::iter::repeat(None));
    let of_text = |(text, layout)| spoken_words(text, layout).len() as u64;
    texts.iter().zip(layouts).map(of_text).sum()
}

/// Returns the words by rule T1 in order, but for those in the labels of turns.
fn spoken_words(text: &Text, layout: Option<&Layout>) -> Vec<WordPlace> {
    let turns = layout.map_or(&[][..], |layout| &layout.turns);
    let starts = std::iter::once(0).chain(turns.iter().map(|turn| turn.words_start as usize));
    let ends = turns.iter().map(|turn| turn.span.start()).chain([text.bytes()]);
    let mut found = Vec::new();
    for (start, end) in starts.zip(ends) {
        let spoken = text.as_str().get(start..end).unwrap_or_default();
        found.extend(words(spoken).map(|word| (start + word.start, start + word.end)));
    }
    found
}

/// A stretch of the document that the segments of a cell cover without a gap.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
}

/// Counts the words of one document after the other.
struct CoveredWords {
    counts: Vec<u64>,
    /// The words of the document.
    words: Vec<WordPlace>,
    /// By cell: the run that may still grow.
    runs: Vec<Option<Run>>,
    /// The cells with a run in the document.
    touched: Vec<usize>,
}

impl CoveredWords {
    fn new(n_cells: usize) -> CoveredWords {
        CoveredWords {
            counts: vec![0; n_cells],
            words: Vec::new(),
            runs: vec![None; n_cells],
            touched: Vec::new(),
        }
    }

    /// Adds a segment to a cell; segments come in the order of their starts.
    fn cover(&mut self, cell: usize, span: Span) {
        match &mut self.runs[cell] {
            Some(run) if span.start() <= run.end => run.end = run.end.max(span.end()),
            open => match open.replace(Run { start: span.start(), end: span.end() }) {
                Some(run) => self.counts[cell] += self.words_in(run),
                None => self.touched.push(cell),
            },
        }
    }

    fn words_in(&self, run: Run) -> u64 {
        let first = self.words.partition_point(|&(start, _)| start < run.start);
        let behind = self.words.partition_point(|&(_, end)| end <= run.end);
        behind.saturating_sub(first) as u64
    }

    fn close_document(&mut self) {
        while let Some(cell) = self.touched.pop() {
            if let Some(run) = self.runs[cell].take() {
                self.counts[cell] += self.words_in(run);
            }
        }
    }
}
