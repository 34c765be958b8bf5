//! Codes by documents, groups, coders or the values of a variable.

use kwali_analysis::{Column as Group, ColumnKey, Crosstab, Dimension, MISSING, PercentOf, Unit};
use kwali_model::{Scope, Snapshot};

use super::chart::Chart;
use super::notes::Notes;
use super::wording::{code_id, code_label, have_labels, levels, missing, study_base};
use crate::units::{base_in_words, heading, plural};
use crate::{Cell, Column, ColumnKind, Error, HeatMap, Language, Table, ValueKind};

/// Returns a crosstab as a table in one unit: one row a code, one column a value.
///
/// With `percent` the cells are percentages. Totals and the bases of the columns stand under the
/// rows, see [`Table::with_bases`]; the total of a row is for people only.
pub fn crosstab_table(
    snapshot: &Snapshot,
    crosstab: &Crosstab,
    unit: Unit,
    percent: Option<PercentOf>,
    language: Language,
) -> Result<Table, Error> {
    let view = View { snapshot, crosstab, unit, percent, language };
    let mut notes = Notes::of_codings(snapshot, language);
    let rows = (0..crosstab.rows.len()).map(|row| view.row(row, &mut notes)).collect();
    let table = Table::new(view.title(), view.columns(), rows)?;
    let mut table = table.with_bases(view.bases(&mut notes))?;
    table = table.with_outline("label", view.levels());
    table.unit = Some(unit.name().to_owned());
    table.base = Some(view.base());
    view.notes_on_speakers(&mut notes);
    table.notes = notes.finish();
    Ok(table)
}

/// Returns a crosstab in one unit as a heat map.
pub fn crosstab_chart(
    snapshot: &Snapshot,
    crosstab: &Crosstab,
    unit: Unit,
    percent: Option<PercentOf>,
    language: Language,
) -> Chart {
    let view = View { snapshot, crosstab, unit, percent, language };
    let label = |&code| code_label(snapshot, code, language).to_owned();
    let values = |row| {
        (0..crosstab.columns.len()).map(|column| view.value(row, column).ok().flatten()).collect()
    };
    Chart::Heat(HeatMap {
        title: view.title(),
        subtitle: format!(
            "{}: {}. {}: {}.",
            language.choose("Unit", "Eenheid"),
            plural(unit, language),
            language.choose("Base", "Basis"),
            view.base()
        ),
        row_labels: crosstab.rows.iter().map(label).collect(),
        row_levels: view.levels(),
        column_labels: crosstab.columns.iter().map(|column| view.column_label(column)).collect(),
        values: (0..crosstab.rows.len()).map(values).collect(),
        value_label: view.value_label(),
        kind: if percent.is_some() { ValueKind::Percent } else { ValueKind::Count },
        language,
    })
}

/// A crosstab and how it is to be shown.
struct View<'a> {
    snapshot: &'a Snapshot,
    crosstab: &'a Crosstab,
    unit: Unit,
    percent: Option<PercentOf>,
    language: Language,
}

