//! Codes by documents, participants, groups, coders or the values of one or two variables.

mod bases;
mod beside;
mod remarks;

use kwali_analysis::{Column as Group, Crosstab, Dimension, Measure, PercentOf, Undefined};
use kwali_model::Snapshot;

pub use self::beside::Beside;
use super::chart::Chart;
use super::notes::Notes;
use super::wording::{
    and_list, code_id, code_label, have_labels, levels, missing, percent_base, study_base,
    unit_and_base,
};
use crate::units::plural;
use crate::{Cell, Column, ColumnKind, Error, HeatMap, Language, Table, ValueKind};

/// How a crosstab is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosstabOptions {
    /// What the cells hold.
    pub measure: Measure,
    /// What stands beside every cell; of counts of segments only.
    pub beside: Vec<Beside>,
}

impl CrosstabOptions {
    /// Returns options with nothing beside the cells.
    pub fn of(measure: Measure) -> CrosstabOptions {
        CrosstabOptions { measure, beside: Vec::new() }
    }
}

/// Returns a crosstab as a table in one unit: one row a code or set, one column a value.
///
/// Totals and the bases of the columns stand under the rows, see [`Table::with_bases`]; the total
/// of a row is for people only.
pub fn crosstab_table(
    snapshot: &Snapshot,
    crosstab: &Crosstab,
    options: &CrosstabOptions,
    language: Language,
) -> Result<Table, Error> {
    let view = View { snapshot, crosstab, options, language };
    let mut notes = Notes::of_codings(snapshot, language);
    let rows = (0..crosstab.n_rows()).map(|row| view.row(row, &mut notes)).collect();
    let table = Table::new(view.title(), view.columns(), rows)?;
    let mut table = table.with_bases(view.bases(&mut notes))?;
    table = table.with_outline("label", view.levels());
    table.unit = Some(options.measure.unit().name().to_owned());
    table.base = Some(view.base());
    view.remarks(&mut notes);
    table.notes = notes.finish();
    Ok(table)
}

/// Returns a crosstab as a heat map.
pub fn crosstab_chart(
    snapshot: &Snapshot,
    crosstab: &Crosstab,
    measure: Measure,
    language: Language,
) -> Chart {
    let options = CrosstabOptions::of(measure);
    let view = View { snapshot, crosstab, options: &options, language };
    let n_columns = crosstab.columns.len();
    let values = |row| (0..n_columns).map(|column| view.value(row, column).ok()).collect();
    let base = view.base();
    Chart::Heat(HeatMap {
        title: view.title(),
        subtitle: unit_and_base(plural(measure.unit(), language), &base, language),
        row_labels: (0..crosstab.n_rows()).map(|row| view.row_label(row)).collect(),
        row_levels: view.levels(),
        column_labels: crosstab.columns.iter().map(|column| view.label(column)).collect(),
        values: (0..crosstab.n_rows()).map(values).collect(),
        value_label: match measure.percent() {
            None => plural(measure.unit(), language).to_owned(),
            Some(of) => percent_base(of, measure.unit(), language),
        },
        kind: if measure.percent().is_some() { ValueKind::Percent } else { ValueKind::Count },
        has_several_bases: measure.percent().is_some_and(PercentOf::is_of_column),
        language,
    })
}

/// A crosstab and how it is to be shown.
struct View<'a> {
    snapshot: &'a Snapshot,
    crosstab: &'a Crosstab,
    options: &'a CrosstabOptions,
    language: Language,
}

