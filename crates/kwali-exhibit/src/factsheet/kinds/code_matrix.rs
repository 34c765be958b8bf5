//! How often codes occur together with others: a field of counts.

use kwali_analysis::query_of_code;
use kwali_model::CodeId;

use super::grid::Grid;
use super::grid::column::{Request, Show};
use super::grid::selected::{Counted, Shared};
use super::{Finding, Found, charts, rows, theme_table};
use crate::Language;
use crate::exhibits::{code_id, code_label};
use crate::factsheet::arguments::Arguments;
use crate::factsheet::evidence::Evidence;
use crate::units::plural;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    arguments.required_list("with")?;
    let subcodes = arguments.subcodes()?;
    let shared = arguments.choice("in", &Shared::NAMED)?.unwrap_or(Shared::Segment);
    let unit = arguments.choice("unit", &Counted::named())?.unwrap_or(Counted::Segments);
    let column = |&code: &CodeId| Request {
        show: Show::Count(unit),
        name: code_id(snapshot, code).to_owned(),
        heading: Some(code_label(snapshot, code, language).to_owned()),
        condition: Default::default(),
        together: Some(query_of_code(snapshot.codes(), code, subcodes)),
        shared,
    };
    let codes = rows::codes_as_given(snapshot, arguments, "codes")?;
    let others = rows::codes_as_given(snapshot, arguments, "with")?;
    let grid = Grid {
        title: language.choose("Codes that occur together", "Codes die samen voorkomen").to_owned(),
        heading: arguments.text("heading")?.unwrap_or("Code").to_owned(),
        restriction: arguments.query("where", snapshot)?,
        rows: theme_table::rows_of(evidence, &codes, subcodes, language),
        columns: others.iter().map(column).collect(),
    };
    let finding = grid.fill(evidence, arguments, language)?;
    let mut finding = one_unit(finding, unit, shared, language);
    charts::add_columns(&mut finding, arguments, &[], language)?;
    Ok(finding)
}

/// Says once for all columns what is counted, and what two codes must share.
fn one_unit(mut finding: Finding, unit: Counted, shared: Shared, language: Language) -> Finding {
    let units = plural(unit.unit(), language);
    let where_both = match shared {
        Shared::Segment => language.choose(
            format!("{units} of the row’s code where a segment of it shares at least one character with one of the column’s code"),
            format!("{units} van de code in de rij waar een segment ervan ten minste één teken deelt met een van de code in de kolom"),
        ),
        Shared::Document => language.choose(
            format!("{units} of the row’s code in documents in which the column’s code occurs too"),
            format!("{units} van de code in de rij in documenten waarin ook de code in de kolom voorkomt"),
        ),
    };
    if let super::Content::Table(tabulated) = &mut finding.content {
        tabulated.table.notes = vec![where_both];
        tabulated.table.unit = Some(unit.unit().name().to_owned());
    }
    finding.unit = Some(unit.unit().name().to_owned());
    finding
}
