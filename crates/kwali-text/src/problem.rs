//! What is wrong in a file that a person made: where, what, how bad, and what to do about it.

use std::fmt;

/// How bad a problem is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Good to know; nothing need be done.
    Note,
    /// Probably a mistake; everything was read all the same.
    Warning,
    /// Something could not be understood and was left out.
    Error,
}

impl Severity {
    /// Returns the severity's name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A kind of problem: its `Display` says what is wrong, without any participant's words.
pub trait Finding: fmt::Display {
    /// Returns how bad it is.
    fn severity(&self) -> Severity;

    /// Returns what to do about it, where there is something to say.
    fn hint(&self) -> Option<String>;
}

/// Something wrong at a place in a file; shown as `codebook.csv:14: what is wrong`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem<What> {
    /// The file, as the person knows it.
    pub file: String,
    /// The line, counted from 1; `None` where the problem is that of the whole file.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: What,
}

impl<What> Problem<What> {
    /// Returns a problem at a line of a file.
    pub fn at(file: &str, line: usize, what: What) -> Problem<What> {
        Problem { file: file.to_owned(), line: Some(line), what }
    }

    /// Returns a problem of a whole file.
    pub fn of(file: &str, what: What) -> Problem<What> {
        Problem { file: file.to_owned(), line: None, what }
    }
}

impl<What: Finding> Problem<What> {
    /// Returns how bad it is.
    pub fn severity(&self) -> Severity {
        self.what.severity()
    }

    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        self.what.hint()
    }
}

impl<What: fmt::Display> fmt::Display for Problem<What> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.what)
    }
}

/// Returns line and column of a byte of a file's text, both counted from 1, columns in code points.
///
/// A place beyond the text, or inside a code point, gives the end of the text.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        for (byte, place) in [(0, (1, 1)), (3, (1, 3)), (4, (2, 1)), (5, (2, 2)), (99, (2, 3))] {
            assert_eq!(line_and_column("éa\nbc", byte), place, "{byte}");
        }
    }

    #[test]
    fn the_place_stands_before_what_is_wrong() {
        assert_eq!(Problem::at("a.csv", 3, "too long").to_string(), "a.csv:3: too long");
        assert_eq!(Problem::of("a.csv", "empty").to_string(), "a.csv: empty");
    }

    #[test]
    fn an_error_is_worse_than_a_warning() {
        assert!(Severity::Note < Severity::Warning && Severity::Warning < Severity::Error);
    }
}
