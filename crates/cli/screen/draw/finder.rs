//! What is chosen from a list, with what is known of the one at which one is.

use kwali_model::{Code, CodePath};
use kwali_study::Error;
use kwali_text::Language;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Paragraph, Widget, Wrap};
use unicode_width::UnicodeWidthStr;

use super::overlay::{TALLEST, framed};
use crate::screen::colours::Colours;
use crate::screen::finder::{Entry, Finder};
use crate::screen::session::{Choice, Session};
use kwali_exhibit::document_page::{shortened, shortened_inside};

/// Draws a finder and returns where its cursor is.
pub(super) fn draw(
    buffer: &mut Buffer,
    session: &Session,
    (finder, choice): (&Finder, &Choice),
    colours: Colours,
) -> Result<Position, Error> {
    let (mut title, below) = titles(choice);
    if finder.n_marked() > 0 {
        title = format!("{title} · {} marked", finder.n_marked());
    }
    let words = session.words_of_choice(choice)?;
    // Two lines each, where the screen has room for them.
    let word_lines = if session.areas.whole.height < 30 { 1 } else { 2 };
    let words_height = words.len() as u16 * word_lines;
    let shows_code = matches!(
        choice,
        Choice::Codes(_) | Choice::OtherCode(_) | Choice::Anew(..) | Choice::SegmentsOf
    );
    let lines = match shows_code {
        true => TALLEST,
        false => words_height.saturating_add(1).saturating_add(finder.all() as u16).min(TALLEST),
    };
    let inner = framed(buffer, session, (110, lines), (&title, below));
    if inner.is_empty() {
        return Ok(Position::default());
    }
    let about = Rect { height: words_height.min(inner.height.saturating_sub(2)), ..inner };
    draw_words(buffer, about, &words, word_lines, colours);
    let typed = finder.typed.text();
    let (x, y) = (inner.x + 2, about.bottom());
    buffer.set_stringn(inner.x, y, "> ", 2, colours.name());
    buffer.set_stringn(x, y, typed, usize::from(inner.width.saturating_sub(2)), Style::new());
    let about_code = if shows_code { about_current(session, finder)? } else { None };
    // What the codebook says of a code has half of the room, if it needs that.
    let needed = about_code.as_deref().map_or(0, |about| wrapped(about, inner.width) + 1);
    let detail_height =
        if shows_code { needed.clamp(inner.height / 3, inner.height / 2) } else { 0 };
    let list_height = inner.height.saturating_sub(about.height + 1 + detail_height);
    let list = Rect { y: y + 1, height: list_height, ..inner };
    draw_list(buffer, list, finder, colours);
    if finder.fitting().len() == 0 {
        let said = match choice {
            Choice::Codes(_) if !finder.has(typed.trim()) => "no such code; enter makes one",
            _ => "nothing fits",
        };
        buffer.set_stringn(list.x, list.y, said, usize::from(list.width), colours.quiet());
    }
    let detail = Rect { y: list.bottom(), height: detail_height, ..inner };
    if let (Some(about), 1..) = (about_code, detail_height) {
        draw_code(buffer, detail, &about, colours);
    }
    Ok(Position::new(x + finder.typed.before_cursor().width() as u16, y))
}

/// Draws the words that a choice is about, each passage on some lines.
fn draw_words(buffer: &mut Buffer, area: Rect, words: &[String], lines: u16, colours: Colours) {
    // What a line cannot take at its end because of long words.
    let slack = 12 * usize::from(lines - 1);
    let room = (usize::from(area.width) * usize::from(lines)).saturating_sub(slack);
    for (y, words) in (area.y..area.bottom()).step_by(usize::from(lines)).zip(words) {
        let part = Rect { y, height: lines.min(area.bottom() - y), ..area };
        let words = Paragraph::new(shortened_inside(words, room)).style(colours.quiet());
        words.wrap(Wrap { trim: true }).render(part, buffer);
    }
}

