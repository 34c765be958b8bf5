//! The rows under a crosstab: totals, and what percentages are of.

use super::View;
use crate::Cell;
use crate::exhibits::notes::Notes;
use crate::units::base_in_words;

/// A row under the table: its name, a number for each column, and one for the whole.
struct BaseRow {
    name: &'static str,
    numbers: Vec<Option<u64>>,
    total: Option<u64>,
}

impl View<'_> {
    /// The rows under the table. Percentages have only the counts that are their bases as a note.
    pub(super) fn bases(&self, notes: &mut Notes) -> Vec<Vec<Cell>> {
        let rows = self.base_rows();
        if self.measure().percent().is_none() {
            return rows.into_iter().map(|row| self.base_cells(row)).collect();
        }
        let unit = self.measure().unit().name();
        let of_unit = rows.iter().find(|row| row.name == unit);
        let is_said = of_unit.is_some_and(|row| row.numbers == rows[0].numbers);
        for row in rows.iter().skip(usize::from(is_said)) {
            notes.add(self.base_note(row));
        }
        Vec::new()
    }

    fn base_rows(&self) -> Vec<BaseRow> {
        let unit = self.measure().unit();
        let columns = &self.crosstab.columns;
        let in_column = |column| self.crosstab.column_total(column).of(unit).ok();
        let mut rows = vec![BaseRow {
            name: "total",
            numbers: (0..columns.len()).map(in_column).collect(),
            total: self.crosstab.total().of(unit).ok(),
        }];
        if unit != kwali_analysis::Unit::Segments {
            rows.push(BaseRow {
                name: "segments_total_in_group",
                numbers: columns.iter().map(|group| Some(group.segments_total_in_group)).collect(),
                total: Some(self.crosstab.total().segments),
            });
        }
        rows.push(BaseRow {
            name: "documents",
            numbers: columns.iter().map(|group| Some(group.documents)).collect(),
            total: Some(self.snapshot.documents().len() as u64),
        });
        let people: Vec<_> = columns.iter().map(|group| group.participants).collect();
        if people.iter().any(Option::is_some) {
            let total = Some(self.snapshot.participants().len() as u64);
            rows.push(BaseRow { name: "participants", numbers: people, total });
        }
        rows
    }

    fn base_cells(&self, row: BaseRow) -> Vec<Cell> {
        let mut cells = vec![Cell::text(row.name)];
        if self.has_labels() {
            cells.push(Cell::text(""));
        }
        for number in row.numbers {
            cells.push(Cell::count(number));
            cells.extend(self.options.beside.iter().map(|_| Cell::Undefined));
        }
        cells.push(Cell::count(row.total));
        cells
    }

    fn base_note(&self, row: &BaseRow) -> String {
        let told = self.crosstab.columns.iter().zip(&row.numbers).filter_map(|(group, count)| {
            count.map(|count| format!("{} {count}", self.label(group)))
        });
        let name = base_in_words(row.name, self.language);
        format!("{name}: {}", told.collect::<Vec<_>>().join(", "))
    }
}
