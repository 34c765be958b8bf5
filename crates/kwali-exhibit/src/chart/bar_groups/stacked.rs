//! Where everything goes where the bars of a row stand one behind the other.

use super::{BarArrangement, BarGroups};
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::bar_chart::{GAP, LONG_CHART};
use crate::chart::colour::Colour;
use crate::chart::numbers::{Printer, ValueKind, finite};
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::plot::Plot;
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;
use crate::language::UNDEFINED;

const ROW: f64 = 25.0;
const BAR: f64 = 17.0;
/// White between two parts of a bar.
const SEAM: f64 = 1.0;
/// Free at either side of a number in a part of a bar.
const AROUND: f64 = 3.0;

/// Lays out the chart.
pub(super) fn lay_out(chart: &BarGroups, typeface: &Typeface) -> Result<Scene, Error> {
    let labels = chart.row_labels(typeface);
    let stacks: Vec<Stack> =
        chart.drawn_values().iter().map(|values| Stack::new(values, chart)).collect();
    let ends = typeface.widest(stacks.iter().map(|stack| stack.said.as_str()), Look::SMALL);
    let plot = Plot {
        left: (MARGIN + labels.width + GAP).round(),
        right: (WIDTH - MARGIN - ends - GAP).round(),
        axis: axis(chart, &stacks),
        printer: printer(chart),
    };
    let heights: Vec<f64> = labels.heights().map(|height| ROW.max(height + 7.0)).collect();
    let value_label = value_label(chart);
    let mut page = Page::begin(typeface, WIDTH, &chart.cells.title, &chart.cells.subtitle);
    chart.draw_legend((MARGIN, WIDTH - MARGIN), &mut page);
    if heights.len() >= LONG_CHART {
        plot.name_axis(&value_label, &mut page);
        plot.name_ticks(&mut page);
        page.y += 6.0;
    }
    plot.draw_grid(heights.iter().sum(), &mut page);
    for (row, (stack, height)) in stacks.iter().zip(heights).enumerate() {
        let middle = page.y + height / 2.0;
        labels.draw(row, (plot.left - GAP, middle), &mut page);
        stack.draw((chart, row), &plot, middle, &mut page);
        page.y += height;
    }
    page.y += 4.0;
    plot.name_ticks(&mut page);
    plot.name_axis(&value_label, &mut page);
    explain(chart, &stacks, &mut page);
    chart.name_omitted(&mut page);
    page.finish()
}

fn axis(chart: &BarGroups, stacks: &[Stack]) -> Axis {
    match chart.arrangement {
        BarArrangement::StackedPercent => Axis::covering(std::iter::once(100.0), false),
        _ => {
            let sums = stacks.iter().map(|stack| stack.parts.iter().flatten().sum());
            Axis::covering(sums, chart.cells.kind == ValueKind::Count)
        }
    }
}

fn printer(chart: &BarGroups) -> Printer {
    match chart.arrangement {
        BarArrangement::StackedPercent => {
            Printer::new(ValueKind::Percent, chart.cells.language, std::iter::empty())
        }
        _ => chart.cells.printer(),
    }
}

/// What the axis says.
fn value_label(chart: &BarGroups) -> String {
    let label = &chart.cells.value_label;
    match chart.arrangement {
        BarArrangement::StackedPercent => chart.cells.language.choose(
            format!("% of the sum of the row (n): {label}"),
            format!("% van de som van de rij (n): {label}"),
        ),
        _ => label.clone(),
    }
}

/// Says what cannot be seen: that sums are sums, and what a dash is.
fn explain(chart: &BarGroups, stacks: &[Stack], page: &mut Page<'_>) {
    let language = chart.cells.language;
    page.y += 4.0;
    let sum = language.choose(
        "The number behind a bar is the sum of its parts: what stands in several columns is in it several times.",
        "Het getal achter een staaf is de som van de delen: wat in meer kolommen staat zit er meermalen in.",
    );
    page.paragraph(sum, Look::AXIS);
    if stacks.iter().any(|stack| stack.said.contains(UNDEFINED)) {
        let dash = language.choose(
            "– stands where a part, or the share of nothing, is undefined.",
            "– staat waar een deel, of het aandeel van niets, ongedefinieerd is.",
        );
        page.paragraph(dash, Look::AXIS);
    }
}

/// The parts of one row.
struct Stack {
    /// How long each part is, on the axis.
    parts: Vec<Option<f64>>,
    /// What stands behind the last one.
    said: String,
}

impl Stack {
    fn new(values: &[Option<f64>], chart: &BarGroups) -> Stack {
        let values: Vec<Option<f64>> = values.iter().map(|&value| finite(value)).collect();
        let sum: f64 = values.iter().flatten().sum();
        let is_known = values.iter().all(Option::is_some);
        let is_percent = chart.arrangement == BarArrangement::StackedPercent;
        let total = chart.cells.printer().print(values.iter().any(Option::is_some).then_some(sum));
        let total = if is_percent { format!("n = {total}") } else { total };
        // A share of nothing is undefined, and so is a whole of which a part is.
        let is_undefined = if is_percent { sum == 0.0 || !is_known } else { !is_known };
        let said = match is_undefined && !total.ends_with(UNDEFINED) {
            true => format!("{UNDEFINED} ({total})"),
            false => total,
        };
        let part = |value: Option<f64>| match is_percent {
            true => value.filter(|_| sum > 0.0 && is_known).map(|value| 100.0 * value / sum),
            false => value,
        };
        Stack { parts: values.into_iter().map(part).collect(), said }
    }

    fn draw(
        &self,
        (chart, row): (&BarGroups, usize),
        plot: &Plot,
        middle: f64,
        page: &mut Page<'_>,
    ) {
        let top = (middle - BAR / 2.0).round();
        let mut sum = 0.0;
        for (column, &part) in self.parts.iter().enumerate() {
            let Some(part) = part else { continue };
            let (from, to) = (plot.x(sum), plot.x(sum + part));
            sum += part;
            if to <= from {
                continue;
            }
            let fill = Colour::categorical(column);
            let seam = if to - from > 2.0 * SEAM { SEAM } else { 0.0 };
            page.bar((from, top), (to - from - seam, BAR), fill);
            let text = plot.printer.print(Some(part));
            let label = chart.cells.cell_label(row, column);
            page.mark((from, top), (to - from, BAR), (row, column), (&label, &text));
            if page.typeface.width(&text, Look::DENSE) + 2.0 * AROUND <= to - from {
                let at = ((from + to) / 2.0, middle + Look::DENSE.below_middle());
                page.text(&text, at, Align::Middle, Look::DENSE.in_colour(fill.text_on_top()));
            }
        }
        let end = plot.x(sum) + GAP;
        page.clear_behind(&self.said, (end, middle), Align::Begin, Look::SMALL);
        let at = (end, middle + Look::SMALL.below_middle());
        page.text(&self.said, at, Align::Begin, Look::SMALL);
    }
}
