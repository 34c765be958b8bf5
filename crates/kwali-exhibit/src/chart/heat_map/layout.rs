//! Where everything in a heat map goes.

use super::sizes::{GAP, Sizes};
use super::{HeatMap, finite, legend};
use crate::Error;
use crate::chart::colour::Colour;
use crate::chart::numbers::Printer;
use crate::chart::page::Page;
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;
use crate::language::UNDEFINED;

/// White between two cells.
const SEAM: f64 = 1.0;

/// Lays out the chart.
pub(super) fn lay_out(map: &HeatMap, typeface: &Typeface) -> Result<Scene, Error> {
    map.check_shape()?;
    let sizes = Sizes::new(map, 0.0, typeface);
    let shades = Shades::of(map);
    let printer = map.printer();
    let mut page = Page::begin(typeface, sizes.width, &map.title, &map.subtitle);
    sizes.columns.draw(sizes.left, sizes.cell, &mut page);
    for (number, (&height, values)) in sizes.heights.iter().zip(map.drawn_values()).enumerate() {
        let middle = page.y + height / 2.0;
        sizes.rows.draw(number, (sizes.left - GAP, middle), &mut page);
        for (column, &value) in values.iter().enumerate() {
            let cell = Cell {
                left: sizes.left + column as f64 * sizes.cell,
                width: sizes.cell - SEAM,
                height: height - SEAM,
                value: finite(value),
                blank: map.is_diagonal(number, column),
            };
            draw_cell(&cell, &sizes, &shades, &printer, &mut page);
            if !cell.blank || cell.value.is_some() {
                let (corner, size) = ((cell.left, page.y), (cell.width, cell.height));
                let said = (map.cell_label(number, column), printer.print(cell.value));
                page.mark(corner, size, (number, column), (&said.0, &said.1));
            }
        }
        page.y += height;
    }
    legend::draw(map, &shades, sizes.legend_left(legend::ROOM), &mut page);
    draw_foot(map, &sizes, &mut page);
    page.finish()
}

/// From which value to which the colours run.
pub(super) struct Shades {
    low: f64,
    high: f64,
}

impl Shades {
    /// The colours begin at zero, so that twice as dark is about twice as much.
    fn of(map: &HeatMap) -> Shades {
        let values = || map.drawn_values().flatten().filter_map(|&value| finite(value));
        Shades { low: values().fold(0.0, f64::min), high: values().fold(0.0, f64::max) }
    }

    /// The lowest and the highest value, with their places on the ramp.
    pub(super) fn ends(&self) -> Vec<(f64, f64)> {
        if self.high > self.low {
            vec![(self.low, 0.0), (self.high, 1.0)]
        } else {
            vec![(self.low, 0.0)]
        }
    }

    fn colour(&self, value: f64) -> Colour {
        let span = self.high / 2.0 - self.low / 2.0;
        let share = if span > 0.0 { (value / 2.0 - self.low / 2.0) / span } else { 0.0 };
        Colour::sequential(share)
    }
}

/// One cell at the height that the page has reached.
struct Cell {
    left: f64,
    width: f64,
    height: f64,
    value: Option<f64>,
    /// Whether it means nothing if it has no value.
    blank: bool,
}

fn draw_cell(cell: &Cell, sizes: &Sizes, shades: &Shades, printer: &Printer, page: &mut Page<'_>) {
    let fill = match cell.value {
        Some(value) => shades.colour(value),
        None if cell.blank => Colour::WHITE,
        None => Colour::EMPTY,
    };
    page.rectangle((cell.left, page.y), (cell.width, cell.height), fill);
    let text = match cell.value {
        Some(value) if sizes.values_fit => printer.print(Some(value)),
        None if !cell.blank => UNDEFINED.to_owned(),
        _ => return,
    };
    let look = sizes.value_look.in_colour(fill.text_on_top());
    let middle = (cell.left + cell.width / 2.0, page.y + cell.height / 2.0);
    page.text(&text, (middle.0, middle.1 + look.below_middle()), Align::Middle, look);
}

/// Says what cannot be seen in the chart.
pub(in crate::chart) fn draw_foot(map: &HeatMap, sizes: &Sizes, page: &mut Page<'_>) {
    page.y += 6.0;
    if !sizes.values_fit {
        let words = "The cells are too small for their values; the table has them.";
        let woorden = "De cellen zijn te klein voor hun waarden; die staan in de tabel.";
        page.paragraph(map.language.choose(words, woorden), Look::AXIS);
    }
    let n_rows = map.row_labels.len() - map.drawn_rows().len();
    let n_columns = map.column_labels.len() - map.drawn_columns().len();
    if n_rows + n_columns > 0 {
        let text = map.language.choose(
            format!("Left out for want of room: {n_rows} rows, {n_columns} columns."),
            format!("Weggelaten uit plaatsgebrek: {n_rows} rijen, {n_columns} kolommen."),
        );
        page.paragraph(&text, Look::AXIS);
    }
}
