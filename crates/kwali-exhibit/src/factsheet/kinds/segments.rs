//! Coded segments one under the other: where they stand, who speaks by role, and what is said.

use std::collections::BTreeMap;

use kwali_analysis::{
    Arrangement, CodedSegment, GroupKey, Grouping, NamedKind, Page, Query, SegmentGroup,
    SegmentOrder, Subcodes, Term, Wanted, arrange, coded_segments, query_of_code,
};
use kwali_model::CodingId;

use super::crosstab::variable;
use super::grid::base_of;
use super::quotes::{Quote, quote, role};
use super::{Finding, Form, Found, Tabulated, rows};
use crate::exhibits::{code_id, code_label, group_label};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::names::Names;
use crate::{Audience, Cell, Column, ColumnKind, Language, Table};

/// The orders, by the names that commands have for them; none is by who speaks.
const ORDERS: [(&str, SegmentOrder); 5] = [
    ("document", SegmentOrder::Document),
    ("code", SegmentOrder::Code),
    ("coder", SegmentOrder::Coder),
    ("weight", SegmentOrder::Weight),
    ("length", SegmentOrder::Length),
];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let snapshot = evidence.snapshot;
    let restriction = arguments.query("where", snapshot)?;
    let (selected, n_naming) = selected(evidence, arguments, &restriction)?;
    let segments = coded_segments(snapshot, evidence.layouts, &selected);
    let size = arguments.number("limit")?.unwrap_or(usize::MAX);
    let arrangement = Arrangement {
        group_by: grouping(evidence, arguments)?,
        order: arguments.choice("sort", &ORDERS)?.unwrap_or_default(),
        sample: None,
        page: Some(Page { size, number: 1 }),
    };
    let arranged = arrange(snapshot, &segments, &arrangement)?;
    let shown: Vec<Shown<'_>> =
        arranged.segments().map(|(group, segment)| Shown { group, segment }).collect();
    let by = role(snapshot, arguments)?;
    let places: BTreeMap<CodingId, usize> =
        selected.iter().map(|&index| (snapshot.codings()[index].id, index)).collect();
    let quote = |shown: &Shown<'_>| quote(evidence, places[&shown.segment.coding.id], by, language);
    let quotes: Vec<Quote> = shown.iter().map(quote).collect();
    let has_groups = arrangement.group_by.is_some();
    let cells =
        shown.iter().zip(&quotes).map(|(shown, quote)| shown.cells(evidence, quote, language));
    let title = language.choose("Segments", "Segmenten");
    let mut table = Table::new(title, columns(has_groups, language), cells.collect())?;
    table.unit = Some("segments".to_owned());
    table.base = Some(base_of(evidence, &restriction, language)?);
    if quotes.iter().all(|quote| quote.role.is_none()) {
        table.show_to("voice", Audience::Machines);
    }
    table.notes = notes((shown.len(), arranged.rows), n_naming, language);
    let name = |(shown, quote): (&Shown<'_>, &Quote)| match has_groups {
        false => quote.id.clone(),
        true => format!("{} / {}", group_label(snapshot, &shown.group.key, language), quote.id),
    };
    Ok(Finding::of_table(
        &restriction,
        Tabulated {
            row_names: shown.iter().zip(&quotes).map(name).collect(),
            row_queries: shown.iter().map(|shown| shown.query(evidence)).collect(),
            column_queries: vec![None; table.columns().len()],
            is_empty: shown.is_empty(),
            chart: None,
            form: Form::of(arguments)?,
            table,
        },
    ))
}

/// Returns the places of the codings that are shown, and how many are left out because somebody is
/// named in them.
fn selected(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    restriction: &Query,
) -> Result<(Vec<usize>, usize), Problem> {
    let snapshot = evidence.snapshot;
    let mut is_asked = vec![false; snapshot.codes().len()];
    for code in rows::codes(snapshot, arguments, "codes")? {
        is_asked[code.index()] = true;
    }
    let mut selected = evidence.select(restriction)?;
    selected.retain(|&index| is_asked[snapshot.codings()[index].code.index()]);
    let n_all = selected.len();
    let names = Names::of(snapshot);
    selected.retain(|&index| !names.are_said(evidence, &snapshot.codings()[index]));
    let n_naming = n_all - selected.len();
    Ok((selected, n_naming))
}

