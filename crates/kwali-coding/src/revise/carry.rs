//! Where a passage stands, by pieces of two texts side by side.

use kwali_text::Span;

use super::pieces::{Kind, Piece};
use super::tokens::{is_inside_word, letters};

/// Start and end in the new text, in bytes.
pub(crate) type Place = (usize, usize);

/// Two texts, and pieces of them side by side.
pub(crate) struct Side<'a> {
    pub(crate) texts: (&'a str, &'a str),
    pub(crate) pieces: &'a [Piece],
}

impl Side<'_> {
    /// Returns where the very same words stand, if they do.
    ///
    /// Where words were added or left out that are also beside them, as in `ja ja`, nobody can say
    /// which these were; so the words may stand right before or behind what is seen as changed.
    pub(crate) fn unchanged(&self, span: Span) -> Option<Place> {
        let (old, new) = self.texts;
        let words = &old[span.start()..span.end()];
        let stands_at = |&start: &usize| {
            let end = start + words.len();
            new.get(start..end) == Some(words) && !self.is_glued(span, (start, end))
        };
        let around = self.around(span);
        let places = around.iter().flat_map(|piece| {
            // So far before the piece, or behind it, as in the old text.
            let before = (piece.new.start + span.start()).checked_sub(piece.old.start);
            [before, (piece.new.end + span.start()).checked_sub(piece.old.end)]
        });
        let start = places.flatten().find(stands_at)?;
        Some((start, start + words.len()))
    }

    /// True where an edge that lay between words in the old text would lie inside one.
    fn is_glued(&self, span: Span, (start, end): Place) -> bool {
        let (old, new) = self.texts;
        (is_inside_word(new, start) && !is_inside_word(old, span.start()))
            || (is_inside_word(new, end) && !is_inside_word(old, span.end()))
    }

    /// Returns where a passage stands of which something was changed, and which share of its
    /// letters stands there still; `None` where nothing stands there.
    pub(crate) fn changed(&self, span: Span) -> Option<(Place, f64)> {
        let old = self.texts.0;
        let within = self.within(span);
        let start = self.start(span, within.first()?);
        let end = self.end(span, within.last()?);
        let place = self.settled(span, (start, end))?;
        let n_letters = letters(&old[span.start()..span.end()]);
        let count = |from: usize, to: usize| match n_letters {
            // A passage of signs only.
            0 => old[from..to].chars().count(),
            _ => letters(&old[from..to]),
        };
        let kept = within.iter().filter(|piece| piece.kind != Kind::Changed);
        let kept = kept
            .map(|piece| count(piece.old.start.max(span.start()), piece.old.end.min(span.end())));
        let share = kept.sum::<usize>() as f64 / count(span.start(), span.end()) as f64;
        (share > 0.0).then_some((place, share))
    }

    /// The pieces that have at least one character of the span, and the empty ones between them.
    fn within(&self, span: Span) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.old.end <= span.start());
        let rest = &self.pieces[first..];
        &rest[..rest.partition_point(|piece| piece.old.start < span.end())]
    }

    /// The same with those that touch the span.
    fn around(&self, span: Span) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.old.end < span.start());
        let rest = &self.pieces[first..];
        &rest[..rest.partition_point(|piece| piece.old.start <= span.end())]
    }

    /// Where the passage starts that began in this piece: what came instead of words of which some
    /// lay before the passage is left out.
    fn start(&self, span: Span, first: &Piece) -> usize {
        let is_inside = first.old.start < span.start();
        match first.kind {
            Kind::Same if is_inside => first.new.start + span.start() - first.old.start,
            Kind::Changed if is_inside => first.new.end,
            _ => first.new.start,
        }
    }

    fn end(&self, span: Span, last: &Piece) -> usize {
        let is_inside = span.end() < last.old.end;
        match last.kind {
            Kind::Same if is_inside => last.new.start + span.end() - last.old.start,
            Kind::Changed if is_inside => last.new.start,
            _ => last.new.end,
        }
    }

    /// Moves the edges to where they were as to words and white space; `None` if nothing is left.
    fn settled(&self, span: Span, (mut start, mut end): Place) -> Option<Place> {
        let (old, new) = self.texts;
        if start >= end {
            return None;
        }
        let before = |at: usize| new[..at].chars().next_back().map_or(0, char::len_utf8);
        let behind = |at: usize| new[at..].chars().next().map_or(0, char::len_utf8);
        while !is_inside_word(old, span.start()) && is_inside_word(new, start) {
            start -= before(start);
        }
        while !is_inside_word(old, span.end()) && is_inside_word(new, end) {
            end += behind(end);
        }
        let words = &old[span.start()..span.end()];
        let found = &new[start..end];
        if !words.starts_with(char::is_whitespace) {
            start += found.len() - found.trim_start().len();
        }
        if !words.ends_with(char::is_whitespace) {
            end -= found.len() - found.trim_end().len();
        }
        (start < end).then_some((start, end))
    }
}
