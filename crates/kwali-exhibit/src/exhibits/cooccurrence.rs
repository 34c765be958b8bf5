//! Which codes occur together.

mod chance;
mod measures;
mod network;

use kwali_analysis::{CodePair, Cooccurrence, Subcodes, Unit};
use kwali_model::{CodeId, Snapshot};

use super::chart::Chart;
use super::notes::Notes;
use super::wording::{code_id, code_label, fact_and_base, have_labels, levels, study_base};
use crate::units::numbered;
use crate::{Cell, Column, ColumnKind, Error, HeatMap, Language, Table};

pub use measures::near_column;
pub(crate) use measures::near_distance;
use measures::{Measure, find, measures};
pub use network::cooccurrence_network;

/// Which pairs a table of co-occurrences shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairOptions {
    /// The column by which pairs are sorted, highest first; `None` for the order of the codes.
    pub sort: Option<String>,
    /// The most pairs to show.
    pub limit: Option<usize>,
}

/// Returns co-occurrences as a table, one row a pair.
pub fn cooccurrence_table(
    snapshot: &Snapshot,
    cooccurrence: &Cooccurrence,
    options: &PairOptions,
    language: Language,
) -> Result<Table, Error> {
    let measures = measures(cooccurrence, language);
    let mut notes = Notes::of_codings(snapshot, language);
    chance::notes(cooccurrence, language).into_iter().for_each(|said| notes.add(said));
    let mut pairs: Vec<&CodePair> = cooccurrence.pairs.iter().collect();
    if let Some(name) = &options.sort {
        let measure = find(&measures, name)?;
        pairs.sort_by(|x, y| compare(measure.value(y), measure.value(x)));
    }
    if let Some(limit) = options.limit.filter(|&limit| limit < pairs.len()) {
        let n_pairs = pairs.len();
        notes.add(language.choose(
            match limit {
                1 => format!("the first of {n_pairs} pairs is shown"),
                _ => format!("the first {limit} of {n_pairs} pairs are shown"),
            },
            match limit {
                1 => format!("het eerste van {n_pairs} paren staat hier"),
                _ => format!("de eerste {limit} van {n_pairs} paren staan hier"),
            },
        ));
        pairs.truncate(limit);
    }
    let with_labels = have_labels(snapshot, &codes_of(&pairs));
    let mut columns = vec![
        Column::new("a", "Code A", ColumnKind::Text),
        Column::new("b", "Code B", ColumnKind::Text),
    ];
    if with_labels {
        columns.push(Column::detail("a_label", "Code A", ColumnKind::Text));
        columns.push(Column::detail("b_label", "Code B", ColumnKind::Text));
    }
    columns.extend(measures.iter().map(Measure::column));
    let row = |pair: &&CodePair| {
        let mut cells =
            vec![Cell::text(code_id(snapshot, pair.a)), Cell::text(code_id(snapshot, pair.b))];
        if with_labels {
            cells.push(Cell::text(code_label(snapshot, pair.a, language)));
            cells.push(Cell::text(code_label(snapshot, pair.b, language)));
        }
        cells.extend(measures.iter().map(|measure| measure.cell(pair, &mut notes)));
        cells
    };
    let rows = pairs.iter().map(row).collect();
    let mut table = Table::new(title(language), columns, rows)?;
    table.unit = Some("overlap_pairs".to_owned());
    table.base = Some(base(snapshot, cooccurrence, language));
    table.notes = notes.finish();
    Ok(table)
}

/// Returns one measure of co-occurrence as a symmetric heat map of the codes that have any of it.
///
/// # Errors
///
/// If there is no such measure, or no pair of codes has any of it.
pub fn cooccurrence_chart(
    snapshot: &Snapshot,
    cooccurrence: &Cooccurrence,
    measure: &str,
    language: Language,
) -> Result<Chart, Error> {
    let measures = measures(cooccurrence, language);
    let measure_found = find(&measures, measure)?;
    let some = |pair: &&CodePair| measure_found.is_some(pair);
    let pairs: Vec<&CodePair> = cooccurrence.pairs.iter().filter(some).collect();
    let codes = codes_of(&pairs);
    cooccurrence_map(snapshot, cooccurrence, measure, (&codes, &codes), language)
}

