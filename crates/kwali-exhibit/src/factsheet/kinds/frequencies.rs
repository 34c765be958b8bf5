//! How often codes occur.

use kwali_analysis::{Query, Subcodes, Unit, frequencies, query_of_code};
use kwali_model::{CodePath, Snapshot};

use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::factsheet::arguments::Arguments;
use crate::factsheet::evidence::Evidence;
use crate::{
    Cell, ColumnKind, FrequencyOptions, Language, RowOrder, Table, Zeros, frequencies_chart,
    frequencies_table,
};

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let subcodes = arguments.subcodes()?;
    let orders = [("codes", RowOrder::Codes), ("count", RowOrder::Count)];
    let zeros = if arguments.flag("zeros", true)? { Zeros::Kept } else { Zeros::LeftOut };
    let options = FrequencyOptions {
        rows: Some(rows::codes(&snapshot, arguments, "codes")?),
        measure: arguments.measure()?,
        order: arguments.choice("sort", &orders)?.unwrap_or_default(),
        zeros,
        limit: arguments.number("limit")?,
    };
    let unit = options.measure.unit();
    let mut counted = frequencies(&snapshot, Some(evidence.layouts), subcodes);
    if unit == Unit::Words {
        evidence.with_texts(|read| counted.count_words(&snapshot, Some(evidence.layouts), read));
    }
    let table = frequencies_table(&snapshot, &counted, &options, language)?;
    let has_chart = charts::bars_wanted(arguments)?;
    let chart = has_chart.then(|| frequencies_chart(&snapshot, &counted, &options, language));
    let row_names = first_texts(&table);
    let row_queries = code_queries(&snapshot, &row_names, subcodes);
    let holds_counts = |kind: ColumnKind| kind != ColumnKind::Text;
    let column_queries =
        table.columns().iter().map(|c| holds_counts(c.kind).then(Query::default)).collect();
    let tabulated = Tabulated {
        is_empty: is_empty(&table),
        form: Form::of(arguments)?,
        table,
        chart,
        row_names,
        row_queries,
        column_queries,
    };
    let unit = Some(unit.name().to_owned());
    Ok(Finding { unit, ..Finding::of_table(&restriction, tabulated) })
}

/// Returns the first cell of every row.
pub(super) fn first_texts(table: &Table) -> Vec<String> {
    let first = |row: &Vec<Cell>| match row.first() {
        Some(Cell::Text(text)) => text.clone(),
        _ => String::new(),
    };
    table.rows().iter().map(first).collect()
}

/// Returns the queries for the segments of the codes with these ids.
pub(super) fn code_queries(
    snapshot: &Snapshot,
    codes: &[String],
    subcodes: Subcodes,
) -> Vec<Query> {
    let query = |id: &String| {
        let code = CodePath::new(id).ok().and_then(|path| snapshot.codes().id(&path));
        code.map(|code| query_of_code(snapshot.codes(), code, subcodes)).unwrap_or_default()
    };
    codes.iter().map(query).collect()
}

/// True if every number of the table is 0 or undefined.
pub(super) fn is_empty(table: &Table) -> bool {
    table.rows().iter().flatten().all(|cell| match cell {
        Cell::Count(count) => *count == 0,
        Cell::Number(number) => *number == 0.0,
        Cell::Text(_) | Cell::Flag(_) | Cell::Undefined | Cell::Suppressed => true,
    })
}
