//! A picture before it is drawn: rectangles, lines, discs and texts, each with its place.

use super::colour::Colour;
use super::typeface::Weight;

/// Everything that is to be drawn, in pixels of a screen at its normal size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
    pub(super) marks: Vec<Mark>,
}

/// A field of the picture that shows one value: pages say it where somebody points at the field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Which value it is: its row and column in the chart; none where what is shown is no cell.
    pub(super) place: Option<(usize, usize)>,
    /// What it is of, and the value: `Werkdruk: 12`.
    pub(super) said: String,
}

/// One thing to be drawn, over those before it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Rectangle(Rectangle),
    Line(Line),
    Disc(Disc),
    Text(Text),
}

/// A filled rectangle; a thin one serves as a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rectangle {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) fill: Colour,
}

/// A straight line in any direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
    /// How thick it is, in pixels.
    pub(super) width: f64,
    pub(super) colour: Colour,
}

/// A filled circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Disc {
    pub(super) centre: (f64, f64),
    pub(super) radius: f64,
    pub(super) fill: Colour,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    pub(super) text: String,
    /// Where the text begins, has its middle or ends, as `align` says; on its baseline.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) align: Align,
    pub(super) look: Look,
    /// Whether it runs from below to above.
    pub(super) upward: bool,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// The size of the type: the em, in pixels.
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
}

/// Which part of a text its place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Begin,
    Middle,
    End,
}

impl Look {
    pub(super) const TITLE: Look = Look::new(18.0, Weight::Bold, Colour::TEXT);
    pub(super) const SUBTITLE: Look = Look::new(13.0, Weight::Regular, Colour::MUTED);
    pub(super) const LABEL: Look = Look::new(13.0, Weight::Regular, Colour::TEXT);
    pub(super) const HEADING: Look = Look::new(13.0, Weight::Bold, Colour::TEXT);
    pub(super) const SMALL: Look = Look::new(12.0, Weight::Regular, Colour::TEXT);
    pub(super) const DENSE: Look = Look::new(10.5, Weight::Regular, Colour::TEXT);
    pub(super) const AXIS: Look = Look::new(12.0, Weight::Regular, Colour::MUTED);

    const fn new(size: f64, weight: Weight, colour: Colour) -> Look {
        Look { size, weight, colour }
    }

    /// The distance from one baseline to the next.
    pub(super) fn line_height(self) -> f64 {
        (self.size * 1.3).round()
    }

    /// How far under the middle of a line of capitals its baseline lies.
    pub(super) fn below_middle(self) -> f64 {
        // Capitals of Noto Sans are 0.714 em high.
        self.size * 0.357
    }

    /// The same look in bold.
    pub(super) fn in_bold(self) -> Look {
        Look { weight: Weight::Bold, ..self }
    }

    /// The same look in another colour.
    pub(super) fn in_colour(self, colour: Colour) -> Look {
        Look { colour, ..self }
    }
}
