//! Which codes occur together.

use std::collections::BTreeSet;

use kwali_analysis::{
    AtHand, CodeReach, CooccurrenceRequest, Distance, Expression, LengthUnit, Query, Subcodes,
    Term, ZeroPairs, cooccurrence, query_of_code,
};
use kwali_model::{CodeId, CodePath, Coding, Layout, ParticipantId};

use super::{Finding, Form, Tabulated, rows};
use crate::exhibits::leave_out_zeros;
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{
    Cell, Column, ColumnKind, Language, PairOptions, Table, cooccurrence_chart, cooccurrence_map,
    cooccurrence_table,
};

/// The measure that is drawn, and sorted by, where none is named.
const USUAL_MEASURE: &str = "overlap_pairs";

pub(super) fn find(
    evidence: &Evidence<'_>,
    arguments: &Arguments,
    language: Language,
) -> Result<Finding, Problem> {
    let restriction = arguments.query("where", evidence.snapshot)?;
    let snapshot = evidence.narrowed(&restriction)?;
    let codes = rows::codes(&snapshot, arguments, "codes")?;
    let others = match arguments.texts("with")?.is_empty() {
        true => None,
        false => Some(rows::codes(&snapshot, arguments, "with")?),
    };
    let measure = arguments.text("measure")?.unwrap_or(USUAL_MEASURE);
    let distance = measure.strip_prefix("near").and_then(|n| n.parse::<u32>().ok());
    let in_paragraphs = |number| Distance { number, unit: LengthUnit::Paragraphs };
    let request = CooccurrenceRequest {
        near: distance.map(in_paragraphs).into_iter().collect(),
        codes: Some(codes.iter().chain(others.iter().flatten()).copied().collect()),
        coders: None,
        zero_pairs: ZeroPairs::LeftOut,
        chance: None,
    };
    let at_hand = AtHand { layouts: Some(evidence.layouts), texts: None };
    let mut counted = cooccurrence(&snapshot, at_hand, &request);
    if let Some(others) = &others {
        counted.keep_between(&codes, others);
    }
    let n_zero = leave_out_zeros(&mut counted, measure)?;
    let options = PairOptions { sort: Some(measure.to_owned()), limit: arguments.number("limit")? };
    let mut table = cooccurrence_table(&snapshot, &counted, &options, language)?;
    let note = note_on_zeros(n_zero, &table, measure, language);
    table.notes.extend(note);
    let has_chart = arguments.flag("chart", false)? && !counted.pairs.is_empty();
    let chart = match (has_chart, &others) {
        (false, _) => None,
        (true, None) => Some(cooccurrence_chart(&snapshot, &counted, measure, language)?),
        (true, Some(others)) => {
            let sides = (codes.as_slice(), others.as_slice());
            Some(cooccurrence_map(&snapshot, &counted, measure, sides, language)?)
        }
    };
    let pairs: Vec<(&str, &str)> = table.rows().iter().filter_map(|row| names(row)).collect();
    let column_query = |column: &Column| (column.kind != ColumnKind::Text).then(Query::default);
    let tabulated = Tabulated {
        row_names: pairs.iter().map(|(a, b)| format!("{a} × {b}")).collect(),
        row_queries: pairs.iter().map(|(a, b)| either(evidence, a, b)).collect(),
        column_queries: table.columns().iter().map(column_query).collect(),
        is_empty: table.rows().is_empty(),
        form: Form::of(arguments)?,
        table,
        chart,
    };
    let unit = Some(measure.to_owned());
    Ok(Finding { unit, ..Finding::of_table(&restriction, tabulated) })
}

