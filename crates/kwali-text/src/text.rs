//! An immutable text that converts between bytes and code points.

use crate::{Digest, Span};

/// The longest text that Kwali takes, in bytes: an interview of 8,000 words has about 50,000.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// Bytes between two known code-point counts; a conversion scans at most this many.
const STRIDE: usize = 256;

/// A text that never changes, with the means to find code points in it quickly.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    content: Box<str>,
    /// Code points before byte `i * STRIDE` (rounded up to a code-point boundary); empty for ASCII.
    counts: Vec<u32>,
    n_chars: u32,
}

/// Why two numbers are not a span of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SpanError {
    /// The end is not after the start.
    #[error("the end ({end}) is not after the start ({start})")]
    Empty {
        /// The start that was given.
        start: usize,
        /// The end that was given.
        end: usize,
    },
    /// The end lies beyond the text.
    #[error("the end ({end}) lies beyond the text, which has {length} {unit}")]
    BeyondEnd {
        /// The end that was given.
        end: usize,
        /// The length of the text in the same unit.
        length: usize,
        /// `characters` or `bytes`.
        unit: &'static str,
    },
    /// A byte position lies inside a code point.
    #[error("byte {0} lies inside a character")]
    InsideCodePoint(usize),
}

/// The text is longer than [`MAX_TEXT_BYTES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the text has {0} bytes, more than the {max} that fit", max = MAX_TEXT_BYTES)]
pub struct TextTooLong(pub usize);

impl Text {
    /// Returns `content` as a text; it is taken as it stands, see [`normalise`](crate::normalise()).
    pub fn new(content: &str) -> Result<Text, TextTooLong> {
        if content.len() > MAX_TEXT_BYTES {
            return Err(TextTooLong(content.len()));
        }
        let (counts, n_chars) = count_chars(content);
        Ok(Text { content: content.into(), counts, n_chars })
    }

    /// Returns the words themselves.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Returns the number of code points.
    pub fn chars(&self) -> usize {
        self.n_chars as usize
    }

    /// Returns the number of bytes.
    pub fn bytes(&self) -> usize {
        self.content.len()
    }

    /// Returns the SHA-256 of the text's UTF-8 bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(self.content.as_bytes())
    }

    /// Returns the span from byte `start` up to byte `end`.
    pub fn span(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > self.content.len() {
            return Err(SpanError::BeyondEnd { end, length: self.content.len(), unit: "bytes" });
        }
        for place in [start, end] {
            if !self.content.is_char_boundary(place) {
                return Err(SpanError::InsideCodePoint(place));
            }
        }
        let chars = (self.char_at(start), self.char_at(end));
        Ok(Span::unchecked((start as u32, end as u32), chars))
    }

    /// Returns the span from code point `start` up to code point `end`, counted from 0.
    pub fn span_of_chars(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > self.chars() {
            return Err(SpanError::BeyondEnd { end, length: self.chars(), unit: "characters" });
        }
        let bytes = (self.byte_at(start), self.byte_at(end));
        Ok(Span::unchecked(bytes, (start as u32, end as u32)))
    }

    /// Returns the words in `span`, which must be a span of this text.
    ///
    /// A span of another text gives the empty string where it does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.content.get(span.start()..span.end()).unwrap_or_default()
    }

    /// Returns every paragraph: a line that has anything but white space, without its line end.
    pub fn paragraphs(&self) -> Vec<Span> {
        let mut paragraphs = Vec::new();
        let (mut start, mut start_char) = (0, 0);
        for line in self.content.split('\n') {
            let (end, end_char) = (start + line.len(), start_char + line.chars().count());
            if !line.trim().is_empty() {
                let bytes = (start as u32, end as u32);
                paragraphs.push(Span::unchecked(bytes, (start_char as u32, end_char as u32)));
            }
            (start, start_char) = (end + 1, end_char + 1);
        }
        paragraphs
    }

    /// Returns how many code points stand before byte `place`; `None` if it is no place of the text.
    pub fn chars_before(&self, place: usize) -> Option<usize> {
        self.content.is_char_boundary(place).then(|| self.char_at(place) as usize)
    }

    /// Returns the byte at which the code point of number `place` starts, counted from 0; behind the
    /// last one that is where the text ends.
    pub fn byte_of_char(&self, place: usize) -> Option<usize> {
        (place <= self.chars()).then(|| self.byte_at(place) as usize)
    }

    fn char_at(&self, byte: usize) -> u32 {
        if self.counts.is_empty() {
            return byte as u32;
        }
        let mark = byte / STRIDE;
        let from = ceil_boundary(&self.content, mark * STRIDE);
        if from >= byte {
            return self.counts[mark] - self.content[byte..from].chars().count() as u32;
        }
        self.counts[mark] + self.content[from..byte].chars().count() as u32
    }

    fn byte_at(&self, char: usize) -> u32 {
        if self.counts.is_empty() {
            return char as u32;
        }
        let mark = self.counts.partition_point(|&count| count as usize <= char) - 1;
        let from = ceil_boundary(&self.content, mark * STRIDE);
        let rest = char - self.counts[mark] as usize;
        let within = self.content[from..].char_indices().nth(rest);
        within.map_or(self.content.len(), |(offset, _)| from + offset) as u32
    }
}

