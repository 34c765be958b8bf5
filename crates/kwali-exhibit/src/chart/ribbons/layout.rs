//! Where everything in a chart of ribbons goes.

use super::{CellShape, Ribbon, Ribbons};
use crate::Error;
use crate::chart::colour::Colour;
use crate::chart::legend;
use crate::chart::page::{MARGIN, Page, WIDTH, name_omitted_rows};
use crate::chart::row_labels::{LabelRoom, RowLabels};
use crate::chart::scene::{Look, Scene};
use crate::chart::typeface::Typeface;

const LABELS: LabelRoom = LabelRoom { usual: 200.0, for_a_word: 300.0 };
/// Between the labels and the ribbons.
const GAP: f64 = 8.0;
/// The height of a ribbon without seams, and what is free under it.
const BAND: f64 = 20.0;
const BETWEEN: f64 = 6.0;
/// White between square cells.
const SEAM: f64 = 1.0;

/// Lays out the chart.
pub(super) fn lay_out(chart: &Ribbons, typeface: &Typeface) -> Result<Scene, Error> {
    let ribbons = chart.drawn_ribbons();
    let labels = ribbons.iter().map(|ribbon| (ribbon.label.as_str(), 0));
    let labels = RowLabels::new(labels, Look::SMALL, LABELS, typeface);
    let left = (MARGIN + labels.width + GAP).round();
    let width = WIDTH - MARGIN - left;
    let lowest = match chart.cells {
        CellShape::Square { across } => square(width, across),
        CellShape::Band => BAND + BETWEEN,
    };
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    let themes = chart.themes.iter().map(|theme| (theme.colour, theme.label.as_str()));
    let nothing = chart.language.choose("no code", "geen code");
    let entries = themes.chain(std::iter::once((Colour::EMPTY, nothing)));
    legend::draw(entries, (MARGIN, WIDTH - MARGIN), &mut page);
    page.y += 8.0;
    for (row, (ribbon, label)) in ribbons.iter().zip(labels.heights()).enumerate() {
        let height = lowest.max(label);
        let middle = page.y + height / 2.0;
        labels.draw(row, (left - GAP, middle), &mut page);
        match chart.cells {
            CellShape::Square { .. } => {
                draw_squares(chart, ribbon, (left, page.y), lowest, &mut page);
            }
            CellShape::Band => {
                let size = ((width * ribbon.length.clamp(0.0, 1.0)).max(1.0), BAND);
                let top = (middle - BAND / 2.0).round();
                draw_band(chart, ribbon, (left, top), size, &mut page);
            }
        }
        page.y += height;
    }
    page.y += 4.0;
    page.paragraph(&chart.said, Look::AXIS);
    name_omitted_rows((ribbons.len(), chart.ribbons.len()), chart.language, &mut page);
    page.finish()
}

/// How wide and high square cells are, seam included.
fn square(width: f64, across: usize) -> f64 {
    (width / across.max(1) as f64).floor().max(2.0 * SEAM)
}

/// Draws square cells, each split from left to right between its themes.
fn draw_squares(
    chart: &Ribbons,
    ribbon: &Ribbon,
    (left, top): (f64, f64),
    cell: f64,
    page: &mut Page<'_>,
) {
    for (number, themes) in ribbon.cells.iter().enumerate() {
        let left = left + number as f64 * cell;
        let (width, height) = (cell - SEAM, cell - SEAM);
        page.rectangle((left, top), (width, height), Colour::EMPTY);
        for (place, &theme) in themes.iter().enumerate() {
            let edge = |place: usize| (width * place as f64 / themes.len() as f64).round();
            let part = (edge(place + 1) - edge(place), height);
            page.rectangle((left + edge(place), top), part, colour(chart, theme));
        }
    }
}

/// Draws a band, in which every cell is split from top to bottom; equal neighbours are one stretch.
fn draw_band(
    chart: &Ribbons,
    ribbon: &Ribbon,
    (left, top): (f64, f64),
    (width, height): (f64, f64),
    page: &mut Page<'_>,
) {
    let n_cells = ribbon.cells.len().max(1) as f64;
    let x = |number: usize| (left + number as f64 * width / n_cells).round();
    let mut first = 0;
    for stretch in ribbon.cells.chunk_by(|a, b| a == b) {
        let (begin, end) = (x(first), x(first + stretch.len()));
        first += stretch.len();
        page.rectangle((begin, top), (end - begin, height), Colour::EMPTY);
        let Some(themes) = stretch.first() else { continue };
        for (place, &theme) in themes.iter().enumerate() {
            let edge = |place: usize| (height * place as f64 / themes.len() as f64).round();
            let part = (end - begin, edge(place + 1) - edge(place));
            page.rectangle((begin, top + edge(place)), part, colour(chart, theme));
        }
    }
}

fn colour(chart: &Ribbons, theme: usize) -> Colour {
    chart.themes.get(theme).map_or(Colour::BASELINE, |theme| theme.colour)
}
