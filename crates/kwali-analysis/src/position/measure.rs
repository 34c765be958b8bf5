//! Places of segments counted in words, sentences, turns, paragraphs or seconds.

use std::cell::OnceCell;

use kwali_model::{Layout, TimeRange, Turn};
use kwali_text::{SentencePlaces, Span, WordPlaces};

use super::intervals::Extremes;
use crate::LengthUnit;
use crate::query::Cuts;

/// The measures of one document, those of time made when they are first asked for.
pub(crate) struct Measures<'a> {
    layout: &'a Layout,
    cut: CutText,
    times: OnceCell<Times>,
}

/// A text cut into what distances are counted in; into nothing where it was not asked for.
#[derive(Default)]
pub(crate) struct CutText {
    words: Option<WordPlaces>,
    sentences: Option<SentencePlaces>,
}

impl CutText {
    /// Returns the text cut into what is asked for.
    pub(crate) fn new(text: &str, cuts: Cuts) -> CutText {
        CutText {
            words: cuts.words.then(|| WordPlaces::of(text)),
            sentences: cuts.sentences.then(|| SentencePlaces::of(text)),
        }
    }
}

impl<'a> Measures<'a> {
    /// Returns the measures of a document.
    pub(crate) fn new(layout: &'a Layout, cut: CutText) -> Measures<'a> {
        Measures { layout, cut, times: OnceCell::new() }
    }

    /// Returns the numbers of the first and the last unit that a span touches.
    ///
    /// A paragraph, turn or sentence is the last that starts at or before a position. What touches
    /// no word stands between two: the first is then the one behind, the last the one before. In a
    /// document without turns, turns are paragraphs. Seconds, here in thousandths, are the times of
    /// the turns that the span touches; `None` where none of these has one, and where the text was
    /// not cut into the unit.
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
                let sentences = self.cut.sentences.as_ref()?;
                let at = |byte| sentences.starting_before(byte + 1).saturating_sub(1);
                (at(span.start()), at(span.end() - 1))
            }
            LengthUnit::Words => {
                let words = self.cut.words.as_ref()?;
                let first = words.ending_by(span.start());
                return Some((first as i64, words.starting_before(span.end()) as i64 - 1));
            }
            LengthUnit::Seconds => return self.time(span),
        };
        Some((numbers.0 as i64, numbers.1 as i64))
    }

    /// From the earliest start to the latest end among the times of the turns; a turn without an
    /// end lasts until the next one that has a time starts.
    fn time(&self, span: Span) -> Option<(i64, i64)> {
        let turns = &self.layout.turns;
        let first = turns.partition_point(|turn| turn.span.end() <= span.start());
        let few = turns[first..].iter().take(FEW);
        let n_few = few.take_while(|turn| turn.span.start() < span.end()).count();
        let times = self.times.get_or_init(|| Times::of(turns));
        let (from, to, behind) = if n_few < FEW {
            let touched = first..first + n_few;
            let from = times.starts[touched.clone()].iter().copied().min();
            (from, times.ends[touched].iter().copied().max(), first + n_few)
        } else {
            let rest = &turns[first..];
            let behind = first + rest.partition_point(|turn| turn.span.start() < span.end());
            let (starts, ends) = times.extremes.get_or_init(|| {
                let of = |numbers: &[i64]| Extremes::new(numbers.iter().copied());
                (of(&times.starts), of(&times.ends))
            });
            (starts.min(first..behind), ends.max(first..behind), behind)
        };
        let (from, to) = (from.filter(|&start| start < i64::MAX)?, to?);
        Some((from, times.lasts[behind - 1].map_or(to, |last| last.max(to))))
    }
}

/// As many turns are looked at one by one.
const FEW: usize = 8;

/// When the turns of a document are, in thousandths of a second.
struct Times {
    /// `i64::MAX` where that is unknown.
    starts: Vec<i64>,
    /// The start where the end is unknown, `i64::MIN` where both are.
    ends: Vec<i64>,
    /// The least start and the greatest end of any number of turns, made when a span touches many.
    extremes: OnceCell<(Extremes, Extremes)>,
    /// Until when a turn lasts that has a start and no end: the next start that is known.
    lasts: Vec<Option<i64>>,
}

impl Times {
    fn of(turns: &[Turn]) -> Times {
        let number = |thousandths: u64| i64::try_from(thousandths).unwrap_or(i64::MAX - 1);
        let times = turns.iter().map(|turn| turn.time);
        let start = |time: TimeRange| number(time.start);
        // A bundle written by hand may have an end before its start: no time runs backwards.
        let end = |time: TimeRange| number(time.end.unwrap_or(0).max(time.start));
        let starts = times.clone().map(|time| time.map_or(i64::MAX, start)).collect();
        let ends = times.clone().map(|time| time.map_or(i64::MIN, end)).collect();
        let mut lasts = vec![None; turns.len()];
        let mut next = None;
        for (last, time) in lasts.iter_mut().zip(times).rev() {
            let Some(time) = time else { continue };
            *last = next.filter(|_| time.end.is_none());
            next = Some(number(time.start));
        }
        Times { starts, ends, extremes: OnceCell::new(), lasts }
    }
}

/// Returns the number of the last that `is_reached`, 0 if none is; the reached ones come first.
fn last_from<T>(sorted: &[T], is_reached: impl Fn(&T) -> bool) -> usize {
    sorted.partition_point(is_reached).saturating_sub(1)
}
