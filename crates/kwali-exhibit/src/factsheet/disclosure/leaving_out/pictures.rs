//! Charts of counts some of which must not be told.

use super::LeavingOut;
use crate::factsheet::disclosure::places::{Found, Spot};
use crate::factsheet::kinds::{Kind, Tabulated};
use crate::{Cell, Chart, ColumnKind, Table};

impl LeavingOut<'_> {
    /// Takes out of a chart what its table does not tell, and says so; a chart in which that cannot be
    /// done is left out.
    pub(super) fn draw(&self, kind: Kind, hidden: &[&Found], tabulated: &mut Tabulated) {
        let Some(chart) = tabulated.chart.take() else { return };
        let table = &tabulated.table;
        tabulated.chart = match (kind, chart) {
            (Kind::Frequencies, Chart::Bars(mut chart)) => {
                let column = drawn_column(table);
                let is_marked =
                    |row: usize| column.is_some_and(|column| is_marked(table, (row, column)));
                let bars = chart.bars.iter_mut().enumerate();
                bars.filter(|(row, _)| is_marked(*row)).for_each(|(_, bar)| bar.value = None);
                Some(Chart::Bars(chart))
            }
            (Kind::Characteristics, Chart::Bars(mut chart)) => {
                let column = table.columns().iter().position(|column| column.name == "n");
                let is_value = |row: &usize| table.rows()[*row].get(1) != Some(&Cell::text(""));
                let rows = (0..table.rows().len()).filter(is_value);
                for (bar, row) in chart.bars.iter_mut().zip(rows) {
                    if column.is_some_and(|column| is_marked(table, (row, column))) {
                        bar.value = None;
                    }
                }
                Some(Chart::Bars(chart))
            }
            (Kind::Crosstab, Chart::Heat(mut chart)) => {
                let is_value = |number: &usize| {
                    let kind = table.columns()[*number].kind;
                    matches!(kind, ColumnKind::Count | ColumnKind::Percent)
                };
                let columns = (0..table.columns().len()).filter(is_value);
                for (place, column) in columns.enumerate() {
                    for (row, values) in chart.values.iter_mut().enumerate() {
                        let value =
                            values.get_mut(place).filter(|_| is_marked(table, (row, column)));
                        value.into_iter().for_each(|value| *value = None);
                    }
                }
                Some(Chart::Heat(chart))
            }
            _ => None,
        };
        let is_base_hidden = hidden.iter().any(|found| found.spot == Spot::Base);
        let subtitle = match &mut tabulated.chart {
            Some(Chart::Bars(chart)) => &mut chart.subtitle,
            Some(Chart::Heat(chart)) => &mut chart.subtitle,
            _ => return,
        };
        if is_base_hidden {
            *subtitle = super::without_numbers(subtitle);
        }
        let stop = if subtitle.ends_with('.') { "" } else { "." };
        subtitle.push_str(&format!("{stop} {}: {}.", crate::language::UNDEFINED, self.reason()));
    }
}

fn is_marked(table: &Table, (row, column): (usize, usize)) -> bool {
    let cell = table.rows().get(row).and_then(|row| row.get(column));
    cell == Some(&Cell::Suppressed)
}

/// The column that is drawn: of percentages where there are any, else of the table's unit.
fn drawn_column(table: &Table) -> Option<usize> {
    let column = |name: &str| table.columns().iter().position(|column| column.name == name);
    column("percent").or_else(|| column(table.unit.as_deref()?))
}
