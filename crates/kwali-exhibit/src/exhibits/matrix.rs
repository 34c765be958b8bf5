//! Codes by documents or participants, either way round, with margins.

use kwali_analysis::{
    Column as Head, ColumnKey, Crosstab, Dimension, MISSING, Measure, PercentOf, Undefined, Unit,
};
use kwali_model::Snapshot;

use super::chart::Chart;
use super::crosstab::dimension_name;
use super::notes::Notes;
use super::wording::{
    capital, code_id, code_label, levels, missing, percent_base, study_base, unit_and_base,
};
use crate::units::{base_in_words, heading, plural, unit_in_words};
use crate::{Cell, Column, ColumnKind, Error, HeatMap, Language, Table, ValueKind};

/// How a matrix is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixOptions {
    /// What the cells hold.
    pub cells: MatrixCells,
    /// What stands in the rows.
    pub rows: MatrixRows,
    /// The most columns that are shown; a note says what is left out.
    pub most_columns: Option<usize>,
}

/// What the cells of a matrix hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixCells {
    /// Counts or percentages.
    Numbers(Measure),
    /// 1 where a code occurs, 0 where it does not.
    Binary,
}

/// What stands in the rows of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatrixRows {
    /// Codes; documents or participants are the columns.
    #[default]
    Codes,
    /// Documents or participants; codes are the columns.
    Cases,
}

/// Returns a crosstab by document or participant as a matrix with margins.
///
/// Margins are in the unit of the cells, what stands in several cells counted once; in a binary
/// matrix they are the numbers of ones. Percentages have none.
pub fn matrix_table(
    snapshot: &Snapshot,
    crosstab: &Crosstab,
    options: &MatrixOptions,
    language: Language,
) -> Result<Table, Error> {
    let view = View { snapshot, crosstab, options, language };
    let mut notes = Notes::of_codings(snapshot, language);
    let (rows, columns) = view.sides();
    let n_columns = columns.len();
    let columns = &columns[..options.most_columns.unwrap_or(n_columns).min(n_columns)];
    let cells = rows.iter().map(|row| view.row(row, columns, &mut notes)).collect();
    let heads = view.columns(columns);
    let mut table = Table::new(view.title(), heads, cells)?.with_bases(view.margins(columns))?;
    if options.rows == MatrixRows::Codes && crosstab.rows.is_sorted() {
        table = table.with_outline("label", levels(snapshot, &crosstab.rows));
    }
    table.unit = Some(view.unit().to_owned());
    table.base = Some(view.base());
    if columns.len() < n_columns {
        notes.add(language.choose(
            format!(
                "the first {} of {n_columns} columns are shown here; csv, json and --output have all",
                columns.len()
            ),
            format!(
                "de eerste {} van {n_columns} kolommen staan hier; csv, json en --output hebben ze \
                 allemaal",
                columns.len()
            ),
        ));
    }
    view.remark_on_nobody(&mut notes);
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the matrix as a heat map.
pub fn matrix_chart(
    snapshot: &Snapshot,
    crosstab: &Crosstab,
    options: &MatrixOptions,
    language: Language,
) -> Chart {
    let view = View { snapshot, crosstab, options, language };
    let (rows, columns) = view.sides();
    let value = |row: &Line, column: &Line| view.value(row, column).ok();
    let unit = unit_in_words(view.unit(), language);
    let is_tree = options.rows == MatrixRows::Codes && crosstab.rows.is_sorted();
    Chart::Heat(HeatMap {
        title: view.title(),
        subtitle: unit_and_base(unit, &view.base(), language),
        row_labels: rows.iter().map(|row| row.label.clone()).collect(),
        row_levels: if is_tree { levels(snapshot, &crosstab.rows) } else { Vec::new() },
        column_labels: columns.iter().map(|column| column.label.clone()).collect(),
        values: rows
            .iter()
            .map(|row| columns.iter().map(|column| value(row, column)).collect())
            .collect(),
        value_label: view.value_label(),
        kind: if view.is_percent() { ValueKind::Percent } else { ValueKind::Count },
        has_several_bases: view.has_several_bases(),
        language,
    })
}

/// A row or a column: a code, or a document or participant.
struct Line {
    kind: LineKind,
    /// The name in machine output.
    name: String,
    label: String,
}

#[derive(Clone, Copy)]
enum LineKind {
    /// The code of a row of the crosstab.
    Code(usize),
    /// The document or participant of a column of the crosstab.
    Case(usize),
}

struct View<'a> {
    snapshot: &'a Snapshot,
    crosstab: &'a Crosstab,
    options: &'a MatrixOptions,
    language: Language,
}

