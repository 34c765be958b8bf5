//! Places of segments counted in words, sentences, turns, paragraphs or seconds.

use std::cell::OnceCell;

use kwali_model::{Layout, Turn};
use kwali_text::{Span, Text, sentences, words};

use crate::{LengthUnit, ReadText};

/// The measures of one document, each made when it is first asked for.
pub(crate) struct Measures<'a> {
    layout: &'a Layout,
    place: usize,
    text: &'a ReadText<'a>,
    words: OnceCell<Vec<(usize, usize)>>,
    sentences: OnceCell<Vec<usize>>,
}

impl<'a> Measures<'a> {
    /// Returns the measures of the document at a place in study order.
    pub(crate) fn new(layout: &'a Layout, place: usize, text: &'a ReadText<'a>) -> Measures<'a> {
        Measures { layout, place, text, words: OnceCell::new(), sentences: OnceCell::new() }
    }

    /// Returns the numbers of the first and the last unit that a span touches.
    ///
    /// A paragraph, turn or sentence is the last that starts at or before a position. What touches
    /// no word stands between two: the first is then the one behind, the last the one before. In a
    /// document without turns, turns are paragraphs. Seconds, here in thousandths, are the times of
    /// the turns that the span touches; `None` where none of these has one.
    pub(crate) fn place(&self, unit: LengthUnit, span: Span) -> Option<(i64, i64)> {
        let numbers = match unit {
            LengthUnit::Characters => (span.start_char(), span.end_char()),
            LengthUnit::Turns if !self.layout.turns.is_empty() => {
                let turns = &self.layout.turns;
                let at = |byte| last_from(turns, |turn: &Turn| turn.span.start() <= byte);
                (at(span.start()), at(span.end() - 1))
            }
            LengthUnit::Turns | LengthUnit::Paragraphs => self.layout.paragraphs_of(span),
            LengthUnit::Sentences => {
                let starts = self.sentences();
                let at = |byte| last_from(starts, |&start: &usize| start <= byte);
                (at(span.start()), at(span.end() - 1))
            }
            LengthUnit::Words => {
                let words = self.words();
                let first = words.partition_point(|&(_, end)| end <= span.start());
                let behind = words.partition_point(|&(start, _)| start < span.end());
                return Some((first as i64, behind as i64 - 1));
            }
            LengthUnit::Seconds => return self.time(span),
        };
        Some((numbers.0 as i64, numbers.1 as i64))
    }

    fn words(&self) -> &[(usize, usize)] {
        self.words.get_or_init(|| {
            let mut found = Vec::new();
            (self.text)(self.place, &mut |text: &Text| {
                found = words(text.as_str()).map(|word| (word.start, word.end)).collect();
            });
            found
        })
    }

    fn sentences(&self) -> &[usize] {
        self.sentences.get_or_init(|| {
            let mut found = Vec::new();
            (self.text)(self.place, &mut |text: &Text| {
                found = sentences(text.as_str()).into_iter().map(|range| range.start).collect();
            });
            found
        })
    }

    /// From the earliest start to the latest end among the times of the turns; a turn without an
    /// end lasts until the next one that has a time starts.
    fn time(&self, span: Span) -> Option<(i64, i64)> {
        let turns = self.layout.turns_of(span);
        let last = turns.last()?;
        let starts = turns.iter().filter_map(|turn| turn.time).map(|time| time.start);
        let from = starts.clone().min()?;
        let ends = turns.iter().filter_map(|turn| turn.time?.end);
        let mut to = ends.chain(starts).max()?;
        if last.time.is_some_and(|time| time.end.is_none()) {
            let behind =
                self.layout.turns.partition_point(|turn| turn.span.end() <= last.span.start()) + 1;
            let later = self.layout.turns.get(behind..).unwrap_or_default();
            to = to.max(later.iter().find_map(|turn| turn.time).map_or(0, |time| time.start));
        }
        let number = |thousandths: u64| i64::try_from(thousandths).ok();
        Some((number(from)?, number(to)?))
    }
}

/// Returns the number of the last that `is_reached`, 0 if none is; the reached ones come first.
fn last_from<T>(sorted: &[T], is_reached: impl Fn(&T) -> bool) -> usize {
    sorted.partition_point(is_reached).saturating_sub(1)
}
