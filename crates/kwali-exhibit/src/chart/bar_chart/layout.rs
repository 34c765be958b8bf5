//! Where everything in a bar chart goes.

use super::BarChart;
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::colour::Colour;
use crate::chart::numbers::{ValueKind, finite};
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::plot::Plot;
use crate::chart::row_labels::{LabelRoom, RowLabels};
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// The most room that the labels of bars take, in every chart of bars.
pub(in crate::chart) const LABELS: LabelRoom = LabelRoom { usual: 330.0, for_a_word: 440.0 };
/// The height of a row with a label of one line.
const ROW: f64 = 22.0;
const BAR: f64 = 14.0;
/// Between a label and the axis, and between a bar and its value.
pub(in crate::chart) const GAP: f64 = 7.0;
/// From so many bars on the axis is named above them as well.
pub(in crate::chart) const LONG_CHART: usize = 25;

/// Lays out the chart.
pub(super) fn lay_out(chart: &BarChart, typeface: &Typeface) -> Result<Scene, Error> {
    let bars = chart.drawn_bars();
    let labels = bars.iter().map(|bar| (bar.label.as_str(), bar.level));
    let mut labels = RowLabels::new(labels, Look::LABEL, LABELS, typeface);
    let plot = plot(chart, &mut labels, typeface);
    let heights: Vec<f64> = labels.heights().map(|height| ROW.max(height + 7.0)).collect();
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    if bars.len() >= LONG_CHART {
        plot.name_axis(&chart.value_label, &mut page);
        plot.name_ticks(&mut page);
        page.y += 6.0;
    }
    plot.draw_grid(heights.iter().sum(), &mut page);
    let label_end = plot.left - GAP;
    for (row, (bar, height)) in bars.iter().zip(heights).enumerate() {
        let middle = page.y + height / 2.0;
        labels.draw(row, (label_end, middle), &mut page);
        let colour = bar.colour.unwrap_or(Colour::categorical(0));
        draw_bar(finite(bar.value), colour, &plot, middle, &mut page);
        let value = plot.printer.print(finite(bar.value));
        let field = ((MARGIN, page.y), (WIDTH - 2.0 * MARGIN, height));
        page.mark(field.0, field.1, (row, 0), (&bar.label, &value));
        page.y += height;
    }
    page.y += 4.0;
    plot.name_ticks(&mut page);
    plot.name_axis(&chart.value_label, &mut page);
    name_omitted(chart, &mut page);
    page.finish()
}

fn name_omitted(chart: &BarChart, page: &mut Page<'_>) {
    let n_omitted = chart.bars.len() - chart.drawn_bars().len();
    if n_omitted == 0 {
        return;
    }
    let n_drawn = BarChart::MOST_BARS;
    page.y += 8.0;
    page.paragraph(
        &chart.language.choose(
            format!("The first {n_drawn} bars are shown; {n_omitted} more were left out."),
            format!("De eerste {n_drawn} staven staan hier; {n_omitted} zijn weggelaten."),
        ),
        Look::AXIS,
    );
}

/// The field beside the labels; these begin at the left if values stand before bars.
fn plot(chart: &BarChart, labels: &mut RowLabels, typeface: &Typeface) -> Plot {
    let values = || chart.drawn_bars().iter().filter_map(|bar| finite(bar.value));
    let printer = chart.printer();
    let texts: Vec<_> = values().map(|value| printer.print(Some(value))).collect();
    let value_room = typeface.widest(texts.iter().map(String::as_str), Look::SMALL) + GAP;
    // Values of bars that run to the left stand left of them.
    let left_room = if values().any(|value| value < 0.0) { value_room } else { 0.0 };
    labels.begin_left |= left_room > 0.0;
    Plot {
        left: (MARGIN + labels.width + GAP + left_room).round(),
        right: (WIDTH - MARGIN - value_room).round(),
        axis: Axis::covering(values(), chart.kind == ValueKind::Count),
        printer,
    }
}

fn draw_bar(value: Option<f64>, fill: Colour, plot: &Plot, middle: f64, page: &mut Page<'_>) {
    let (from, to) = (plot.x(0.0), plot.x(value.unwrap_or(0.0)));
    let top = (middle - BAR / 2.0).round();
    page.bar((from.min(to), top), ((to - from).abs(), BAR), fill);
    let (x, align) = if to < from { (to - GAP, Align::End) } else { (to + GAP, Align::Begin) };
    let text = plot.printer.print(value);
    page.clear_behind(&text, (x, middle), align, Look::SMALL);
    page.text(&text, (x, middle + Look::SMALL.below_middle()), align, Look::SMALL);
}
