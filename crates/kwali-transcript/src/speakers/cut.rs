//! Taking stamps out of a text, and moving its turns along.

use std::ops::Range;

use kwali_model::Turn;
use kwali_text::{Text, accents_apart};

use super::Line;
use super::stamps::{Placed, Stamps};
use crate::cleaning::Change;

/// More than so many accents on one letter are no writing.
const MOST_ACCENTS: usize = 4;

/// Returns the changes that take the stamps out of a text.
///
/// White space goes along so that none is doubled; a line of stamps alone goes as a whole.
pub(super) fn changes(text: &str, lines: &[Line], stamps: &Stamps) -> Vec<Change> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let start = line.span.start();
        if stamps.is_lone(number, line) {
            add(&mut places, whole_line(text, start..line.span.end()));
            continue;
        }
        for placed in &stamps.of_lines[number] {
            let place = with_spaces(line.text, placed);
            add(&mut places, start + place.start..start + place.end);
        }
    }
    places.retain(|place| !would_join(text, place));
    // No white space stays at the end of the text.
    while let Some(last) = places.pop_if(|last| last.end == text.len()) {
        let start = text[..last.start].trim_end().len();
        let is_done = start == last.start;
        add(&mut places, start..last.end);
        if is_done {
            break;
        }
    }
    places.into_iter().map(Change::removal).collect()
}

/// Adds a place, or makes one with the last if they touch.
fn add(places: &mut Vec<Range<usize>>, place: Range<usize>) {
    match places.last_mut().filter(|last| last.end >= place.start) {
        Some(last) => *last = last.start.min(place.start)..last.end.max(place.end),
        None => places.push(place),
    }
}

/// A line with its line end; and a blank line below it, if one stands above it too.
fn whole_line(text: &str, line: Range<usize>) -> Range<usize> {
    let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
    let end = line.end + text[line.end..].find('\n').map_or(text.len() - line.end, |end| end + 1);
    let is_apart = start == 0 || text[..start].ends_with("\n\n");
    let blank = usize::from(is_apart && text[end..].starts_with('\n'));
    start..end + blank
}

fn with_spaces(line: &str, placed: &Placed) -> Range<usize> {
    let Range { start, end } = placed.place;
    let before = line[..start].trim_end().len();
    let behind = line.len() - line[end..].trim_start().len();
    let next = line[end..].chars().next();
    if before == 0 {
        start..behind
    } else if next.is_none_or(|next| next.is_whitespace() || ":,.;!?)".contains(next)) {
        before..end
    } else {
        start..end
    }
}

/// True if an accent behind a place would come to stand on a letter before it.
fn would_join(text: &str, place: &Range<usize>) -> bool {
    let Some(behind) = text[place.end..].chars().next().filter(|char| !char.is_ascii()) else {
        return false;
    };
    let before: Vec<char> = text[..place.start].chars().rev().take(MOST_ACCENTS).collect();
    let met: String = before.into_iter().rev().chain([behind]).collect();
    !accents_apart(&met).is_empty()
}

/// Returns the changes that do not reach into others.
pub(super) fn beside(mut changes: Vec<Change>, others: &[Change]) -> Vec<Change> {
    changes.retain(|change| {
        let next = others.partition_point(|other| other.range.end <= change.range.start);
        others.get(next).is_none_or(|other| change.range.end <= other.range.start)
    });
    changes
}

/// Returns changes as they are once earlier ones are made, which they do not overlap.
pub(super) fn moved_past(mut changes: Vec<Change>, earlier: &[Change]) -> Vec<Change> {
    let mover = Mover::past(earlier);
    for change in &mut changes {
        change.range = mover.moved(change.range.start)..mover.moved(change.range.end);
    }
    changes
}

/// Returns where turns are in a text, after changes that were made to it one after the other.
pub(crate) fn turns_moved(text: &Text, turns: Vec<Turn>, changes: [&[Change]; 2]) -> Vec<Turn> {
    let movers = changes.map(Mover::past);
    let place = |byte: usize| movers.iter().fold(byte, |byte, mover| mover.moved(byte));
    let moved = |turn: Turn| {
        let start = place(turn.span.start());
        let end = place(turn.span.end()).min(text.as_str().len());
        let kept = text.as_str().get(start..end)?.trim_end();
        let span = text.span(start, start + kept.len()).ok()?;
        let words_start = place(turn.words_start as usize).clamp(start, span.end());
        Some(Turn { span, words_start: words_start as u32, ..turn })
    };
    turns.into_iter().filter_map(moved).collect()
}

/// Where bytes of the longer text are in the shorter one.
struct Mover<'a> {
    changes: &'a [Change],
    /// How much is gone before each change.
    gone: Vec<usize>,
}

impl<'a> Mover<'a> {
    fn past(changes: &'a [Change]) -> Mover<'a> {
        let mut sum = 0;
        let gone = changes.iter().map(|change| {
            let before = sum;
            sum += change.range.len() - change.now.len();
            before
        });
        Mover { gone: gone.collect(), changes }
    }

    fn moved(&self, byte: usize) -> usize {
        match self.changes.partition_point(|change| change.range.start < byte).checked_sub(1) {
            None => byte,
            Some(last) => {
                let Change { range, now } = &self.changes[last];
                let behind = byte.saturating_sub(range.end);
                range.start - self.gone[last] + now.len() + behind
            }
        }
    }
}
