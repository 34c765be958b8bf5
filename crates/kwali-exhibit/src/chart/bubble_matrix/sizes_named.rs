//! What the sizes of the discs mean, under the matrix.

use super::layout::{Discs, colour};
use crate::chart::drawn_label;
use crate::chart::heat_map::HeatMap;
use crate::chart::numbers::{ValueKind, finite};
use crate::chart::page::Page;
use crate::chart::scene::{Align, Look};
use crate::language::UNDEFINED;

/// The sizes that are named, as shares of the largest value.
const NAMED: [f64; 3] = [0.1, 0.5, 1.0];
/// What the discs and their values need.
pub(super) const ROOM: f64 = 400.0;
const LOOK: Look = Look::AXIS;
/// Between a disc and its value, and between a value and the next disc.
const GAP: f64 = 6.0;
const BETWEEN: f64 = 22.0;
const LINE: f64 = 30.0;

/// Draws discs of some sizes with their values.
pub(super) fn draw(map: &HeatMap, discs: &Discs, left: f64, page: &mut Page<'_>) {
    page.y += 18.0;
    let label = drawn_label(&map.value_label);
    if !label.is_empty() {
        for line in page.typeface.lines(&label, LOOK, page.right() - left) {
            page.y += LOOK.line_height();
            page.text(&line, (left, page.y), Align::Begin, LOOK);
        }
    }
    page.y += LINE / 2.0 + 4.0;
    let printer = map.printer();
    let mut x = left;
    for value in named_values(map, discs.highest) {
        let radius = discs.radius(value);
        page.disc((x + radius, page.y), radius, colour(value));
        x += 2.0 * radius + GAP;
        x = write(&printer.print(Some(value)), x, page);
    }
    if map.defined().any(|value| value < 0.0) {
        let radius = discs.radius(discs.highest / 2.0);
        page.disc((x + radius, page.y), radius, colour(-1.0));
        x += 2.0 * radius + GAP;
        x = write(map.language.choose("negative", "negatief"), x, page);
    }
    if map.has_undefined() {
        let said = map.language.choose("undefined", "ongedefinieerd");
        write(&format!("{UNDEFINED} {said}"), x, page);
    }
    page.y += LINE / 2.0;
}

/// The values whose discs are shown, each once; counts are whole.
fn named_values(map: &HeatMap, highest: f64) -> Vec<f64> {
    let mut values: Vec<f64> = NAMED
        .iter()
        .map(|share| share * highest)
        .map(|value| if map.kind == ValueKind::Count { value.round() } else { value })
        .filter(|&value| finite(Some(value)).is_some() && value > 0.0)
        .collect();
    values.dedup();
    values
}

/// Writes a text beside a disc, and returns where the next entry begins.
fn write(text: &str, x: f64, page: &mut Page<'_>) -> f64 {
    page.text(text, (x, page.y + LOOK.below_middle()), Align::Begin, LOOK);
    x + page.typeface.width(text, LOOK) + BETWEEN
}
