//! Which sets of codes come together.

use kwali_analysis::{Configuration, Configurations, Subcodes, TogetherIn, Unit, UnitPlace};
use kwali_model::{CodeId, Snapshot};

use super::notes::Notes;
use super::wording::{capital, code_id, code_label, have_labels, study_base};
use crate::units::counted;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Between the codes of a set.
const WITH: &str = " + ";

/// Which sets a table shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationOptions {
    /// How a code's descendants counted for it.
    pub subcodes: Subcodes,
    /// The least number of units that a set must have.
    pub minimum: u64,
    /// The fewest and the most codes that a set may have.
    pub size: (usize, usize),
    /// The most rows.
    pub limit: Option<usize>,
}

impl Default for ConfigurationOptions {
    fn default() -> ConfigurationOptions {
        ConfigurationOptions {
            subcodes: Subcodes::default(),
            minimum: 1,
            size: (0, usize::MAX),
            limit: None,
        }
    }
}

/// Returns sets of codes as a table, the most frequent first.
pub fn configurations_table(
    snapshot: &Snapshot,
    found: &Configurations,
    options: &ConfigurationOptions,
    language: Language,
) -> Result<Table, Error> {
    let unit = unit(found.together_in);
    let (fewest, most) = options.size;
    let is_shown = |row: &&Configuration| {
        row.count >= options.minimum && (fewest..=most).contains(&row.codes.len())
    };
    let mut rows: Vec<&Configuration> = found.rows.iter().filter(is_shown).collect();
    rows.truncate(options.limit.unwrap_or(usize::MAX));
    let codes: Vec<CodeId> = rows.iter().flat_map(|row| row.codes.iter().copied()).collect();
    let mut columns = vec![Column::new("codes", "Codes", ColumnKind::Text)];
    let with_labels = have_labels(snapshot, &codes);
    if with_labels {
        let label = language.choose("Labels", "Omschrijvingen");
        columns.push(Column::detail("labels", label, ColumnKind::Text));
    }
    columns.extend([
        Column::new("size", language.choose("Codes in it", "Aantal codes"), ColumnKind::Count),
        Column::new(unit.name(), capital(crate::units::plural(unit, language)), ColumnKind::Count),
        Column::new("share", language.choose("Share", "Aandeel"), ColumnKind::Share),
        Column::new("example", language.choose("First one", "De eerste"), ColumnKind::Text),
    ]);
    let row = |row: &&Configuration| {
        let join = |name: &dyn Fn(CodeId) -> String| {
            row.codes.iter().map(|&code| name(code)).collect::<Vec<_>>().join(WITH)
        };
        let mut cells = vec![Cell::text(join(&|code| code_id(snapshot, code).to_owned()))];
        if with_labels {
            let label = |code| code_label(snapshot, code, language).to_owned();
            cells.push(Cell::text(join(&label)));
        }
        cells.extend([
            Cell::Count(row.codes.len() as u64),
            Cell::Count(row.count),
            Cell::Number(row.count as f64 / found.units as f64),
            Cell::text(example(snapshot, row.first)),
        ]);
        cells
    };
    let cells = rows.iter().map(row).collect();
    let mut table = Table::new(title(found.together_in, language), columns, cells)?;
    table.unit = Some(unit.name().to_owned());
    let study = study_base(snapshot, options.subcodes, language);
    table.base = Some(format!("{}; {study}", counted(found.units, unit, language)));
    table.notes = notes(snapshot, found, &rows, language);
    Ok(table)
}

fn notes(
    snapshot: &Snapshot,
    found: &Configurations,
    shown: &[&Configuration],
    language: Language,
) -> Vec<String> {
    let mut notes = Notes::of_codings(snapshot, language);
    let (n_shown, n_all) = (shown.len(), found.rows.len());
    if n_shown < n_all {
        let units: u64 = shown.iter().map(|row| row.count).sum();
        let units = counted(units, unit(found.together_in), language);
        notes.add(language.choose(
            format!("{n_shown} of {n_all} sets are shown, with {units}"),
            format!("{n_shown} van {n_all} verzamelingen staan hier, met {units}"),
        ));
    }
    if found.together_in == TogetherIn::Segments {
        notes.add(language.choose(
            "a passage has the codes of all segments that overlap it; these need not overlap each other",
            "een passage heeft de codes van alle segmenten die haar overlappen; die hoeven elkaar niet te overlappen",
        ));
    }
    if shown.iter().any(|row| row.codes.is_empty()) {
        notes.add(language.choose(
            "the row without codes counts those that have none of them",
            "de rij zonder codes telt wat er geen van heeft",
        ));
    }
    notes.finish()
}

fn unit(together_in: TogetherIn) -> Unit {
    match together_in {
        TogetherIn::Segments => Unit::DistinctSpans,
        TogetherIn::Documents => Unit::Documents,
        TogetherIn::Participants => Unit::Participants,
    }
}

fn title(together_in: TogetherIn, language: Language) -> &'static str {
    match together_in {
        TogetherIn::Segments => {
            language.choose("Sets of codes on a passage", "Codes die in een passage samenkomen")
        }
        TogetherIn::Documents => {
            language.choose("Sets of codes in a document", "Codes die in een document samenkomen")
        }
        TogetherIn::Participants => language
            .choose("Sets of codes of a participant", "Codes die bij een deelnemer samenkomen"),
    }
}

/// Where the first unit is: `EIW-01:120-164` for a passage, else a name.
fn example(snapshot: &Snapshot, place: UnitPlace) -> String {
    let document = |place: usize| snapshot.documents()[place].name.as_str();
    match place {
        UnitPlace::Segment(at, span) => {
            format!("{}:{}-{}", document(at), span.start_char(), span.end_char())
        }
        UnitPlace::Document(at) => document(at).to_owned(),
        UnitPlace::Participant(at) => snapshot.participants()[at].name.clone(),
    }
}
