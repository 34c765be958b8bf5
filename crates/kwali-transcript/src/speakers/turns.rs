//! From openings to turns: where each ends, where its words begin, when it is said.

use kwali_model::{SpeakerNumber, TimeRange, Turn};
use kwali_text::Text;

use super::choice::{Choice, Opening};
use super::stamp::{Bare, stamp_at, stamp_ending};
use super::{Line, Speakers, names};

/// Returns the turns in order, and their speakers in the order in which they first speak.
pub(super) fn turns(text: &Text, lines: &[Line], choice: Choice) -> (Vec<Turn>, Speakers) {
    let has_voices = lines.iter().any(|line| line.voice().is_some());
    let mut builder = Builder { text, has_voices, ..Builder::new(text, choice.names) };
    for (n, (line, opening)) in lines.iter().zip(choice.openings).enumerate() {
        match (opening, &line.mark.cue) {
            (Some(opening), _) => builder.open(line, n.checked_sub(1).map(|n| &lines[n]), opening),
            (None, Some(_)) => builder.open_unnamed(line),
            (None, None) => builder.continue_with(line),
        }
    }
    let speakers = builder.names.into_iter().map(with_role).collect();
    (builder.turns, speakers)
}

fn with_role(name: String) -> (String, bool) {
    let is_interviewer = names::is_interviewer(&name);
    (name, is_interviewer)
}

struct Builder<'a> {
    text: &'a Text,
    turns: Vec<Turn>,
    names: Vec<String>,
    nameless: Option<usize>,
    has_voices: bool,
    /// When the paragraph before stopped, in a text with stamps behind its paragraphs.
    stopped: u64,
    /// The words of the last turn have not begun: its label stands alone.
    awaits_words: bool,
}

impl<'a> Builder<'a> {
    fn new(text: &'a Text, names: Vec<String>) -> Builder<'a> {
        Builder {
            text,
            turns: Vec::new(),
            nameless: names.iter().position(String::is_empty),
            names,
            has_voices: false,
            stopped: 0,
            awaits_words: false,
        }
    }

    fn open(&mut self, line: &Line, before: Option<&Line>, opening: Opening) {
        let mut span = line.span;
        let mut time = match (&line.mark.cue, opening.stamp) {
            (Some(cue), _) => Some(cue.time),
            (None, Some(stamp)) => Some(TimeRange { start: stamp.start, end: stamp.end }),
            (None, None) => None,
        };
        // A stamp on a line of its own above the label belongs to what follows.
        if let (None, Some(before)) = (time, before)
            && let Some(start) = lone_stamp(before.text)
        {
            time = Some(TimeRange { start, end: None });
            span = before.span.hull(span);
            self.give_back(before);
        }
        let words = opening.words;
        let indent = line.text[words..].len() - line.text[words..].trim_start().len();
        let words_start = (line.span.start() + words + indent) as u32;
        let speaker = SpeakerNumber(opening.speaker as u32);
        self.awaits_words = line.text[words..].trim().is_empty();
        self.turns.push(Turn { speaker, span, words_start, time });
        self.note_end(line, words);
    }

    /// A subtitle that names nobody: whoever spoke last, where names are written in the words.
    fn open_unnamed(&mut self, line: &Line) {
        let last = self.turns.last().map(|turn| turn.speaker.index());
        let speaker = match last {
            Some(last) if !self.has_voices => last,
            _ => self.nameless(),
        };
        self.open(line, None, Opening { speaker, words: 0, stamp: None });
    }

    fn continue_with(&mut self, line: &Line) {
        let Some(turn) = self.turns.last_mut() else { return };
        turn.span = turn.span.hull(line.span);
        if self.awaits_words {
            let indent = line.text.len() - line.text.trim_start().len();
            turn.words_start = (line.span.start() + indent) as u32;
            self.awaits_words = false;
        }
        self.note_end(line, 0);
    }

    /// A stamp behind a paragraph is the moment at which it stops.
    fn note_end(&mut self, line: &Line, words: usize) {
        let Some(turn) = self.turns.last_mut() else { return };
        if line.mark.cue.is_some() {
            return;
        }
        let Some((begin, stamp)) = stamp_ending(line.text) else { return };
        if begin < words || lone_stamp(line.text).is_some() {
            return;
        }
        let start = turn.time.map_or(self.stopped, |time| time.start);
        if start <= stamp.start {
            turn.time = Some(TimeRange { start, end: Some(stamp.start) });
        }
        self.stopped = stamp.start;
    }

    /// Takes a line off the end of the last turn.
    fn give_back(&mut self, line: &Line) {
        let Some(turn) = self.turns.last_mut().filter(|turn| turn.span.end() == line.span.end())
        else {
            return;
        };
        let start = turn.span.start();
        let kept = self.text.as_str()[start..line.span.start()].trim_end();
        match self.text.span(start, start + kept.len()) {
            Ok(span) => {
                turn.span = span;
                turn.words_start = turn.words_start.min(span.end() as u32);
            }
            Err(_) => drop(self.turns.pop()),
        }
    }

    fn nameless(&mut self) -> usize {
        *self.nameless.get_or_insert_with(|| {
            self.names.push(String::new());
            self.names.len() - 1
        })
    }
}

/// The moment of a line that holds nothing but a stamp.
fn lone_stamp(line: &str) -> Option<u64> {
    let line = line.trim();
    let stamp = stamp_at(line, Bare::HoursToSeconds)?;
    (stamp.length == line.len()).then_some(stamp.start)
}
