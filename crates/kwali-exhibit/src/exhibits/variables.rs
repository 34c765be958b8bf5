//! How documents and participants spread over values: the tables of a method section.

mod several;

use kwali_analysis::{MISSING, VariableCrosstab, VariableFrequencies};
use kwali_model::{Scope, Snapshot, VariableId};

pub use self::several::variables_frequencies_table;
use super::notes::Notes;
use super::wording::missing;
use crate::units::counted;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns how many documents or participants have each value of a variable.
pub fn variable_table(
    snapshot: &Snapshot,
    frequencies: &VariableFrequencies,
    language: Language,
) -> Result<Table, Error> {
    let name = name(snapshot, frequencies.variable);
    let unit = unit(frequencies.unit);
    let columns = vec![
        Column::detail("value", "value", ColumnKind::Text),
        Column::wording("value_in_words", name, ColumnKind::Text),
        Column::new(unit.name(), crate::units::heading(unit, language), ColumnKind::Count)
            .counting(unit),
        Column::new("percent", "%", ColumnKind::Percent).counting(unit),
        Column::new(
            "percent_of_known",
            language.choose("% of known", "% van bekend"),
            ColumnKind::Percent,
        )
        .counting(unit),
    ];
    let mut notes = Notes::new(language);
    let row = |row: &kwali_analysis::ValueFrequency| {
        vec![
            Cell::text(row.name()),
            Cell::text(value_in_words(row.value.as_deref(), language)),
            Cell::Count(row.count),
            notes.number("percent", row.percent),
            row.percent_of_known.map_or(Cell::Undefined, Cell::Number),
        ]
    };
    let rows = frequencies.rows.iter().map(row).collect();
    let mut table = Table::new(title(name, unit, language), columns, rows)?;
    if frequencies.known == frequencies.total {
        table.show_to("percent_of_known", crate::Audience::Machines);
    } else {
        notes.add(language.choose(
            "percent_of_known is undefined where the value is missing",
            "percent_of_known is ongedefinieerd waar de waarde onbekend is",
        ));
    }
    table.unit = Some(unit.name().to_owned());
    let total = counted(frequencies.total, unit, language);
    let known = frequencies.known;
    table.base = Some(language.choose(
        format!("all {total}; the value is known of {known}"),
        format!("alle {total}; de waarde is bekend van {known}"),
    ));
    let is_crossed =
        snapshot.variable_by_id(frequencies.variable).map(|v| v.scope) != Some(frequencies.unit);
    if is_crossed {
        notes.add(several_documents(language));
    }
    table.notes = notes.finish();
    Ok(table)
}

/// Returns how many documents or participants have each two values of two variables.
pub fn two_variables_table(
    snapshot: &Snapshot,
    (rows, columns): (VariableId, VariableId),
    crosstab: &VariableCrosstab,
    language: Language,
) -> Result<Table, Error> {
    let unit = unit(crosstab.unit);
    let total = language.choose("Total", "Totaal");
    let (row_name, column_name) = (name(snapshot, rows), name(snapshot, columns));
    let mut heads = vec![
        Column::detail("value", "value", ColumnKind::Text),
        Column::wording("value_in_words", row_name, ColumnKind::Text),
    ];
    heads.extend(crosstab.columns.iter().map(|value| {
        let machine = value.as_deref().unwrap_or(MISSING);
        Column::new(machine, value_in_words(value.as_deref(), language), ColumnKind::Count)
            .counting(unit)
    }));
    heads.push(Column::wording("total", total, ColumnKind::Count).counting(unit));
    let cells = crosstab.rows.iter().enumerate().map(|(row, value)| {
        let mut cells = vec![
            Cell::text(value.as_deref().unwrap_or(MISSING)),
            Cell::text(value_in_words(value.as_deref(), language)),
        ];
        cells.extend(crosstab.counts[row].iter().copied().map(Cell::Count));
        cells.push(Cell::Count(crosstab.row_totals[row]));
        cells
    });
    let mut bases = vec![Cell::text("all"), Cell::text(total)];
    bases.extend(crosstab.column_totals.iter().copied().map(Cell::Count));
    bases.push(Cell::Count(crosstab.total));
    let and = language.choose("and", "en");
    let title = title(&format!("{row_name} {and} {column_name}"), unit, language);
    let mut table = Table::new(title, heads, cells.collect())?.with_bases(vec![bases])?;
    table.unit = Some(unit.name().to_owned());
    let all = counted(crosstab.total, unit, language);
    table.base = Some(language.choose(format!("all {all}"), format!("alle {all}")));
    let scope = |id| snapshot.variable_by_id(id).map(|variable| variable.scope);
    if scope(rows) != scope(columns) {
        table.notes.push(several_documents(language).to_owned());
    }
    Ok(table)
}

fn name(snapshot: &Snapshot, id: VariableId) -> &str {
    snapshot.variable_by_id(id).map_or("", |variable| variable.name.as_str())
}

fn unit(scope: Scope) -> kwali_analysis::Unit {
    match scope {
        Scope::Document => kwali_analysis::Unit::Documents,
        Scope::Participant => kwali_analysis::Unit::Participants,
    }
}

fn title(of: &str, unit: kwali_analysis::Unit, language: Language) -> String {
    let units = crate::units::heading(unit, language);
    language.choose(format!("{units} by {of}"), format!("{units} naar {of}"))
}

fn value_in_words(value: Option<&str>, language: Language) -> String {
    value.unwrap_or(missing(language)).to_owned()
}

fn several_documents(language: Language) -> &'static str {
    language.choose(
        kwali_analysis::SEVERAL_DOCUMENTS_NOTE,
        "een deelnemer die in documenten met verschillende waarden spreekt telt bij elk daarvan",
    )
}
