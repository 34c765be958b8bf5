//! A row a code, and whatever the template wants to know of it.

use kwali_analysis::{Subcodes, query_of_code};
use kwali_model::CodeId;

use super::grid::column::requests;
use super::grid::selected::{Counted, Selected};
use super::grid::{Grid, Row};
use super::{Found, rows};
use crate::Language;
use crate::exhibits::{code_id, code_label, levels};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;

/// The columns where the template names none.
const USUAL: [&str; 3] = ["participants", "documents", "quote"];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let restriction = arguments.query("where", evidence.snapshot)?;
    let subcodes = arguments.subcodes()?;
    let mut codes = rows::codes_as_given(evidence.snapshot, arguments, "codes")?;
    if !arguments.flag("zeros", true)? {
        codes = occurring(evidence, codes, (&restriction, subcodes))?;
    }
    let grid = Grid {
        title: language.choose("Themes", "Thema’s").to_owned(),
        heading: arguments.text("heading")?.unwrap_or(language.choose("Theme", "Thema")).to_owned(),
        rows: rows_of(evidence, &codes, subcodes, language),
        columns: requests(evidence.snapshot, arguments, &USUAL, &[])?,
        restriction,
    };
    grid.fill_and_draw(evidence, arguments, language)
}

/// Returns a row for every code, in this order.
pub(super) fn rows_of(
    evidence: &Evidence<'_>,
    codes: &[CodeId],
    subcodes: Subcodes,
    language: Language,
) -> Vec<Row> {
    let snapshot = evidence.snapshot;
    let row = |(&code, level): (&CodeId, usize)| Row {
        name: code_id(snapshot, code).to_owned(),
        label: code_label(snapshot, code, language).to_owned(),
        query: query_of_code(snapshot.codes(), code, subcodes),
        level,
        words: Default::default(),
    };
    codes.iter().zip(levels(snapshot, codes)).map(row).collect()
}

/// Returns the codes that occur.
fn occurring(
    evidence: &Evidence<'_>,
    codes: Vec<CodeId>,
    (restriction, subcodes): (&kwali_analysis::Query, Subcodes),
) -> Result<Vec<CodeId>, Problem> {
    let all = Selected::by(evidence, restriction)?;
    let mut found = Vec::new();
    for code in codes {
        let query = query_of_code(evidence.snapshot.codes(), code, subcodes);
        let of_code = all.and(&Selected::by(evidence, &query)?);
        if of_code.count(evidence, Counted::Segments) > 0 {
            found.push(code);
        }
    }
    Ok(found)
}
