//! A table: what every result becomes before it is written.

mod cell;
mod csv;
pub(crate) mod fitting;
mod for_people;
mod grid;
mod html;
mod json;
mod markdown;
mod plain;
mod tsv;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use kwali_analysis::Unit;

pub use cell::Cell;
pub(crate) use cell::{Place, SUPPRESSED};
#[cfg(feature = "pdf")]
pub(crate) use fitting::shared_out;
pub(crate) use for_people::{ForPeople, Value, facts};
pub(crate) use grid::Grid;
pub use html::write_html_page;
pub(crate) use markdown::escape as escape_markdown;

use crate::{Error, Format, Style};

/// A rectangle of cells that says what was counted, in which unit and out of what.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub title: String,
    /// What was counted: segments, documents, participants, …
    pub unit: Option<String>,
    /// What percentages are percentages of, or what was searched.
    pub base: Option<String>,
    /// The question that was asked, in a form that can be asked again.
    pub query: Option<String>,
    /// Remarks under the table, such as why a number is undefined.
    pub notes: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    bases: Vec<Vec<Cell>>,
    outline: Option<Outline>,
}

/// The rows of a table as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Outline {
    /// The name of the column that people see indented.
    column: String,
    /// By row: how deep it is.
    levels: Vec<usize>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in machine formats, such as `distinct_spans`.
    pub name: String,
    /// The heading for people.
    pub label: String,
    /// A heading over this and neighbouring columns.
    pub group: Option<String>,
    /// What the cells hold.
    pub kind: ColumnKind,
    /// Who sees it.
    pub audience: Audience,
    /// At which side of the column its cells stand, for people.
    pub side: Side,
    /// What its numbers count, or are percentages of a count of; `None` where they are something else.
    pub unit: Option<Unit>,
}

/// Whose formats show a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Audience {
    /// All formats.
    #[default]
    Everyone,
    /// csv, tsv and json only: too wide or too technical to read.
    Machines,
    /// plain, Markdown and HTML only: wording of what another column says exactly.
    People,
}

/// A side of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Side {
    /// Where lines begin.
    #[default]
    Left,
    /// Where lines end, as numbers do.
    Right,
}

impl Column {
    /// Returns a column that all formats show.
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: ColumnKind) -> Column {
        let side = if kind.is_numeric() { Side::Right } else { Side::Left };
        Column {
            name: name.into(),
            label: label.into(),
            group: None,
            kind,
            audience: Audience::Everyone,
            side,
            unit: None,
        }
    }

    /// Returns the column with what its numbers count.
    pub fn counting(self, unit: Unit) -> Column {
        Column { unit: Some(unit), ..self }
    }

    /// Returns the column under a heading that it shares with its neighbours.
    pub fn under(self, group: &str) -> Column {
        Column { group: Some(group.to_owned()), ..self }
    }

    /// Returns the whole heading on one line: `resident / Utrecht`.
    pub(crate) fn heading(&self) -> String {
        match &self.group {
            None => self.label.clone(),
            Some(group) => format!("{group} / {}", self.label),
        }
    }

    /// Returns a column that only csv, tsv and json show.
    pub fn detail(name: impl Into<String>, label: impl Into<String>, kind: ColumnKind) -> Column {
        Column { audience: Audience::Machines, ..Column::new(name, label, kind) }
    }

    /// Returns a column that only plain, Markdown and HTML show.
    pub fn wording(name: impl Into<String>, label: impl Into<String>, kind: ColumnKind) -> Column {
        Column { audience: Audience::People, ..Column::new(name, label, kind) }
    }
}

/// What the cells of a column hold, undefined cells aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Text`] of whole sentences, which needs room.
    Prose,
    /// [`Cell::Count`].
    Count,
    /// [`Cell::Number`].
    Number,
    /// [`Cell::Number`], a measure of how things go together, shown to people with three decimals.
    Coefficient,
    /// [`Cell::Number`], a rate or a measure, shown to people with two decimals.
    Measure,
    /// [`Cell::Number`] between 0 and 100, shown to people with a percent sign.
    Percent,
    /// [`Cell::Number`] between 0 and 1, shown to people as a percentage.
    Share,
    /// [`Cell::Flag`].
    Flag,
    /// [`Cell::Flag`], shown to people as a tick or nothing.
    Tick,
}

