//! Which codes occur together.

use kwali_analysis::CodePair;
use kwali_analysis::{Cooccurrence, Fourfold, Subcodes, Undefined, Unit};
use kwali_model::{CodeId, Snapshot};

use super::chart::Chart;
use super::notes::Notes;
use super::wording::{code_id, code_label, have_labels, levels, study_base};
use crate::units::numbered;
use crate::{Cell, Column, ColumnKind, Error, HeatMap, Language, Table, ValueKind};

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
    let subtitle = format!(
        "{}: {}. {}: {}.",
        language.choose("Measure", "Maat"),
        measure.label,
        language.choose("Base", "Basis"),
        base(snapshot, cooccurrence, language)
    );
    Ok(Chart::Heat(HeatMap {
        title: title(language).to_owned(),
        subtitle,
        row_labels: rows.iter().map(label).collect(),
        row_levels: if rows.is_sorted() { levels(snapshot, rows) } else { Vec::new() },
        column_labels: columns.iter().map(label).collect(),
        values: rows
            .iter()
            .map(|row| columns.iter().map(|column| value(row, column)).collect())
            .collect(),
        value_label: measure.label.clone(),
        kind: match measure.kind {
            ColumnKind::Count => ValueKind::Count,
            _ => ValueKind::Coefficient,
        },
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

/// One column of the table of pairs.
struct Measure {
    name: String,
    label: String,
    kind: ColumnKind,
    is_detail: bool,
    of: Box<dyn Fn(&CodePair) -> Value>,
}

enum Value {
    Count(u64),
    Number(Result<f64, Undefined>),
    Flag(bool),
    /// The layout was not at hand.
    NoParagraphs,
}

impl Measure {
    fn new(name: &str, label: &str, of: impl Fn(&CodePair) -> Value + 'static) -> Measure {
        Measure {
            name: name.to_owned(),
            label: label.to_owned(),
            kind: ColumnKind::Count,
            is_detail: false,
            of: Box::new(of),
        }
    }

    fn of_kind(self, kind: ColumnKind) -> Measure {
        Measure { kind, ..self }
    }

    fn detail(self) -> Measure {
        Measure { is_detail: true, ..self }
    }

    fn column(&self) -> Column {
        match self.is_detail {
            true => Column::detail(&self.name, &self.label, self.kind),
            false => Column::new(&self.name, &self.label, self.kind),
        }
    }

    fn cell(&self, pair: &CodePair, notes: &mut Notes) -> Cell {
        match (self.of)(pair) {
            Value::Count(count) => Cell::Count(count),
            Value::Number(number) => notes.number(&self.name, number),
            Value::Flag(flag) => Cell::Flag(flag),
            Value::NoParagraphs => Cell::Undefined,
        }
    }

    /// Whether the pair has a value, and not zero.
    fn is_some(&self, pair: &CodePair) -> bool {
        self.value(pair).is_some_and(|value| value != 0.0)
    }

    fn value(&self, pair: &CodePair) -> Option<f64> {
        match (self.of)(pair) {
            Value::Count(count) => Some(count as f64),
            Value::Number(number) => number.ok(),
            Value::Flag(_) | Value::NoParagraphs => None,
        }
    }
}

fn find<'a>(measures: &'a [Measure], name: &str) -> Result<&'a Measure, Error> {
    let numeric = |measure: &&Measure| measure.kind != ColumnKind::Flag;
    let known = || measures.iter().filter(numeric);
    known().find(|measure| measure.name == name).ok_or_else(|| Error::UnknownMeasure {
        name: name.to_owned(),
        known: known().map(|measure| measure.name.clone()).collect(),
    })
}

fn measures(cooccurrence: &Cooccurrence, language: Language) -> Vec<Measure> {
    let mut measures = vec![
        Measure::new(
            "overlap_pairs",
            language.choose("Overlapping pairs", "Overlappende paren"),
            |pair| Value::Count(pair.overlap_pairs),
        ),
        Measure::new(
            "a_segments_overlapping_b",
            language.choose("A that overlap B", "A die B overlappen"),
            |pair| Value::Count(pair.a_segments_overlapping_b),
        )
        .detail(),
        Measure::new(
            "b_segments_overlapping_a",
            language.choose("B that overlap A", "B die A overlappen"),
            |pair| Value::Count(pair.b_segments_overlapping_a),
        )
        .detail(),
        Measure::new(
            "overlap_characters",
            language.choose("Characters in both", "Tekens in beide"),
            |pair| Value::Count(pair.overlap_characters),
        )
        .detail(),
    ];
    measures.extend(cooccurrence.near.iter().enumerate().map(|(number, distance)| {
        let label = near_label(*distance, language);
        Measure::new(&format!("near{distance}"), &label, move |pair| {
            let near = pair.near.as_ref().and_then(|near| near.get(number));
            near.map_or(Value::NoParagraphs, |&near| Value::Count(near))
        })
    }));
    measures.extend([
        Measure::new(
            "same_document",
            language.choose("Documents with both", "Documenten met beide"),
            |pair| Value::Count(pair.same_document),
        ),
        Measure::new("n1", language.choose("All of A", "Alle A"), |pair| Value::Count(pair.n1)),
        Measure::new("n2", language.choose("All of B", "Alle B"), |pair| Value::Count(pair.n2)),
        Measure::new("c_coefficient", language.choose("c-coefficient", "c-coëfficiënt"), |pair| {
            Value::Number(pair.c_coefficient())
        })
        .of_kind(ColumnKind::Coefficient),
        Measure::new("c_coefficient_out_of_range", "c > 1", |pair| {
            Value::Flag(pair.is_c_out_of_range())
        })
        .of_kind(ColumnKind::Flag)
        .detail(),
    ]);
    measures.extend(fourfold_measures("by_document", |pair| Some(pair.by_document)));
    measures.extend(fourfold_measures("by_span", |pair| Some(pair.by_span)));
    measures.extend(fourfold_measures("by_paragraph", |pair| pair.by_paragraph));
    measures
}

/// How pairs are headed that are at most so many paragraphs apart.
fn near_label(distance: usize, language: Language) -> String {
    match distance {
        0 => language.choose("In the same paragraph", "In dezelfde alinea").to_owned(),
        1 => language.choose("≤ 1 paragraph apart", "≤ 1 alinea uiteen").to_owned(),
        _ => language.choose(
            format!("≤ {distance} paragraphs apart"),
            format!("≤ {distance} alinea’s uiteen"),
        ),
    }
}

/// The four counts and three coefficients of a two-by-two table.
fn fourfold_measures(
    by: &str,
    table: fn(&CodePair) -> Option<Fourfold>,
) -> impl Iterator<Item = Measure> + use<'_> {
    type OfTable = fn(&Fourfold) -> Value;
    let measures: [(&str, ColumnKind, OfTable); 7] = [
        ("a", ColumnKind::Count, |table| Value::Count(table.a)),
        ("b", ColumnKind::Count, |table| Value::Count(table.b)),
        ("c", ColumnKind::Count, |table| Value::Count(table.c)),
        ("d", ColumnKind::Count, |table| Value::Count(table.d)),
        ("jaccard", ColumnKind::Coefficient, |table| Value::Number(table.jaccard())),
        ("lift", ColumnKind::Coefficient, |table| Value::Number(table.lift())),
        ("phi", ColumnKind::Coefficient, |table| Value::Number(table.phi())),
    ];
    measures.into_iter().map(move |(name, kind, of)| {
        let name = format!("{by}_{name}");
        let label = name.replace('_', " ");
        let value = move |pair: &CodePair| table(pair).map_or(Value::NoParagraphs, |t| of(&t));
        Measure::new(&name, &label, value).of_kind(kind).detail()
    })
}
