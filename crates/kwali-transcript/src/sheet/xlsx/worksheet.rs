//! The cells of one sheet of a workbook.

use super::styles::Styles;
use super::{note_formulas, without_escapes};
use crate::sheet::date::{Epoch, date};
use crate::sheet::package::{Go, Package, Step, attribute};
use crate::sheet::place::{Area, MOST_ROWS, Place, place};
use crate::sheet::{Cells, SheetRow};
use crate::{Error, Note, TableNote};

const WHAT: &str = "the sheet";

/// What the values of cells mean.
pub(super) struct Values {
    pub(super) strings: Vec<String>,
    pub(super) styles: Styles,
    pub(super) epoch: Epoch,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    place: Place,
    kind: String,
    format: Option<usize>,
    value: String,
    has_formula: bool,
}

/// Says whether a sheet has any cell with a value.
pub(super) fn has_cells(package: &mut Package, part: &str) -> Result<bool, Error> {
    let mut found = false;
    package.walk(part, WHAT, &mut |step| {
        found = matches!(step, Step::Start("v" | "is", _));
        Ok(if found { Go::Stop } else { Go::On })
    })?;
    Ok(found)
}

/// Returns the rows of a sheet; merged cells have their value everywhere.
pub(super) fn read(
    package: &mut Package,
    part: &str,
    values: &Values,
) -> Result<(Vec<SheetRow>, Vec<Note>), Error> {
    let mut sheet = Reader::new(values);
    package.walk(part, WHAT, &mut |step| sheet.take(step).map(|()| Go::On))?;
    for area in std::mem::take(&mut sheet.merged) {
        sheet.cells.fill(&area)?;
    }
    let mut notes = Vec::from_iter(note_formulas(sheet.n_formulas));
    if sheet.n_errors > 0 {
        notes.push(TableNote::ErrorValues(sheet.n_errors).at(None));
    }
    Ok((sheet.cells.finish(), notes))
}

struct Reader<'a> {
    values: &'a Values,
    cells: Cells,
    cell: Cell,
    /// Where the next cell stands that does not say so itself.
    next: Place,
    in_value: bool,
    aside: bool,
    merged: Vec<Area>,
    n_formulas: usize,
    n_errors: usize,
}

impl Reader<'_> {
    fn new(values: &Values) -> Reader<'_> {
        Reader {
            values,
            cells: Cells::default(),
            cell: Cell::default(),
            next: (0, 0),
            in_value: false,
            aside: false,
            merged: Vec::new(),
            n_formulas: 0,
            n_errors: 0,
        }
    }

    fn take(&mut self, step: Step) -> Result<(), Error> {
        match step {
            Step::Start("row", start) => {
                let stated = attribute(start, "r").and_then(|row| row.parse::<usize>().ok());
                let stated = stated.filter(|row| (1..=MOST_ROWS).contains(row));
                self.next = (stated.map_or(self.next.0, |row| row - 1), 0);
            }
            Step::End("row") => self.next = (self.next.0 + 1, 0),
            Step::Start("c", start) => {
                let stated = attribute(start, "r").and_then(|written| place(&written));
                self.cell = Cell {
                    place: stated.unwrap_or(self.next),
                    kind: attribute(start, "t").unwrap_or_default(),
                    format: attribute(start, "s").and_then(|format| format.parse().ok()),
                    ..Cell::default()
                };
            }
            Step::Start("f", _) => self.cell.has_formula = true,
            Step::Start("v" | "t", _) => self.in_value = !self.aside,
            Step::End("v" | "t") => self.in_value = false,
            Step::Start("rPh", _) => self.aside = true,
            Step::End("rPh") => self.aside = false,
            Step::Text(words) if self.in_value => self.cell.value.push_str(words),
            Step::End("c") => self.finish_cell()?,
            Step::Start("mergeCell", start) => {
                self.merged.extend(attribute(start, "ref").and_then(|area| Area::read(&area)));
            }
            _ => {}
        }
        Ok(())
    }

    fn finish_cell(&mut self) -> Result<(), Error> {
        let cell = std::mem::take(&mut self.cell);
        self.next = (cell.place.0, cell.place.1 + 1);
        if cell.value.is_empty() {
            self.n_formulas += usize::from(cell.has_formula);
            return Ok(());
        }
        let text = match cell.kind.as_str() {
            "s" => {
                let number = cell.value.trim().parse::<usize>().ok();
                number.and_then(|number| self.values.strings.get(number)).cloned()
            }
            "e" => {
                self.n_errors += 1;
                None
            }
            "b" => Some(if cell.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "str" | "inlineStr" => Some(without_escapes(&cell.value)),
            "d" => Some(cell.value.trim().trim_end_matches("T00:00:00").replace('T', " ")),
            _ => Some(self.number(&cell)),
        };
        self.cells.put(cell.place, &text.unwrap_or_default())
    }

    /// A number as people write it, or the date that it shows.
    fn number(&self, cell: &Cell) -> String {
        let written = cell.value.trim();
        let Ok(number) = written.parse::<f64>() else { return written.to_owned() };
        let shows_date = self.values.styles.shows_date(cell.format);
        let date = if shows_date { date(number, self.values.epoch) } else { None };
        date.unwrap_or_else(|| number.to_string())
    }
}
