//! Texts as the templates read them: lists of words, marks and breaks, all of which the typeface has.

use std::cell::Cell;

use serde_json::{Value, json};

use crate::Error;
use crate::chart::{Typeface, Weight};
use crate::visible::show_controls;

/// What stands where the typeface has no glyph.
const LOST: char = '\u{fffd}';

/// What the typeface with marks has; see `fonts/make-marks.py`.
const MARKS: [char; 4] = ['\u{2610}', '\u{2611}', '\u{2713}', '\u{2717}'];

/// Takes texts apart for a typeface, and remembers whether it lacked anything.
pub(super) struct Words {
    typeface: Typeface,
    has_lost: Cell<bool>,
}

impl Words {
    pub(super) fn new() -> Result<Words, Error> {
        Ok(Words { typeface: Typeface::load()?, has_lost: Cell::new(false) })
    }

    /// Whether there was anything that cannot be shown.
    pub(super) fn has_lost(&self) -> bool {
        self.has_lost.get()
    }

    /// Returns the text on one line: what the typeface lacks is [`LOST`], control characters are
    /// written out.
    pub(super) fn line(&self, text: &str) -> String {
        self.shown(&show_controls(text))
    }

    /// Returns a drawing with nothing in it that the typeface lacks.
    pub(super) fn drawing(&self, svg: &str) -> String {
        self.shown(svg)
    }

    /// Returns the text as parts, with a break for each line end.
    pub(super) fn parts(&self, text: &str) -> Vec<Value> {
        let mut parts = Vec::new();
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                parts.push(json!({ "is": "break" }));
            }
            parts.push(Value::String(self.line(line)));
        }
        parts
    }

    /// How wide the text is, in em.
    pub(super) fn width(&self, text: &str, weight: Weight) -> f64 {
        self.typeface.ems(text, weight)
    }

    fn shown(&self, text: &str) -> String {
        text.chars().filter_map(|character| self.glyph(character)).collect()
    }

    fn glyph(&self, character: char) -> Option<char> {
        match character {
            '\n' => Some(character),
            _ if MARKS.contains(&character) || self.typeface.has(character) => Some(character),
            // What only says how its neighbours look is not missed.
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => None,
            _ => {
                self.has_lost.set(true);
                Some(LOST)
            }
        }
    }
}
