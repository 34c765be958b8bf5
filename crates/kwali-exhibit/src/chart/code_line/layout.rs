//! Where everything in a codeline goes.

use super::{CodeLine, CodeLineRow};
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::bar_chart::{GAP, LABELS, LONG_CHART};
use crate::chart::colour::Colour;
use crate::chart::numbers::{Printer, ValueKind};
use crate::chart::page::{MARGIN, Page, WIDTH, name_omitted_rows};
use crate::chart::plot::Plot;
use crate::chart::row_labels::RowLabels;
use crate::chart::scene::{Look, Scene};
use crate::chart::typeface::Typeface;

const ROW: f64 = 21.0;
const MARK: f64 = 11.0;
/// No mark is narrower, so that a word in a long interview is seen.
const NARROWEST: f64 = 2.0;
/// Room for half of the last number of the scale.
const BEHIND: f64 = 24.0;

/// Lays out the chart.
pub(super) fn lay_out(chart: &CodeLine, typeface: &Typeface) -> Result<Scene, Error> {
    let rows = chart.drawn_rows();
    let labels = rows.iter().map(|row| (row.label.as_str(), 0));
    let labels = RowLabels::new(labels, Look::LABEL, LABELS, typeface);
    let plot = Plot {
        left: (MARGIN + labels.width + GAP).round(),
        right: WIDTH - MARGIN - BEHIND,
        axis: Axis::ending_at(chart.end),
        printer: Printer::new(ValueKind::Number, chart.language, std::iter::empty()),
    };
    let heights: Vec<f64> = labels.heights().map(|height| ROW.max(height + 6.0)).collect();
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    if rows.len() >= LONG_CHART {
        plot.name_axis(&chart.position_label, &mut page);
        plot.name_ticks(&mut page);
        page.y += 6.0;
    }
    plot.draw_grid(heights.iter().sum(), &mut page);
    for (number, (row, height)) in rows.iter().zip(heights).enumerate() {
        let middle = page.y + height / 2.0;
        labels.draw(number, (plot.left - GAP, middle), &mut page);
        draw_row(row, chart.end, &plot, middle, &mut page);
        let field = (plot.x(chart.end) - plot.left, height);
        page.say((plot.left, page.y), field, &format!("{}: {}", row.label.trim(), row.marks.len()));
        page.y += height;
    }
    page.y += 4.0;
    plot.name_ticks(&mut page);
    plot.name_axis(&chart.position_label, &mut page);
    name_omitted_rows((rows.len(), chart.rows.len()), chart.language, &mut page);
    page.finish()
}

/// Draws the line of the document, and on it the marks of a row.
fn draw_row(row: &CodeLineRow, end: f64, plot: &Plot, middle: f64, page: &mut Page<'_>) {
    let (begin, end) = (plot.left, plot.x(end));
    page.rectangle((begin, middle.round()), (end - begin, 1.0), Colour::GRID);
    let fill = row.colour.unwrap_or(Colour::categorical(0));
    for &(from, to) in &row.marks {
        // A mark at the very end still lies within the document.
        let left = plot.x(from).min(end - NARROWEST);
        let width = (plot.x(to) - left).max(NARROWEST);
        page.bar((left, (middle - MARK / 2.0).round()), (width, MARK), fill);
    }
}
