//! Writing a memo: the first line is its title.

use ratatui::style::Style;
use ratatui_textarea::{CursorMove, Input, Key, TextArea, WrapMode};

use super::desk::whole_memo;

/// A memo that is being written.
pub(crate) struct Editor {
    /// What it is about, as `kwali memo add` takes it.
    pub(crate) about: String,
    /// The memo that is changed; else it is a new one.
    pub(crate) memo: Option<String>,
    before: Vec<String>,
    area: TextArea<'static>,
}

impl Editor {
    /// Opens a memo, or an empty one.
    pub(crate) fn new(about: &str, memo: Option<String>, title: &str, text: &str) -> Editor {
        let area = area_of(whole_memo(title, text).lines().map(str::to_owned).collect());
        let before = area.lines().to_vec();
        Editor { about: about.to_owned(), memo, before, area }
    }

    /// Opens a memo again that could not be kept; `before` is what it was when it was opened first.
    pub(crate) fn again(
        about: &str,
        before: Option<(String, String)>,
        written: (&str, &str),
    ) -> Editor {
        let (memo, opened) = before.unzip();
        let before = opened.unwrap_or_default().lines().map(str::to_owned).collect();
        Editor { before, ..Editor::new(about, memo, written.0, written.1) }
    }

    /// Takes a key by its name.
    pub(crate) fn take(&mut self, key: &str) {
        self.area.input(input(key));
    }

    /// Takes what was pasted.
    pub(crate) fn paste(&mut self, pasted: &str) {
        self.area.insert_str(pasted.replace("\r\n", "\n").replace('\r', "\n"));
    }

    /// Goes on with what is kept as this memo now.
    pub(crate) fn kept(&mut self, memo: String) {
        (self.memo, self.before) = (Some(memo), self.area.lines().to_vec());
    }

    /// Returns what was there when the memo was opened.
    pub(crate) fn opened(&self) -> String {
        self.before.join("\n")
    }

    /// True if nothing has been changed.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.area.lines() == self.before
    }

    /// True if nothing stands there.
    pub(crate) fn is_empty(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Returns the first line, and all others.
    pub(crate) fn title_and_text(&self) -> (String, String) {
        let lines = self.area.lines();
        let (title, text) = lines.split_first().map_or(("", &[][..]), |(a, b)| (a.as_str(), b));
        (title.trim().to_owned(), text.join("\n").trim_end().to_owned())
    }

    /// Returns all that is written.
    pub(crate) fn whole(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Replaces all that is written.
    pub(crate) fn set_whole(&mut self, written: &str) {
        self.area = area_of(written.lines().map(str::to_owned).collect());
    }

    /// Returns what is drawn.
    pub(crate) fn area(&self) -> &TextArea<'static> {
        &self.area
    }
}

/// Returns a text area with the cursor at the end.
fn area_of(lines: Vec<String>) -> TextArea<'static> {
    let mut area = TextArea::new(lines);
    area.set_cursor_line_style(Style::new());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Returns a key as the text area takes it.
fn input(name: &str) -> Input {
    let (mut rest, mut ctrl, mut alt, mut shift) = (name, false, false, false);
    for (prefix, flag) in [("ctrl-", &mut ctrl), ("alt-", &mut alt), ("shift-", &mut shift)] {
        if let Some(key) = rest.strip_prefix(prefix) {
            (rest, *flag) = (key, true);
        }
    }
    let key = match rest {
        "space" => Key::Char(' '),
        "enter" => Key::Enter,
        "backspace" => Key::Backspace,
        "tab" => Key::Tab,
        "delete" => Key::Delete,
        "left" => Key::Left,
        "right" => Key::Right,
        "up" => Key::Up,
        "down" => Key::Down,
        "home" => Key::Home,
        "end" => Key::End,
        "pageup" => Key::PageUp,
        "pagedown" => Key::PageDown,
        other => {
            let mut chars = other.chars();
            match (chars.next(), chars.next()) {
                (Some(char), None) => Key::Char(char),
                _ => Key::Null,
            }
        }
    };
    Input { key, ctrl, alt, shift }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[&str]) -> Editor {
        let mut editor = Editor::new("study", None, "", "");
        keys.iter().for_each(|key| editor.take(key));
        editor
    }

    #[test]
    fn the_first_line_is_the_title() {
        let editor = typed(&["A", "enter", "b", "space", "é", "enter"]);
        assert_eq!(editor.title_and_text(), ("A".into(), "b é".into()));
        assert!(!editor.is_unchanged());
    }

    #[test]
    fn a_memo_that_is_opened_is_as_it_was() {
        let editor = Editor::new("study", Some("3".into()), "Waar?", "Hier.\n\nEn daar.");
        assert!(editor.is_unchanged());
        assert_eq!(editor.title_and_text(), ("Waar?".into(), "Hier.\n\nEn daar.".into()));
        assert!(typed(&[]).is_unchanged());
    }
}
