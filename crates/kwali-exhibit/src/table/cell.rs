//! One value of a table, and where it stands.

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, names, ids.
    Text(String),
    /// How many.
    Count(u64),
    /// A measure, or a percentage from 0 to 100.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A value that does not exist; the table's notes say why.
    Undefined,
    /// A value that is not told, as it could point at single people; the table's notes say so.
    Suppressed,
}

/// What stands where a value is not told, but for JSON, where it is `null`.
pub(crate) const SUPPRESSED: &str = "x";

impl Cell {
    /// Returns a cell with text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// Returns a cell with a number, or [`Cell::Undefined`].
    pub fn number(number: Option<f64>) -> Cell {
        number.map_or(Cell::Undefined, Cell::Number)
    }

    /// Returns a cell with a count, or [`Cell::Undefined`].
    pub fn count(count: Option<u64>) -> Cell {
        count.map_or(Cell::Undefined, Cell::Count)
    }

    /// Returns the number in it, if there is one.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            Cell::Count(count) => Some(*count as f64),
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the words in it; of other cells none.
    pub(crate) fn as_words(&self) -> &str {
        match self {
            Cell::Text(text) => text,
            _ => "",
        }
    }
}

/// Where a cell stands: row and column, among the rows or among those under the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Row(usize, usize),
    Base(usize, usize),
}
