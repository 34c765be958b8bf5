//! What the colours of a heat map mean, under the map.

use super::HeatMap;
use super::layout::Shades;
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::numbers::Printer;
use crate::chart::page::Page;
use crate::chart::scene::{Align, Look};
use crate::language::UNDEFINED;

/// What the ramp and the cell beside it need.
pub(super) const ROOM: f64 = LENGTH + 150.0;
const LENGTH: f64 = 180.0;
const THICKNESS: f64 = 12.0;
/// The ramp is drawn in so many steps.
const STEPS: usize = 60;

/// Draws the ramp with its lowest and highest value, and the cell of an undefined value if any is.
pub(super) fn draw(map: &HeatMap, shades: &Shades, left: f64, page: &mut Page<'_>) {
    let look = Look::AXIS;
    page.y += 18.0;
    let label = drawn_label(&map.value_label);
    if !label.is_empty() {
        for line in page.typeface.lines(&label, look, page.right() - left) {
            page.y += look.line_height();
            page.text(&line, (left, page.y), Align::Begin, look);
        }
        page.y += 6.0;
    }
    let top = page.y;
    draw_ramp(left, page);
    page.y = top + THICKNESS + look.line_height();
    let printer = map.printer();
    for (value, share) in shades.ends() {
        let text = print_end(&printer, value);
        let align = if share > 0.0 { Align::End } else { Align::Begin };
        page.text(&text, (left + share * LENGTH, page.y), align, look);
    }
    if map.has_undefined() {
        let beside = left + LENGTH + 28.0;
        page.rectangle((beside, top), (2.0 * THICKNESS, THICKNESS), Colour::EMPTY);
        let baseline = top + THICKNESS / 2.0 + look.below_middle();
        page.text(UNDEFINED, (beside + THICKNESS, baseline), Align::Middle, look);
        let word = map.language.choose("undefined", "ongedefinieerd");
        page.text(word, (beside + 2.0 * THICKNESS + 8.0, baseline), Align::Begin, look);
    }
}

fn draw_ramp(left: f64, page: &mut Page<'_>) {
    let step = LENGTH / STEPS as f64;
    for number in 0..STEPS {
        let share = number as f64 / (STEPS - 1) as f64;
        let corner = (left + number as f64 * step, page.y);
        page.rectangle(corner, (step, THICKNESS), Colour::sequential(share));
    }
}

/// An end of the ramp: as the cells have it, but zero without decimals.
fn print_end(printer: &Printer, value: f64) -> String {
    if value == 0.0 {
        printer.for_ticks(&[value]).print(Some(value))
    } else {
        printer.print(Some(value))
    }
}
