//! Which codes occur together.

use std::collections::BTreeSet;

use kwali_analysis::{
    AtHand, CodeReach, CodersMeant, CooccurrenceRequest, Distance, Draws, Expression, LengthUnit,
    Query, Relation, RelationKind, Subcodes, Term, ZeroPairs, cooccurrence, query_of_code,
};
use kwali_model::{CodeId, CodePath, Coding, CodingId, ParticipantId};

use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::exhibits::{leave_out_zeros, near_distance};
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{
    Cell, Column, ColumnKind, Language, PairOptions, Table, cooccurrence_chart, cooccurrence_map,
    cooccurrence_network, cooccurrence_table,
};

/// The measure that is drawn, and sorted by, where none is named.
const USUAL_MEASURE: &str = "overlap_pairs";

/// How many shifts are drawn where the template does not say, and the most.
const USUAL_DRAWS: usize = 1000;
const MOST_DRAWS: usize = 100_000;

/// The form of the chart.
#[derive(Clone, Copy)]
enum Drawn {
    HeatMap,
    Network,
}

const FORMS: [(&str, Drawn); 2] = [("heat-map", Drawn::HeatMap), ("network", Drawn::Network)];

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let codes = rows::codes(&snapshot, arguments, "codes")?;
    let others = match arguments.texts("with")?.is_empty() {
        true => None,
        false => Some(rows::codes(&snapshot, arguments, "with")?),
    };
    let measure = arguments.text("measure")?.unwrap_or(USUAL_MEASURE);
    let request = CooccurrenceRequest {
        near: distances(arguments, measure)?,
        codes: Some(codes.iter().chain(others.iter().flatten()).copied().collect()),
        coders: None,
        zero_pairs: ZeroPairs::LeftOut,
        chance: draws(arguments)?,
    };
    let at_hand = AtHand { layouts: Some(evidence.layouts), texts: Some(evidence.texts) };
    let mut counted = cooccurrence(&snapshot, at_hand, &request);
    if let Some(others) = &others {
        counted.keep_between(&codes, others);
    }
    // Beside chance, a pair that never overlaps says as much as one that often does.
    let n_zero = match request.chance {
        None => leave_out_zeros(&mut counted, measure)?,
        Some(_) => 0,
    };
    let options = PairOptions { sort: Some(measure.to_owned()), limit: arguments.number("limit")? };
    let mut table = cooccurrence_table(&snapshot, &counted, &options, language)?;
    let note = note_on_zeros(n_zero, &table, measure, language);
    table.notes.extend(note);
    let form = charts::wanted(arguments, &FORMS)?.filter(|_| !counted.pairs.is_empty());
    let chart = form.map(|form| match (form, &others) {
        (Drawn::Network, _) => cooccurrence_network(&snapshot, &counted, measure, language),
        (Drawn::HeatMap, None) => cooccurrence_chart(&snapshot, &counted, measure, language),
        (Drawn::HeatMap, Some(others)) => {
            let sides = (codes.as_slice(), others.as_slice());
            cooccurrence_map(&snapshot, &counted, measure, sides, language)
        }
    });
    let chart = match chart {
        Some(Err(crate::Error::NothingToDraw { .. })) => None,
        chart => chart.transpose()?,
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

/// Returns the distances within which pairs are counted: those of `near`, and that of the measure.
fn distances(arguments: &Arguments, measure: &str) -> Result<Vec<Distance>, Problem> {
    let read = |typed: &&str| match Distance::read(typed) {
        Some(distance) if distance.unit != LengthUnit::Words => Ok(distance),
        _ => Err(Problem {
            message: format!("`near`: `{typed}` is no distance"),
            hint: Some(
                "write a number of paragraphs, or `2 sentences`, `1 turn`, `100 characters`, \
                 `30 seconds`"
                    .to_owned(),
            ),
        }),
    };
    let mut distances: Vec<Distance> =
        arguments.texts("near")?.iter().map(read).collect::<Result<_, _>>()?;
    distances.extend(near_distance(measure).filter(|distance| !distances.contains(distance)));
    Ok(distances)
}

/// Returns how chance is drawn, if the template asks for it.
fn draws(arguments: &Arguments) -> Result<Option<Draws>, Problem> {
    let (number, seed) = (arguments.number("draws")?, arguments.number("seed")?);
    match arguments.flag("against_chance", false)? {
        true => Ok(Some(Draws {
            number: number.unwrap_or(USUAL_DRAWS).clamp(1, MOST_DRAWS),
            seed: seed.unwrap_or(1) as u64,
        })),
        false if number.is_some() || seed.is_some() => {
            Err(Problem::new("`draws` and `seed` are for `against_chance=true`"))
        }
        false => Ok(None),
    }
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
/// codes, for `same_participant` those with a participant who speaks in both codes, for `near2` or
/// `near_turns2` those at most so far from one of the other code, else those that overlap one of the
/// other code.
pub(in crate::factsheet) fn paired_codings(
    evidence: &Evidence<'_>,
    query: &Query,
    selected: &[usize],
    column: &str,
) -> Vec<usize> {
    let codes: Vec<CodeId> = codes_in(evidence, query.expression());
    let [a, b] = codes[..] else { return selected.to_vec() };
    if let Some(distance) = near_distance(column) {
        return near_codings(evidence, selected, (a, b), distance);
    }
    let people = |coding: &Coding| people_in(evidence, coding);
    let belongs = |x: &Coding, y: &Coding| {
        if column == "same_participant" {
            return people(x).iter().any(|person| people(y).contains(person));
        }
        x.document == y.document && (column == "same_document" || x.span.overlaps(y.span))
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

/// Returns those of the codings of two codes that are at most so far from one of the other code.
fn near_codings(
    evidence: &Evidence<'_>,
    selected: &[usize],
    (a, b): (CodeId, CodeId),
    distance: Distance,
) -> Vec<usize> {
    let codings = evidence.snapshot.codings();
    let ids: BTreeSet<CodingId> = selected.iter().map(|&index| codings[index].id).collect();
    let snapshot = evidence.snapshot.with_codings(|coding| ids.contains(&coding.id));
    let narrowed = Evidence { snapshot: &snapshot, ..*evidence };
    let alone = |code| query_of_code(snapshot.codes(), code, Subcodes::Separate);
    let near = |one, other| {
        let of = alone(other).expression().clone();
        let kind = RelationKind::Near(distance);
        let related = Relation { kind, of, coders: CodersMeant::All };
        alone(one).and(Query::of(Term::Related(Box::new(related))))
    };
    let queries = [near(a, b), near(b, a)];
    let found = queries.iter().flat_map(|query| narrowed.select(query).unwrap_or_default());
    let found: BTreeSet<CodingId> = found.map(|index| snapshot.codings()[index].id).collect();
    selected.iter().copied().filter(|&index| found.contains(&codings[index].id)).collect()
}

/// Returns the participants who speak in a segment.
pub(in crate::factsheet) fn people_in(
    evidence: &Evidence<'_>,
    coding: &Coding,
) -> Vec<ParticipantId> {
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