impl View<'_> {
    fn measure(&self) -> Measure {
        self.options.measure
    }

    fn title(&self) -> String {
        let dimensions = self.crosstab.dimensions.iter();
        let names: Vec<String> =
            dimensions.map(|&by| dimension_name(self.snapshot, by, self.language)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let by = and_list(&names, self.language);
        let what = match (self.crosstab.rows.is_empty(), self.crosstab.sets.is_empty()) {
            (_, true) => self.language.choose("Codes", "Codes"),
            (true, false) => self.language.choose("Sets of segments", "Groepen segmenten"),
            (false, false) => {
                self.language.choose("Codes and sets of segments", "Codes en groepen segmenten")
            }
        };
        self.language.choose(format!("{what} by {by}"), format!("{what} naar {by}"))
    }

    /// How deep the rows are in the tree of codes, if they stand in its order; sets are at the top.
    fn levels(&self) -> Vec<usize> {
        match self.crosstab.rows.is_sorted() {
            true => levels(self.snapshot, &self.crosstab.rows),
            false => Vec::new(),
        }
    }

    fn has_labels(&self) -> bool {
        have_labels(self.snapshot, &self.crosstab.rows)
    }

    fn columns(&self) -> Vec<Column> {
        let is_percent = self.measure().percent().is_some();
        let kind = if is_percent { ColumnKind::Percent } else { ColumnKind::Count };
        let mut columns = vec![Column::new("code", "Code", ColumnKind::Text)];
        if self.has_labels() {
            let label = self.language.choose("Label", "Omschrijving");
            columns.push(Column::wording("label", label, ColumnKind::Text));
        }
        for group in &self.crosstab.columns {
            if self.options.beside.is_empty() {
                columns.push(self.column(group, kind));
                continue;
            }
            let label = self.label(group);
            let n = Column::new(group.name(), "n", kind).under(&label);
            columns.push(n.counting(self.measure().unit()));
            let beside = self.options.beside.iter();
            columns.extend(
                beside
                    .map(|which| which.column(&group.name(), self.language))
                    .map(|column| column.under(&label)),
            );
        }
        if !is_percent {
            let total = Column::wording("total", self.language.choose("Total", "Totaal"), kind);
            columns.push(total.counting(self.measure().unit()));
        }
        columns
    }

    /// The column of a value; of two values that of the second, under a heading of the first.
    fn column(&self, group: &Group, kind: ColumnKind) -> Column {
        let column = match &self.labels(group)[..] {
            [over, label] => Column::new(group.name(), label, kind).under(over),
            _ => Column::new(group.name(), self.label(group), kind),
        };
        column.counting(self.measure().unit())
    }

    fn row(&self, row: usize, notes: &mut Notes) -> Vec<Cell> {
        let code = self.crosstab.rows.get(row).map(|&code| code_id(self.snapshot, code));
        let mut cells = vec![Cell::text(code.unwrap_or(&self.row_label(row)))];
        if self.has_labels() {
            cells.push(Cell::text(self.row_label(row)));
        }
        for (column, group) in self.crosstab.columns.iter().enumerate() {
            cells.push(match self.measure().percent() {
                None => {
                    let count = self.crosstab.cell(row, column).of(self.measure().unit());
                    notes.count(&group.name(), count)
                }
                Some(_) => notes.number(&group.name(), self.value(row, column)),
            });
            for which in &self.options.beside {
                let value = which.value(self.crosstab, (row, column));
                cells.push(notes.number(&which.name(&group.name()), value));
            }
        }
        if self.measure().percent().is_none() {
            let total = self.crosstab.row_total(row).of(self.measure().unit());
            cells.push(Cell::count(total.ok()));
        }
        cells
    }

    fn row_label(&self, row: usize) -> String {
        match self.crosstab.rows.get(row) {
            Some(&code) => code_label(self.snapshot, code, self.language).to_owned(),
            None => self.crosstab.sets[row - self.crosstab.rows.len()].name.clone(),
        }
    }

    fn value(&self, row: usize, column: usize) -> Result<f64, Undefined> {
        self.crosstab.value((row, column), self.measure())
    }

    fn base(&self) -> String {
        let study = study_base(self.snapshot, self.crosstab.subcodes, self.language);
        let base = match self.measure().percent() {
            None => study,
            Some(of) => {
                format!("{}; {study}", percent_base(of, self.measure().unit(), self.language))
            }
        };
        match self.options.beside.is_empty() {
            true => base,
            false => format!("{base}; {}", beside::in_short(self.language)),
        }
    }

    fn label(&self, group: &Group) -> String {
        self.labels(group).join(" / ")
    }

    fn labels(&self, group: &Group) -> Vec<String> {
        let label = |(key, name): (&kwali_analysis::ColumnKey, &String)| match key.is_missing() {
            true => missing(self.language).to_owned(),
            false => name.clone(),
        };
        group.keys.iter().zip(&group.names).map(label).collect()
    }
}

/// Returns what a dimension is called in a title.
pub(super) fn dimension_name(
    snapshot: &Snapshot,
    dimension: Dimension,
    language: Language,
) -> String {
    let name = match dimension {
        Dimension::Document => language.choose("document", "document"),
        Dimension::Participant => language.choose("participant", "deelnemer"),
        Dimension::Group => language.choose("document group", "documentgroep"),
        Dimension::Coder => language.choose("coder", "codeur"),
        Dimension::Variable(id) => {
            let variable = snapshot.variable_by_id(id);
            return variable.map(|variable| variable.name.clone()).unwrap_or_default();
        }
    };
    name.to_owned()
}
