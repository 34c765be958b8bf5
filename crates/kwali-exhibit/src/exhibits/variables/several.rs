//! Several variables under each other.

use kwali_analysis::{Unit, VariableFrequencies};
use kwali_model::Snapshot;

use super::{name, unit, value_in_words};
use crate::exhibits::notes::Notes;
use crate::units::{counted, heading};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns how many documents or participants have each value of each variable.
///
/// All variables must describe the same: a table has one unit.
pub fn variables_frequencies_table(
    snapshot: &Snapshot,
    frequencies: &[VariableFrequencies],
    language: Language,
) -> Result<Table, Error> {
    let counted_in = frequencies.first().map_or(Unit::Participants, |first| unit(first.unit));
    let mut notes = Notes::new(language);
    let mut rows = Vec::new();
    for of_variable in frequencies {
        for value in &of_variable.rows {
            rows.push(vec![
                Cell::text(name(snapshot, of_variable.variable)),
                Cell::text(value.name()),
                Cell::text(value_in_words(value.value.as_deref(), language)),
                Cell::Count(value.count),
                notes.number("percent", value.percent),
                match value.value {
                    None => missing_share(&mut notes, language),
                    Some(_) => notes.number("percent_of_known", value.percent_of_known),
                },
            ]);
        }
    }
    let units = heading(counted_in, language);
    let title = language
        .choose(format!("{units} by their variables"), format!("{units} naar hun kenmerken"));
    let mut table = Table::new(title, columns(counted_in, language), rows)?;
    table.unit = Some(counted_in.name().to_owned());
    let total = frequencies.first().map_or(0, |first| first.total);
    let all = counted(total, counted_in, language);
    table.base = Some(language.choose(format!("all {all}"), format!("alle {all}")));
    table.notes = notes.finish();
    Ok(table)
}

fn columns(unit: Unit, language: Language) -> Vec<Column> {
    let value = language.choose("Value", "Waarde");
    vec![
        Column::new("variable", language.choose("Variable", "Kenmerk"), ColumnKind::Text),
        Column::detail("value", "value", ColumnKind::Text),
        Column::wording("value_in_words", value, ColumnKind::Text),
        Column::new(unit.name(), heading(unit, language), ColumnKind::Count),
        Column::new("percent", "%", ColumnKind::Percent),
        Column::new(
            "percent_of_known",
            language.choose("% of known", "% van bekend"),
            ColumnKind::Percent,
        ),
    ]
}

fn missing_share(notes: &mut Notes, language: Language) -> Cell {
    notes.add(language.choose(
        "percent_of_known is undefined where the value is missing",
        "percent_of_known is ongedefinieerd waar de waarde onbekend is",
    ));
    Cell::Undefined
}
