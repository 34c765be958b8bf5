//! How often each code occurs.

use std::cmp::Reverse;

use kwali_analysis::{CodeFrequency, Frequencies, Measure, PercentOf, Unit, unread_documents};
use kwali_model::{CodeId, Snapshot};

use super::chart::Chart;
use super::notes::Notes;
use super::wording::{
    self, code_colour, code_id, code_label, label_column, levels, study_base, unit_and_base,
};
use crate::units::{counted, heading, plural};
use crate::{Audience, Bar, BarChart, Cell, Column, ColumnKind, Error, Language, Table, ValueKind};

/// Which codes a table or chart of frequencies shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrequencyOptions {
    /// The codes to show, `None` for all; see [`rows_below`](kwali_analysis::rows_below).
    pub rows: Option<Vec<CodeId>>,
    /// The unit and base by which rows are sorted and drawn; the table has a column of it.
    pub measure: Measure,
    /// The order of the rows.
    pub order: RowOrder,
    /// What becomes of codes that do not occur.
    pub zeros: Zeros,
    /// The most rows to show.
    pub limit: Option<usize>,
}

/// The order of the rows of an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum RowOrder {
    /// As the code system has them.
    #[default]
    Codes,
    /// The highest count first; equal ones as the code system has them.
    Count,
}

/// What becomes of rows in which everything is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Zeros {
    /// They are shown.
    #[default]
    Kept,
    /// They are not; a note says how many there were.
    LeftOut,
}

/// Returns the frequencies as a table, one row a code.
///
/// Of the columns people see id, label, segments, documents, participants and coverage.
pub fn frequencies_table(
    snapshot: &Snapshot,
    frequencies: &Frequencies,
    options: &FrequencyOptions,
    language: Language,
) -> Result<Table, Error> {
    let chosen = Chosen::new(frequencies, options, language);
    let codes: Vec<CodeId> = chosen.rows.iter().map(|row| row.code).collect();
    let mut notes = Notes::of_codings(snapshot, language);
    let mut has_unread = false;
    let rows = chosen
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![
                Cell::text(code_id(snapshot, row.code)),
                Cell::text(code_label(snapshot, row.code, language)),
            ];
            cells.extend(numbers(row, options.measure, &mut notes));
            if options.measure.percent().is_some() {
                cells.push(notes.number("percent", frequencies.value(row, options.measure)));
            }
            let unread = unread_documents(snapshot, row.code, frequencies.subcodes);
            has_unread |= !unread.is_empty();
            cells.push(Cell::Count(unread.len() as u64));
            cells
        })
        .collect();
    let mut columns = vec![
        Column::new("code", "Code", ColumnKind::Text),
        label_column(snapshot, &codes, language),
    ];
    columns.extend(number_columns(options.measure, language));
    if options.measure.percent().is_some() {
        let percent = Column::new("percent", "%", ColumnKind::Percent);
        columns.push(percent.counting(options.measure.unit()));
    }
    columns.push(unread_column(has_unread, language));
    let title = language.choose("Frequencies of codes", "Hoe vaak codes voorkomen");
    let mut table = Table::new(title, columns, rows)?;
    if options.order == RowOrder::Codes {
        table = table.with_outline("label", levels(snapshot, &codes));
    }
    let unit = options.measure.unit();
    table.unit = Some(unit.name().to_owned());
    table.base = Some(base(snapshot, frequencies, options.measure, language));
    table.show_to(unit.name(), Audience::Everyone);
    chosen.notes.into_iter().for_each(|note| notes.add(note));
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the frequencies in the unit of the options as bars.
pub fn frequencies_chart(
    snapshot: &Snapshot,
    frequencies: &Frequencies,
    options: &FrequencyOptions,
    language: Language,
) -> Chart {
    let chosen = Chosen::new(frequencies, options, language);
    let codes: Vec<CodeId> = chosen.rows.iter().map(|row| row.code).collect();
    let levels = match options.order {
        RowOrder::Codes => levels(snapshot, &codes),
        RowOrder::Count => vec![0; codes.len()],
    };
    let bar = |(row, level): (&&CodeFrequency, usize)| Bar {
        label: code_label(snapshot, row.code, language).to_owned(),
        value: frequencies.value(row, options.measure).ok(),
        colour: code_colour(snapshot, row.code),
        level,
    };
    let unit = plural(options.measure.unit(), language);
    let percent = options.measure.percent();
    let base = base(snapshot, frequencies, options.measure, language);
    let mut subtitle = unit_and_base(unit, &base, language);
    for note in &chosen.notes {
        subtitle.push_str(&format!(" {note}."));
    }
    Chart::Bars(BarChart {
        title: language.choose("Frequencies of codes", "Hoe vaak codes voorkomen").to_owned(),
        subtitle,
        bars: chosen.rows.iter().zip(levels).map(bar).collect(),
        value_label: match percent {
            None => unit.to_owned(),
            Some(of) => percent_base(of, options.measure.unit(), language),
        },
        kind: if percent.is_some() { ValueKind::Percent } else { ValueKind::Count },
        language,
    })
}

fn base(
    snapshot: &Snapshot,
    frequencies: &Frequencies,
    measure: Measure,
    language: Language,
) -> String {
    let study = study_base(snapshot, frequencies.subcodes, language);
    let unit = measure.unit();
    match measure.percent() {
        Some(of) => format!("{}; {study}", percent_base(of, unit, language)),
        None if unit == Unit::Characters => {
            format!("{study}; {}", counted(frequencies.totals.characters, unit, language))
        }
        None => study,
    }
}

