//! Themes by perspective, with people and segments side by side.

use kwali_analysis::{perspectives, rows_below, top_codes};
use kwali_model::CodeId;

use super::crosstab::variable;
use super::frequencies::{first_texts, is_empty};
use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::factsheet::arguments::Arguments;
use crate::factsheet::evidence::Evidence;
use crate::{Language, perspectives_chart, perspectives_table};

/// How many levels below the codes at the top stand in the rows, where no codes are named.
const USUAL_DEPTH: usize = 1;

/// How the names of the columns of a perspective end.
const COLUMNS_OF_EACH: [&str; 3] = [".participants", ".segments", ".percent_of_participants"];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let by = variable(&snapshot, arguments.text("by")?.unwrap_or("role"), &[])?.id;
    let codes = match arguments.texts("codes")?.is_empty() {
        false => rows::codes(&snapshot, arguments, "codes")?,
        true => {
            let depth = Some(arguments.number("level")?.unwrap_or(USUAL_DEPTH));
            let below = |&code: &CodeId| rows_below(snapshot.codes(), code, depth);
            let mut codes: Vec<_> = top_codes(snapshot.codes()).iter().flat_map(below).collect();
            if arguments.flag("leaves", false)? {
                codes.retain(|&code| snapshot.codes().is_leaf(code));
            }
            codes
        }
    };
    let found = perspectives(&snapshot, evidence.layouts, codes, by)?;
    let table = perspectives_table(&snapshot, &found, language)?;
    let crosstab = &found.crosstab;
    let chart = charts::formed(arguments, || perspectives_chart(&snapshot, &found, language))?;
    let columns = table.columns().iter();
    let column_query = |name: &str| {
        let place = crosstab.columns.iter().position(|column| {
            let rest = name.strip_prefix(&column.name());
            rest.is_some_and(|rest| COLUMNS_OF_EACH.contains(&rest))
        })?;
        Some(crosstab.query_of(&snapshot, None, Some(place)))
    };
    let row_query = |row| crosstab.query_of(&snapshot, Some(row), None);
    let tabulated = Tabulated {
        row_names: first_texts(&table),
        row_queries: (0..crosstab.rows.len()).map(row_query).collect(),
        column_queries: columns.map(|column| column_query(&column.name)).collect(),
        is_empty: is_empty(&table),
        form: Form::of(arguments)?,
        chart,
        table,
    };
    Ok(Finding::of_table(&restriction, tabulated))
}