/// Says how many pairs that share a document have none of the measure.
fn note_on_zeros(
    n_pairs: usize,
    table: &Table,
    measure: &str,
    language: Language,
) -> Option<String> {
    let column = table.columns().iter().find(|column| column.name == measure)?;
    let label = &column.label;
    let told = match n_pairs {
        0 => return None,
        1 => language.choose("1 pair is", "1 paar is").to_owned(),
        _ => language.choose(format!("{n_pairs} pairs are"), format!("{n_pairs} paren zijn")),
    };
    Some(language.choose(
        format!("{told} left out, as ‘{label}’ is 0"),
        format!("{told} weggelaten, omdat ‘{label}’ 0 is"),
    ))
}

fn names(row: &[Cell]) -> Option<(&str, &str)> {
    match row {
        [Cell::Text(a), Cell::Text(b), ..] => Some((a, b)),
        _ => None,
    }
}

/// Returns the query for the codings of either of two codes.
fn either(evidence: &Evidence<'_>, a: &str, b: &str) -> Query {
    let codes = evidence.snapshot.codes();
    let alone = |id: &str| {
        let code = CodePath::new(id).ok().and_then(|path| codes.id(&path));
        code.map(|code| query_of_code(codes, code, Subcodes::Separate)).unwrap_or_default()
    };
    Query::parse(&format!("{} or {}", alone(a), alone(b))).unwrap_or_default()
}

/// Returns those of the codings of two codes that belong to a pair that `column` counts.
///
/// `query` is that of a row. For `same_document` these are the codings in documents with both
/// codes, for `same_participant` those with a participant who speaks in both codes, for `near2` those
/// at most two paragraphs from one of the other code, else those that overlap one of the other code.
pub(in crate::factsheet) fn paired_codings(
    evidence: &Evidence<'_>,
    query: &Query,
    selected: &[usize],
    column: &str,
) -> Vec<usize> {
    let codes: Vec<CodeId> = codes_in(evidence, query.expression());
    let [a, b] = codes[..] else { return selected.to_vec() };
    let no_layout = Layout::default();
    let distance = column.strip_prefix("near").and_then(|n| n.parse::<usize>().ok());
    let people = |coding: &Coding| people_in(evidence, coding);
    let belongs = |x: &Coding, y: &Coding| {
        if column == "same_participant" {
            return people(x).iter().any(|person| people(y).contains(person));
        }
        if x.document != y.document {
            return false;
        }
        if let Some(distance) = distance {
            let place = evidence.snapshot.document_place(x.document).unwrap_or_default();
            let layout = evidence.layouts.get(place).unwrap_or(&no_layout);
            let (x, y) = (layout.paragraphs_of(x.span), layout.paragraphs_of(y.span));
            return y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1)) <= distance;
        }
        column == "same_document" || x.span.overlaps(y.span)
    };
    let coding = |&index: &usize| &evidence.snapshot.codings()[index];
    let mut paired = BTreeSet::new();
    for x in selected.iter().filter(|index| coding(index).code == a) {
        for y in selected.iter().filter(|index| coding(index).code == b) {
            if belongs(coding(x), coding(y)) {
                paired.extend([*x, *y]);
            }
        }
    }
    paired.into_iter().collect()
}

fn people_in(evidence: &Evidence<'_>, coding: &Coding) -> Vec<ParticipantId> {
    let place = evidence.snapshot.document_place(coding.document);
    let people = place.and_then(|place| {
        let document = &evidence.snapshot.documents()[place];
        Some(evidence.layouts.get(place)?.participants_of(document, coding.span))
    });
    people.unwrap_or_default()
}

fn codes_in(evidence: &Evidence<'_>, expression: &Expression) -> Vec<CodeId> {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => {
            parts.iter().flat_map(|part| codes_in(evidence, part)).collect()
        }
        Expression::Term(located) => match &located.term {
            Term::Code { path, reach: CodeReach::Alone } => {
                let path = CodePath::new(path).ok();
                path.and_then(|path| evidence.snapshot.codes().id(&path)).into_iter().collect()
            }
            _ => Vec::new(),
        },
        Expression::Not(_) => Vec::new(),
    }
}
