//! Where everything in a bar chart goes.

use super::{Bar, BarChart};
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::numbers::{Printer, ValueKind, finite};
use crate::chart::page::{DEEPEST_INDENT, INDENT, MARGIN, Page, WIDTH};
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// The most room that labels take; wider ones go over several lines.
const WIDEST_LABELS: f64 = 330.0;
/// The most room that labels take for the sake of a single long word.
const WIDEST_WORD: f64 = 440.0;
/// The height of a row with a label of one line.
const ROW: f64 = 22.0;
const BAR: f64 = 14.0;
/// Between a label and the axis, and between a bar and its value.
const GAP: f64 = 7.0;
/// From so many bars on the axis is named above them as well.
const LONG_CHART: usize = 25;

/// Lays out the chart.
pub(super) fn lay_out(chart: &BarChart, typeface: &Typeface) -> Result<Scene, Error> {
    let rows = Rows::new(chart, typeface);
    let plot = Plot::new(chart, &rows, typeface);
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    if rows.0.len() >= LONG_CHART {
        plot.name_axis(&chart.value_label, &mut page);
        plot.name_ticks(&mut page);
        page.y += 6.0;
    }
    plot.draw_grid(rows.height(), &mut page);
    for row in &rows.0 {
        row.draw(&plot, &mut page);
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

/// A bar with its label in lines.
struct Row<'a> {
    bar: &'a Bar,
    label: Vec<String>,
    look: Look,
    indent: f64,
    height: f64,
}

/// All rows that are drawn.
struct Rows<'a>(Vec<Row<'a>>);

impl<'a> Rows<'a> {
    fn new(chart: &'a BarChart, typeface: &Typeface) -> Rows<'a> {
        let bars = chart.drawn_bars();
        let is_tree = bars.iter().any(|bar| bar.level > 0);
        let look = |bar: &Bar| if is_tree && bar.level == 0 { Look::HEADING } else { Look::LABEL };
        let word =
            |bar: &Bar| indent(bar) + typeface.widest_word(&drawn_label(&bar.label), look(bar));
        // Rather a wider margin than a broken word.
        let room = bars.iter().map(word).fold(WIDEST_LABELS, f64::max).min(WIDEST_WORD);
        let rows = bars.iter().map(|bar| {
            let (look, indent) = (look(bar), indent(bar));
            let label = typeface.lines(&drawn_label(&bar.label), look, room - indent);
            let height = ROW.max(label.len() as f64 * look.line_height() + 7.0);
            Row { bar, label, look, indent, height }
        });
        Rows(rows.collect())
    }

    fn height(&self) -> f64 {
        self.0.iter().map(|row| row.height).sum()
    }

    /// The room that the labels take, indents included.
    fn label_room(&self, typeface: &Typeface) -> f64 {
        let room = |row: &Row<'_>| {
            row.indent + typeface.widest(row.label.iter().map(String::as_str), row.look)
        };
        self.0.iter().map(room).fold(0.0, f64::max)
    }

    fn is_tree(&self) -> bool {
        self.0.iter().any(|row| row.indent > 0.0)
    }
}

/// How far in the label of the bar stands.
fn indent(bar: &Bar) -> f64 {
    bar.level.min(DEEPEST_INDENT) as f64 * INDENT
}

impl Row<'_> {
    fn draw(&self, plot: &Plot, page: &mut Page<'_>) {
        let middle = page.y + self.height / 2.0;
        if plot.labels_begin_left {
            page.centred_lines(
                &self.label,
                (MARGIN + self.indent, middle),
                Align::Begin,
                self.look,
            );
        } else {
            page.centred_lines(&self.label, (plot.left - GAP, middle), Align::End, self.look);
        }
        self.draw_bar(plot, middle, page);
        page.y += self.height;
    }

    fn draw_bar(&self, plot: &Plot, middle: f64, page: &mut Page<'_>) {
        let value = finite(self.bar.value);
        let (from, to) = (plot.x(0.0), plot.x(value.unwrap_or(0.0)));
        let fill = self.bar.colour.unwrap_or(Colour::categorical(0));
        let top = (middle - BAR / 2.0).round();
        let (left, width) = (from.min(to), (to - from).abs());
        if fill.contrast(Colour::WHITE) < 1.5 && width >= 3.0 {
            // Too light to be seen on white without an edge.
            page.rectangle((left, top), (width, BAR), Colour::BASELINE);
            page.rectangle((left + 1.0, top + 1.0), (width - 2.0, BAR - 2.0), fill);
        } else {
            page.rectangle((left, top), (width, BAR), fill);
        }
        let (x, align) = if to < from { (to - GAP, Align::End) } else { (to + GAP, Align::Begin) };
        let text = plot.printer.print(value);
        page.clear_behind(&text, (x, middle), align, Look::SMALL);
        page.text(&text, (x, middle + Look::SMALL.below_middle()), align, Look::SMALL);
    }
}

/// The field in which the bars are: its edges and its scale.
struct Plot {
    left: f64,
    right: f64,
    axis: Axis,
    printer: Printer,
    labels_begin_left: bool,
}

impl Plot {
    fn new(chart: &BarChart, rows: &Rows<'_>, typeface: &Typeface) -> Plot {
        let values = || rows.0.iter().filter_map(|row| finite(row.bar.value));
        let axis = Axis::covering(values(), chart.kind == ValueKind::Count);
        let printer = chart.printer();
        let texts: Vec<_> = values().map(|value| printer.print(Some(value))).collect();
        let value_room = typeface.widest(texts.iter().map(String::as_str), Look::SMALL) + GAP;
        // Values of bars that run to the left stand left of them.
        let left_room = if values().any(|value| value < 0.0) { value_room } else { 0.0 };
        Plot {
            left: (MARGIN + rows.label_room(typeface) + GAP + left_room).round(),
            right: (WIDTH - MARGIN - value_room).round(),
            axis,
            printer,
            labels_begin_left: rows.is_tree() || left_room > 0.0,
        }
    }

    fn x(&self, value: f64) -> f64 {
        (self.left + self.axis.share(value) * (self.right - self.left)).round()
    }

    fn draw_grid(&self, height: f64, page: &mut Page<'_>) {
        for tick in self.axis.ticks() {
            let fill = if tick == 0.0 { Colour::BASELINE } else { Colour::GRID };
            page.rectangle((self.x(tick), page.y), (1.0, height + 4.0), fill);
        }
    }

    /// Writes the numbers of the axis on a line of their own.
    fn name_ticks(&self, page: &mut Page<'_>) {
        let ticks = self.axis.ticks();
        let printer = self.printer.for_ticks(&ticks);
        page.y += Look::AXIS.line_height();
        for tick in ticks {
            let text = printer.print(Some(tick));
            page.text(&text, (self.x(tick), page.y), Align::Middle, Look::AXIS);
        }
    }

    /// Writes what the axis measures on a line of its own.
    fn name_axis(&self, value_label: &str, page: &mut Page<'_>) {
        let label = drawn_label(value_label);
        if label.is_empty() {
            return;
        }
        let lines = page.typeface.lines(&label, Look::AXIS, self.right - self.left);
        for line in lines {
            page.y += Look::AXIS.line_height();
            page.text(&line, (self.left, page.y), Align::Begin, Look::AXIS);
        }
        page.y += 2.0;
    }
}
