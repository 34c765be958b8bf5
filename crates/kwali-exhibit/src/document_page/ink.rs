//! Colours and shapes of stripes on terminals: colour never says anything alone.

use kwali_model::{Code, CodeId, Colour};

/// Colours that can be told from each other on dark and light screens, of the 256 that terminals have.
const OF_CODES: [u8; 12] = [33, 208, 35, 161, 99, 136, 38, 170, 64, 202, 69, 131];

/// Shapes of stripes where there is no colour.
const SHAPES: [&str; 6] = ["│", "║", "┆", "┃", "┊", "╎"];

/// The shape of stripes where there is colour.
const COLOURED: &str = "▌";

/// Whether a text has colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// It has, by the escape sequences of terminals.
    Coloured,
    /// It has none.
    Plain,
}

impl Ink {
    /// Returns the sign of a stripe of a code.
    pub fn stripe(self, code: CodeId) -> &'static str {
        match self {
            Ink::Coloured => COLOURED,
            Ink::Plain => SHAPES[code.index() % SHAPES.len()],
        }
    }

    /// Returns a text in the colour of a code.
    pub(super) fn paint(self, (id, code): (CodeId, &Code), text: &str) -> String {
        match self {
            Ink::Coloured if !text.is_empty() => {
                format!("\u{1b}[38;5;{}m{text}\u{1b}[39m", terminal_colour(id, code))
            }
            _ => text.to_owned(),
        }
    }
}

/// Returns the colour of a code among the 256 that terminals have.
pub fn terminal_colour(id: CodeId, code: &Code) -> u8 {
    code.colour.map_or(OF_CODES[id.index() % OF_CODES.len()], nearest)
}

/// Returns the nearest colour of the cube of 6 × 6 × 6 that terminals have.
fn nearest(colour: Colour) -> u8 {
    let step = |value: u8| match value {
        0..48 => 0,
        48..115 => 1,
        _ => (value - 35) / 40,
    };
    let Colour([red, green, blue]) = colour;
    16 + 36 * step(red) + 6 * step(green) + step(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_brought_to_what_terminals_have() {
        for (hex, index) in
            [("#000000", 16), ("#ffffff", 231), ("#ff0000", 196), ("#1f77b4", 31), ("#5f87af", 67)]
        {
            assert_eq!(Colour::from_hex(hex).map(nearest), Some(index), "{hex}");
        }
    }
}
