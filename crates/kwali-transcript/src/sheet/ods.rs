//! OpenDocument spreadsheets (.ods).

use quick_xml::events::BytesStart;

use super::package::{Go, Package, Step, attribute};
use super::place::{Area, MOST_COLUMNS, MOST_ROWS, Place};
use super::{Cells, ReadSheet, Sheet};
use crate::{Error, TableError};

const CONTENT: &str = "content.xml";
const WHAT: &str = "the content (content.xml)";

/// Elements of which nothing is part of any cell.
const ASIDE: [&str; 5] = ["tracked-changes", "annotation", "shapes", "forms", "dde-links"];

/// Reads one sheet of a spreadsheet.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<ReadSheet, Error> {
    let mut package = Package::open(bytes)?;
    let mut survey = Reader::default();
    if !package.walk(CONTENT, WHAT, &mut |step| survey.take(step))? {
        return Err(TableError::NotSpreadsheet("it has no part content.xml").into());
    }
    let filled: Vec<usize> = survey.filled.clone();
    let (place, note) = super::chosen(&survey.names, &filled, wanted)?;
    let mut reader = Reader { wanted: Some(place), ..Reader::default() };
    package.walk(CONTENT, WHAT, &mut |step| reader.take(step))?;
    for area in std::mem::take(&mut reader.merged) {
        reader.cells.fill(&area)?;
    }
    let sheet = Sheet { name: Some(survey.names[place].clone()), rows: reader.cells.finish() };
    Ok(ReadSheet { sheet, encoding: None, separator: None, notes: note.into_iter().collect() })
}

/// Walks through the sheets: to see which have cells, or to read the cells of one.
#[derive(Default)]
struct Reader {
    names: Vec<String>,
    /// The sheets in which some cell has a value.
    filled: Vec<usize>,
    /// The sheet of which the cells are read.
    wanted: Option<usize>,
    cells: Cells,
    at: Place,
    /// How often the row, and the cell, are repeated.
    repeated: (usize, usize),
    /// The cells of the row with the columns they stand in, and how often.
    row: Vec<(usize, usize, String)>,
    value: String,
    words: String,
    n_paragraphs: usize,
    in_cell: bool,
    /// How deep within an element that is no part of a cell.
    aside: usize,
    merged: Vec<Area>,
}

impl Reader {
    fn take(&mut self, step: Step) -> Result<Go, Error> {
        if self.aside > 0 || matches!(&step, Step::Start(name, _) if ASIDE.contains(name)) {
            match step {
                Step::Start(..) => self.aside += 1,
                Step::End(_) => self.aside -= 1,
                Step::Text(_) => {}
            }
            return Ok(Go::On);
        }
        match step {
            Step::Start("table", start) if !self.in_cell => {
                if self.wanted.is_some_and(|wanted| self.names.len() > wanted) {
                    return Ok(Go::Stop);
                }
                self.names.push(attribute(start, "name").unwrap_or_default());
                self.at = (0, 0);
            }
            Step::Start("table-row", start) if !self.in_cell => {
                self.repeated.0 = count(start, "number-rows-repeated", MOST_ROWS);
                self.at.1 = 0;
            }
            Step::End("table-row") if !self.in_cell => self.finish_row()?,
            Step::Start("table-cell" | "covered-table-cell", start) if !self.in_cell => {
                self.begin_cell(start);
            }
            Step::End("table-cell" | "covered-table-cell") if self.in_cell => self.finish_cell(),
            Step::Start(name, start) if self.in_cell => self.begin_words(name, start),
            Step::Text(words) if self.in_cell && self.n_paragraphs > 0 => {
                self.words.push_str(words);
            }
            _ => {}
        }
        Ok(Go::On)
    }

    fn begin_cell(&mut self, start: &BytesStart) {
        self.repeated.1 = count(start, "number-columns-repeated", MOST_COLUMNS);
        let kind = attribute(start, "value-type").unwrap_or_default();
        self.value = match kind.as_str() {
            "float" | "percentage" | "currency" => attribute(start, "value"),
            "date" => attribute(start, "date-value")
                .map(|date| date.trim_end_matches("T00:00:00").replace('T', " ")),
            "boolean" => attribute(start, "boolean-value").map(|value| value.to_uppercase()),
            _ => None,
        }
        .unwrap_or_default();
        let rows = count(start, "number-rows-spanned", MOST_ROWS);
        let columns = count(start, "number-columns-spanned", MOST_COLUMNS);
        if rows * columns > 1 {
            let (row, column) = self.at;
            let last = (row + rows - 1, column + columns - 1);
            if self.is_wanted() {
                self.merged.push(Area { first: self.at, last });
            }
        }
        (self.in_cell, self.n_paragraphs) = (true, 0);
        self.words.clear();
    }

    fn begin_words(&mut self, name: &str, start: &BytesStart) {
        match name {
            "p" => {
                if self.n_paragraphs > 0 {
                    self.words.push('\n');
                }
                self.n_paragraphs += 1;
            }
            "s" => self.words.push_str(&" ".repeat(count(start, "c", 1000))),
            "tab" => self.words.push('\t'),
            "line-break" => self.words.push('\n'),
            _ => {}
        }
    }

    fn finish_cell(&mut self) {
        self.in_cell = false;
        let shown = std::mem::take(&mut self.words);
        let value = std::mem::take(&mut self.value);
        let text = if value.is_empty() { shown } else { value };
        let repeats = self.repeated.1;
        if !text.trim().is_empty() {
            let sheet = self.names.len().saturating_sub(1);
            if self.filled.last() != Some(&sheet) {
                self.filled.push(sheet);
            }
            if self.is_wanted() {
                self.row.push((self.at.1, repeats, text));
            }
        }
        self.at.1 += repeats;
    }

    /// A row that is repeated to the end of the sheet is empty, or else there are too many cells.
    fn finish_row(&mut self) -> Result<(), Error> {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            for number in 0..self.repeated.0 {
                for (column, repeats, text) in &row {
                    for column in *column..column + repeats {
                        self.cells.put((self.at.0 + number, column), text)?;
                    }
                }
            }
        }
        self.at.0 += self.repeated.0;
        Ok(())
    }

    fn is_wanted(&self) -> bool {
        self.wanted.is_some_and(|wanted| wanted + 1 == self.names.len())
    }
}

/// Returns a number of repetitions: at least one, at most so many.
fn count(start: &BytesStart, name: &str, most: usize) -> usize {
    let stated = attribute(start, name).and_then(|written| written.parse::<usize>().ok());
    stated.unwrap_or(1).clamp(1, most)
}
