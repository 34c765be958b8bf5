//! Codes against documents or participants, either way round.

use kwali_analysis::{CrosstabRequest, Dimension, Query, Unit, crosstab};

use super::frequencies::{first_texts, is_empty};
use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::exhibits::code_id;
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{Language, MatrixCells, MatrixOptions, MatrixRows, matrix_chart, matrix_table};

const CASES: [(&str, Dimension); 2] =
    [("document", Dimension::Document), ("participant", Dimension::Participant)];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let by = arguments.choice("by", &CASES)?.unwrap_or(Dimension::Document);
    let options = options(arguments)?;
    let codes = rows::codes(&snapshot, arguments, "codes")?;
    let request = CrosstabRequest::new(codes, by, arguments.subcodes()?);
    let layouts = Some(evidence.layouts);
    let mut counted = crosstab(&snapshot, layouts, &request)?;
    if matches!(options.cells, MatrixCells::Numbers(measure) if measure.unit() == Unit::Words) {
        evidence.with_texts(|read| counted.count_words(&snapshot, layouts, read))?;
    }
    let table = matrix_table(&snapshot, &counted, &options, language)?;
    let chart =
        charts::formed(arguments, || matrix_chart(&snapshot, &counted, &options, language))?;
    let of_code = |row| counted.query_of(&snapshot, Some(row), None);
    let of_case = |column| counted.query_of(&snapshot, None, Some(column));
    let codes: Vec<Query> = (0..counted.rows.len()).map(of_code).collect();
    let cases: Vec<Query> = (0..counted.columns.len()).map(of_case).collect();
    let names_of_codes = counted.rows.iter().map(|&code| code_id(&snapshot, code).to_owned());
    let names_of_cases = counted.columns.iter().map(|column| column.name());
    let (row_queries, names, columns): (_, Vec<String>, _) = match options.rows {
        MatrixRows::Codes => (codes, names_of_cases.collect(), cases),
        MatrixRows::Cases => (cases, names_of_codes.collect(), codes),
    };
    let column_query = |column: &crate::Column| match column.name.as_str() {
        "total" => Some(Query::default()),
        name => names.iter().position(|known| known == name).map(|at| columns[at].clone()),
    };
    let tabulated = Tabulated {
        row_names: first_texts(&table),
        row_queries,
        column_queries: table.columns().iter().map(column_query).collect(),
        is_empty: is_empty(&table),
        form: Form::of(arguments)?,
        table,
        chart,
    };
    Ok(Finding::of_table(&restriction, tabulated))
}

fn options(arguments: &Arguments) -> Result<MatrixOptions, Problem> {
    let is_binary = arguments.flag("binary", false)?;
    let has_numbers = ["unit", "percent"].iter().any(|name| arguments.0.contains_key(*name));
    if is_binary && has_numbers {
        return Err(Problem::new("with `binary` there is neither `unit` nor `percent`"));
    }
    let swapped = arguments.flag("swap", false)?;
    Ok(MatrixOptions {
        cells: match is_binary {
            true => MatrixCells::Binary,
            false => MatrixCells::Numbers(arguments.measure()?),
        },
        rows: if swapped { MatrixRows::Cases } else { MatrixRows::Codes },
        most_columns: None,
    })
}