/// Returns what 100% is: the whole study is the only column.
fn percent_base(of: PercentOf, unit: Unit, language: Language) -> String {
    match of {
        PercentOf::Documents => language.choose("% of all documents", "% van alle documenten"),
        PercentOf::Participants => {
            language.choose("% of all participants", "% van alle deelnemers")
        }
        // The study is the one column there is.
        PercentOf::Column | PercentOf::Total => {
            return wording::percent_base(PercentOf::Total, unit, language);
        }
        PercentOf::Row => return wording::percent_base(of, unit, language),
    }
    .to_owned()
}

/// The rows that an exhibit shows, and what it must say about those it does not.
struct Chosen<'a> {
    rows: Vec<&'a CodeFrequency>,
    notes: Vec<String>,
}

impl<'a> Chosen<'a> {
    fn new(
        frequencies: &'a Frequencies,
        options: &FrequencyOptions,
        language: Language,
    ) -> Chosen<'a> {
        let asked = |row: &&CodeFrequency| {
            options.rows.as_ref().is_none_or(|rows| rows.contains(&row.code))
        };
        let mut rows: Vec<&CodeFrequency> = frequencies.rows.iter().filter(asked).collect();
        let mut notes = Vec::new();
        let n_asked = rows.len();
        if options.zeros == Zeros::LeftOut {
            rows.retain(|row| row.counts.segments > 0);
        }
        let n_zero = n_asked - rows.len();
        if n_zero > 0 {
            notes.push(language.choose(
                match n_zero {
                    1 => "1 code that does not occur is left out".to_owned(),
                    _ => format!("{n_zero} codes that do not occur are left out"),
                },
                match n_zero {
                    1 => "1 code die niet voorkomt is weggelaten".to_owned(),
                    _ => format!("{n_zero} codes die niet voorkomen zijn weggelaten"),
                },
            ));
        }
        if options.order == RowOrder::Count {
            rows.sort_by_key(|row| Reverse(row.counts.of(options.measure.unit()).ok()));
        }
        if let Some(limit) = options.limit.filter(|&limit| limit < rows.len()) {
            let n_rows = rows.len();
            rows.truncate(limit);
            notes.push(language.choose(
                match limit {
                    1 => format!("the first of {n_rows} codes is shown"),
                    _ => format!("the first {limit} of {n_rows} codes are shown"),
                },
                match limit {
                    1 => format!("de eerste van {n_rows} codes staat hier"),
                    _ => format!("de eerste {limit} van {n_rows} codes staan hier"),
                },
            ));
        }
        Chosen { rows, notes }
    }
}

/// The mark of codes that are younger than the coding of some documents; people see it if there are any.
fn unread_column(has_unread: bool, language: Language) -> Column {
    let label = language.choose("Documents to read again", "Opnieuw te lezen");
    let audience = if has_unread { Audience::Everyone } else { Audience::Machines };
    Column { audience, ..Column::new("unread_documents", label, ColumnKind::Count) }
}

fn number_columns(measure: Measure, language: Language) -> Vec<Column> {
    let count = |unit: Unit| {
        Column::new(unit.name(), heading(unit, language), ColumnKind::Count).counting(unit)
    };
    let detail = |unit: Unit| Column { audience: Audience::Machines, ..count(unit) };
    let machine = |name: &str, kind| Column::detail(name, name, kind);
    let percent = |unit: Unit| {
        machine(&format!("percent_of_{}", unit.name()), ColumnKind::Percent).counting(unit)
    };
    let coverage = language.choose("Coverage of the text", "Deel van de tekst");
    let mut columns = vec![
        count(Unit::Segments),
        detail(Unit::DistinctSpans),
        count(Unit::Documents),
        count(Unit::Participants),
        machine("coders", ColumnKind::Count),
        machine("characters_sum", ColumnKind::Count),
        detail(Unit::Characters),
        Column::new("coverage_of_project", coverage, ColumnKind::Share),
        percent(Unit::Segments),
        percent(Unit::Documents),
        percent(Unit::Participants),
        machine("weight_sum", ColumnKind::Count),
        machine("weight_mean", ColumnKind::Number),
        detail(Unit::MergedSpans),
    ];
    if measure.unit() == Unit::Words {
        columns.push(count(Unit::Words));
    }
    columns
}

/// The cells of [`number_columns`].
fn numbers(row: &CodeFrequency, measure: Measure, notes: &mut Notes) -> Vec<Cell> {
    let counts = &row.counts;
    let mut cells = vec![
        Cell::Count(counts.segments),
        Cell::Count(counts.distinct_spans),
        Cell::Count(counts.documents),
        notes.count("participants", counts.of(Unit::Participants)),
        Cell::Count(counts.coders),
        Cell::Count(counts.characters_sum),
        Cell::Count(counts.characters_union),
        notes.number("coverage_of_project", row.coverage_of_project),
        notes.number("percent_of_segments", row.percent_of_segments),
        notes.number("percent_of_documents", row.percent_of_documents),
        notes.number("percent_of_participants", row.percent_of_participants),
        Cell::Count(counts.weight_sum),
        notes.number("weight_mean", row.weight_mean),
        Cell::Count(counts.merged_spans),
    ];
    if measure.unit() == Unit::Words {
        cells.push(notes.count("words", counts.of(Unit::Words)));
    }
    cells
}