impl ColumnKind {
    /// Returns the type that JSON names: `text`, `count`, `number` or `boolean`.
    pub fn json_type(self) -> &'static str {
        match self {
            ColumnKind::Text | ColumnKind::Prose => "text",
            ColumnKind::Count => "count",
            ColumnKind::Number
            | ColumnKind::Coefficient
            | ColumnKind::Measure
            | ColumnKind::Percent
            | ColumnKind::Share => "number",
            ColumnKind::Flag | ColumnKind::Tick => "boolean",
        }
    }

    fn admits(self, cell: &Cell) -> bool {
        match cell {
            Cell::Text(_) => self.json_type() == "text",
            Cell::Count(_) => self == ColumnKind::Count,
            Cell::Number(_) => self.json_type() == "number",
            Cell::Flag(_) => self.json_type() == "boolean",
            Cell::Undefined | Cell::Suppressed => true,
        }
    }

    /// Whether people read the column from its right side.
    fn is_numeric(self) -> bool {
        !matches!(self.json_type(), "text" | "boolean")
    }
}

impl fmt::Display for ColumnKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.json_type())
    }
}

impl Table {
    /// Returns a table without unit, base, query and notes, which are set afterwards.
    ///
    /// Every row must have a cell for every column, of the column's kind or undefined. Numbers
    /// that are not finite become [`Cell::Undefined`].
    pub fn new(
        title: impl Into<String>,
        columns: Vec<Column>,
        mut rows: Vec<Vec<Cell>>,
    ) -> Result<Table, Error> {
        let title = title.into();
        check_rows(&title, &columns, &mut rows)?;
        Ok(Table {
            title,
            unit: None,
            base: None,
            query: None,
            notes: Vec::new(),
            columns,
            rows,
            bases: Vec::new(),
            outline: None,
        })
    }

    /// Returns the table with totals and bases of its columns under the rows.
    ///
    /// People see them as last lines, JSON has them apart from the rows; csv and tsv hold rows
    /// only. They must fit the columns as rows do.
    pub fn with_bases(mut self, mut bases: Vec<Vec<Cell>>) -> Result<Table, Error> {
        check_rows(&self.title, &self.columns, &mut bases)?;
        self.bases = bases;
        Ok(self)
    }

    /// Returns the table with its rows as a tree: people see the texts of a column indented.
    ///
    /// `levels` says of every row how deep it is; rows that it does not reach are at the top.
    pub fn with_outline(mut self, column: &str, levels: Vec<usize>) -> Table {
        self.outline = Some(Outline { column: column.to_owned(), levels });
        self
    }

    /// Says who sees the column of a name; nothing happens where there is none.
    pub fn show_to(&mut self, column: &str, audience: Audience) {
        if let Some(column) = self.columns.iter_mut().find(|known| known.name == column) {
            column.audience = audience;
        }
    }

    /// Adds a column behind the others, with a cell for every row and every row under the table.
    pub(crate) fn add_column(
        &mut self,
        column: Column,
        cells: Vec<Cell>,
        bases: Vec<Cell>,
    ) -> Result<(), Error> {
        self.columns.push(column);
        self.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        self.bases.iter_mut().zip(bases).for_each(|(row, cell)| row.push(cell));
        check_rows(&self.title, &self.columns, &mut self.rows)?;
        check_rows(&self.title, &self.columns, &mut self.bases)
    }

    /// Puts another cell in a place; nothing happens where there is none, or where it does not fit.
    pub(crate) fn replace(&mut self, place: Place, cell: Cell) {
        let (rows, row, column) = match place {
            Place::Row(row, column) => (&mut self.rows, row, column),
            Place::Base(row, column) => (&mut self.bases, row, column),
        };
        if self.columns.get(column).is_some_and(|column| column.kind.admits(&cell))
            && let Some(old) = rows.get_mut(row).and_then(|row| row.get_mut(column))
        {
            *old = cell;
        }
    }

