//! The sheet on which every chart is laid out: its margins, heading and foot.

use super::colour::Colour;
use super::scene::{Align, Disc, Line, Look, Mark, Rectangle, Scene, Shape, Text};
use super::typeface::Typeface;
use crate::{Error, Language};

/// The usual width of a chart; at the width of a page of A4 its type is that of small print.
pub(super) const WIDTH: f64 = 800.0;

/// White on all sides.
pub(super) const MARGIN: f64 = 24.0;
/// No field around a small thing that says something is narrower.
const SMALLEST_FIELD: f64 = 12.0;

/// Colours with less contrast to white than this are too light to be seen without an edge.
const LEAST_CONTRAST: f64 = 1.5;

/// A sheet that is filled from the top down.
pub(super) struct Page<'a> {
    pub(super) typeface: &'a Typeface,
    pub(super) width: f64,
    /// How far down the sheet is filled.
    pub(super) y: f64,
    shapes: Vec<Shape>,
    marks: Vec<Mark>,
}

impl<'a> Page<'a> {
    /// Begins a sheet with the chart's title and subtitle.
    pub(super) fn begin(
        typeface: &'a Typeface,
        width: f64,
        title: &str,
        subtitle: &str,
    ) -> Page<'a> {
        let mut page =
            Page { typeface, width, y: MARGIN - 6.0, shapes: Vec::new(), marks: Vec::new() };
        page.paragraph(title, Look::TITLE);
        page.paragraph(subtitle, Look::SUBTITLE);
        page.y += 14.0;
        page
    }

    /// Where the right margin begins.
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// Adds text from margin to margin at the place where the sheet ends so far.
    pub(super) fn paragraph(&mut self, text: &str, look: Look) {
        let text = crate::visible::show_controls(text.trim());
        if text.is_empty() {
            return;
        }
        for line in self.typeface.lines(&text, look, self.width - 2.0 * MARGIN) {
            self.y += look.line_height();
            self.text(&line, (MARGIN, self.y), Align::Begin, look);
        }
        self.y += (look.size * 0.4).round();
    }

    pub(super) fn text(&mut self, text: &str, at: (f64, f64), align: Align, look: Look) {
        self.push_text(text, at, align, look, false);
    }

    /// Adds a text that runs from below to above and begins at `at`.
    pub(super) fn upward_text(&mut self, text: &str, at: (f64, f64), look: Look) {
        self.push_text(text, at, Align::Begin, look, true);
    }

    fn push_text(&mut self, text: &str, (x, y): (f64, f64), align: Align, look: Look, up: bool) {
        self.shapes.push(Shape::Text(Text {
            text: text.to_owned(),
            x,
            y,
            align,
            look,
            upward: up,
        }));
    }

    /// Clears the ground on which a text is to stand, its middle at height `y`.
    pub(super) fn clear_behind(
        &mut self,
        text: &str,
        (x, y): (f64, f64),
        align: Align,
        look: Look,
    ) {
        let width = self.typeface.width(text, look);
        let left = match align {
            Align::Begin => x,
            Align::Middle => x - width / 2.0,
            Align::End => x - width,
        };
        let height = look.line_height();
        self.rectangle((left - 2.0, y - height / 2.0), (width + 4.0, height), Colour::WHITE);
    }

    /// Adds the lines of a text one under the other, the middle of all of them at height `y`.
    pub(super) fn centred_lines(
        &mut self,
        lines: &[String],
        (x, y): (f64, f64),
        align: Align,
        look: Look,
    ) {
        let first = y - (lines.len() as f64 - 1.0) / 2.0 * look.line_height() + look.below_middle();
        for (number, line) in lines.iter().enumerate() {
            self.text(line, (x, first + number as f64 * look.line_height()), align, look);
        }
    }

    /// Adds a filled rectangle.
    pub(super) fn rectangle(&mut self, corner: (f64, f64), size: (f64, f64), fill: Colour) {
        self.shapes.push(Shape::Rectangle(Rectangle {
            left: corner.0,
            top: corner.1,
            width: size.0,
            height: size.1,
            fill,
        }));
    }

    /// Adds a rectangle that shows on white whatever its colour: light ones get an edge.
    pub(super) fn bar(&mut self, corner: (f64, f64), size: (f64, f64), fill: Colour) {
        let is_light = fill.contrast(Colour::WHITE) < LEAST_CONTRAST;
        if !is_light || size.0 < 3.0 || size.1 < 3.0 {
            return self.rectangle(corner, size, fill);
        }
        self.rectangle(corner, size, Colour::BASELINE);
        self.rectangle((corner.0 + 1.0, corner.1 + 1.0), (size.0 - 2.0, size.1 - 2.0), fill);
    }

    /// Adds a straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64, colour: Colour) {
        self.shapes.push(Shape::Line(Line { from, to, width, colour }));
    }

    /// Adds a filled circle.
    pub(super) fn disc(&mut self, centre: (f64, f64), radius: f64, fill: Colour) {
        self.shapes.push(Shape::Disc(Disc { centre, radius, fill }));
    }

    /// Says that a field of the sheet shows the value in a row and column: what it is of and which.
    pub(super) fn mark(
        &mut self,
        (left, top): (f64, f64),
        (width, height): (f64, f64),
        place: (usize, usize),
        (of, value): (&str, &str),
    ) {
        self.say((left, top), (width, height), &format!("{of}: {value}"));
        if let Some(mark) = self.marks.last_mut() {
            mark.place = Some(place);
        }
    }

    /// Says what a field of the sheet shows that is no cell of a table.
    pub(super) fn say(&mut self, (left, top): (f64, f64), (width, height): (f64, f64), said: &str) {
        let said = crate::visible::show_controls(said).into_owned();
        self.marks.push(Mark { left, top, width, height, place: None, said });
    }

    /// Says what a small thing around a point shows; the field is large enough to be pointed at.
    pub(super) fn say_around(&mut self, (x, y): (f64, f64), radius: f64, said: &str) {
        let radius = radius.max(SMALLEST_FIELD / 2.0);
        self.say((x - radius, y - radius), (2.0 * radius, 2.0 * radius), said);
    }

    /// Ends the sheet under what is on it.
    pub(super) fn finish(self) -> Result<Scene, Error> {
        let Page { width, y, shapes, marks, .. } = self;
        let scene = Scene { width, height: (y + MARGIN).ceil(), shapes, marks };
        if scene.width * scene.height > LARGEST { Err(Error::ChartTooLarge) } else { Ok(scene) }
    }
}

/// The largest sheet in pixels: what 300 bars with labels of several lines need, and some more.
const LARGEST: f64 = 30_000_000.0;

/// Says under a chart that only the first of all rows are drawn, if that is so.
pub(super) fn name_omitted_rows(
    (n_drawn, n_all): (usize, usize),
    language: Language,
    page: &mut Page<'_>,
) {
    if n_drawn == n_all {
        return;
    }
    let n_omitted = n_all - n_drawn;
    let said = language.choose(
        format!("The first {n_drawn} rows are shown; {n_omitted} more were left out."),
        format!("De eerste {n_drawn} rijen staan hier; {n_omitted} zijn weggelaten."),
    );
    page.y += 8.0;
    page.paragraph(&said, Look::AXIS);
}
