//! Places in a sheet, as spreadsheets write them: `B7`, `A1:C3`.

/// The most rows and columns that a spreadsheet has.
pub(crate) const MOST_ROWS: usize = 1_048_576;
pub(crate) const MOST_COLUMNS: usize = 16_384;

/// Row and column, both from 0.
pub(crate) type Place = (usize, usize);

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Area {
    pub(crate) first: Place,
    pub(crate) last: Place,
}

impl Area {
    /// Reads `A1:C3`.
    pub(super) fn read(written: &str) -> Option<Area> {
        let (first, last) = written.split_once(':')?;
        let (first, last) = (place(first)?, place(last)?);
        (first.0 <= last.0 && first.1 <= last.1).then_some(Area { first, last })
    }
}

/// Reads `B7` as row 6 and column 1.
pub(super) fn place(written: &str) -> Option<Place> {
    let letters = written.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = written.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let value = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + value(letter)) - 1;
    let row: usize = digits.parse().ok().filter(|row| (1..=MOST_ROWS).contains(row))?;
    (column < MOST_COLUMNS).then_some((row - 1, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        for (written, expected) in [
            ("A1", Some((0, 0))),
            ("B7", Some((6, 1))),
            ("AA10", Some((9, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("XFE1", None),
            ("A0", None),
            ("A1048577", None),
            ("7", None),
            ("AAAA1", None),
        ] {
            assert_eq!(place(written), expected, "{written}");
        }
        assert_eq!(Area::read("A1:B2"), Some(Area { first: (0, 0), last: (1, 1) }));
        assert_eq!(Area::read("B2:A1"), None);
    }
}