impl View<'_> {
    fn title(&self) -> String {
        let by = match self.crosstab.dimension {
            Dimension::Document => self.language.choose("document", "document").to_owned(),
            Dimension::Group => self.language.choose("document group", "documentgroep").to_owned(),
            Dimension::Coder => self.language.choose("coder", "codeur").to_owned(),
            Dimension::Variable(id) => {
                let variable = self.snapshot.variable_by_id(id);
                variable.map(|variable| variable.name.clone()).unwrap_or_default()
            }
        };
        self.language.choose(format!("Codes by {by}"), format!("Codes naar {by}"))
    }

    /// How deep the rows are in the tree of codes, if they stand in its order.
    fn levels(&self) -> Vec<usize> {
        match self.crosstab.rows.is_sorted() {
            true => levels(self.snapshot, &self.crosstab.rows),
            false => Vec::new(),
        }
    }

    fn columns(&self) -> Vec<Column> {
        let kind = if self.percent.is_some() { ColumnKind::Percent } else { ColumnKind::Count };
        let mut columns = vec![
            Column::new("code", "Code", ColumnKind::Text),
            Column::wording(
                "label",
                self.language.choose("Label", "Omschrijving"),
                ColumnKind::Text,
            ),
        ];
        if !have_labels(self.snapshot, &self.crosstab.rows) {
            columns.truncate(1);
        }
        let groups = self.crosstab.columns.iter();
        columns.extend(
            groups.map(|group| Column::new(machine_name(group), self.column_label(group), kind)),
        );
        if self.percent.is_none() {
            columns.push(Column::wording("total", self.language.choose("Total", "Totaal"), kind));
        }
        columns
    }

    fn row(&self, row: usize, notes: &mut Notes) -> Vec<Cell> {
        let code = self.crosstab.rows[row];
        let mut cells = vec![Cell::text(code_id(self.snapshot, code))];
        if have_labels(self.snapshot, &self.crosstab.rows) {
            cells.push(Cell::text(code_label(self.snapshot, code, self.language)));
        }
        for (column, group) in self.crosstab.columns.iter().enumerate() {
            cells.push(match self.percent {
                None => notes.count(&group.name, self.crosstab.cell(row, column).of(self.unit)),
                Some(of) => {
                    let percent = self.crosstab.percent((row, column), self.unit, of);
                    notes.number(&group.name, percent)
                }
            });
        }
        if self.percent.is_none() {
            cells.push(Cell::count(self.crosstab.row_total(row).of(self.unit)));
        }
        cells
    }

    /// What the heat map shows of a cell: `Err` where it is undefined.
    fn value(&self, row: usize, column: usize) -> Result<Option<f64>, kwali_analysis::Undefined> {
        match self.percent {
            None => Ok(self.crosstab.cell(row, column).of(self.unit).map(|count| count as f64)),
            Some(of) => self.crosstab.percent((row, column), self.unit, of).map(Some),
        }
    }

    /// The rows under the table. Percentages have only the counts that are their bases as a note.
    fn bases(&self, notes: &mut Notes) -> Vec<Vec<Cell>> {
        let columns = &self.crosstab.columns;
        let numbered = |group: usize| self.crosstab.column_total(group).of(self.unit);
        let totals = (0..columns.len()).map(numbered).collect();
        let mut bases = vec![("total", totals, self.crosstab.total().of(self.unit))];
        if self.unit != Unit::Segments {
            let segments = columns.iter().map(|group| Some(group.segments_total_in_group));
            let all = Some(self.crosstab.total().segments);
            bases.push(("segments_total_in_group", segments.collect(), all));
        }
        let documents: Vec<_> = columns.iter().map(|group| Some(group.documents)).collect();
        let n_documents = Some(self.snapshot.documents().len() as u64);
        bases.push(("documents", documents, n_documents));
        let people: Vec<_> = columns.iter().map(|group| group.participants).collect();
        if people.iter().any(Option::is_some) {
            let n_people = Some(self.snapshot.participants().len() as u64);
            bases.push(("participants", people, n_people));
        }
        if self.percent.is_none() {
            let base = |(name, counts, total)| self.base_row(name, counts, total);
            return bases.into_iter().map(base).collect();
        }
        let of_unit = bases.iter().find(|base| base.0 == self.unit.name());
        let is_said = of_unit.is_some_and(|base| base.1 == bases[0].1);
        for (name, counts, _) in bases.iter().skip(usize::from(is_said)) {
            notes.add(self.base_note(name, counts));
        }
        Vec::new()
    }

    fn base_row(&self, name: &str, counts: Vec<Option<u64>>, total: Option<u64>) -> Vec<Cell> {
        let mut cells = vec![Cell::text(name)];
        if have_labels(self.snapshot, &self.crosstab.rows) {
            cells.push(Cell::text(""));
        }
        cells.extend(counts.into_iter().map(Cell::count));
        cells.push(Cell::count(total));
        cells
    }

    fn base_note(&self, name: &str, counts: &[Option<u64>]) -> String {
        let told = self.crosstab.columns.iter().zip(counts).filter_map(|(group, count)| {
            count.map(|count| format!("{} {count}", self.column_label(group)))
        });
        let name = base_in_words(name, self.language);
        format!("{name}: {}", told.collect::<Vec<_>>().join(", "))
    }

    fn base(&self) -> String {
        let study = study_base(self.snapshot, self.crosstab.subcodes, self.language);
        match self.percent {
            None => study,
            Some(of) => format!("{}; {study}", percent_base(of, self.unit, self.language)),
        }
    }

    fn value_label(&self) -> String {
        match self.percent {
            None => plural(self.unit, self.language).to_owned(),
            Some(of) => percent_base(of, self.unit, self.language),
        }
    }

    fn column_label(&self, group: &Group) -> String {
        match &group.key {
            ColumnKey::Group(None) | ColumnKey::Value(None) => missing(self.language).to_owned(),
            _ => group.name.clone(),
        }
    }

    /// Says so where a segment stands in several columns, or is nobody's.
    fn notes_on_speakers(&self, notes: &mut Notes) {
        let Dimension::Variable(id) = self.crosstab.dimension else { return };
        let scope = self.snapshot.variable_by_id(id).map(|variable| variable.scope);
        if scope != Some(Scope::Participant) {
            return;
        }
        let in_column = |column| self.crosstab.column_total(column).segments;
        let in_columns: u64 = (0..self.crosstab.columns.len()).map(in_column).sum();
        if in_columns > self.crosstab.total().segments {
            notes.add(self.language.choose(
                "a segment in which participants with different values speak counts in each of \
                 their columns, and there only for the participants with that value",
                "een segment waarin deelnemers met verschillende waarden spreken telt in elk van \
                 hun kolommen, en daar alleen voor de deelnemers met die waarde",
            ));
        }
        let is_missing = |group: &Group| group.key == ColumnKey::Value(None);
        let missing = self.crosstab.columns.iter().position(is_missing);
        if missing.is_some_and(|column| in_column(column) > 0) {
            notes.add(self.language.choose(
                "a segment in which no participant speaks counts under (missing)",
                "een segment waarin geen deelnemer spreekt telt bij (onbekend)",
            ));
        }
    }
}

fn machine_name(group: &Group) -> &str {
    match &group.key {
        ColumnKey::Group(None) | ColumnKey::Value(None) => MISSING,
        _ => &group.name,
    }
}

/// Returns what 100% is.
fn percent_base(of: PercentOf, unit: Unit, language: Language) -> String {
    let units = heading(unit, language).to_lowercase();
    match of {
        PercentOf::Row => language.choose(
            format!("% of the {units} of the row's code in the whole study"),
            format!("% van de {units} van de code in de hele studie"),
        ),
        PercentOf::Column => language.choose(
            format!("% of the {units} with any code in the column"),
            format!("% van de {units} met een code in de kolom"),
        ),
        PercentOf::Total => language.choose(
            format!("% of the {units} with any code in the study"),
            format!("% van de {units} met een code in de studie"),
        ),
        PercentOf::Documents => language.choose(
            "% of all documents of the column".to_owned(),
            "% van alle documenten van de kolom".to_owned(),
        ),
        PercentOf::Participants => language.choose(
            "% of all participants of the column".to_owned(),
            "% van alle deelnemers van de kolom".to_owned(),
        ),
    }
}
