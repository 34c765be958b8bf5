//! A corrected text, and where the codings of the old one stand in it.

mod align;
mod blocks;
mod carry;
mod pieces;
mod renaming;
mod report;
mod speakers;
#[cfg(test)]
mod tests;
mod tokens;

use kwali_text::{Span, Text};

use self::blocks::Blocks;
use self::carry::Side;
use self::pieces::{Kind, Piece, pieces};
use self::renaming::mark_renamed;
pub use self::report::CarriedCoding;
pub use self::speakers::{continued_speakers, continued_times};

/// What became of a passage in a corrected text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carried {
    /// The same words at the same place.
    Exact(Span),
    /// The same words elsewhere: they were cut out and put there.
    Moved(Span),
    /// Changed words, of which at least half the letters are left.
    Fuzzy(Span),
    /// No words of it are left, or too few.
    Lost,
}

impl Carried {
    /// Returns where the passage stands in the corrected text.
    pub fn span(self) -> Option<Span> {
        match self {
            Carried::Exact(span) | Carried::Moved(span) | Carried::Fuzzy(span) => Some(span),
            Carried::Lost => None,
        }
    }
}

/// Less than this share of its letters is too little to know a passage again.
const LEAST: f64 = 0.5;

const FUZZY: fn(Span) -> Carried = Carried::Fuzzy;
const MOVED: fn(Span) -> Carried = Carried::Moved;

/// An old text beside a corrected one.
///
/// ```
/// use kwali_coding::{Carried, Revision};
/// use kwali_text::Text;
///
/// let old = Text::new("Anna: Ik had geen tijt voor koffie.").unwrap();
/// let new = Text::new("Anna: Nou, ik had geen tijd voor koffie.").unwrap();
/// let mut revision = Revision::between(&old, &new);
/// let Carried::Fuzzy(span) = revision.carry(old.span_of_chars(13, 22).unwrap()) else { panic!() };
/// assert_eq!(new.slice(span), "geen tijd");
/// ```
pub struct Revision<'a> {
    old: &'a Text,
    new: &'a Text,
    pieces: Vec<Piece>,
    blocks: Blocks,
}

impl<'a> Revision<'a> {
    /// Compares two texts; the same texts always give the same, on every machine.
    pub fn between(old: &'a Text, new: &'a Text) -> Revision<'a> {
        let (a, b) = (old.as_str(), new.as_str());
        let mut pieces = pieces((a, 0..a.len()), (b, 0..b.len()));
        mark_renamed(&mut pieces, (a, b));
        let blocks = Blocks::of(&pieces, (a, b));
        Revision { old, new, pieces, blocks }
    }

    /// Returns what becomes of a passage of the old text.
    ///
    /// A passage is where the alignment of the two texts puts it. Of the two places that a
    /// passage may have, the one where it was and the one where its surroundings were put, it gets
    /// the one with more of its letters, the first if both have as many; and neither where that is
    /// less than half. Text that was added at its edges does not belong to it, text that was added
    /// within does. An edge that lay between words stays between words.
    pub fn carry(&mut self, span: Span) -> Carried {
        let texts = (self.old.as_str(), self.new.as_str());
        let here = Side { texts, pieces: &self.pieces };
        if let Some(place) = here.unchanged(span) {
            return self.carried(Carried::Exact, place);
        }
        let in_place = here.changed(span).map(|(place, share)| (share, place, FUZZY));
        let block = self.blocks.block_of(span, &self.pieces, texts);
        let moved = block.and_then(|pieces| {
            let there = Side { texts, pieces };
            let whole = there.unchanged(span).map(|place| (1.0, place, MOVED));
            whole.or_else(|| there.changed(span).map(|(place, share)| (share, place, FUZZY)))
        });
        let places = in_place.into_iter().chain(moved);
        let best = places.reduce(|best, other| if other.0 > best.0 { other } else { best });
        match best {
            Some((share, place, how)) if share >= LEAST => self.carried(how, place),
            _ => Carried::Lost,
        }
    }

    fn carried(&self, how: fn(Span) -> Carried, (start, end): (usize, usize)) -> Carried {
        self.new.span(start, end).map_or(Carried::Lost, how)
    }

    /// Returns the stretches of text that stayed as they were: start in the old text, start in the
    /// new one, and length, in bytes.
    pub fn kept(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        let same = self.pieces.iter().filter(|piece| piece.kind == Kind::Same);
        same.map(|piece| (piece.old.start, piece.new.start, piece.old.len()))
    }
}
