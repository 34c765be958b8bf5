//! Which chart a template asks for: `chart=true` for the usual form, or the name of a form.

use super::{Content, Finding};
use crate::exhibits::unit_and_base;
use crate::factsheet::arguments::{Argument, Arguments, Problem};
use crate::units::unit_in_words;
use crate::{
    Audience, Bar, BarArrangement, BarChart, Cell, Chart, ChartForm, ColumnKind, HeatMap, Language,
};

/// The forms in which rows and columns are drawn, by the names that commands have for them.
const OF_ROWS_AND_COLUMNS: [(&str, ChartForm); 5] = [
    ("heat-map", ChartForm::HeatMap),
    ("bubbles", ChartForm::Bubbles),
    ("grouped", ChartForm::Bars(BarArrangement::Grouped)),
    ("stacked", ChartForm::Bars(BarArrangement::Stacked)),
    ("stacked-percent", ChartForm::Bars(BarArrangement::StackedPercent)),
];

/// Returns the form that `chart` asks for; `true` is the first of them.
pub(super) fn wanted<T: Copy>(
    arguments: &Arguments,
    forms: &[(&str, T)],
) -> Result<Option<T>, Problem> {
    match arguments.0.get("chart") {
        None | Some(Argument::Flag(false)) => Ok(None),
        Some(Argument::Flag(true)) => Ok(forms.first().map(|(_, form)| *form)),
        Some(Argument::Text(_)) => arguments.choice("chart", forms),
        Some(_) => Err(Problem::new("`chart` must be true, false or the name of a form")),
    }
}

/// Returns whether bars are asked for, of what has no other form.
pub(super) fn bars_wanted(arguments: &Arguments) -> Result<bool, Problem> {
    Ok(wanted(arguments, &[("bars", ())])?.is_some())
}

/// Returns a chart of rows and columns in the form that is asked for.
pub(super) fn formed(
    arguments: &Arguments,
    chart: impl FnOnce() -> Chart,
) -> Result<Option<Chart>, Problem> {
    let form = wanted(arguments, &OF_ROWS_AND_COLUMNS)?;
    Ok(form.map(|form| chart().drawn_as(form)).transpose()?)
}

/// Adds to a table a chart of one of its columns, a bar a row, if the template asks for it.
pub(super) fn add_bars(
    finding: &mut Finding,
    arguments: &Arguments,
    column: &str,
    language: Language,
) -> Result<(), Problem> {
    if !bars_wanted(arguments)? {
        return Ok(());
    }
    let (title, base) = (finding.title.clone(), finding.base.clone().unwrap_or_default());
    let Content::Table(tabulated) = &mut finding.content else { return Ok(()) };
    let table = &tabulated.table;
    let place = |name: &str| table.columns().iter().position(|column| column.name == name);
    let Some((label, column)) = place("label").zip(place(column)) else { return Ok(()) };
    let bar = |(at, row): (usize, &Vec<Cell>)| Bar {
        label: row[label].as_words().to_owned(),
        value: row[column].as_number(),
        level: table.level(at),
        ..Bar::default()
    };
    let unit = unit_in_words(&table.columns()[column].name, language);
    tabulated.chart = Some(Chart::Bars(BarChart {
        title,
        subtitle: unit_and_base(unit, &base, language),
        bars: table.rows().iter().enumerate().map(bar).collect(),
        value_label: unit.to_owned(),
        language,
        ..BarChart::default()
    }));
    Ok(())
}

/// Adds to a table a chart of all its columns of counts that readers see, but for those named, if the
/// template asks for it.
pub(super) fn add_columns(
    finding: &mut Finding,
    arguments: &Arguments,
    not: &[&str],
    language: Language,
) -> Result<(), Problem> {
    let (title, base) = (finding.title.clone(), finding.base.clone().unwrap_or_default());
    let unit = finding.unit.clone().unwrap_or_default();
    let Content::Table(tabulated) = &mut finding.content else { return Ok(()) };
    let table = &tabulated.table;
    let is_drawn = |column: &&(usize, &crate::Column)| {
        column.1.kind == ColumnKind::Count
            && column.1.audience != Audience::Machines
            && !not.contains(&column.1.name.as_str())
    };
    let columns: Vec<(usize, &crate::Column)> = table.columns().iter().enumerate().collect();
    let drawn: Vec<&(usize, &crate::Column)> = columns.iter().filter(is_drawn).collect();
    let label = table.columns().iter().position(|column| column.name == "label");
    let unit = unit_in_words(&unit, language);
    let values = |row: &Vec<Cell>| drawn.iter().map(|(at, _)| row[*at].as_number()).collect();
    let chart = || {
        Chart::Heat(HeatMap {
            title,
            subtitle: unit_and_base(unit, &base, language),
            row_labels: table
                .rows()
                .iter()
                .map(|row| label.map_or_else(String::new, |at| row[at].as_words().to_owned()))
                .collect(),
            row_levels: (0..table.rows().len()).map(|at| table.level(at)).collect(),
            column_labels: drawn.iter().map(|(_, column)| column.label.clone()).collect(),
            values: table.rows().iter().map(values).collect(),
            value_label: unit.to_owned(),
            language,
            ..HeatMap::default()
        })
    };
    let chart = formed(arguments, chart)?;
    tabulated.chart = chart;
    Ok(())
}
