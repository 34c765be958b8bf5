//! Colours and shapes: colour never says anything alone.

use kwali_model::{Code, CodeId, Colour};
use ratatui::style::{Color, Modifier, Style};

/// Colours that can be told from each other on dark and light screens, of the 256 that terminals have.
const OF_CODES: [u8; 12] = [33, 208, 35, 161, 99, 136, 38, 170, 64, 202, 69, 131];

/// Shapes of stripes where there is no colour.
const SHAPES: [&str; 6] = ["│", "║", "┆", "┃", "┊", "╎"];

/// Whether the screen has colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Colours {
    /// It has.
    Many,
    /// It has not, or they are not wanted.
    None,
}

impl Colours {
    /// Returns how a code is drawn.
    pub(crate) fn code(self, id: CodeId, code: &Code) -> Style {
        match self {
            Colours::None => Style::new(),
            Colours::Many => {
                let colour = code.colour.map(nearest);
                Style::new()
                    .fg(Color::Indexed(colour.unwrap_or(OF_CODES[id.index() % OF_CODES.len()])))
            }
        }
    }

    /// Returns the stripe of a code.
    pub(crate) fn stripe(self, id: CodeId, is_here: bool) -> &'static str {
        match (self, is_here) {
            (_, true) => "█",
            (Colours::Many, false) => "▌",
            (Colours::None, false) => SHAPES[id.index() % SHAPES.len()],
        }
    }

    /// Returns how what is selected is drawn.
    pub(crate) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Returns how what was searched for is drawn.
    pub(crate) fn hit(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Returns how the words of the coding at which one is are drawn.
    pub(crate) fn here(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// Returns how names of speakers are drawn.
    pub(crate) fn name(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Returns how what matters less is drawn.
    pub(crate) fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Returns how the line that tells where one is is drawn.
    pub(crate) fn status(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Returns how what went wrong is told.
    pub(crate) fn error(self) -> Style {
        match self {
            Colours::Many => Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            Colours::None => Style::new().add_modifier(Modifier::BOLD),
        }
    }
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
