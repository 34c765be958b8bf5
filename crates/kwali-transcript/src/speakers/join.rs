//! Successive subtitles of one speaker made one turn.

use kwali_model::{TimeRange, Turn};

use super::stamps::Stamps;
use super::{Line, Speakers};
use crate::cleaning::Change;
use crate::cue_text::opens_with_dash;

/// Joins the turns of successive subtitles by one speaker, and returns what joins their lines.
///
/// A turn has the begin of its first subtitle and the end of its last. Its lines become one
/// paragraph; after more than `silence` milliseconds a new one begins, or a new turn if nobody
/// knows who speaks. A subtitle that begins with a dash is by somebody else than the one before.
pub(super) fn join_cues(
    lines: &[Line],
    (turns, speakers): (Vec<Turn>, &Speakers),
    silence: u64,
) -> (Vec<Turn>, Vec<Change>) {
    let mut joined: Vec<Turn> = Vec::new();
    let mut changes = Vec::new();
    let mut last_line = None;
    for turn in turns {
        let here = lines.partition_point(|line| line.span.start() < turn.span.start());
        let line = lines.get(here).filter(|line| line.mark.cue.is_some());
        let follows = last_line.is_some_and(|last: usize| last + 1 == here);
        last_line = line.map(|_| here);
        let (Some(line), Some(last), true) = (line, joined.last_mut(), follows) else {
            joined.push(turn);
            continue;
        };
        let is_silence = pause(last.time, turn.time) > silence;
        let is_named = speakers.get(turn.speaker.index()).is_some_and(|(name, _)| !name.is_empty());
        if last.speaker != turn.speaker
            || opens_with_dash(line.text.trim_start())
            || (is_silence && !is_named)
        {
            joined.push(turn);
            continue;
        }
        let between = last.span.end()..turn.words_start as usize;
        changes.push(Change::new(between, if is_silence { "\n" } else { " " }));
        last.span = last.span.hull(turn.span);
        last.time = both(last.time, turn.time);
    }
    (joined, changes)
}

/// Lets the stamps stay that joints would take away together with the label behind them.
pub(super) fn keep_stamps(joints: &mut [Change], text: &str, lines: &[Line], stamps: &Stamps) {
    for joint in joints {
        let behind = lines.partition_point(|line| line.span.start() <= joint.range.end);
        let Some(here) = behind.checked_sub(1) else { continue };
        let start = lines[here].span.start();
        for placed in &stamps.of_lines[here] {
            let place = start + placed.place.start..start + placed.place.end;
            if joint.range.start <= place.start && place.end <= joint.range.end {
                joint.now.push_str(&text[place]);
                joint.now.push(' ');
            }
        }
        if !text[..joint.range.end].ends_with(' ') {
            joint.now.truncate(joint.now.trim_end_matches(' ').len().max(1));
        }
    }
}

fn pause(before: Option<TimeRange>, behind: Option<TimeRange>) -> u64 {
    let end = before.map(|time| time.end.unwrap_or(time.start));
    match (end, behind) {
        (Some(end), Some(behind)) => behind.start.saturating_sub(end),
        _ => 0,
    }
}

fn both(first: Option<TimeRange>, last: Option<TimeRange>) -> Option<TimeRange> {
    match (first, last) {
        (Some(first), Some(last)) => {
            let end = last.end.max(first.end);
            Some(TimeRange { start: first.start, end })
        }
        (first, last) => first.or(last),
    }
}
