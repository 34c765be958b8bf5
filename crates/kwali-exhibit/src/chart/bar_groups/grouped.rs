//! Where everything goes where the bars of a row stand under each other.

use super::BarGroups;
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::bar_chart::{GAP, LONG_CHART};
use crate::chart::colour::Colour;
use crate::chart::numbers::{ValueKind, finite};
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::plot::Plot;
use crate::chart::row_labels::RowLabels;
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// From the top of one bar to that of the next in a row.
const STEP: f64 = 14.0;
const BAR: f64 = 11.0;
/// Free between two rows.
const BETWEEN: f64 = 10.0;

/// Lays out the chart.
pub(super) fn lay_out(chart: &BarGroups, typeface: &Typeface) -> Result<Scene, Error> {
    let mut labels = chart.row_labels(typeface);
    let plot = plot(chart, &mut labels, typeface);
    let bars = chart.cells.column_labels.len() as f64 * STEP;
    let heights: Vec<f64> = labels.heights().map(|height| bars.max(height) + BETWEEN).collect();
    let mut page = Page::begin(typeface, WIDTH, &chart.cells.title, &chart.cells.subtitle);
    chart.draw_legend((MARGIN, WIDTH - MARGIN), &mut page);
    if heights.len() >= LONG_CHART {
        plot.name_axis(&chart.cells.value_label, &mut page);
        plot.name_ticks(&mut page);
        page.y += 6.0;
    }
    plot.draw_grid(heights.iter().sum(), &mut page);
    for (row, (values, height)) in chart.drawn_values().iter().zip(heights).enumerate() {
        let middle = page.y + height / 2.0;
        labels.draw(row, (plot.left - GAP, middle), &mut page);
        for (column, &value) in values.iter().enumerate() {
            let middle = middle - bars / 2.0 + (column as f64 + 0.5) * STEP;
            draw_bar(finite(value), Colour::categorical(column), &plot, middle, &mut page);
            let corner = (plot.left, middle - STEP / 2.0);
            let size = (WIDTH - MARGIN - plot.left, STEP);
            let value = plot.printer.print(finite(value));
            page.mark(corner, size, (row, column), (&chart.cells.cell_label(row, column), &value));
        }
        page.y += height;
    }
    page.y += 4.0;
    plot.name_ticks(&mut page);
    plot.name_axis(&chart.cells.value_label, &mut page);
    chart.name_omitted(&mut page);
    page.finish()
}

fn plot(chart: &BarGroups, labels: &mut RowLabels, typeface: &Typeface) -> Plot {
    let values = || chart.drawn_values().iter().flatten().filter_map(|&value| finite(value));
    let printer = chart.cells.printer();
    let texts: Vec<_> = values().map(|value| printer.print(Some(value))).collect();
    let value_room = typeface.widest(texts.iter().map(String::as_str), Look::DENSE) + GAP;
    // Values of bars that run to the left stand left of them.
    let left_room = if values().any(|value| value < 0.0) { value_room } else { 0.0 };
    labels.begin_left |= left_room > 0.0;
    Plot {
        left: (MARGIN + labels.width + GAP + left_room).round(),
        right: (WIDTH - MARGIN - value_room).round(),
        axis: Axis::covering(values(), chart.cells.kind == ValueKind::Count),
        printer,
    }
}

fn draw_bar(value: Option<f64>, fill: Colour, plot: &Plot, middle: f64, page: &mut Page<'_>) {
    let (from, to) = (plot.x(0.0), plot.x(value.unwrap_or(0.0)));
    let corner = (from.min(to), (middle - BAR / 2.0).round());
    page.bar(corner, ((to - from).abs(), BAR), fill);
    let (x, align) = if to < from { (to - GAP, Align::End) } else { (to + GAP, Align::Begin) };
    let text = plot.printer.print(value);
    let at = (x, middle + Look::DENSE.below_middle());
    page.clear_behind(&text, (x, middle), align, Look::DENSE);
    page.text(&text, at, align, Look::DENSE);
}