/// Returns what segments are put together by: never single people.
fn grouping(evidence: &Evidence<'_>, arguments: &Arguments) -> Result<Option<Grouping>, Problem> {
    let others = ["code", "document", "group", "coder"];
    Ok(match arguments.text("group_by")? {
        None => None,
        Some("code") => Some(Grouping::Code),
        Some("document") => Some(Grouping::Document),
        Some("group") => Some(Grouping::DocumentGroup),
        Some("coder") => Some(Grouping::Coder),
        Some(name) => Some(Grouping::Variable(variable(evidence.snapshot, name, &others)?.id)),
    })
}

/// A row of the table.
struct Shown<'a> {
    group: &'a SegmentGroup,
    segment: &'a CodedSegment,
}

impl Shown<'_> {
    /// The cells of [`columns`].
    fn cells(&self, evidence: &Evidence<'_>, quote: &Quote, language: Language) -> Vec<Cell> {
        let snapshot = evidence.snapshot;
        let code = self.segment.coding.code;
        let mut cells = Vec::new();
        if self.group.key != GroupKey::All {
            cells.push(Cell::text(group_label(snapshot, &self.group.key, language)));
        }
        let (first, last) = self.segment.paragraphs;
        let paragraphs = match first == last {
            true => (first + 1).to_string(),
            false => format!("{}–{}", first + 1, last + 1),
        };
        cells.extend([
            Cell::text(&quote.id),
            Cell::text(&snapshot.documents()[self.segment.place].name),
            Cell::text(paragraphs),
            Cell::text(quote.role.as_deref().unwrap_or_default()),
            Cell::text(code_id(snapshot, code)),
            Cell::text(code_label(snapshot, code, language)),
            Cell::text(quote.quoted_turns().join("\n")),
        ]);
        cells
    }

    /// Returns the query for the segments of this code in this document.
    fn query(&self, evidence: &Evidence<'_>) -> Query {
        let snapshot = evidence.snapshot;
        let name = Wanted::Is(snapshot.documents()[self.segment.place].name.clone());
        let in_document = Query::of(Term::Named { kind: NamedKind::Document, name });
        query_of_code(snapshot.codes(), self.segment.coding.code, Subcodes::Separate)
            .and(in_document)
    }
}

fn columns(has_groups: bool, language: Language) -> Vec<Column> {
    use ColumnKind::{Prose, Text};
    let group = Column::new("in_group", language.choose("Group", "Groep"), Text);
    let mut columns: Vec<Column> = has_groups.then_some(group).into_iter().collect();
    columns.extend([
        Column::detail("coding", "Id", Text),
        Column::new("document", "Document", Text),
        Column::new("paragraphs", language.choose("Paragraph", "Alinea"), Text),
        Column::new("voice", language.choose("Voice", "Stem"), Text),
        Column::detail("code", "Code", Text),
        Column::wording("label", language.choose("Theme", "Thema"), Text),
        Column::wording("words", language.choose("What was said", "Wat er is gezegd"), Prose),
    ]);
    columns
}

/// Says how many there are besides those shown.
fn notes((n_shown, n_rows): (usize, usize), n_naming: usize, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    if n_shown < n_rows {
        notes.push(language.choose(
            format!("the first {n_shown} of {n_rows} are shown"),
            format!("de eerste {n_shown} van {n_rows} staan hier"),
        ));
    }
    if n_naming > 0 {
        notes.push(language.choose(
            format!("{n_naming} left out, as somebody is named in them"),
            format!("{n_naming} weggelaten, omdat er iemand in wordt genoemd"),
        ));
    }
    notes
}
