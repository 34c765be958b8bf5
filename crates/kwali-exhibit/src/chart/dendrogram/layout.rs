//! Where everything in a dendrogram goes.

use super::Dendrogram;
use crate::Error;
use crate::chart::axis::Axis;
use crate::chart::colour::Colour;
use crate::chart::drawn_label;
use crate::chart::numbers::{Printer, ValueKind};
use crate::chart::page::{MARGIN, Page, WIDTH};
use crate::chart::scene::{Align, Look, Scene};
use crate::chart::typeface::Typeface;

/// The most room for a label.
const LABEL_ROOM: f64 = 270.0;
/// Between a label and its line.
const GAP: f64 = 8.0;
/// Between two labels.
const APART: f64 = 6.0;
/// More leaves than this have smaller labels.
const MANY: usize = 60;
const LINE: f64 = 2.0;

/// Lays out the chart.
pub(super) fn lay_out(chart: &Dendrogram, typeface: &Typeface) -> Result<Scene, Error> {
    let (found, most) = (chart.leaves.len(), Dendrogram::MOST_LEAVES);
    if found > most {
        return Err(Error::TooManyToDraw { found, most });
    }
    let mut page = Page::begin(typeface, WIDTH, &chart.title, &chart.subtitle);
    let look = if found > MANY { Look::DENSE } else { Look::LABEL };
    let lines: Vec<Vec<String>> = chart
        .leaves
        .iter()
        .map(|label| typeface.lines_by_words(&drawn_label(label), look, LABEL_ROOM))
        .collect();
    let room = typeface.widest(lines.iter().flatten().map(String::as_str), look);
    let field = Field {
        left: (MARGIN + room + GAP).round(),
        right: WIDTH - MARGIN - 12.0,
        axis: Axis::covering(chart.joins.iter().map(|join| join.height), false),
    };
    page.text(&drawn_label(&chart.height_label), (field.left, page.y), Align::Begin, Look::AXIS);
    page.y += Look::AXIS.line_height();
    field.name_ticks(chart, &mut page);
    let top = page.y + 4.0;
    let mut bottom = top;
    let mut rows = Vec::new();
    for label in &lines {
        let height = label.len() as f64 * look.line_height() + APART;
        rows.push((bottom + height / 2.0).round());
        bottom += height;
    }
    field.draw_grid((top, bottom), &mut page);
    for (label, &row) in lines.iter().zip(&rows) {
        page.centred_lines(label, (field.left - GAP, row), Align::End, look);
    }
    field.draw_joins(chart, rows, &mut page);
    page.y = bottom + Look::AXIS.line_height();
    field.name_ticks(chart, &mut page);
    page.y += 8.0;
    page.paragraph(&chart.said, Look::AXIS);
    page.finish()
}

/// The field in which clusters are drawn: its edges and its scale.
struct Field {
    left: f64,
    right: f64,
    axis: Axis,
}

impl Field {
    fn x(&self, height: f64) -> f64 {
        (self.left + self.axis.share(height) * (self.right - self.left)).round()
    }

    /// Writes the numbers of the axis on the line where the sheet ends so far.
    fn name_ticks(&self, chart: &Dendrogram, page: &mut Page<'_>) {
        let ticks = self.axis.ticks();
        let printer = Printer::new(ValueKind::Number, chart.language, std::iter::empty());
        let printer = printer.for_ticks(&ticks);
        for &tick in &ticks {
            let printed = printer.print(Some(tick));
            page.text(&printed, (self.x(tick), page.y), Align::Middle, Look::AXIS);
        }
    }

    fn draw_grid(&self, (top, bottom): (f64, f64), page: &mut Page<'_>) {
        for tick in self.axis.ticks() {
            let fill = if tick == 0.0 { Colour::BASELINE } else { Colour::GRID };
            page.rectangle((self.x(tick), top), (1.0, bottom - top), fill);
        }
    }

    /// Draws each join as a bracket around the middles of what it joins; `middles` are those of the
    /// leaves.
    fn draw_joins(&self, chart: &Dendrogram, mut middles: Vec<f64>, page: &mut Page<'_>) {
        let n_leaves = middles.len();
        let colour = Colour::categorical(0);
        let heights = chart.joins.iter().map(|join| join.height);
        let printer = Printer::new(ValueKind::Number, chart.language, heights);
        let mut ends = vec![self.x(0.0); n_leaves];
        for join in &chart.joins {
            let x = self.x(join.height);
            let at = |cluster: usize, from: &[f64]| from.get(cluster).copied().unwrap_or_default();
            let (first, second) = (at(join.first, &middles), at(join.second, &middles));
            for (cluster, y) in [(join.first, first), (join.second, second)] {
                let end = at(cluster, &ends);
                page.rectangle((end, y - LINE / 2.0), ((x - end).max(0.0) + LINE, LINE), colour);
            }
            let (high, low) = (first.min(second), first.max(second));
            page.rectangle((x, high - LINE / 2.0), (LINE, low - high + LINE), colour);
            let middle = ((first + second) / 2.0).round();
            let height = printer.print(Some(join.height));
            page.say_around((x, middle), 0.0, &format!("{}: {height}", chart.height_label));
            middles.push(middle);
            ends.push(x);
        }
    }
}
