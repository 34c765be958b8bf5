//! From openings to turns: where each ends, where its words begin, when it is said.

use kwali_model::{SpeakerNumber, TimeRange, Turn};

use super::choice::{Choice, Opening};
use super::stamp::Stamp;
use super::stamps::{Placed, Stamps};
use super::{Line, Speakers, names};

/// Returns the turns in order, and their speakers in the order in which they first speak.
pub(super) fn turns(lines: &[Line], choice: Choice, stamps: &Stamps) -> (Vec<Turn>, Speakers) {
    let Choice { mut openings, names, .. } = choice;
    let mut builder = Builder::new(names);
    builder.has_voices = lines.iter().any(|line| line.voice().is_some());
    if builder.names.is_empty() && stamps.count() > 0 {
        open_at_stamps(lines, stamps, builder.nameless(), &mut openings);
    }
    for (n, (line, opening)) in lines.iter().zip(openings).enumerate() {
        let placed = stamps.of_lines[n].as_slice();
        match (opening, &line.mark.cue) {
            (None, None) if stamps.is_lone(n, line) => builder.pass(line, placed, stamps),
            (Some(opening), _) => builder.open(line, opening, placed),
            (None, Some(_)) => builder.open_unnamed(line, placed),
            (None, None) => builder.continue_with(line, placed),
        }
    }
    let asks = names::who_asks(&builder.names);
    (builder.turns, builder.names.into_iter().zip(asks).collect())
}

/// Where nobody is named, times make the turns of somebody without a name: one begins where a
/// stamp stands before words, and behind one that ends words.
fn open_at_stamps(
    lines: &[Line],
    stamps: &Stamps,
    speaker: usize,
    openings: &mut [Option<Opening>],
) {
    let opening = Opening { speaker, words: 0, beside_name: None };
    let first = stamps.of_lines.iter().position(|placed| !placed.is_empty()).unwrap_or(0);
    let mut ended = ends(lines[first].text, &stamps.of_lines[first]);
    for (n, line) in lines.iter().enumerate() {
        let placed = &stamps.of_lines[n];
        if stamps.is_lone(n, line) {
            ended = true;
            continue;
        }
        if line.mark.cue.is_none() && (ended || begins(line.text, placed)) {
            openings[n] = Some(opening);
        }
        ended = ends(line.text, placed);
    }
}

fn begins(line: &str, placed: &[Placed]) -> bool {
    placed.first().is_some_and(|first| line[..first.place.start].trim().is_empty())
}

fn ends(line: &str, placed: &[Placed]) -> bool {
    placed.last().is_some_and(|last| line[last.place.end..].trim().is_empty())
}

struct Builder {
    turns: Vec<Turn>,
    names: Vec<String>,
    nameless: Option<usize>,
    has_voices: bool,
    /// A stamp on a line of its own, which belongs to the turn that follows.
    above: Option<(kwali_text::Span, Stamp)>,
    /// When the paragraph before stopped, in a text with stamps behind its paragraphs.
    stopped: u64,
    /// The words of the last turn have not begun: its label stands alone.
    awaits_words: bool,
}

impl Builder {
    fn new(names: Vec<String>) -> Builder {
        Builder {
            turns: Vec::new(),
            nameless: names.iter().position(String::is_empty),
            names,
            has_voices: false,
            above: None,
            stopped: 0,
            awaits_words: false,
        }
    }

    fn open(&mut self, line: &Line, opening: Opening, placed: &[Placed]) {
        let mut span = line.span;
        let words = words_behind(line.text, opening.words, placed);
        let (leading, inside): (Vec<&Placed>, Vec<&Placed>) =
            placed.iter().partition(|one| one.place.end <= words);
        let above = self.above.take().filter(|_| leading.is_empty());
        let time = match (&line.mark.cue, above, leading.first()) {
            (Some(cue), ..) if cue.time.is_some() => cue.time,
            (_, Some((above, stamp)), _) => {
                span = above.hull(span);
                Some(time_of(stamp))
            }
            (_, None, Some(leading)) => Some(time_of(leading.stamp)),
            (_, None, None) => None,
        };
        let words_start = (line.span.start() + words) as u32;
        let speaker = SpeakerNumber(opening.speaker as u32);
        self.awaits_words = line.text[words..].trim().is_empty();
        self.turns.push(Turn { speaker, span, words_start, time });
        if line.mark.cue.is_none() {
            inside.into_iter().for_each(|one| self.hear(line, one));
        }
    }

    /// A subtitle that names nobody: whoever spoke last, where names are written in the words.
    fn open_unnamed(&mut self, line: &Line, placed: &[Placed]) {
        let last = self.turns.last().map(|turn| turn.speaker.index());
        let speaker = match last {
            Some(last) if !self.has_voices => last,
            _ => self.nameless(),
        };
        self.open(line, Opening { speaker, words: 0, beside_name: None }, placed);
    }

    fn continue_with(&mut self, line: &Line, placed: &[Placed]) {
        let above = self.above.take();
        let Some(turn) = self.turns.last_mut() else { return };
        turn.span = turn.span.hull(line.span);
        if let Some((_, stamp)) = above {
            turn.time = turn.time.or(Some(time_of(stamp)));
        }
        if self.awaits_words {
            let words = words_behind(line.text, 0, placed);
            turn.words_start = (line.span.start() + words) as u32;
            self.awaits_words = false;
        }
        placed.iter().for_each(|one| self.hear(line, one));
    }

    /// A line of nothing but stamps.
    fn pass(&mut self, line: &Line, placed: &[Placed], stamps: &Stamps) {
        let Some(first) = placed.first() else { return };
        if stamps.lone_is_end {
            self.stop(first.stamp);
        } else {
            self.above = Some((line.span, first.stamp));
        }
    }

    /// A stamp among the words of the last turn, or behind them: then it is when they stop.
    fn hear(&mut self, line: &Line, placed: &Placed) {
        if line.text[placed.place.end..].trim().is_empty() {
            self.stop(placed.stamp);
        } else if let Some(turn) = self.turns.last_mut() {
            turn.time = turn.time.or(Some(time_of(placed.stamp)));
        }
    }

    fn stop(&mut self, stamp: Stamp) {
        if let Some(turn) = self.turns.last_mut() {
            let start = turn.time.map_or(self.stopped, |time| time.start);
            if start <= stamp.start {
                turn.time = Some(TimeRange { start, end: Some(stamp.start) });
            }
        }
        self.stopped = stamp.start;
    }

    fn nameless(&mut self) -> usize {
        *self.nameless.get_or_insert_with(|| {
            self.names.push(String::new());
            self.names.len() - 1
        })
    }
}

/// The byte of a line where its words begin, behind a label and the stamps that follow it.
fn words_behind(line: &str, label: usize, placed: &[Placed]) -> usize {
    let skip = |at: usize| line.len() - line[at..].trim_start().len();
    placed.iter().fold(skip(label), |words, one| match one.place.start {
        start if start == words => skip(one.place.end),
        _ => words,
    })
}

fn time_of(stamp: Stamp) -> TimeRange {
    TimeRange { start: stamp.start, end: stamp.end.filter(|&end| end >= stamp.start) }
}
