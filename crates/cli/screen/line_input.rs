//! A line that is typed.

use unicode_segmentation::UnicodeSegmentation;

/// A line that is typed, with the cursor at its end or where it was moved to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct LineInput {
    text: String,
    /// The byte before which the next character comes.
    cursor: usize,
    /// True while what stands there goes as soon as something is typed.
    is_offered: bool,
}

impl LineInput {
    /// A line with something on it, the cursor behind.
    pub(crate) fn with(text: &str) -> LineInput {
        LineInput { text: text.to_owned(), cursor: text.len(), is_offered: false }
    }

    /// A line with something on it that the first character typed replaces.
    pub(crate) fn offering(text: &str) -> LineInput {
        LineInput { is_offered: true, ..LineInput::with(text) }
    }

    /// Returns what stands on it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns what stands before the cursor.
    pub(crate) fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Takes a key; says whether it meant anything.
    pub(crate) fn take(&mut self, key: &str) -> bool {
        let is_typed = key == "space" || key.chars().count() == 1;
        if std::mem::take(&mut self.is_offered) && is_typed {
            (self.text, self.cursor) = (String::new(), 0);
        }
        match key {
            "backspace" => {
                let start = self.before();
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            "delete" => {
                let end = self.behind();
                self.text.replace_range(self.cursor..end, "");
            }
            "left" => self.cursor = self.before(),
            "right" => self.cursor = self.behind(),
            "home" | "ctrl-a" => self.cursor = 0,
            "end" | "ctrl-e" => self.cursor = self.text.len(),
            "ctrl-u" => {
                self.text.replace_range(..self.cursor, "");
                self.cursor = 0;
            }
            "ctrl-w" => {
                let start = self.before_cursor().trim_end().rfind([' ', '.']);
                let start = start.map_or(0, |place| place + 1);
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            "space" => self.insert(" "),
            key if key.chars().count() == 1 => self.insert(key),
            _ => return false,
        }
        true
    }

    /// Types something.
    pub(crate) fn insert(&mut self, typed: &str) {
        // What is pasted may have several lines.
        let typed = typed.trim_end_matches(['\r', '\n']).replace("\r\n", " ");
        let typed = typed.replace(['\r', '\n', '\t'], " ");
        let typed: String = typed.chars().filter(|char| !char.is_control()).collect();
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
    }

    fn before(&self) -> usize {
        let last = self.before_cursor().grapheme_indices(true).next_back();
        last.map_or(0, |(place, _)| place)
    }

    fn behind(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keys: &[&str], expected: &str) {
        let mut line = LineInput::default();
        for key in keys {
            assert!(line.take(key), "{key}");
        }
        assert_eq!(line.text(), expected);
    }

    #[test]
    fn a_line_is_typed_and_corrected() {
        check(&["a", "space", "é", "b", "backspace"], "a é");
        check(&["a", "c", "left", "b", "right", "d"], "abcd");
        check(&["👩", "backspace"], "");
        check(&["a", ".", "b", "c", "ctrl-w", "d"], "a.d");
        check(&["a", "b", "home", "delete", "end", "c"], "bc");
        check(&["a", "ctrl-u"], "");
    }

    #[test]
    fn what_is_offered_goes_or_is_changed() {
        let mut line = LineInput::offering("dinsdag");
        line.take("a");
        assert_eq!(line.text(), "a");
        let mut line = LineInput::offering("dinsdag");
        line.take("left");
        line.take("a");
        assert_eq!(line.text(), "dinsdaag");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut line = LineInput::default();
        line.insert("een\r\ntwee\rdrie\n");
        assert_eq!(line.text(), "een twee drie");
    }

    #[test]
    fn other_keys_mean_nothing() {
        assert!(!LineInput::default().take("enter"));
        let mut line = LineInput::with("één");
        assert!(line.take("backspace"));
        assert_eq!(line.text(), "éé");
    }
}
