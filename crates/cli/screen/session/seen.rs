//! What of a document was on the screen.

use std::ops::Range;

/// The parts of a text that were on the screen, in order, none touching another.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    parts: Vec<Range<usize>>,
}

impl Seen {
    /// Adds a part.
    pub(super) fn add(&mut self, part: Range<usize>) {
        let first = self.parts.partition_point(|seen| seen.end < part.start);
        let behind = self.parts.partition_point(|seen| seen.start <= part.end);
        let touched = &self.parts[first..behind.max(first)];
        let start = touched.first().map_or(part.start, |seen| seen.start.min(part.start));
        let end = touched.last().map_or(part.end, |seen| seen.end.max(part.end));
        self.parts.splice(first..behind.max(first), std::iter::once(start..end));
    }

    /// Returns what share of a text that was, in whole percent; all of a text without words.
    pub(super) fn percent(&self, text: &Range<usize>) -> usize {
        let seen: usize = self.parts.iter().map(ExactSizeIterator::len).sum();
        (seen.min(text.len()) * 100).checked_div(text.len()).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[(usize, usize)], expected: &[(usize, usize)]) {
        let mut seen = Seen::default();
        parts.iter().for_each(|&(start, end)| seen.add(start..end));
        let found: Vec<(usize, usize)> =
            seen.parts.iter().map(|part| (part.start, part.end)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn parts_grow_together() {
        check(&[(0, 10), (50, 60)], &[(0, 10), (50, 60)]);
        check(&[(50, 60), (0, 10), (20, 30)], &[(0, 10), (20, 30), (50, 60)]);
        check(&[(0, 10), (10, 20)], &[(0, 20)]);
        check(&[(0, 10), (20, 30), (5, 25)], &[(0, 30)]);
        check(&[(0, 30), (5, 10)], &[(0, 30)]);
        check(&[(0, 10), (20, 30), (40, 50), (0, 60)], &[(0, 60)]);
    }

    #[test]
    fn the_share_of_a_text_is_told() {
        let mut seen = Seen::default();
        assert_eq!(seen.percent(&(0..0)), 100);
        assert_eq!(seen.percent(&(10..110)), 0);
        seen.add(10..60);
        seen.add(100..110);
        assert_eq!(seen.percent(&(10..110)), 60);
    }
}
