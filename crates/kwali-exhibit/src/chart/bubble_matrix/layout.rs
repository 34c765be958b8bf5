//! Where everything in a bubble matrix goes.

use super::sizes_named;
use crate::Error;
use crate::chart::colour::Colour;
use crate::chart::heat_map::{GAP, HeatMap, Sizes, draw_foot};
use crate::chart::numbers::{Printer, finite};
use crate::chart::page::{MARGIN, Page};
use crate::chart::scene::{Align, Scene};
use crate::chart::typeface::Typeface;
use crate::language::UNDEFINED;

/// The room of a disc where its value stands beside it.
const DISC_ROOM: f64 = 30.0;
/// Free around the largest disc.
const AROUND: f64 = 2.0;

/// Lays out the chart.
pub(super) fn lay_out(map: &HeatMap, typeface: &Typeface) -> Result<Scene, Error> {
    map.check_shape()?;
    let sizes = Sizes::new(map, DISC_ROOM, typeface);
    let lowest = sizes.heights.iter().copied().fold(sizes.cell, f64::min);
    let disc_room = if sizes.values_fit { DISC_ROOM.min(lowest) } else { lowest };
    let discs = Discs {
        largest: disc_room / 2.0 - AROUND,
        highest: map
            .drawn_values()
            .flatten()
            .filter_map(|&value| finite(value))
            .map(f64::abs)
            .fold(0.0, f64::max),
    };
    let printer = map.printer();
    let mut page = Page::begin(typeface, sizes.width, &map.title, &map.subtitle);
    sizes.columns.draw(sizes.left, sizes.cell, &mut page);
    for (number, (&height, values)) in sizes.heights.iter().zip(map.drawn_values()).enumerate() {
        let middle = page.y + height / 2.0;
        page.line((MARGIN, page.y), (page.right(), page.y), 1.0, Colour::GRID);
        sizes.rows.draw(number, (sizes.left - GAP, middle), &mut page);
        for (column, &value) in values.iter().enumerate() {
            let left = sizes.left + column as f64 * sizes.cell;
            if finite(value).is_some() || !map.is_diagonal(number, column) {
                let said = (map.cell_label(number, column), printer.print(finite(value)));
                let (corner, size) = ((left, page.y), (sizes.cell, height));
                page.mark(corner, size, (number, column), (&said.0, &said.1));
            }
            match finite(value) {
                Some(value) => {
                    draw_cell(value, (left, middle), &sizes, (&discs, &printer), &mut page);
                }
                None if map.is_diagonal(number, column) => {}
                None => {
                    let look = sizes.value_look;
                    let at = (left + sizes.cell / 2.0, middle + look.below_middle());
                    page.text(UNDEFINED, at, Align::Middle, look);
                }
            }
        }
        page.y += height;
    }
    sizes_named::draw(map, &discs, sizes.legend_left(sizes_named::ROOM), &mut page);
    draw_foot(map, &sizes, &mut page);
    page.finish()
}

/// How large discs are.
pub(super) struct Discs {
    largest: f64,
    /// The value of the largest disc.
    pub(super) highest: f64,
}

impl Discs {
    /// The area is in proportion to the value; what is not zero is seen.
    pub(super) fn radius(&self, value: f64) -> f64 {
        let value = value.abs();
        if value == 0.0 || self.highest == 0.0 {
            return 0.0;
        }
        ((value / self.highest).sqrt() * self.largest).max(1.0)
    }
}

/// The colour of discs, by the sign of their values.
pub(super) fn colour(value: f64) -> Colour {
    if value < 0.0 { Colour::categorical(5) } else { Colour::categorical(0) }
}

fn draw_cell(
    value: f64,
    (left, middle): (f64, f64),
    sizes: &Sizes,
    (discs, printer): (&Discs, &Printer),
    page: &mut Page<'_>,
) {
    if !sizes.values_fit {
        let centre = (left + sizes.cell / 2.0, middle);
        return page.disc(centre, discs.radius(value), colour(value));
    }
    let text = printer.print(Some(value));
    let is_nothing = value == 0.0;
    let look = sizes.value_look.in_colour(if is_nothing { Colour::MUTED } else { Colour::TEXT });
    let width = page.typeface.width(&text, look);
    let free = (sizes.cell - DISC_ROOM - width).max(0.0) / 2.0;
    page.disc((left + free + DISC_ROOM / 2.0, middle), discs.radius(value), colour(value));
    let at = (left + free + DISC_ROOM, middle + look.below_middle());
    page.text(&text, at, Align::Begin, look);
}
