//! Subtitles that roll up: each shows the line of the one before again, with the next below it.

use crate::cue_text::spoken;
use crate::cues::Cue;

/// So many subtitles must show an old line with a new one below it.
const FEWEST: usize = 3;
/// A subtitle repeats only what was shown up to so many milliseconds before it.
const LONGEST_GAP: u64 = 100;

/// Returns for each subtitle how many of its lines repeat the last ones of the subtitle before.
///
/// None do unless it is sure that they roll up: most subtitles repeat a line, and several have a new
/// one below it. Who says the same twice has nothing below it. Where speakers are named by voice tags
/// nothing is repeated, as a line could lose its voice.
pub(crate) fn repeated_lines(cues: &[Cue]) -> Vec<usize> {
    let has_voice = |cue: &Cue| cue.payload.iter().any(|line| line.contains("<v"));
    if cues.iter().any(has_voice) {
        return vec![0; cues.len()];
    }
    let shown: Vec<Vec<String>> = cues.iter().map(lines_shown).collect();
    let repeated = |n: usize| {
        let before = n.checked_sub(1)?;
        let shown_until = cues[before].time.end.unwrap_or(cues[before].time.start);
        let is_next = cues[n].time.start <= shown_until.saturating_add(LONGEST_GAP);
        is_next.then(|| overlap(&shown[before], &shown[n]))
    };
    let repeated: Vec<usize> = (0..cues.len()).map(|n| repeated(n).unwrap_or(0)).collect();
    let n_repeating = repeated.iter().filter(|&&n| n > 0).count();
    let n_rolling =
        repeated.iter().zip(&shown).filter(|&(&n, shown)| n > 0 && n < shown.len()).count();
    let is_sure = n_rolling >= FEWEST && n_repeating * 3 >= cues.len().saturating_sub(1) * 2;
    if is_sure { repeated } else { vec![0; cues.len()] }
}

/// Returns the lines of a subtitle that have words, as they are shown.
fn lines_shown(cue: &Cue) -> Vec<String> {
    let words = |line: &&str| spoken(line).into_iter().map(|piece| piece.words).collect::<String>();
    cue.payload.iter().map(words).filter(|words| !words.is_empty()).collect()
}

/// The number of lines at the end of one subtitle with which the next one begins.
fn overlap(before: &[String], next: &[String]) -> usize {
    let longest = before.len().min(next.len());
    (1..=longest).rev().find(|&n| before[before.len() - n..] == next[..n]).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use kwali_model::TimeRange;

    use super::*;

    /// Subtitles of one second each, without pauses; `|` separates their lines.
    #[track_caller]
    fn check(cues: &[&'static str], expected: &[usize]) {
        let cue = |(n, lines): (u64, &&'static str)| Cue {
            time: TimeRange { start: n * 1000, end: Some(n * 1000 + 1000) },
            payload: lines.split('|').collect(),
        };
        let cues: Vec<Cue> = (0..).zip(cues).map(cue).collect();
        assert_eq!(repeated_lines(&cues), expected);
    }

    #[test]
    fn lines_that_roll_up_are_found() {
        check(&["a", "a|b", "b|c", "c|d"], &[0, 1, 1, 1]);
        check(
            &[
                " |een<00:01.000><c> twee</c>",
                "een twee| ",
                "een twee|drie",
                "drie",
                "drie|vier",
                "vier|vijf",
            ],
            &[0, 1, 1, 1, 1, 1],
        );
        check(&["a|b", "a|b|c", "b|c|d", "c|d|e"], &[0, 2, 2, 2]);
    }

    #[test]
    fn other_repetitions_are_speech() {
        check(&["ja", "ja", "ja", "ja", "ja"], &[0; 5]);
        check(&["a", "a|b", "b|c", "d"], &[0; 4]);
        check(&["a", "a|b", "b|c", "c|d", "x", "y", "z"], &[0; 7]);
        check(&["<v Bo>a", "a|b", "b|c", "c|d"], &[0; 4]);
        check(&[], &[]);
    }
}
