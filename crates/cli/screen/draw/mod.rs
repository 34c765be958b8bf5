//! From a session to the cells of a screen.

mod finder;
mod help;
mod lines;
mod margin;
mod overlay;
mod status;
mod tree;

use kwali_study::Error;
use ratatui::Frame;

use super::colours::Colours;
use super::session::{Pane, Session};

/// Draws everything.
pub(crate) fn draw(
    frame: &mut Frame<'_>,
    session: &Session,
    colours: Colours,
) -> Result<(), Error> {
    let buffer = frame.buffer_mut();
    lines::draw(buffer, session, colours);
    margin::draw(buffer, session, colours)?;
    if let Some(area) = session.areas.tree {
        tree::draw(buffer, area, session, colours)?;
    }
    status::draw(buffer, session, colours)?;
    match &session.pane {
        Pane::Page => {}
        Pane::Finder(finder, choice) => {
            let cursor = finder::draw(buffer, session, (finder, choice), colours)?;
            frame.set_cursor_position(cursor);
        }
        Pane::Prompt(line, question) => {
            let cursor = status::draw_prompt(buffer, session, (line, question), colours);
            frame.set_cursor_position(cursor);
        }
        Pane::Editor(editor) => overlay::draw_editor(frame, session, editor),
        Pane::Help(help) => help::draw(buffer, session, help, colours),
    }
    Ok(())
}
