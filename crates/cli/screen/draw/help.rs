//! The keys.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::overlay::{TALLEST, framed};
use crate::screen::colours::Colours;
use crate::screen::keys::{GROUPS, HelpOf, OF_LINE, OF_LIST, OF_MEMO};
use crate::screen::session::{Help, Session};

/// Columns of the keys' names.
const KEYS: usize = 18;

/// Draws the keys from a line on.
pub(super) fn draw(buffer: &mut Buffer, session: &Session, help: &Help, colours: Colours) {
    let (title, lines) = match help.of {
        HelpOf::Page => ("keys of the page", of_page(colours)),
        HelpOf::List => ("keys of a list", plain(OF_LIST)),
        HelpOf::Line => ("keys of a line", plain(OF_LINE)),
        HelpOf::Memo => ("keys of a memo", plain(OF_MEMO)),
    };
    let below = "down, up: scroll · any other key: back";
    let wanted = (lines.len() as u16).min(TALLEST);
    let inner = framed(buffer, session, (76, wanted), (title, below));
    let from = help.from.min(lines.len().saturating_sub(usize::from(inner.height)));
    let width = usize::from(inner.width).saturating_sub(1);
    for (y, (line, style)) in (inner.y..inner.bottom()).zip(&lines[from..]) {
        buffer.set_stringn(inner.x + 1, y, line, width, *style);
    }
}

fn of_page(colours: Colours) -> Vec<(String, Style)> {
    let mut lines: Vec<(String, Style)> = Vec::new();
    for group in GROUPS {
        if !lines.is_empty() {
            lines.push((String::new(), Style::new()));
        }
        lines.push((group.title.to_owned(), colours.name()));
        let bindings = group.bindings.iter();
        lines.extend(bindings.map(|binding| line(&binding.keys.join(", "), binding.help)));
    }
    lines
}

fn plain(keys: &[(&str, &str)]) -> Vec<(String, Style)> {
    keys.iter().map(|(keys, does)| line(keys, does)).collect()
}

fn line(keys: &str, does: &str) -> (String, Style) {
    (format!("  {keys:KEYS$} {does}"), Style::new())
}