/// Returns what stands above and below the list.
fn titles(choice: &Choice) -> (String, &'static str) {
    let (title, below) = match choice {
        Choice::Codes(_) => {
            ("code", "enter: apply · tab: mark several · ctrl-t: new code · esc: back")
        }
        Choice::OtherCode(_) => ("another code", "enter: choose · esc: back"),
        Choice::Parent(_) => ("below which code?", "enter: choose · esc: back"),
        Choice::Difference(_) => ("differences", "enter: settle · esc: back"),
        Choice::Decision(..) => ("what is right?", "enter: decide · esc: back"),
        Choice::Anew(..) => ("coded anew", "enter: apply · tab: mark several · esc: back"),
        Choice::SegmentsOf => ("segments of which code?", "enter: list them · esc: back"),
        Choice::Segment(code) => (code.as_str(), "enter: go there · esc: back"),
        Choice::Document => ("document", "enter: open · esc: back"),
        Choice::MemoAbout => ("memo about", "enter: write · esc: back"),
    };
    (title.to_owned(), below)
}

fn draw_list(buffer: &mut Buffer, area: Rect, finder: &Finder, colours: Colours) {
    let height = usize::from(area.height);
    let from = (finder.at + 1).saturating_sub(height);
    let shown: Vec<(&Entry, bool)> = finder.fitting().skip(from).take(height).collect();
    let widest = shown.iter().map(|(entry, _)| entry.id.width()).max().unwrap_or(0);
    let id_width = widest.min(usize::from(area.width) / 2);
    for (number, (entry, is_marked)) in shown.into_iter().enumerate() {
        let y = area.y + number as u16;
        let is_current = from + number == finder.at;
        let style = if is_current { colours.selected() } else { Style::new() };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        let mark = if is_marked {
            "✓ "
        } else if is_current {
            "> "
        } else {
            "  "
        };
        buffer.set_stringn(area.x, y, mark, 2, style);
        let id = shortened(&entry.id, id_width);
        buffer.set_stringn(area.x + 2, y, id, id_width, style);
        let x = area.x + 4 + id_width as u16;
        let room = usize::from(area.right().saturating_sub(x));
        buffer.set_stringn(x, y, shortened(&entry.label, room), room, style);
    }
}

/// Returns definition, rules and example of the code at which one is.
fn about_current(session: &Session, finder: &Finder) -> Result<Option<String>, Error> {
    let snapshot = session.desk.snapshot()?;
    let codes = snapshot.codes();
    let path = finder.current().and_then(|entry| CodePath::new(&entry.id).ok());
    let code = path.and_then(|path| codes.id(&path)).map(|id| codes.code(id));
    Ok(code.map(|code| about(code, snapshot.language())))
}

/// Returns how many lines a text has in some columns.
fn wrapped(text: &str, columns: u16) -> u16 {
    let width = usize::from(columns.max(1));
    let lines = text.lines().map(|line| line.width().div_ceil(width).max(1));
    lines.sum::<usize>().min(usize::from(u16::MAX - 1)) as u16
}

/// Draws what the codebook says of a code, with a sign if there is more of it than room.
fn draw_code(buffer: &mut Buffer, area: Rect, about: &str, colours: Colours) {
    let line = "─".repeat(usize::from(area.width));
    buffer.set_stringn(area.x, area.y, line, usize::from(area.width), colours.quiet());
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    // One line more than there is room for tells whether there is more.
    let tall = Rect::new(0, 0, inner.width, inner.height + 1);
    let mut whole = Buffer::empty(tall);
    Paragraph::new(about).wrap(Wrap { trim: true }).render(tall, &mut whole);
    for y in 0..inner.height {
        for x in 0..inner.width {
            buffer[(inner.x + x, inner.y + y)] = whole[(x, y)].clone();
        }
    }
    let is_cut = (0..inner.width).any(|x| whole[(x, inner.height)].symbol() != " ");
    if is_cut && inner.height > 0 {
        let more = " … (more in `kwali list codes`)";
        let x = inner.right().saturating_sub(more.width() as u16).max(inner.x);
        let y = inner.bottom() - 1;
        buffer.set_stringn(x, y, more, usize::from(inner.right() - x), colours.quiet());
    }
}

fn about(code: &Code, language: &Language) -> String {
    let definition = code.definition.get(language).or_else(|| code.definition.values().next());
    let said = [
        ("", definition),
        ("include: ", code.include.as_ref()),
        ("exclude: ", code.exclude.as_ref()),
        ("example: ", code.example.as_ref()),
    ];
    let lines = said.iter().filter_map(|(what, words)| Some(format!("{what}{}", (*words)?)));
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => "the codebook says nothing more of it".to_owned(),
        false => lines.join("\n"),
    }
}
