//! A checked stretch of a text.

use std::fmt;

/// A half-open, never empty stretch of one text, in bytes and in code points.
///
/// Made by [`Text::span`](crate::Text::span) or [`Text::span_of_chars`](crate::Text::span_of_chars),
/// which check it. Spans order by start, then by end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
    start_char: u32,
    end_char: u32,
}

impl Span {
    /// Returns a span from numbers that were checked when they were stored.
    ///
    /// `None` where they cannot be a span of any text: empty, reversed, or fewer bytes than code
    /// points. Whether the places are code-point boundaries only the text can tell.
    pub fn from_stored(bytes: (u32, u32), chars: (u32, u32)) -> Option<Span> {
        let n_bytes = bytes.1.checked_sub(bytes.0)?;
        let n_chars = chars.1.checked_sub(chars.0)?;
        let plausible = n_chars > 0 && n_bytes >= n_chars && bytes.0 >= chars.0;
        plausible.then_some(Span::unchecked(bytes, chars))
    }

    pub(crate) fn unchecked(bytes: (u32, u32), chars: (u32, u32)) -> Span {
        Span { start: bytes.0, end: bytes.1, start_char: chars.0, end_char: chars.1 }
    }

    /// Returns the byte at which the span starts.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the byte before which the span ends.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the code point at which the span starts, counted from 0.
    pub fn start_char(self) -> usize {
        self.start_char as usize
    }

    /// Returns the code point before which the span ends.
    pub fn end_char(self) -> usize {
        self.end_char as usize
    }

    /// Returns the number of code points in the span, at least 1.
    pub fn chars(self) -> usize {
        (self.end_char - self.start_char) as usize
    }

    /// True if the spans share at least one character; touching is not overlap.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True if `other` lies wholly inside this span; a span contains itself.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns what two spans of the same text have in common, if anything.
    pub fn intersection(self, other: Span) -> Option<Span> {
        self.overlaps(other).then(|| {
            let (start, start_char) =
                (self.start, self.start_char).max((other.start, other.start_char));
            let (end, end_char) = (self.end, self.end_char).min((other.end, other.end_char));
            Span { start, end, start_char, end_char }
        })
    }

    /// Returns the part of this span that lies before `other`, if there is any.
    pub fn before(self, other: Span) -> Option<Span> {
        let (end, end_char) = (self.end, self.end_char).min((other.start, other.start_char));
        (self.start < end).then_some(Span { end, end_char, ..self })
    }

    /// Returns the part of this span that lies behind `other`, if there is any.
    pub fn behind(self, other: Span) -> Option<Span> {
        let (start, start_char) = (self.start, self.start_char).max((other.end, other.end_char));
        (start < self.end).then_some(Span { start, start_char, ..self })
    }

    /// Returns the smallest span of the text that contains both.
    pub fn hull(self, other: Span) -> Span {
        let (start, start_char) =
            (self.start, self.start_char).min((other.start, other.start_char));
        let (end, end_char) = (self.end, self.end_char).max((other.end, other.end_char));
        Span { start, end, start_char, end_char }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Returns how many code points of one text are covered by `spans`, each counted once.
///
/// The spans must be sorted by start.
pub fn union_chars(spans: impl IntoIterator<Item = Span>) -> usize {
    let mut covered = 0;
    let mut reached = 0;
    for span in spans {
        let from = span.start_char().max(reached);
        if span.end_char() > from {
            covered += span.end_char() - from;
            reached = span.end_char();
        }
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn spans(places: &[(usize, usize)]) -> Vec<Span> {
        let text = Text::new(&"é".repeat(100)).unwrap();
        places.iter().map(|&(start, end)| text.span_of_chars(start, end).unwrap()).collect()
    }

    #[test]
    fn touching_is_not_overlap() {
        let s = spans(&[(0, 5), (5, 9), (4, 6)]);
        assert!(!s[0].overlaps(s[1]));
        assert!(s[0].overlaps(s[2]) && s[2].overlaps(s[1]));
    }

    #[test]
    fn a_span_contains_itself() {
        let s = spans(&[(0, 5), (1, 5), (0, 6)]);
        assert!(s[0].contains(s[0]) && s[0].contains(s[1]));
        assert!(!s[0].contains(s[2]));
    }

    #[test]
    fn intersection_and_hull_keep_both_units() {
        let s = spans(&[(0, 5), (3, 9), (3, 5), (0, 9), (9, 10)]);
        assert_eq!(s[0].intersection(s[1]), Some(s[2]));
        assert_eq!(s[0].hull(s[1]), s[3]);
        assert_eq!(s[1].intersection(s[4]), None);
    }

    #[test]
    fn what_lies_before_and_behind_keeps_both_units() {
        let s = spans(&[(2, 9), (4, 6), (2, 4), (6, 9), (9, 12), (0, 2)]);
        assert_eq!((s[0].before(s[1]), s[0].behind(s[1])), (Some(s[2]), Some(s[3])));
        assert_eq!((s[0].before(s[4]), s[0].behind(s[4])), (Some(s[0]), None));
        assert_eq!((s[0].before(s[5]), s[0].behind(s[5])), (None, Some(s[0])));
    }

    #[test]
    fn union_counts_each_code_point_once() {
        assert_eq!(union_chars(spans(&[(0, 5), (3, 9), (4, 6), (20, 21)])), 10);
        assert_eq!(union_chars(spans(&[])), 0);
    }

    #[test]
    fn stored_numbers_that_cannot_be_a_span_are_refused() {
        assert!(Span::from_stored((0, 4), (0, 2)).is_some());
        for (bytes, chars) in [
            ((3, 3), (1, 1)),
            ((4, 0), (0, 2)),
            ((0, 1), (0, 2)),
            ((0, 4), (2, 3)),
            ((0, 4), (2, 2)),
        ] {
            assert_eq!(Span::from_stored(bytes, chars), None, "{bytes:?} {chars:?}");
        }
    }
}
