//! The typeface of every chart: how wide its words are, and which pixels they fill.

use ab_glyph::{Font, FontRef, GlyphId, PxScale, point};

use super::scene::Look;
use crate::Error;
use crate::wrapping::{pieces, wrap};

/// What an SVG asks for. Where Noto Sans is not installed, Arial is no wider.
pub(super) const FAMILY: &str = "Noto Sans, Arial, sans-serif";

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// Room left beside measured text, for viewers that show the SVG in another typeface: DejaVu
    /// Sans, the widest that is common, needs this.
    fn slack(self) -> f64 {
        match self {
            Weight::Regular => 1.07,
            Weight::Bold => 1.15,
        }
    }
}

/// Noto Sans. It comes with the program; no font need be installed.
pub(crate) struct Typeface {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

impl Typeface {
    pub(crate) fn load() -> Result<Typeface, Error> {
        let font = |bytes| FontRef::try_from_slice(bytes).map_err(|_| Error::Typeface);
        Ok(Typeface { regular: font(notosans::REGULAR_TTF)?, bold: font(notosans::BOLD_TTF)? })
    }

    fn font(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The room that the text needs, with some slack.
    pub(super) fn width(&self, text: &str, look: Look) -> f64 {
        self.exact_width(text, look) * look.weight.slack()
    }

    /// How wide the text is in this typeface.
    pub(super) fn exact_width(&self, text: &str, look: Look) -> f64 {
        self.ems(text, look.weight) * look.size
    }

    /// How wide the text is in this typeface, in em.
    pub(crate) fn ems(&self, text: &str, weight: Weight) -> f64 {
        glyphs(self.font(weight), text).last().map_or(0.0, |glyph| f64::from(glyph.end))
    }

    /// Whether the typeface can show the character.
    #[cfg(feature = "pdf")]
    pub(crate) fn has(&self, character: char) -> bool {
        self.regular.glyph_id(character) != GlyphId(0)
    }

    /// The room that the widest of the texts needs.
    pub(super) fn widest<'a>(&self, texts: impl Iterator<Item = &'a str>, look: Look) -> f64 {
        texts.map(|text| self.width(text, look)).fold(0.0, f64::max)
    }

    /// The room that the widest part needs at which no line breaks.
    pub(super) fn widest_word(&self, text: &str, look: Look) -> f64 {
        self.widest(pieces(text).into_iter().map(str::trim_end), look)
    }

    /// The text in lines that fit in so much room.
    pub(super) fn lines(&self, text: &str, look: Look, room: f64) -> Vec<String> {
        wrap(text, room, |text| self.width(text, look))
    }

    /// The text in lines that fit in so much room, or in up to half as much again where a word
    /// would else be broken.
    pub(super) fn lines_by_words(&self, text: &str, look: Look, room: f64) -> Vec<String> {
        let needed = self.widest_word(text, look).min(1.5 * room);
        self.lines(text, look, room.max(needed))
    }

    /// Calls `paint` with the place and the coverage, up to 1, of every pixel that the text
    /// touches, if it begins `start` pixels from the left on a baseline at height 0.
    pub(super) fn fill(
        &self,
        text: &str,
        look: Look,
        start: f64,
        mut paint: impl FnMut(i32, i32, f32),
    ) {
        let font = self.font(look.weight);
        // What ab_glyph calls the scale is the height from ascender to descender.
        let em = look.size as f32;
        let scale = PxScale::from(font.height_unscaled() / units_per_em(font) * em);
        for glyph in glyphs(font, text) {
            let place = point(start as f32 + glyph.begin * em, 0.0);
            let Some(outline) = font.outline_glyph(glyph.id.with_scale_and_position(scale, place))
            else {
                continue;
            };
            let corner = outline.px_bounds().min;
            let (left, top) = (corner.x as i32, corner.y as i32);
            outline.draw(|x, y, coverage| {
                if coverage > 0.0 {
                    paint(left + x as i32, top + y as i32, coverage.min(1.0));
                }
            });
        }
    }
}

/// A glyph with where it begins and where the next one would, in em from the text's beginning.
struct PlacedGlyph {
    id: GlyphId,
    begin: f32,
    end: f32,
}

fn glyphs(font: &FontRef<'static>, text: &str) -> impl Iterator<Item = PlacedGlyph> {
    let units_per_em = units_per_em(font);
    let mut end = 0.0;
    let mut before = None;
    text.chars().map(move |character| {
        let id = font.glyph_id(character);
        let kern = before.map_or(0.0, |before| font.kern_unscaled(before, id));
        let begin = end + kern / units_per_em;
        end = begin + font.h_advance_unscaled(id) / units_per_em;
        before = Some(id);
        PlacedGlyph { id, begin, end }
    })
}

/// Noto Sans states 2048, which is also usual among fonts of its kind that state nothing.
fn units_per_em(font: &FontRef<'static>) -> f32 {
    font.units_per_em().unwrap_or(2048.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_noto_sans() {
        let typeface = Typeface::load().unwrap();
        // A digit of Noto Sans Regular advances 1171 of the 2048 units of an em.
        let width = typeface.exact_width("0000000000", Look { size: 100.0, ..Look::LABEL });
        assert!((width - 1_171_000.0 / 2048.0).abs() < 0.01, "{width}");
        assert_eq!(typeface.exact_width("", Look::LABEL), 0.0);
    }

    #[test]
    fn glyphs_stand_on_the_baseline() {
        let typeface = Typeface::load().unwrap();
        let look = Look { size: 100.0, ..Look::LABEL };
        let (mut top, mut bottom) = (i32::MAX, i32::MIN);
        typeface.fill("H", look, 0.0, |_, y, _| (top, bottom) = (top.min(y), bottom.max(y)));
        // Capitals are 714 thousandths of an em high.
        assert_eq!((top, bottom), (-72, -1));
    }
}
