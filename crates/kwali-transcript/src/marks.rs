//! Marks of lines while the text they stand in changes.

use std::ops::Range;

use kwali_model::CleaningStep;

use crate::cleaning::Change;
use crate::draft::Mark;

/// A mark with the place of its line's words and of what is set apart, in bytes of the text.
pub(crate) struct PlacedMark {
    words: Range<usize>,
    set_apart: Range<usize>,
    mark: Mark,
}

/// Returns the lines that hold words: where the line starts, and the place of its words.
fn lines(text: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut start = 0;
    text.split('\n').filter_map(move |line| {
        let line_start = start;
        start += line.len() + 1;
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let from = line_start + indent;
        (!words.is_empty()).then_some((line_start, from..from + words.len()))
    })
}

/// Returns the marks of a text, which has one for each line with words, or none at all.
pub(crate) fn placed(text: &str, marks: Vec<Mark>) -> Vec<PlacedMark> {
    let place = |(mark, (start, words)): (Mark, (usize, Range<usize>))| PlacedMark {
        words,
        set_apart: start + mark.set_apart.start..start + mark.set_apart.end,
        mark,
    };
    marks.into_iter().zip(lines(text)).map(place).collect()
}

/// Returns the marks where they are when the changes are made.
pub(crate) fn moved(marks: Vec<PlacedMark>, changes: &[(CleaningStep, Change)]) -> Vec<PlacedMark> {
    let changes: Vec<&Change> = changes.iter().map(|(_, change)| change).collect();
    let shifts = Shifts::new(&changes);
    let move_mark = |mark: PlacedMark| PlacedMark {
        words: shifts.moved(mark.words),
        set_apart: shifts.moved(mark.set_apart),
        mark: mark.mark,
    };
    marks.into_iter().map(move_mark).collect()
}

/// Returns one mark for each line with words, for a text with marks, else none.
///
/// Of lines that became one, the first gives its mark, with the asides of all; of those whose words went, none does.
pub(crate) fn by_line(text: &str, marks: Vec<PlacedMark>) -> Vec<Mark> {
    if marks.is_empty() {
        return Vec::new();
    }
    let mut marks = marks.into_iter().filter(|mark| !mark.words.is_empty()).peekable();
    let mut of_line = |(start, words): (usize, Range<usize>)| {
        let mut placed = marks.next_if(|mark| mark.words.start < words.end);
        while let Some(other) = marks.next_if(|mark| mark.words.start < words.end) {
            if let Some(placed) = &mut placed {
                placed.mark.asides.extend(other.mark.asides);
            }
        }
        let Some(PlacedMark { set_apart, mark, .. }) = placed else { return Mark::default() };
        let within = |place: usize| place.clamp(start, words.end) - start;
        let set_apart = match set_apart.is_empty() {
            true => 0..0,
            false => within(set_apart.start)..within(set_apart.end),
        };
        Mark { set_apart, ..mark }
    };
    lines(text).map(&mut of_line).collect()
}

/// Where places go when changes are made.
struct Shifts<'a> {
    changes: &'a [&'a Change],
    /// For each change where it starts afterwards.
    starts: Vec<usize>,
}

impl<'a> Shifts<'a> {
    fn new(changes: &'a [&'a Change]) -> Shifts<'a> {
        let (mut taken, mut put) = (0, 0);
        let start = |change: &&Change| {
            let start = change.range.start + put - taken;
            taken += change.range.len();
            put += change.now.len();
            start
        };
        Shifts { changes, starts: changes.iter().map(start).collect() }
    }

    /// Returns where a range goes; what lies wholly within a change becomes empty.
    fn moved(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start, true);
        start..self.place(range.end, false).max(start)
    }

    fn place(&self, place: usize, is_start: bool) -> usize {
        // What is put in right before a line moves its start; right behind it, not its end.
        let is_before = |change: &&Change| {
            change.range.start < place || (is_start && change.range.end <= place)
        };
        let Some(last) = self.changes.partition_point(is_before).checked_sub(1) else {
            return place;
        };
        let (change, start) = (self.changes[last], self.starts[last]);
        let end = start + change.now.len();
        match place.checked_sub(change.range.end) {
            Some(behind) => end + behind,
            None if is_start => end,
            None => start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks what stands between `<` and `>` in each line, makes the changes, and shows it again.
    #[track_caller]
    fn check(marked: &str, changes: &[(Range<usize>, &str)], expected: &str) {
        let text: String = marked.replace(['<', '>'], "");
        let mark = |line: &str| {
            let start = line.find('<').unwrap_or(0);
            Mark { set_apart: start..line.find('>').map_or(0, |end| end - 1), ..Mark::default() }
        };
        let marks = marked.lines().filter(|line| !line.trim().is_empty()).map(mark).collect();
        let change = |(range, now): &(Range<usize>, &str)| {
            (CleaningStep::Spaces, Change::new(range.clone(), *now))
        };
        let changes: Vec<_> = changes.iter().map(change).collect();
        let after = moved(placed(&text, marks), &changes);
        let mut new = text;
        for (_, change) in changes.iter().rev() {
            new.replace_range(change.range.clone(), &change.now);
        }
        let marks = by_line(&new, after);
        let mut shown = String::new();
        for ((start, words), mark) in lines(&new).zip(&marks) {
            let line = &new[start..words.end];
            let Range { start, end } = mark.set_apart.clone();
            match start < end {
                true => {
                    shown.push_str(&format!(
                        "{}<{}>{}\n",
                        &line[..start],
                        &line[start..end],
                        &line[end..]
                    ));
                }
                false => shown.push_str(&format!("{line}\n")),
            }
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn marks_go_with_their_lines() {
        check("<Els> ja\n\n<Bo> nee\n", &[(0..0, "x\n")], "x\n<Els> ja\n<Bo> nee\n");
        check("<Eﬂs> ja\n<Bo> nee\n", &[(1..4, "fl")], "<Efls> ja\n<Bo> nee\n");
        check("kop\n<Els> ja\n", &[(0..4, "")], "<Els> ja\n");
        check("<Els> ja\nkop\n<Bo> nee\n", &[(7..10, "")], "<Els> ja\n<Bo> nee\n");
        check("<Els> ja\n<en> nee\n", &[(6..7, " ")], "<Els> ja en nee\n");
        check("<Els> ja\n<Bo> nee\n", &[(0..3, "")], " ja\n<Bo> nee\n");
        check("  <Els> ja\n", &[(0..2, "")], "<Els> ja\n");
    }
}
