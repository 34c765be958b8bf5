//! The last two lines: where one is, and what was done.

use kwali_study::Error;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::screen::colours::Colours;
use crate::screen::desk::Suggested;
use crate::screen::line_input::LineInput;
use crate::screen::session::{Named, Pane, Question, Session};
use kwali_exhibit::document_page::shortened;

/// Columns that the name of a document or coder takes at most.
const NAME: usize = 24;

/// Lines that a message takes at most.
const TALLEST_MESSAGE: usize = 6;

/// Draws both lines.
pub(super) fn draw(buffer: &mut Buffer, session: &Session, colours: Colours) -> Result<(), Error> {
    let area = session.areas.status;
    if area.is_empty() {
        return Ok(());
    }
    let style = colours.status();
    buffer.set_style(area, style);
    let width = usize::from(area.width);
    let status = status(session)?;
    buffer.set_stringn(area.x, area.y, shortened(&status, width), width, style);
    let area = session.areas.message;
    if area.is_empty() {
        return Ok(());
    }
    let message = &session.message;
    let hint = "? keys";
    let hint_at = area.right().saturating_sub(hint.len() as u16 + 1);
    let room = usize::from(hint_at.saturating_sub(2));
    let (words, style) = match message.words.is_empty() {
        true => (here(session)?, colours.quiet()),
        false if message.is_error => (format!("error: {}", message.words), colours.error()),
        false => (message.words.clone(), ratatui::style::Style::new()),
    };
    if message.is_error && matches!(session.pane, Pane::Prompt(..)) {
        // Its own line is the prompt's.
        let above = Rect { y: area.y.saturating_sub(1), ..area };
        draw_tall(buffer, above, (&words, style));
        return Ok(());
    }
    let tall = message.words.width() > room && draw_tall(buffer, area, (&words, style));
    if !tall {
        buffer.set_stringn(area.x + 1, area.y, shortened(&words, room), room, style);
    }
    buffer.set_stringn(hint_at, area.y, hint, hint.len(), colours.quiet());
    Ok(())
}

/// Draws a message over a line and as many above it as it needs, where there are so many.
fn draw_tall(
    buffer: &mut Buffer,
    area: Rect,
    (words, style): (&str, ratatui::style::Style),
) -> bool {
    let room = usize::from(area.width.saturating_sub(10)).max(1);
    // Long words leave room at the ends of lines.
    let height = (words.width().div_ceil(room) + 1).min(TALLEST_MESSAGE) as u16;
    if area.y < height * 2 {
        return false;
    }
    let place = Rect { y: area.bottom() - height, height, ..area };
    Clear.render(place, buffer);
    let inner = Rect { x: place.x + 1, width: place.width.saturating_sub(10), ..place };
    Paragraph::new(words).style(style).wrap(Wrap { trim: true }).render(inner, buffer);
    true
}

fn status(session: &Session) -> Result<String, Error> {
    let place = session.place();
    let turn = match place.turn {
        (_, 0) => String::new(),
        (turn, turns) => format!("turn {turn} of {turns}, "),
    };
    let (paragraph, paragraphs) = place.paragraph;
    let paragraph = match turn.is_empty() {
        true => format!("paragraph {paragraph} of {paragraphs}"),
        false => format!("paragraph {paragraph}"),
    };
    let extending = if session.extending { "EXTENDING  " } else { "" };
    let saved = match () {
        () if session.waiting.is_some() => "not saved yet",
        () if session.has_draft() => "memo not kept yet",
        () if session.message.is_error => "not done",
        () => "all saved",
    };
    Ok(format!(
        " {extending}{}  {turn}{paragraph}  coder {}  {saved}  read {} %, coded {} %",
        shortened(session.desk.name(), NAME),
        shortened(session.desk.coder(), NAME),
        session.seen_percent(),
        session.desk.coded_percent(),
    ))
}

/// Tells of the suggestion that is selected, else of the coding at which one is, else of the
/// suggestion there.
fn here(session: &Session) -> Result<String, Error> {
    let at = match session.named_here() {
        Named::Nothing => return Ok(String::new()),
        Named::Suggestion(at) => {
            let Suggested { id, code, reasons, .. } = &session.desk.suggestions[at];
            let (code, reasons) = (session.desk.path(*code)?, reasons.join("; "));
            return Ok(format!("suggestion {id} {code}, y accepts, X rejects: {reasons}"));
        }
        Named::Coding(at) => at,
    };
    let coding = &session.desk.codings[at];
    let code = session.desk.path(coding.coding.code)?;
    let coder = session.desk.coder_of(coding)?;
    let several = session.desk.codings_at(session.selection.head()).len();
    let several = if several > 1 { format!(" (of {several} here, tab)") } else { String::new() };
    let weight = coding.coding.weight.map(|weight| format!(", weight {}", weight.get()));
    let comment = coding.detail.comment.as_deref().map(|comment| format!(": {comment}"));
    let (weight, comment) = (weight.unwrap_or_default(), comment.unwrap_or_default());
    let memo = if coding.has_memos { ", memo" } else { "" };
    Ok(format!("coding {} {code} by {coder}{weight}{memo}{several}{comment}", coding.name))
}

/// Draws the line that is typed, and returns where its cursor is.
pub(super) fn draw_prompt(
    buffer: &mut Buffer,
    session: &Session,
    (line, question): (&LineInput, &Question),
    colours: Colours,
) -> Position {
    let area = session.areas.message;
    if area.is_empty() {
        return Position::default();
    }
    let asked = match question {
        Question::Search => "search: ",
        Question::Weight(_) => "weight from 0 to 100, or nothing: ",
        Question::Comment(_) => "comment: ",
        Question::NewCode(..) => "id of the new code: ",
    };
    buffer.set_stringn(
        area.x,
        area.y,
        " ".repeat(usize::from(area.width)),
        usize::from(area.width),
        ratatui::style::Style::new(),
    );
    let x =
        buffer.set_stringn(area.x + 1, area.y, asked, usize::from(area.width), colours.name()).0;
    let room = usize::from(area.right().saturating_sub(x));
    let (shown, cursor) = around_cursor(line, room);
    buffer.set_stringn(x, area.y, shown, room, ratatui::style::Style::new());
    Position::new(x + cursor as u16, area.y)
}

/// Returns the part of a line that fits into some columns with the cursor in it, and the column of the
/// cursor in that part.
fn around_cursor(line: &LineInput, columns: usize) -> (&str, usize) {
    let before = line.before_cursor();
    let mut hidden = 0;
    for grapheme in before.graphemes(true) {
        // One column is the cursor's.
        if before[hidden..].width() < columns {
            break;
        }
        hidden += grapheme.len();
    }
    (&line.text()[hidden..], before[hidden..].width())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_shown_where_the_cursor_is() {
        let mut line = LineInput::with("de poes van de buurvrouw");
        assert_eq!(around_cursor(&line, 40), ("de poes van de buurvrouw", 24));
        assert_eq!(around_cursor(&line, 10), ("buurvrouw", 9));
        line.take("home");
        assert_eq!(around_cursor(&line, 10), ("de poes van de buurvrouw", 0));
        assert_eq!(around_cursor(&LineInput::with("a"), 0), ("", 0));
    }
}
