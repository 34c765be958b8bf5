//! How far a ranking of codes leans on single interviews and single people.

use kwali_analysis::{CrosstabRequest, Dimension, Query, Unit, crosstab, robustness};

use super::frequencies::{code_queries, first_texts};
use super::{Finding, Form, Found, Tabulated, charts, rows, spoken};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{
    Audience, Language, RobustnessView, robustness_by_interview_table, robustness_chart,
    robustness_table,
};

/// How many codes make the top where the template does not say.
const USUAL_TOP: usize = 10;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let (unit, subcodes) = (arguments.unit()?, arguments.subcodes()?);
    let top = arguments.number("top")?.unwrap_or(USUAL_TOP).max(1);
    let by_interview = arguments.flag("interviews", false)?;
    let codes = rows::codes(&snapshot, arguments, "codes")?;
    let request = CrosstabRequest::new(codes, Dimension::Document, subcodes);
    let mut by_document = crosstab(&snapshot, Some(evidence.layouts), &request)?;
    if unit == Unit::Words {
        let layouts = Some(evidence.layouts);
        evidence.with_texts(|read| by_document.count_words(&snapshot, layouts, read))?;
    }
    let found = robustness(&snapshot, evidence.layouts, &by_document, (unit, top));
    let words = spoken::words_of_participants(evidence)?;
    let view = RobustnessView { snapshot: &snapshot, words: &words, language };
    let chart = match (charts::wanted(arguments, &[("ranges", ())])?, by_interview) {
        (None, _) => None,
        (Some(()), false) => Some(robustness_chart(&view, &found)),
        (Some(()), true) => {
            return Err(Problem::new("a table of interviews has no `chart`"));
        }
    };
    let form = Form::of(arguments)?;
    if by_interview {
        let table = robustness_by_interview_table(&view, &found)?;
        let names = first_texts(&table);
        let tabulated = Tabulated::untraced(table, None, form, names);
        return Ok(Finding::of_table(&restriction, tabulated));
    }
    let mut table = robustness_table(&view, &found)?;
    // A participant is never named to readers.
    table.show_to("most_talkative", Audience::Machines);
    let row_names = first_texts(&table);
    let counts = [unit.name(), "segments", "participants"];
    let column_query =
        |column: &crate::Column| counts.contains(&column.name.as_str()).then(Query::default);
    let tabulated = Tabulated {
        row_queries: code_queries(&snapshot, &row_names, subcodes),
        column_queries: table.columns().iter().map(column_query).collect(),
        is_empty: table.rows().is_empty(),
        row_names,
        form,
        table,
        chart,
    };
    Ok(Finding::of_table(&restriction, tabulated))
}
