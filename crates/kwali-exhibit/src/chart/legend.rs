//! A legend of colours: as many entries on a line as have room, under each other where they must.

use super::colour::Colour;
use super::drawn_label;
use super::page::Page;
use super::scene::{Align, Look};

const SWATCH: (f64, f64) = (14.0, 12.0);
/// Between a swatch and its label.
const GAP: f64 = 6.0;
/// Between two entries.
const BETWEEN: f64 = 22.0;
const LOOK: Look = Look::SMALL;
/// Between the baselines of two lines of entries.
const LINE: f64 = 19.0;

/// Draws colours with what they mean between two edges of the page, where it ends so far.
pub(super) fn draw<'a>(
    entries: impl Iterator<Item = (Colour, &'a str)>,
    (left, right): (f64, f64),
    page: &mut Page<'_>,
) {
    let mut x = left;
    let beside = SWATCH.0 + GAP;
    for (number, (fill, label)) in entries.enumerate() {
        let lines = page.typeface.lines(&drawn_label(label), LOOK, right - left - beside);
        let width = beside + page.typeface.widest(lines.iter().map(String::as_str), LOOK);
        if number == 0 || x + width > right {
            x = left;
            page.y += LINE;
        }
        let top = page.y - LOOK.below_middle() - SWATCH.1 / 2.0;
        page.bar((x, top.round()), SWATCH, fill);
        for (place, line) in lines.iter().enumerate() {
            page.y += if place > 0 { LOOK.line_height() } else { 0.0 };
            page.text(line, (x + beside, page.y), Align::Begin, LOOK);
        }
        // Nothing stands beside an entry of several lines.
        x = if lines.len() > 1 { right } else { x + width + BETWEEN };
    }
    page.y += 12.0;
}
