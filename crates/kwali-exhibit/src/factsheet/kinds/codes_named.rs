//! Codes in a sentence: those that occur often enough, with how often.

use std::cmp::Reverse;

use kwali_analysis::{Query, query_of_code};
use kwali_model::CodeId;

use super::grid::selected::{Counted, Selected};
use super::{Content, Finding, Form, Found, Tabulated, rows, told};
use crate::exhibits::{and_list, code_id, code_label};
use crate::factsheet::arguments::Arguments;
use crate::factsheet::evidence::Evidence;
use crate::units::heading;
use crate::{Cell, Column, ColumnKind, Language, Table};

/// The column with what codes are called in a sentence.
const LABEL: &str = "label";

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let restriction = arguments.query("where", snapshot)?;
    let subcodes = arguments.subcodes()?;
    let unit = arguments.choice("unit", &Counted::named())?.unwrap_or(Counted::Participants);
    let at_least = arguments.number("at_least")?.unwrap_or(1) as u64;
    let all = Selected::by(evidence, &restriction)?;
    let mut counted: Vec<(CodeId, Query, u64)> = Vec::new();
    for code in rows::codes_as_given(snapshot, arguments, "codes")? {
        let query = query_of_code(snapshot.codes(), code, subcodes);
        let n = all.and(&Selected::by(evidence, &query)?).count(evidence, unit);
        counted.push((code, query, n));
    }
    counted.retain(|(_, _, n)| *n >= at_least);
    counted.sort_by_key(|(_, _, n)| Reverse(*n));
    counted.truncate(arguments.number("limit")?.unwrap_or(usize::MAX));
    let columns = vec![
        Column::new("code", "Code", ColumnKind::Text),
        Column::wording(LABEL, "Code", ColumnKind::Text),
        Column::new(unit.unit().name(), heading(unit.unit(), language), ColumnKind::Count)
            .counting(unit.unit()),
    ];
    let cells = |(code, _, n): &(CodeId, Query, u64)| {
        let label = uncapitalised(code_label(snapshot, *code, language));
        vec![Cell::text(code_id(snapshot, *code)), Cell::text(label), Cell::Count(*n)]
    };
    let table = Table::new("", columns, counted.iter().map(cells).collect())?;
    let with_counts = arguments.flag("counts", true)?;
    let sentence = named_in_a_sentence(&table, with_counts, &|_| String::new(), language);
    Ok(Finding {
        title: String::new(),
        query: told(&restriction),
        unit: Some(unit.unit().name().to_owned()),
        base: None,
        published: Vec::new(),
        content: Content::Table(Box::new(Tabulated {
            row_names: counted
                .iter()
                .map(|(code, _, _)| code_id(snapshot, *code).to_owned())
                .collect(),
            row_queries: counted.into_iter().map(|(_, query, _)| query).collect(),
            column_queries: vec![None, None, Some(Query::default())],
            is_empty: false,
            chart: None,
            form: Form::Sentence(sentence),
            table,
        })),
    })
}

/// Returns the codes of a table as they stand in a sentence, with their numbers or without.
///
/// `left_out` says, by row, what stands in the place of a number that is not told.
pub(in crate::factsheet) fn named_in_a_sentence(
    table: &Table,
    with_counts: bool,
    left_out: &dyn Fn(usize) -> String,
    language: Language,
) -> String {
    let words = |(row, cells): (usize, &Vec<Cell>)| {
        let Some(Cell::Text(label)) = cells.get(1) else { return String::new() };
        match cells.get(2) {
            _ if !with_counts => label.clone(),
            Some(Cell::Count(n)) => format!("{label} ({n})"),
            _ => format!("{label} ({})", left_out(row)),
        }
    };
    let words: Vec<String> = table.rows().iter().enumerate().map(words).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.is_empty() {
        true => language.choose("none", "geen").to_owned(),
        false => and_list(&words, language),
    }
}

/// Returns a label as it stands within a sentence; abbreviations keep their capitals.
fn uncapitalised(label: &str) -> String {
    let mut characters = label.chars();
    let (first, second) = (characters.next(), characters.next());
    match first {
        Some(first) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}
