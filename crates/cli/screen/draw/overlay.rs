//! Boxes over the page.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};
use unicode_width::UnicodeWidthStr;

use crate::screen::editor::Editor;
use crate::screen::session::Session;

/// The most lines of a box: what is further down is scrolled to.
pub(super) const TALLEST: u16 = 48;

/// Clears a box over the page, frames it, and returns what is inside: at most so many columns and
/// lines. The box stands where it hides least of what is selected.
pub(super) fn framed(
    buffer: &mut Buffer,
    session: &Session,
    (columns, lines): (u16, u16),
    (title, below): (&str, &str),
) -> Rect {
    let whole = session.areas.whole;
    let width = whole.width.saturating_sub(4).min(columns).max(1);
    let room = whole.height.saturating_sub(4).max(1);
    let height = room.min(lines.saturating_add(2));
    let y = if session.is_in_upper_half() { 1 + room - height } else { 1 };
    let area = Rect::new((whole.width - width) / 2, y, width, height).intersection(whole);
    // Half a wide character would stand over the frame.
    for y in area.y..area.bottom() {
        let before = area.x.checked_sub(1).and_then(|x| buffer.cell_mut((x, y)));
        if let Some(cell) = before.filter(|cell| cell.symbol().width() > 1) {
            cell.set_symbol(" ");
        }
    }
    Clear.render(area, buffer);
    let block = Block::bordered().title(format!(" {title} ")).title_bottom(format!(" {below} "));
    let inner = block.inner(area);
    block.render(area, buffer);
    inner
}

/// Draws a memo that is being written.
pub(super) fn draw_editor(frame: &mut Frame<'_>, session: &Session, editor: &Editor) {
    let title = format!("memo on {}; the first line is its title", editor.about);
    let below = "esc: keep it and close · ctrl-o: in $EDITOR · f1: keys";
    let inner = framed(frame.buffer_mut(), session, (84, TALLEST), (&title, below));
    if !inner.is_empty() {
        frame.render_widget(editor.area(), inner);
    }
}
