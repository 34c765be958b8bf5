//! Boxes over the page.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};

use crate::screen::editor::Editor;
use crate::screen::session::Session;

/// The most lines of a box: what is further down is scrolled to.
const TALLEST: u16 = 50;

/// Clears a box in the middle of the screen, frames it, and returns what is inside.
pub(super) fn framed(
    buffer: &mut Buffer,
    whole: Rect,
    widest: u16,
    (title, below): (&str, &str),
) -> Rect {
    let width = whole.width.saturating_sub(4).min(widest).max(1);
    let height = whole.height.saturating_sub(4).clamp(1, TALLEST);
    let area = Rect::new((whole.width - width) / 2, 1, width, height);
    Clear.render(area, buffer);
    let block = Block::bordered().title(format!(" {title} ")).title_bottom(format!(" {below} "));
    let inner = block.inner(area);
    block.render(area, buffer);
    inner
}

/// Draws a memo that is being written.
pub(super) fn draw_editor(frame: &mut Frame<'_>, session: &Session, editor: &Editor) {
    let title = format!("memo on {}; the first line is its title", editor.about);
    let below = "esc: keep it and close · ctrl-o: in $EDITOR";
    let inner = framed(frame.buffer_mut(), session.areas.whole, 84, (&title, below));
    frame.render_widget(editor.area(), inner);
}
