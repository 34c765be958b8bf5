//! Which of the stamps in a text are times of the recording, and on which side of their words.

use std::ops::Range;

use kwali_text::chars_by_first_byte;

use super::Line;
use super::choice::Opening;
use super::stamp::{Bare, Kind, Stamp, stamp_at, stamp_ending};

/// One stamp in so many may be earlier than the one before, where a second recording begins.
const STAMPS_PER_STEP_BACK: usize = 5;
/// Films have fewer frames a second than this.
const FRAMES_PER_SECOND: u64 = 30;

/// A stamp with its place, in bytes of its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Placed {
    pub(super) place: Range<usize>,
    pub(super) stamp: Stamp,
}

/// The times of a recording that a text holds.
#[derive(Default)]
pub(super) struct Stamps {
    /// Those of each line, in order.
    pub(super) of_lines: Vec<Vec<Placed>>,
    /// A stamp alone on its line says when the words above it stop, not when those below begin.
    pub(super) lone_is_end: bool,
    /// How many have frames behind the seconds, which were dropped as their length is unknown.
    pub(super) n_frames: usize,
}

impl Stamps {
    /// Returns the stamps of a text, given which of its lines open turns.
    pub(super) fn of(lines: &[Line], openings: &[Option<Opening>]) -> Stamps {
        let mut found: Vec<Vec<Placed>> = lines
            .iter()
            .zip(openings)
            .map(|(line, opening)| in_line(line.text, opening.as_ref()))
            .collect();
        let holds = kinds_that_hold(&found);
        for ((placed, line), opening) in found.iter_mut().zip(lines).zip(openings) {
            let label = opening.as_ref().map_or(0, |opening| opening.words);
            placed.retain(|one| {
                let kind = one.stamp.kind;
                let beside_name = opening.is_some() && one.place.end <= label;
                let is_short = matches!(kind, Kind::Short | Kind::BareShort);
                let at_edge = line.text[..one.place.start].trim().is_empty()
                    || one.place.start <= label + 1
                    || line.text[one.place.end..].trim().is_empty();
                let in_square = line.text[one.place.start..].starts_with('[');
                beside_name || (holds[kind as usize] && (!is_short || at_edge || in_square))
            });
        }
        let n_frames = without_frames(&mut found);
        let lone_is_end = lone_is_end(lines, &found, openings);
        Stamps { of_lines: found, lone_is_end, n_frames }
    }

    /// Returns how many there are.
    pub(super) fn count(&self) -> usize {
        self.of_lines.iter().map(Vec::len).sum()
    }

    /// True if a line holds stamps and nothing else.
    pub(super) fn is_lone(&self, number: usize, line: &Line) -> bool {
        let placed = &self.of_lines[number];
        !placed.is_empty() && rest_is_blank(line.text, placed)
    }
}

fn rest_is_blank(line: &str, placed: &[Placed]) -> bool {
    let mut at = 0;
    for one in placed {
        if !line[at..one.place.start].trim().is_empty() {
            return false;
        }
        at = one.place.end;
    }
    line[at..].trim().is_empty()
}

/// All that looks like a stamp in a line: in brackets anywhere, without them at its ends only.
fn in_line(line: &str, opening: Option<&Opening>) -> Vec<Placed> {
    let mut found = Vec::new();
    let mut at = 0;
    let place = |at: usize, stamp: Stamp| Placed { place: at..at + stamp.length, stamp };
    let begin = line.len() - line.trim_start().len();
    if let Some(stamp) = stamp_at(&line[begin..], Bare::HoursToSeconds) {
        found.push(place(begin, stamp));
        at = begin + stamp.length;
    }
    if let Some((beside, stamp)) = opening.and_then(|opening| opening.beside_name)
        && beside >= at
    {
        found.push(place(beside, stamp));
        at = beside + stamp.length;
    }
    let words = opening.map_or(0, |opening| opening.words).max(at);
    let words = words + line[words..].len() - line[words..].trim_start().len();
    for (here, char) in chars_by_first_byte(line, may_open_stamp) {
        // Without brackets only what the words begin with is one.
        let may_be_one = here >= at && (!char.is_ascii_digit() || here == words);
        if may_be_one && let Some(stamp) = stamp_at(&line[here..], Bare::HoursToSeconds) {
            found.push(place(here, stamp));
            at = here + stamp.length;
        }
    }
    if let Some((begin, stamp)) = stamp_ending(line)
        && found.last().is_none_or(|last| last.place.end <= begin)
    {
        found.push(place(begin, stamp));
    }
    found
}

/// True for the first byte of what can open a stamp: brackets, `¤` and digits.
fn may_open_stamp(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'[' | b'(' | b'{' | b'<' | b'#' | 0xc2)
}

/// For each [`Kind`] whether it is a way in which this text writes times.
///
/// Times go forward. What is less sure must be there twice.
fn kinds_that_hold(found: &[Vec<Placed>]) -> [bool; Kind::COUNT] {
    let mut count = [0; Kind::COUNT];
    let mut steps_back = [0; Kind::COUNT];
    let mut last = [0; Kind::COUNT];
    for stamp in found.iter().flatten().map(|placed| placed.stamp) {
        let kind = stamp.kind as usize;
        count[kind] += 1;
        steps_back[kind] += usize::from(stamp.start < last[kind]);
        last[kind] = stamp.start;
    }
    let goes_forward =
        |kind: Kind| steps_back[kind as usize] * STAMPS_PER_STEP_BACK <= count[kind as usize];
    [Kind::Certain, Kind::Long, Kind::Short, Kind::Bare, Kind::BareShort].map(|kind| match kind {
        Kind::Certain => true,
        Kind::Long => goes_forward(kind),
        Kind::Short | Kind::Bare | Kind::BareShort => {
            count[kind as usize] > 1 && goes_forward(kind)
        }
    })
}

/// Drops the frames of `[00:00:01.15]`, if this is what all stamps with two digits seem to hold.
fn without_frames(found: &mut [Vec<Placed>]) -> usize {
    let hundredths = |placed: &Placed| placed.stamp.hundredths;
    let all: Vec<u64> = found.iter().flatten().filter_map(hundredths).collect();
    if all.iter().any(|&number| number >= FRAMES_PER_SECOND) {
        return 0;
    }
    for placed in found.iter_mut().flatten().filter(|placed| hundredths(placed).is_some()) {
        placed.stamp.start -= placed.stamp.start % 1000;
    }
    all.len()
}

/// Stamps alone on their lines end what stands above them if the last line is one and no turn
/// opens below the first of them before words do.
fn lone_is_end(lines: &[Line], found: &[Vec<Placed>], openings: &[Option<Opening>]) -> bool {
    let is_lone = |n: &usize| !found[*n].is_empty() && rest_is_blank(lines[*n].text, &found[*n]);
    let Some(first) = (0..lines.len()).find(is_lone) else { return false };
    let last_is_lone = lines.len().checked_sub(1).is_some_and(|last| is_lone(&last));
    last_is_lone && openings[..first].iter().any(Option::is_some)
}
