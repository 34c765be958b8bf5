//! The code tree beside the text: how many segments each code has here and in the study.

use kwali_study::Error;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::screen::colours::Colours;
use crate::screen::session::Session;
use kwali_exhibit::document_page::shortened;

/// Columns of the count in the document, and of that in the study.
const HERE: usize = 5;
const STUDY: usize = 6;

/// Draws the tree, so far down that the code of the coding at which one is can be seen.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    session: &Session,
    colours: Colours,
) -> Result<(), Error> {
    let snapshot = session.desk.snapshot()?;
    let (codes, language) = (snapshot.codes(), snapshot.language());
    let order = codes.in_tree_order();
    let here = session.here().map(|at| session.desk.codings[at].coding.code);
    let height = usize::from(area.height).saturating_sub(1);
    let at = order.iter().position(|code| Some(*code) == here).unwrap_or(0);
    let from = (at + 2).saturating_sub(height).min(order.len().saturating_sub(height));
    let width = usize::from(area.width);
    let name_width = width.saturating_sub(HERE + STUDY + 2);
    let head = format!("  {:name_width$}{:>HERE$}{:>STUDY$}", "codes", "here", "study");
    buffer.set_stringn(area.x, area.y, head, width, colours.quiet());
    for (y, &id) in (area.y + 1..area.bottom()).zip(&order[from..]) {
        let code = codes.code(id);
        let indent = codes.level(id);
        let name = format!("{:indent$}{}", "", code.label_in(language));
        let name = shortened(&name, name_width);
        let counts = session.desk.counts[id.index()];
        let style = if Some(id) == here { colours.selected() } else { Style::new() };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        buffer.set_stringn(area.x + 2, y, name, name_width, colours.code(id, code));
        let count = |n: usize| if n == 0 { "·".to_owned() } else { n.to_string() };
        let (here, everywhere) = (count(counts.here), count(counts.everywhere));
        let numbers = format!("{here:>HERE$}{everywhere:>STUDY$}");
        let x = area.x + 2 + name_width as u16;
        buffer.set_stringn(x, y, numbers, HERE + STUDY, Style::new());
    }
    Ok(())
}
