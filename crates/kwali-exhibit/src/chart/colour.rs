//! Colours, and the palettes of the charts.

use std::str::FromStr;

use crate::Error;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// From 0 to 255.
    pub red: u8,
    /// From 0 to 255.
    pub green: u8,
    /// From 0 to 255.
    pub blue: u8,
}

/// The palette of Okabe and Ito (2008), in the order in which charts take its colours; people with
/// any common colour blindness can tell these apart.
const CATEGORICAL: [Colour; 8] = [
    Colour::new(0x00, 0x72, 0xb2),
    Colour::new(0xe6, 0x9f, 0x00),
    Colour::new(0x00, 0x9e, 0x73),
    Colour::new(0xcc, 0x79, 0xa7),
    Colour::new(0x56, 0xb4, 0xe9),
    Colour::new(0xd5, 0x5e, 0x00),
    Colour::new(0xf0, 0xe4, 0x42),
    Colour::new(0x00, 0x00, 0x00),
];

/// One hue from nearly white to dark: told apart by lightness alone, so also in grey and in print.
const SEQUENTIAL: [Colour; 6] = [
    Colour::new(0xf2, 0xf6, 0xf9),
    Colour::new(0xc6, 0xda, 0xe8),
    Colour::new(0x90, 0xb8, 0xd4),
    Colour::new(0x52, 0x8e, 0xba),
    Colour::new(0x22, 0x62, 0x94),
    Colour::new(0x0b, 0x35, 0x60),
];

impl Colour {
    /// White, the ground of every chart.
    pub const WHITE: Colour = Colour::new(0xff, 0xff, 0xff);
    /// How many categories have a colour of their own.
    pub(super) const CATEGORIES: usize = CATEGORICAL.len();
    /// Titles, labels and values.
    pub(super) const TEXT: Colour = Colour::new(0x1f, 0x29, 0x33);
    /// What explains: subtitles, axes, notes.
    pub(super) const MUTED: Colour = Colour::new(0x56, 0x61, 0x6c);
    /// The lines of the grid.
    pub(super) const GRID: Colour = Colour::new(0xe2, 0xe6, 0xea);
    /// The line from which bars start.
    pub(super) const BASELINE: Colour = Colour::new(0x8a, 0x94, 0x9e);
    /// What has no colour of its own.
    pub(crate) const OTHERS: Colour = Colour::new(0x9a, 0x9a, 0x9a);
    /// The ground of a cell without a value.
    pub(super) const EMPTY: Colour = Colour::new(0xe9, 0xe8, 0xe4);

    /// Returns the colour of these shares of red, green and blue.
    pub const fn new(red: u8, green: u8, blue: u8) -> Colour {
        Colour { red, green, blue }
    }

    /// Returns the colour for the category of this number; after eight they begin again.
    pub fn categorical(index: usize) -> Colour {
        CATEGORICAL[index % CATEGORICAL.len()]
    }

    /// Returns the colour for a share from 0 (light) to 1 (dark).
    pub(super) fn sequential(share: f64) -> Colour {
        let place = share.clamp(0.0, 1.0) * (SEQUENTIAL.len() - 1) as f64;
        let below = (place as usize).min(SEQUENTIAL.len() - 2);
        SEQUENTIAL[below].mixed(SEQUENTIAL[below + 1], place - below as f64)
    }

    /// Returns the colour on the way to another, `share` of the way.
    pub(super) fn mixed(self, other: Colour, share: f64) -> Colour {
        let mix = |from: u8, to: u8| {
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8
        };
        Colour::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }

    /// Returns white or black, whichever is easier to read on this ground.
    pub(crate) fn text_on_top(self) -> Colour {
        let black = Colour::new(0, 0, 0);
        if self.contrast(Colour::WHITE) > self.contrast(black) { Colour::WHITE } else { black }
    }

    /// Contrast ratio of the Web Content Accessibility Guidelines 2.1: from 1 to 21.
    pub(crate) fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance of the Web Content Accessibility Guidelines 2.1: from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl FromStr for Colour {
    type Err = Error;

    /// Reads `#rrggbb`.
    fn from_str(text: &str) -> Result<Colour, Error> {
        let unknown = || Error::UnknownColour(text.to_owned());
        let digits = text.strip_prefix('#').ok_or_else(unknown)?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| unknown());
        Ok(Colour::new(part(0)?, part(2)?, part(4)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_colours_are_read() {
        assert_eq!("#1f77B4".parse(), Ok(Colour::new(0x1f, 0x77, 0xb4)));
        for wrong in ["", "#", "1f77b4", "#1f77b", "#1f77bg", "#+1+2+3", "#éééé"] {
            assert_eq!(wrong.parse::<Colour>(), Err(Error::UnknownColour(wrong.to_owned())));
        }
    }

    #[test]
    fn the_ramp_darkens_all_the_way_and_text_on_it_is_readable() {
        let ramp: Vec<_> = (0..=100).map(|step| Colour::sequential(step as f64 / 100.0)).collect();
        assert!(ramp.windows(2).all(|pair| pair[0].luminance() > pair[1].luminance()));
        for colour in ramp {
            assert!(colour.contrast(colour.text_on_top()) >= 4.5, "{colour:?}");
        }
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((Colour::WHITE.contrast(Colour::new(0, 0, 0)) - 21.0).abs() < 1e-9);
    }
}