impl View<'_> {
    /// The rows and the columns.
    fn sides(&self) -> (Vec<Line>, Vec<Line>) {
        let codes = self.crosstab.rows.iter().enumerate().map(|(row, &code)| Line {
            kind: LineKind::Code(row),
            name: code_id(self.snapshot, code).to_owned(),
            label: code_label(self.snapshot, code, self.language).to_owned(),
        });
        let cases = self.crosstab.columns.iter().enumerate().map(|(column, head)| Line {
            kind: LineKind::Case(column),
            name: head.name(),
            label: match head.keys.iter().any(ColumnKey::is_missing) {
                true => missing(self.language).to_owned(),
                false => head.name(),
            },
        });
        match self.options.rows {
            MatrixRows::Codes => (codes.collect(), cases.collect()),
            MatrixRows::Cases => (cases.collect(), codes.collect()),
        }
    }

    fn is_percent(&self) -> bool {
        matches!(self.options.cells, MatrixCells::Numbers(measure) if measure.percent().is_some())
    }

    /// Whether the percentages of a row have different bases: those of the columns, or of the rows
    /// where codes are the columns.
    fn has_several_bases(&self) -> bool {
        let MatrixCells::Numbers(measure) = self.options.cells else { return false };
        measure.percent().is_some_and(|percent| match self.options.rows {
            MatrixRows::Codes => percent.is_of_column(),
            MatrixRows::Cases => percent == PercentOf::Row,
        })
    }

    fn case(&self) -> String {
        let by = self.crosstab.dimensions.first().copied().unwrap_or(Dimension::Document);
        dimension_name(self.snapshot, by, self.language)
    }

    fn title(&self) -> String {
        let case = self.case();
        match self.options.rows {
            MatrixRows::Codes => {
                self.language.choose(format!("Codes by {case}"), format!("Codes naar {case}"))
            }
            MatrixRows::Cases => {
                let cases = match self.crosstab.dimensions.first() {
                    Some(Dimension::Participant) => heading(Unit::Participants, self.language),
                    _ => heading(Unit::Documents, self.language),
                };
                self.language.choose(format!("{cases} by code"), format!("{cases} naar code"))
            }
        }
    }

    fn unit(&self) -> &'static str {
        match self.options.cells {
            MatrixCells::Numbers(measure) => measure.unit().name(),
            MatrixCells::Binary => "presence",
        }
    }

    fn value_label(&self) -> String {
        match self.options.cells {
            MatrixCells::Binary => unit_in_words(self.unit(), self.language).to_owned(),
            MatrixCells::Numbers(measure) => match measure.percent() {
                None => plural(measure.unit(), self.language).to_owned(),
                Some(of) => percent_base(of, measure.unit(), self.language),
            },
        }
    }

    fn base(&self) -> String {
        let study = study_base(self.snapshot, self.crosstab.subcodes, self.language);
        match self.is_percent() {
            true => format!("{}; {study}", self.value_label()),
            false => study,
        }
    }

    fn columns(&self, columns: &[Line]) -> Vec<Column> {
        let kind = if self.is_percent() { ColumnKind::Percent } else { ColumnKind::Count };
        let label = self.language.choose("Label", "Omschrijving");
        let mut heads = match self.options.rows {
            MatrixRows::Codes => vec![
                Column::new("code", "Code", ColumnKind::Text),
                Column::wording("label", label, ColumnKind::Text),
            ],
            MatrixRows::Cases => {
                let name = match self.crosstab.dimensions.first() {
                    Some(Dimension::Participant) => "participant",
                    _ => "document",
                };
                vec![Column::new(name, capital(&self.case()), ColumnKind::Text)]
            }
        };
        let unit = match self.options.cells {
            MatrixCells::Numbers(measure) => Some(measure.unit()),
            MatrixCells::Binary => None,
        };
        let column = |name: &str, label: &str| Column { unit, ..Column::new(name, label, kind) };
        heads.extend(columns.iter().map(|line| column(&line.name, &line.label)));
        if !self.is_percent() {
            heads.push(column("total", self.total_label()));
        }
        heads
    }

    /// What the margins of the rows are: of documents or participants also what has no column.
    fn total_label(&self) -> &'static str {
        match (self.options.cells, self.options.rows) {
            (MatrixCells::Numbers(_), MatrixRows::Cases) => base_in_words("total", self.language),
            _ => self.language.choose("Total", "Totaal"),
        }
    }

    fn row(&self, row: &Line, columns: &[Line], notes: &mut Notes) -> Vec<Cell> {
        let mut cells = vec![Cell::text(match row.kind {
            LineKind::Case(_) if row.name == MISSING => &row.label,
            _ => &row.name,
        })];
        if self.options.rows == MatrixRows::Codes {
            cells.push(Cell::text(&row.label));
        }
        for column in columns {
            let value = self.value(row, column);
            cells.push(match self.is_percent() {
                true => notes.number(&column.name, value),
                false => notes.count(&column.name, value.map(|value| value as u64)),
            });
        }
        if !self.is_percent() {
            cells.push(Cell::count(self.margin(row).ok()));
        }
        cells
    }

    /// The row under the table that has the margins of the columns.
    fn margins(&self, columns: &[Line]) -> Vec<Vec<Cell>> {
        if self.is_percent() {
            return Vec::new();
        }
        let mut cells = vec![Cell::text(match (self.options.cells, self.options.rows) {
            (MatrixCells::Binary, MatrixRows::Codes) => "present",
            (MatrixCells::Binary, MatrixRows::Cases) => "all",
            (_, MatrixRows::Codes) => "total",
            (_, MatrixRows::Cases) => "all",
        })];
        if self.options.rows == MatrixRows::Codes {
            cells.push(Cell::text(""));
        }
        cells.extend(columns.iter().map(|column| Cell::count(self.margin(column).ok())));
        let whole = match self.options.cells {
            MatrixCells::Numbers(measure) => self.crosstab.total().of(measure.unit()).ok(),
            MatrixCells::Binary => Some(self.n_present()),
        };
        cells.push(Cell::count(whole));
        vec![cells]
    }

    fn value(&self, row: &Line, column: &Line) -> Result<f64, Undefined> {
        let cell = match (row.kind, column.kind) {
            (LineKind::Code(code), LineKind::Case(case))
            | (LineKind::Case(case), LineKind::Code(code)) => (code, case),
            _ => return Err(Undefined::EmptyBase),
        };
        match self.options.cells {
            MatrixCells::Numbers(measure) => self.crosstab.value(cell, measure),
            MatrixCells::Binary => Ok(f64::from(u8::from(self.is_present(cell)))),
        }
    }

    fn is_present(&self, (code, case): (usize, usize)) -> bool {
        self.crosstab.cell(code, case).segments > 0
    }

    fn n_present(&self) -> u64 {
        let of_row = |code| (0..self.crosstab.columns.len()).map(move |case| (code, case));
        let cells = (0..self.crosstab.rows.len()).flat_map(of_row);
        cells.filter(|&cell| self.is_present(cell)).count() as u64
    }

    /// The margin of a code or a case; those of a binary matrix are sums over the codes shown.
    fn margin(&self, line: &Line) -> Result<u64, Undefined> {
        let of = |unit: Unit| match line.kind {
            LineKind::Code(code) => self.crosstab.row_total(code).of(unit),
            LineKind::Case(case) => self.crosstab.column_total(case).of(unit),
        };
        let ones = || match line.kind {
            LineKind::Code(code) => {
                (0..self.crosstab.columns.len()).filter(|&c| self.is_present((code, c))).count()
            }
            LineKind::Case(case) => {
                (0..self.crosstab.rows.len()).filter(|&c| self.is_present((c, case))).count()
            }
        };
        match self.options.cells {
            MatrixCells::Numbers(measure) => of(measure.unit()),
            MatrixCells::Binary => Ok(ones() as u64),
        }
    }

    fn remark_on_nobody(&self, notes: &mut Notes) {
        let columns = 0..self.crosstab.columns.len();
        let in_columns: u64 = columns.map(|at| self.crosstab.column_total(at).segments).sum();
        let is_nobody = |column: &Head| column.keys.iter().any(ColumnKey::is_missing);
        let has_nobody = self.crosstab.columns.iter().any(is_nobody);
        if in_columns == self.crosstab.total().segments && !has_nobody {
            return;
        }
        notes.add(self.language.choose(
            "a segment in which several participants speak counts for each of them, one in which \
             none speaks under (missing); totals count it once",
            "een segment waarin meer deelnemers spreken telt voor elk van hen, een waarin er geen \
             spreekt bij (onbekend); totalen tellen het één keer",
        ));
    }
}