    /// Puts other words in the place of the heading that a column shares with its neighbours.
    pub(crate) fn head_group(&mut self, old: &str, new: &str) {
        for column in self.columns.iter_mut().filter(|column| column.group.as_deref() == Some(old))
        {
            column.group = Some(new.to_owned());
        }
    }

    /// Puts other words for people in the place of these: in headings, and where they fill a cell
    /// that only people see.
    pub(crate) fn relabel(&mut self, labels: &BTreeMap<&str, &str>) {
        for column in &mut self.columns {
            let label = labels.get(column.label.as_str()).or(labels.get(column.name.as_str()));
            if let Some(label) = label {
                column.label = (*label).to_owned();
            }
            if let Some(group) = &mut column.group
                && let Some(label) = labels.get(group.as_str())
            {
                *group = (*label).to_owned();
            }
        }
        for row in self.rows.iter_mut().chain(&mut self.bases) {
            let shown = row.iter_mut().zip(&self.columns);
            let words = shown.filter(|(_, column)| column.audience == Audience::People);
            for (cell, _) in words {
                if let Cell::Text(text) = cell
                    && let Some(label) = labels.get(text.as_str())
                {
                    *text = (*label).to_owned();
                }
            }
        }
    }

    /// Returns the columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the rows; each has one cell a column.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Returns the rows under the table; see [`Table::with_bases`].
    pub fn bases(&self) -> &[Vec<Cell>] {
        &self.bases
    }

    /// Returns how deep a row is in the tree of the rows; 0 where they are none.
    pub(crate) fn level(&self, row: usize) -> usize {
        self.outline.as_ref().and_then(|outline| outline.levels.get(row)).copied().unwrap_or(0)
    }

    /// The columns that csv, tsv and json have.
    fn machine_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.audience != Audience::People)
    }

    /// The cells of a row that csv, tsv and json have.
    fn machine_cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = &'a Cell> {
        let with_columns = row.iter().zip(&self.columns);
        with_columns.filter(|(_, column)| column.audience != Audience::People).map(|(cell, _)| cell)
    }

    /// Writes the table in the format asked for, with a line end after the last line.
    ///
    /// `style` matters to the formats for people only. The same table gives the same bytes.
    pub fn write(&self, format: Format, style: Style, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Plain => plain::write(self, style, out),
            Format::Csv => csv::write(self, out),
            Format::Tsv => tsv::write(self, out),
            Format::Json => json::write(self, out),
            Format::Markdown => markdown::write(self, style, out),
            Format::Html => html::write(self, style, out),
        }
    }

    /// Returns the table as HTML with further attributes for the cells of its rows.
    pub(crate) fn html_with(&self, style: Style, attributes: html::Attributes<'_>) -> String {
        let mut bytes = Vec::new();
        // Writing to memory does not fail, and what tables write is UTF-8.
        let _ = html::write_with(self, style, attributes, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Returns what [`Table::write`] writes, without the last line end.
    pub(crate) fn written(&self, format: Format, style: Style) -> String {
        let mut bytes = Vec::new();
        // Writing to memory does not fail, and what tables write is UTF-8.
        let _ = self.write(format, style, &mut bytes);
        String::from_utf8_lossy(&bytes).trim_end().to_owned()
    }
}

/// Checks rows, and makes [`Cell::Undefined`] of numbers that are not finite.
fn check_rows(title: &str, columns: &[Column], rows: &mut [Vec<Cell>]) -> Result<(), Error> {
    for (number, row) in rows.iter_mut().enumerate() {
        check_row(title, number, columns, row)?;
        for cell in row {
            if matches!(cell, Cell::Number(number) if !number.is_finite()) {
                *cell = Cell::Undefined;
            }
        }
    }
    Ok(())
}

fn check_row(title: &str, row: usize, columns: &[Column], cells: &[Cell]) -> Result<(), Error> {
    if cells.len() != columns.len() {
        return Err(Error::RowLength {
            title: title.to_owned(),
            row,
            expected: columns.len(),
            found: cells.len(),
        });
    }
    match columns.iter().zip(cells).find(|(column, cell)| !column.kind.admits(cell)) {
        None => Ok(()),
        Some((column, _)) => Err(Error::CellKind {
            title: title.to_owned(),
            row,
            column: column.name.clone(),
            kind: column.kind,
        }),
    }
}