/// Returns one measure of co-occurrence as a heat map of some codes by others.
///
/// # Errors
///
/// If there is no such measure, or no pair of these codes has any of it.
pub fn cooccurrence_map(
    snapshot: &Snapshot,
    cooccurrence: &Cooccurrence,
    measure: &str,
    (rows, columns): (&[CodeId], &[CodeId]),
    language: Language,
) -> Result<Chart, Error> {
    let measures = measures(cooccurrence, language);
    let measure = find(&measures, measure)?;
    let n_codes = snapshot.codes().len();
    let mut values: Vec<Option<f64>> = vec![None; n_codes * n_codes];
    for pair in &cooccurrence.pairs {
        let value = measure.value(pair);
        values[pair.a.index() * n_codes + pair.b.index()] = value;
        values[pair.b.index() * n_codes + pair.a.index()] = value;
    }
    let value = |row: &CodeId, column: &CodeId| {
        let found = values[row.index() * n_codes + column.index()];
        // Pairs that were left out never occur together.
        found.or_else(|| (row != column && measure.kind == ColumnKind::Count).then_some(0.0))
    };
    let is_drawn = |row| columns.iter().any(|column| value(row, column).unwrap_or(0.0) != 0.0);
    if !rows.iter().any(is_drawn) {
        return Err(Error::NothingToDraw { measure: measure.label.clone() });
    }
    let label = |&code: &CodeId| code_label(snapshot, code, language).to_owned();
    Ok(Chart::Heat(HeatMap {
        title: title(language).to_owned(),
        subtitle: subtitle(measure, &base(snapshot, cooccurrence, language), language),
        row_labels: rows.iter().map(label).collect(),
        row_levels: if rows.is_sorted() { levels(snapshot, rows) } else { Vec::new() },
        column_labels: columns.iter().map(label).collect(),
        values: rows
            .iter()
            .map(|row| columns.iter().map(|column| value(row, column)).collect())
            .collect(),
        value_label: measure.label.clone(),
        kind: measure.value_kind(),
        has_several_bases: false,
        language,
    }))
}

/// Leaves out the pairs that have nothing of a measure, and returns how many there were.
pub(crate) fn leave_out_zeros(
    cooccurrence: &mut Cooccurrence,
    measure: &str,
) -> Result<usize, Error> {
    let measures = measures(cooccurrence, Language::default());
    let measure = find(&measures, measure)?;
    let n_pairs = cooccurrence.pairs.len();
    cooccurrence.pairs.retain(|pair| measure.is_some(pair));
    Ok(n_pairs - cooccurrence.pairs.len())
}

/// What a chart of a measure says under its title.
fn subtitle(measure: &Measure, base: &str, language: Language) -> String {
    fact_and_base(language.choose("Measure", "Maat"), &measure.label, base, language)
}

fn title(language: Language) -> &'static str {
    language.choose("Codes that occur together", "Codes die samen voorkomen")
}

fn base(snapshot: &Snapshot, cooccurrence: &Cooccurrence, language: Language) -> String {
    let units = &cooccurrence.units;
    let spans = crate::units::counted(units.distinct_spans, Unit::DistinctSpans, language);
    let study = study_base(snapshot, Subcodes::Separate, language);
    match units.paragraphs {
        None => format!("{study}; {spans}"),
        Some(n) => {
            let words = language.choose(("paragraph", "paragraphs"), ("alinea", "alinea’s"));
            format!("{study}; {spans}; {}", numbered(n as usize, words, language))
        }
    }
}

fn codes_of(pairs: &[&CodePair]) -> Vec<CodeId> {
    let mut codes: Vec<CodeId> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn compare(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    a.unwrap_or(f64::NEG_INFINITY).total_cmp(&b.unwrap_or(f64::NEG_INFINITY))
}
