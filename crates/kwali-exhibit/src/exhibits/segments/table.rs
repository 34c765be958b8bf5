//! Coded segments as a table.

use kwali_analysis::{Context, SegmentGroup};
use kwali_model::Origin;

use super::SegmentReport;
use super::heading::{UNIT, base, group_id, group_label, title};
use super::shown::{Shown, ShownCode, all_shown};
use crate::exhibits::on_one_line;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns coded segments as a table, one row a coding and, where they are grouped, one row for
/// each group that it stands in.
///
/// Without context the columns `before` and `after` are empty, and only machines see them. People
/// see weights, comments and times where there are any, and origins where some are suggestions.
pub fn segments_table(report: &SegmentReport<'_>) -> Result<Table, Error> {
    let language = report.language;
    let shown: Vec<_> = all_shown(report).collect();
    let has = |is_there: &dyn Fn(&Shown<'_>) -> bool| shown.iter().any(|(_, one)| is_there(one));
    let seen = Seen {
        groups: report.arranged.arrangement.group_by.is_some(),
        context: report.context != Context::None,
        weights: has(&|one| one.weight.is_some()),
        comments: has(&|one| one.comment.is_some()),
        origins: has(&|one| one.origin != Origin::Person),
        times: has(&|one| one.time.is_some()),
    };
    let rows = shown.iter().map(|(group, one)| {
        let mut cells = if seen.groups { group_cells(report, group) } else { Vec::new() };
        cells.extend(own_cells(one));
        cells
    });
    let mut table = Table::new(title(language), columns(&seen, language), rows.collect())?;
    table.unit = Some(UNIT.to_owned());
    table.base = Some(base(report));
    table.query = report.query.map(str::to_owned);
    Ok(table)
}

/// Which columns people see beside those they always see.
struct Seen {
    groups: bool,
    context: bool,
    weights: bool,
    comments: bool,
    origins: bool,
    times: bool,
}

fn columns(seen: &Seen, language: Language) -> Vec<Column> {
    use ColumnKind::{Count, Text};
    let detail = |name: &str, kind| Column::detail(name, name, kind);
    let seen_if = |is_seen: bool, name, label: &str, kind| match is_seen {
        true => Column::new(name, label, kind),
        false => Column::detail(name, label, kind),
    };
    let choose = |english, dutch| language.choose(english, dutch);
    let mut columns = Vec::new();
    if seen.groups {
        columns.push(Column::detail("in_group", "in_group", Text));
        columns.push(Column::wording("group_label", choose("Group", "Groep"), Text));
        columns.push(detail("group_segments", Count));
    }
    columns.extend([
        Column::new("id", choose("Id", "Id"), Text),
        Column::new("document", choose("Document", "Document"), Text),
        Column::new("paragraph", choose("Paragraph", "Alinea"), Count),
        detail("start", Count),
        detail("end", Count),
        Column::new("speakers", choose("Speaker", "Spreker"), Text),
        detail("participants", Text),
        Column::new("code", "Code", Text),
        detail("other_codes", Text),
        Column::new("coder", choose("Coder", "Codeur"), Text),
        seen_if(seen.weights, "weight", choose("Weight", "Gewicht"), Count),
        seen_if(seen.context, "before", choose("Before", "Ervoor"), Text),
        Column::new("text", choose("Segment", "Segment"), Text),
        seen_if(seen.context, "after", choose("After", "Erachter"), Text),
        detail("codes", Text),
        seen_if(seen.comments, "comment", choose("Comment", "Opmerking"), Text),
        detail("last_paragraph", Count),
        detail("turn", Count),
        detail("last_turn", Count),
        seen_if(seen.times, "time", choose("Time", "Tijd"), Text),
        seen_if(seen.origins, "origin", choose("Origin", "Herkomst"), Text),
    ]);
    columns
}

fn group_cells(report: &SegmentReport<'_>, group: &SegmentGroup) -> Vec<Cell> {
    let snapshot = report.passages.snapshot;
    vec![
        Cell::text(group_id(snapshot, &group.key)),
        Cell::text(group_label(snapshot, &group.key, report.language)),
        Cell::Count(group.found as u64),
    ]
}

/// The cells of [`columns`] behind those of the group; several names in one are separated by `; `.
fn own_cells(shown: &Shown<'_>) -> Vec<Cell> {
    let (span, segment) = (shown.segment.coding.span, shown.segment);
    let turn = |number: Option<usize>| number.map_or(Cell::Undefined, number_cell);
    let codes: Vec<String> = shown.codes.iter().map(with_coders).collect();
    vec![
        Cell::text(&shown.id),
        Cell::text(shown.document),
        number_cell(segment.paragraphs.0),
        Cell::Count(span.start_char() as u64),
        Cell::Count(span.end_char() as u64),
        Cell::text(shown.speakers.join("; ")),
        Cell::text(shown.participants.join("; ")),
        Cell::text(shown.code.id),
        Cell::text(shown.other_codes.join("; ")),
        Cell::text(shown.coder),
        Cell::count(shown.weight.map(u64::from)),
        Cell::text(on_one_line(shown.before)),
        Cell::text(shown.text),
        Cell::text(on_one_line(shown.after)),
        Cell::text(codes.join("; ")),
        Cell::text(shown.comment.unwrap_or_default()),
        number_cell(segment.paragraphs.1),
        turn(segment.turns.map(|turns| turns.0)),
        turn(segment.turns.map(|turns| turns.1)),
        Cell::text(shown.time.as_deref().unwrap_or_default()),
        Cell::text(shown.origin.name()),
    ]
}

/// A number that people count from 1.
fn number_cell(number: usize) -> Cell {
    Cell::Count(number as u64 + 1)
}

/// Returns a code with who gave it: `barrier.workload (A, B)`.
fn with_coders(on: &ShownCode<'_>) -> String {
    format!("{} ({})", on.id, on.coders.join(", "))
}
