//! What holds while the text of a page is shown: font, spacing, and where the next character stands.

use std::rc::Rc;

use lopdf::Object;

use super::font::Font;
use super::matrix::Matrix;

/// The state of graphics and text as far as the place of characters depends on it.
#[derive(Clone, Debug)]
pub(super) struct TextState {
    pub(super) font: Option<Rc<Font>>,
    size: f32,
    char_spacing: f32,
    word_spacing: f32,
    /// How much characters are stretched.
    scale: f32,
    leading: f32,
    rise: f32,
    graphics: Matrix,
    text: Matrix,
    line: Matrix,
}

impl TextState {
    pub(super) fn new(graphics: Matrix) -> TextState {
        TextState {
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            graphics,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }

    pub(super) fn set_font(&mut self, font: Option<Rc<Font>>, size: f32) {
        self.font = font;
        self.size = size;
    }

    /// Takes an operator that changes the state; others do nothing.
    pub(super) fn take(&mut self, operator: &str, operands: &[Object]) {
        let numbers: Vec<f32> =
            operands.iter().filter_map(|number| number.as_float().ok()).collect();
        match (operator, numbers.as_slice()) {
            ("cm", &[a, b, c, d, e, f]) => {
                self.graphics = Matrix([a, b, c, d, e, f]).then(self.graphics);
            }
            ("BT", _) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            ("Tm", &[a, b, c, d, e, f]) => {
                self.line = Matrix([a, b, c, d, e, f]);
                self.text = self.line;
            }
            ("Td", &[x, y]) => self.move_line(x, y),
            ("TD", &[x, y]) => {
                self.leading = -y;
                self.move_line(x, y);
            }
            ("T*", _) => self.next_line(),
            ("TL", &[leading]) => self.leading = leading,
            ("Tc", &[spacing]) => self.char_spacing = spacing,
            ("Tw", &[spacing]) => self.word_spacing = spacing,
            ("Tz", &[percent]) => self.scale = percent / 100.0,
            ("Ts", &[rise]) => self.rise = rise,
            _ => {}
        }
    }

    /// Sets the spacing of words and of characters.
    pub(super) fn set_spacing(&mut self, operands: &[Object]) {
        self.take("Tw", operands.get(..1).unwrap_or_default());
        self.take("Tc", operands.get(1..2).unwrap_or_default());
    }

    pub(super) fn next_line(&mut self) {
        self.move_line(0.0, -self.leading);
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::translation(x, y).then(self.line);
        self.text = self.line;
    }

    /// Moves back by thousandths of the size.
    pub(super) fn adjust(&mut self, thousandths: f32) {
        self.step(-thousandths / 1000.0 * self.size * self.scale);
    }

    /// Returns where the next character stands and how large it is; `None` if it is not upright.
    pub(super) fn place(&self) -> Option<(f32, f32, f32)> {
        let place = self.text.then(self.graphics);
        let [a, b, _, d, ..] = place.0;
        let (x, y) = place.apply(0.0, self.rise);
        let size = self.size.abs() * d.abs();
        let is_upright = a > 0.0 && d * self.size > 0.0 && b.abs() < a * 0.05;
        let is_finite = x.is_finite() && y.is_finite() && size.is_finite() && size > 0.0;
        (is_upright && is_finite).then_some((x, y, size))
    }

    /// Moves behind a character of a width, and returns how far that is on the page.
    pub(super) fn advance(&mut self, width: f32, is_space_code: bool) -> f32 {
        let spacing = self.char_spacing + if is_space_code { self.word_spacing } else { 0.0 };
        let on_page = self.text.then(self.graphics).0[0].abs();
        self.step((width * self.size + spacing) * self.scale);
        width * self.size.abs() * self.scale * on_page
    }

    fn step(&mut self, distance: f32) {
        if distance.is_finite() {
            self.text = Matrix::translation(distance, 0.0).then(self.text);
        }
    }
}
