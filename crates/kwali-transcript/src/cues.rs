//! The subtitles of a WebVTT or SRT file: when they show, and what is written in them.

use kwali_model::{CleaningStep, TimeRange};

use crate::cleaning::Cleaning;
use crate::cue_text::spoken;
use crate::draft::{CueMark, Draft, Mark};
use crate::rolling::repeated_lines;
use crate::{Error, NoteKind};

/// A subtitle as it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Cue<'a> {
    pub(crate) time: TimeRange,
    pub(crate) payload: Vec<&'a str>,
}

/// How the lines of a file are told apart.
pub(crate) struct Dialect {
    /// First words of blocks that are no subtitles, such as `NOTE`.
    pub(crate) other_blocks: &'static [&'static str],
    /// True for a line that ends a block.
    pub(crate) is_blank: fn(&str) -> bool,
}

/// Returns the lines of a text, whatever ends them.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    for piece in text.split('\n') {
        let piece = piece.strip_suffix('\r').unwrap_or(piece);
        lines.extend(piece.split('\r'));
    }
    lines
}

/// Returns the draft of a text of subtitles: each is a line, or one for every speaker in it.
///
/// Lines that a subtitle repeats from the one before are taken out where all roll up.
pub(crate) fn draft(cues: &[Cue], mut draft: Draft, cleaning: &Cleaning) -> Result<Draft, Error> {
    if cues.is_empty() {
        return Err(Error::NoCues);
    }
    let repeated = match cleaning.does(CleaningStep::RepeatedCaptions) {
        true => repeated_lines(cues),
        false => vec![0; cues.len()],
    };
    let mut n_empty = 0;
    for (cue, n_repeated) in cues.iter().zip(repeated) {
        let (old, new) = cue.payload.split_at(first_lines(cue, n_repeated));
        for piece in old.iter().flat_map(|line| spoken(line)) {
            draft.take_out(CleaningStep::RepeatedCaptions, &(piece.words + "\n"));
        }
        let pieces = spoken(&new.join("\n"));
        n_empty += usize::from(pieces.is_empty() && old.is_empty());
        for piece in pieces {
            let mark = CueMark { time: Some(cue.time), voice: piece.voice };
            draft.push(&piece.words, Mark { cue: Some(mark), ..Mark::default() });
        }
    }
    draft.note_count(NoteKind::EmptyCues, n_empty);
    Ok(draft)
}

/// The number of lines of a subtitle up to the `n`th that has words.
fn first_lines(cue: &Cue, n: usize) -> usize {
    let has_words = |(_, line): &(usize, &&str)| !spoken(line).is_empty();
    let mut with_words = cue.payload.iter().enumerate().filter(has_words);
    n.checked_sub(1).and_then(|n| with_words.nth(n)).map_or(0, |(at, _)| at + 1)
}

/// Returns the subtitles among the lines from number `first` on; what else stands there is noted.
///
/// As in the WebVTT standard a line with an arrow begins a subtitle wherever it stands, and a blank
/// line ends one. Times are read more freely: with a comma, without hours, without padding.
pub(crate) fn cues<'a>(
    lines: &[&'a str],
    first: usize,
    dialect: &Dialect,
    draft: &mut Draft,
) -> Vec<Cue<'a>> {
    let mut cues = Vec::new();
    let mut at = first;
    while at < lines.len() {
        if (dialect.is_blank)(lines[at]) {
            at += 1;
            continue;
        }
        let end = end_of_block(lines, at, dialect);
        match timing_line(lines, at, end) {
            Some(timing) => match time_range(lines[timing]) {
                Some(time) => cues.push(Cue { time, payload: lines[timing + 1..end].to_vec() }),
                None => draft.note(NoteKind::CueMalformed, timing + 1),
            },
            None if is_other_block(lines[at], dialect) => {}
            None => draft.note(NoteKind::TextBetweenCues, at + 1),
        }
        at = end;
    }
    cues
}

/// The line behind a block: a blank one, or one with the arrow of the next subtitle.
fn end_of_block(lines: &[&str], start: usize, dialect: &Dialect) -> usize {
    let is_comment = is_other_block(lines[start], dialect);
    // The arrow of this block stands in its first line, or in the second below its name.
    let own_arrow = |at: usize| at == start || (at == start + 1 && !has_arrow(lines[start]));
    let ends = |at: &usize| {
        let line = lines[*at];
        (dialect.is_blank)(line) || (has_arrow(line) && (is_comment || !own_arrow(*at)))
    };
    (start + 1..lines.len()).find(ends).unwrap_or(lines.len())
}

fn timing_line(lines: &[&str], start: usize, end: usize) -> Option<usize> {
    (start..end.min(start + 2)).find(|&at| has_arrow(lines[at]))
}

fn is_other_block(line: &str, dialect: &Dialect) -> bool {
    let first = line.split([' ', '\t']).next().unwrap_or_default();
    dialect.other_blocks.contains(&first) && !has_arrow(line)
}

pub(crate) fn has_arrow(line: &str) -> bool {
    line.contains("-->")
}

fn time_range(line: &str) -> Option<TimeRange> {
    let (start, rest) = line.split_once("-->")?;
    let rest = rest.trim_start();
    let length = rest.find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c)));
    let (end, settings) = rest.split_at(length.unwrap_or(rest.len()));
    // `00:02.000line:40%` is one, `00:00:1d.890` is none.
    if settings.starts_with(char::is_alphanumeric) && !end.contains(['.', ',']) {
        return None;
    }
    let (start, end) = (time(start.trim())?, time(end)?);
    Some(TimeRange { start, end: (end >= start).then_some(end) })
}

/// `[h:]m:s[.fraction]`, in milliseconds; without hours there may be more than 59 minutes.
pub(crate) fn time(written: &str) -> Option<u64> {
    let (clock, fraction) = written.split_once(['.', ',']).unwrap_or((written, "0"));
    let pieces: Vec<u64> = clock.split(':').map(number).collect::<Option<_>>()?;
    let seconds = match *pieces.as_slice() {
        [minutes, seconds] if seconds < 60 => minutes * 60 + seconds,
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            (hours * 60 + minutes) * 60 + seconds
        }
        _ => return None,
    };
    number(fraction)?;
    let milliseconds: u64 = format!("{fraction:0<3}")[..3].parse().ok()?;
    Some(seconds * 1000 + milliseconds)
}

fn number(digits: &str) -> Option<u64> {
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(u64, Option<u64>)>) {
        assert_eq!(time_range(line).map(|time| (time.start, time.end)), expected, "{line}");
    }

    #[test]
    fn times_are_read_freely() {
        check("00:00:01.000 --> 00:00:03.500", Some((1000, Some(3500))));
        check("00:01,000-->00:03,500 X1:40", Some((1000, Some(3500))));
        check("0:0:0.0 --> 0:1:5.2", Some((0, Some(65_200))));
        check("1:00:00 -->\t1:00:01 align:start", Some((3_600_000, Some(3_601_000))));
        check("120:10.000 --> 120:12.000line:40%", Some((7_210_000, Some(7_212_000))));
        check("00:03.000 --> 00:01.000", Some((3000, None)));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for line in [
            "00:00:07,000 --> 00:00:11:890",
            "00:00:07.000 --> 00:00:1d.890",
            "00:01.000 ---> 00:02.000",
            "--> 00:02.000",
            "00:61.000 --> 00:62.000",
            "1:00:60.000 --> 2:00:00.000",
            "00:01.000 --> é",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn lines_end_in_every_way() {
        assert_eq!(lines("a\r\nb\rc\n\nd"), ["a", "b", "c", "", "d"]);
    }
}