fn count_chars(content: &str) -> (Vec<u32>, u32) {
    if content.is_ascii() {
        return (Vec::new(), content.len() as u32);
    }
    let mut counts = Vec::with_capacity(content.len() / STRIDE + 1);
    let (mut reached, mut count) = (0, 0);
    for mark in (0..=content.len()).step_by(STRIDE) {
        let place = ceil_boundary(content, mark);
        count += content[reached..place].chars().count() as u32;
        counts.push(count);
        reached = place;
    }
    (counts, count + content[reached..].chars().count() as u32)
}

fn ceil_boundary(content: &str, mut byte: usize) -> usize {
    while byte < content.len() && !content.is_char_boundary(byte) {
        byte += 1;
    }
    byte.min(content.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(content: &str) -> Text {
        Text::new(content).unwrap()
    }

    #[test]
    fn code_points_and_bytes_agree_behind_emoji() {
        let text = text("a👩‍⚕️ cliënt");
        let start = "a👩‍⚕️ ".chars().count();
        let span = text.span_of_chars(start, start + 6).unwrap();
        assert_eq!(text.slice(span), "cliënt");
        assert_eq!(text.span(span.start(), span.end()), Ok(span));
    }

    #[test]
    fn places_are_converted_up_to_the_end() {
        for content in ["", "één", "een"] {
            let text = text(content);
            let places = content.char_indices().map(|(byte, _)| byte).chain([content.len()]);
            for (char, byte) in places.enumerate() {
                assert_eq!(text.chars_before(byte), Some(char));
                assert_eq!(text.byte_of_char(char), Some(byte));
            }
        }
        assert_eq!((text("é").chars_before(1), text("é").byte_of_char(2)), (None, None));
    }

    #[test]
    fn what_is_no_span_is_refused_with_the_reason() {
        let text = text("één");
        assert_eq!(text.span_of_chars(1, 1), Err(SpanError::Empty { start: 1, end: 1 }));
        assert_eq!(
            text.span_of_chars(0, 4),
            Err(SpanError::BeyondEnd { end: 4, length: 3, unit: "characters" })
        );
        assert_eq!(text.span(1, 4), Err(SpanError::InsideCodePoint(1)));
        assert_eq!(text.span(0, 6), Err(SpanError::BeyondEnd { end: 6, length: 5, unit: "bytes" }));
    }

    #[test]
    fn blank_lines_are_no_paragraphs() {
        let text = text("één\n\n \t\ntwee\n");
        let paragraphs: Vec<_> = text.paragraphs().iter().map(|&p| text.slice(p)).collect();
        assert_eq!(paragraphs, ["één", "twee"]);
        assert_eq!(text.paragraphs()[1].start_char(), 8);
        assert!(Text::new("").unwrap().paragraphs().is_empty());
    }

    #[test]
    fn a_text_that_is_too_long_is_refused() {
        let length = MAX_TEXT_BYTES + 1;
        assert_eq!(Text::new(&"a".repeat(length)), Err(TextTooLong(length)));
    }

    proptest! {
        #[test]
        fn conversion_agrees_with_counting(content in "[a-zé€👍\\n]{1,900}", a in 0usize..900, b in 0usize..900) {
            let text = text(&content);
            let places: Vec<usize> =
                content.char_indices().map(|(byte, _)| byte).chain([content.len()]).collect();
            let (a, b) = (a % places.len(), b % places.len());
            if a < b {
                let span = text.span_of_chars(a, b).unwrap();
                prop_assert_eq!((span.start(), span.end()), (places[a], places[b]));
                prop_assert_eq!(text.span(places[a], places[b]), Ok(span));
            }
            for paragraph in text.paragraphs() {
                prop_assert_eq!(text.span(paragraph.start(), paragraph.end()), Ok(paragraph));
            }
        }
    }
}
