//! The rows of a CSV file: what separates cells, and on which line each row begins.

use std::io::Read as _;

use super::{Row, TableError};

/// Stands alone on a line behind the table; where it does not come back so, a cell was left open.
const END_MARK: &str = "\u{1}end of table\u{1}";

/// The rows of a CSV file, whichever of them are headers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rows {
    /// All rows but those that are wholly empty.
    pub rows: Vec<Row>,
    /// What separates the cells.
    pub separator: u8,
    /// The line of a quotation mark that opens a cell and is never closed; from there on nothing
    /// was read.
    pub unclosed: Option<usize>,
}

impl Rows {
    /// Reads a text as rows; without a stated separator it is found out as by [`Table::read`](super::Table::read).
    pub fn read(content: &str, stated: Option<u8>) -> Result<Rows, TableError> {
        let (found, body) = separator(content);
        let separator = stated.unwrap_or(found);
        let end = format!("\n{END_MARK}");
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(body.as_bytes().chain(end.as_bytes()));
        let mut lines = Lines { bytes: content.as_bytes(), reached: 0, line: 1 };
        let (mut rows, mut unclosed) = (Vec::new(), None);
        for record in reader.into_records() {
            let cells = record.map_err(|_| TableError::Unreadable(lines.line))?;
            let byte = cells.position().map_or(0, |position| position.byte() as usize);
            let line = lines.line_at(content.len() - body.len() + byte);
            if cells.iter().any(|cell| cell.contains(END_MARK)) {
                unclosed = (cells.len() != 1 || &cells[0] != END_MARK).then_some(line);
                break;
            }
            let row = Row { line, cells };
            if !row.is_empty() {
                rows.push(row);
            }
        }
        Ok(Rows { rows, separator, unclosed })
    }
}

/// How many lines are looked at to tell which of several separators separates cells.
const SAMPLE_LINES: usize = 20;

/// The separator, and the content behind the line that states it, if one does.
fn separator(content: &str) -> (u8, &str) {
    if let Some(rest) = content.strip_prefix("sep=")
        && let [separator @ (b',' | b';' | b'\t' | b'|'), b'\r' | b'\n', ..] = rest.as_bytes()
    {
        return (*separator, &rest[1..]);
    }
    // In a header of whole questions commas are more frequent than the semicolons between them, but
    // the rows below it have as many semicolons.
    let lines = separator_counts(content);
    let header = lines.first().copied().unwrap_or_default();
    let agreeing = |mark: usize| lines.iter().filter(|counts| counts[mark] == header[mark]).count();
    let is_any = |&mark: &usize| header[mark] > 0;
    // Of equals the last wins in `max_by_key`, so the comma is asked last.
    let best = (0..SEPARATORS.len()).rev().filter(is_any);
    let best = best.max_by_key(|&mark| (agreeing(mark), header[mark]));
    (best.map_or(b',', |mark| SEPARATORS[mark]), content)
}

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Counts the separators outside quotation marks in the first lines that are not empty.
fn separator_counts(content: &str) -> Vec<[usize; 3]> {
    let (mut lines, mut counts, mut quoted, mut is_blank) = (Vec::new(), [0; 3], false, true);
    for byte in content.bytes().chain([b'\n']) {
        match byte {
            b'\r' | b'\n' if !quoted => {
                if !is_blank {
                    lines.push(counts);
                }
                (counts, is_blank) = ([0; 3], true);
                if lines.len() == SAMPLE_LINES {
                    break;
                }
            }
            _ => {
                is_blank = false;
                quoted ^= byte == b'"';
                let mark = SEPARATORS.iter().position(|&mark| mark == byte && !quoted);
                if let Some(mark) = mark {
                    counts[mark] += 1;
                }
            }
        }
    }
    lines
}

/// Counts lines up to places that only move on.
struct Lines<'a> {
    bytes: &'a [u8],
    reached: usize,
    line: usize,
}

impl Lines<'_> {
    /// Returns the line of the first byte at or behind `place` that is no line end.
    fn line_at(&mut self, place: usize) -> usize {
        while let Some(&byte) = self.bytes.get(self.reached) {
            let is_line_end = matches!(byte, b'\n' | b'\r');
            if self.reached >= place && !is_line_end {
                break;
            }
            let half = byte == b'\r' && self.bytes.get(self.reached + 1) == Some(&b'\n');
            self.line += usize::from(is_line_end && !half);
            self.reached += 1;
        }
        self.line
    }
}
