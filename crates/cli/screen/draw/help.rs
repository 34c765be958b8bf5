//! The keys.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::overlay::{TALLEST, framed};
use crate::screen::colours::Colours;
use crate::screen::keys::GROUPS;
use crate::screen::session::Session;

/// Columns of the keys' names.
const KEYS: usize = 18;

/// Draws the keys from a line on.
pub(super) fn draw(buffer: &mut Buffer, session: &Session, from: usize, colours: Colours) {
    let below = "down, up: scroll · any other key: back";
    let inner = framed(buffer, session, (76, TALLEST), ("keys of the page", below));
    let mut lines: Vec<(String, Style)> = Vec::new();
    for group in GROUPS {
        if !lines.is_empty() {
            lines.push((String::new(), Style::new()));
        }
        lines.push((group.title.to_owned(), colours.name()));
        for binding in group.bindings {
            let keys = binding.keys.join(", ");
            lines.push((format!("  {keys:KEYS$}{}", binding.help), Style::new()));
        }
    }
    let from = from.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (y, (line, style)) in (inner.y..inner.bottom()).zip(&lines[from..]) {
        buffer.set_stringn(
            inner.x + 1,
            y,
            line,
            usize::from(inner.width).saturating_sub(1),
            *style,
        );
    }
}
