//! Where everything in a chart of ranges goes.

use super::{RangeChart, RangeRow};
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::bar_chart::{GAP, LABELS, LONG_CHART};
use crate::chart::colour::Colour;
use crate::chart::numbers::ValueKind;
use crate::chart::page::{MARGIN, Page, WIDTH, name_omitted_rows};
use crate::chart::plot::Plot;
use crate::chart::row_labels::RowLabels;
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

const ROW: f64 = 22.0;
const RADIUS: f64 = 5.0;
/// How thick the line is, and how high the strokes at its ends are.
const LINE: f64 = 2.0;
const END: f64 = 9.0;

/// Lays out the chart.
pub(super) fn lay_out(chart: &RangeChart, typeface: &Typeface) -> Result<Scene, Error> {
    let rows = chart.drawn_rows();
    let labels = rows.iter().map(|row| (row.label.as_str(), 0));
    let labels = RowLabels::new(labels, Look::LABEL, LABELS, typeface);
    let printer = chart.printer();
    let texts: Vec<String> = rows.iter().map(|row| printer.print(Some(row.range.1))).collect();
    let room = typeface.widest(texts.iter().map(String::as_str), Look::SMALL) + GAP + RADIUS;
    let values = rows.iter().flat_map(|row| [row.range.0, row.range.1, row.range.2]);
    let plot = Plot {
        left: (MARGIN + labels.width + GAP).round(),
        right: (WIDTH - MARGIN - room).round(),
        axis: Axis::covering(values, chart.kind == ValueKind::Count),
        printer,
    };
    let heights: Vec<f64> = labels.heights().map(|height| ROW.max(height + 7.0)).collect();
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    if rows.len() >= LONG_CHART {
        plot.name_axis(&chart.value_label, &mut page);
        plot.name_ticks(&mut page);
        page.y += 6.0;
    }
    plot.draw_grid(heights.iter().sum(), &mut page);
    for (number, (row, height)) in rows.iter().zip(heights).enumerate() {
        let middle = (page.y + height / 2.0).round();
        labels.draw(number, (plot.left - GAP, middle), &mut page);
        draw_row(row, &texts[number], &plot, middle, &mut page);
        let (low, value, high) = row.range;
        let [low, value, high] = [low, value, high].map(|number| plot.printer.print(Some(number)));
        let (from, to) = (plot.x(row.range.0) - RADIUS, plot.x(row.range.2) + RADIUS);
        let said = format!("{}: {value} ({low} – {high})", row.label.trim());
        page.say((from, page.y), (to - from, height), &said);
        page.y += height;
    }
    page.y += 4.0;
    plot.name_ticks(&mut page);
    plot.name_axis(&chart.value_label, &mut page);
    name_omitted_rows((rows.len(), chart.rows.len()), chart.language, &mut page);
    page.finish()
}

fn draw_row(row: &RangeRow, text: &str, plot: &Plot, middle: f64, page: &mut Page<'_>) {
    let (low, value, high) = row.range;
    let (from, to) = (plot.x(low), plot.x(high));
    if to > from {
        page.line((from, middle), (to, middle), LINE, Colour::BASELINE);
        for x in [from, to] {
            page.line((x, middle - END / 2.0), (x, middle + END / 2.0), LINE, Colour::BASELINE);
        }
    }
    page.disc((plot.x(value), middle), RADIUS, row.colour.unwrap_or(Colour::categorical(0)));
    let at = (to.max(plot.x(value) + RADIUS) + GAP, middle);
    page.clear_behind(text, at, Align::Begin, Look::SMALL);
    let baseline = middle + Look::SMALL.below_middle();
    page.text(text, (at.0, baseline), Align::Begin, Look::SMALL);
}
