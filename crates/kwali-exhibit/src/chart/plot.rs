//! A field with a scale of values from left to right: its grid, and the numbers under it.

use super::axis::Axis;
use super::colour::Colour;
use super::drawn_label;
use super::numbers::Printer;
use super::page::Page;
use super::scene::{Align, Look};

/// The edges of the field and its scale.
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) axis: Axis,
    pub(super) printer: Printer,
}

impl Plot {
    /// Where a value lies.
    pub(super) fn x(&self, value: f64) -> f64 {
        (self.left + self.axis.share(value) * (self.right - self.left)).round()
    }

    /// Draws a line for every number of the scale, from where the page ends so far.
    pub(super) fn draw_grid(&self, height: f64, page: &mut Page<'_>) {
        for tick in self.axis.ticks() {
            let fill = if tick == 0.0 { Colour::BASELINE } else { Colour::GRID };
            page.rectangle((self.x(tick), page.y), (1.0, height + 4.0), fill);
        }
    }

    /// Writes the numbers of the scale on a line of their own.
    pub(super) fn name_ticks(&self, page: &mut Page<'_>) {
        let ticks = self.axis.ticks();
        let printer = self.printer.for_ticks(&ticks);
        page.y += Look::AXIS.line_height();
        for tick in ticks {
            let text = printer.print(Some(tick));
            page.text(&text, (self.x(tick), page.y), Align::Middle, Look::AXIS);
        }
    }

    /// Writes what the scale measures on a line of its own.
    pub(super) fn name_axis(&self, value_label: &str, page: &mut Page<'_>) {
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
