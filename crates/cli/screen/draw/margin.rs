//! The codings beside the lines: stripes, and names where there is room; suggestions behind them.

use kwali_exhibit::document_page::{Stripe, names, shortened, stripe_name};
use kwali_study::Error;
use ratatui::buffer::Buffer;

use crate::screen::colours::Colours;
use crate::screen::desk::Suggested;
use crate::screen::session::Session;

/// Draws the stripes that are in view.
pub(super) fn draw(buffer: &mut Buffer, session: &Session, colours: Colours) -> Result<(), Error> {
    let area = session.areas.margin;
    let bottom = (session.top + usize::from(area.height)).min(session.page.lines.len());
    let view = session.top..bottom;
    let is_in_view = |stripe: &&Stripe| stripe.first < view.end && stripe.last >= view.start;
    let in_view: Vec<&Stripe> = session.stripes.iter().filter(is_in_view).collect();
    let here = session.here();
    let names = names(&in_view, view.clone());
    // A third of the margin at most: the names want room too.
    let lanes = usize::from(area.width / 3);
    let lines = &session.page.lines;
    let bytes = |line: usize, end: usize| lines.get(line).map_or(end, |line| line.bytes.start);
    let text = session.desk.text().len();
    let suggested = session.desk.suggestions_from(bytes(view.start, text)..bytes(view.end, text));
    for (line, names) in view.clone().zip(names) {
        let y = area.y + (line - view.start) as u16;
        let on_line = in_view.iter().filter(|stripe| (stripe.first..=stripe.last).contains(&line));
        let mut used = 0;
        for stripe in on_line {
            let code = session.desk.codings[stripe.coding].coding.code;
            let lane = stripe.lane.min(lanes.saturating_sub(1));
            let is_here = here == Some(stripe.coding);
            let sign = if stripe.lane > lane { "+" } else { colours.stripe(code, is_here) };
            let style = colours.code(code, session.desk.snapshot()?.codes().code(code));
            buffer.set_stringn(area.x + lane as u16, y, sign, 1, style);
            used = used.max(lane + 1);
        }
        let x = draw_names(buffer, (used as u16, y), session, &names, colours)?;
        let begins = |one: &&Suggested| session.page.line_of(one.passage.start) == line;
        let here: Vec<&Suggested> = suggested.iter().filter(begins).collect();
        draw_suggestions(buffer, (x, y), (session, &here), colours)?;
    }
    Ok(())
}

/// Draws the codes of suggestions, each with a `?`.
fn draw_suggestions(
    buffer: &mut Buffer,
    (mut x, y): (u16, u16),
    (session, suggested): (&Session, &[&Suggested]),
    colours: Colours,
) -> Result<(), Error> {
    let right = session.areas.margin.right();
    for suggested in suggested {
        let room = usize::from(right.saturating_sub(x));
        if room < 3 {
            break;
        }
        // The sign that tells a suggestion from a coding is not what is cut.
        let name = shortened(session.desk.path(suggested.code)?.name(), room - 2);
        x = buffer.set_stringn(x, y, format!("{name}? "), room, colours.quiet()).0;
    }
    Ok(())
}

fn draw_names(
    buffer: &mut Buffer,
    (used, y): (u16, u16),
    session: &Session,
    names: &[usize],
    colours: Colours,
) -> Result<u16, Error> {
    let area = session.areas.margin;
    let codes = session.desk.snapshot()?.codes();
    let mut x = area.x + used + 1;
    for (number, &at) in names.iter().enumerate() {
        let coding = &session.desk.codings[at];
        let code = codes.code(coding.coding.code);
        let whose = match session.desk.is_mine(&coding.coding) {
            true => None,
            false => Some(session.desk.coder_of(coding)?),
        };
        let has_note = coding.detail.comment.is_some() || coding.has_memos;
        let name = stripe_name(code.path.name(), &coding.coding, whose, has_note);
        let separator = if number > 0 { ", " } else { "" };
        let room = usize::from(area.right().saturating_sub(x));
        x = buffer.set_stringn(x, y, separator, room, colours.quiet()).0;
        let room = usize::from(area.right().saturating_sub(x));
        let style = colours.code(coding.coding.code, code);
        x = buffer.set_stringn(x, y, shortened(&name, room), room, style).0;
    }
    Ok(if names.is_empty() { x } else { x + 1 })
}
