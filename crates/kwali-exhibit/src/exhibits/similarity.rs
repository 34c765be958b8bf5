//! How alike documents or participants are: tables, a heat map, clusters and a map.

mod clusters;
mod scaling;

use kwali_analysis::{Similarity, SimilarityMeasure, SimilarityOf, Subcodes, Unit};
use kwali_model::Snapshot;

use super::chart::Chart;
use super::notes::Notes;
use super::wording::{fact_and_base, study_base};
use crate::{Cell, Column, ColumnKind, Error, HeatMap, Language, Table, ValueKind};

pub use clusters::{clusters_table, dendrogram};
pub use scaling::{map_chart, map_table};

/// What was compared, and how it is told.
#[derive(Clone, Copy, Debug)]
pub struct SimilarityView<'a> {
    /// The study with the codings that are counted.
    pub snapshot: &'a Snapshot,
    /// The codes of what is compared.
    pub similarity: &'a Similarity,
    /// How likeness is measured in matrices, clusters and maps.
    pub measure: SimilarityMeasure,
    /// How a code's descendants counted for it.
    pub subcodes: Subcodes,
    /// The language of words and numbers.
    pub language: Language,
}

/// Returns every pair with all measures, in study order or the most alike first.
pub fn similarity_table(
    view: &SimilarityView<'_>,
    most_alike_first: bool,
    limit: Option<usize>,
) -> Result<Table, Error> {
    let n = view.similarity.profiles.len();
    let mut pairs: Vec<(usize, usize)> =
        (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
    if most_alike_first {
        let with_value =
            |(a, b)| (view.similarity.pair(a, b).value(view.measure).unwrap_or(-1.0), (a, b));
        let mut alike: Vec<(f64, (usize, usize))> = pairs.into_iter().map(with_value).collect();
        alike.sort_by(|x, y| y.0.total_cmp(&x.0));
        pairs = alike.into_iter().map(|(_, pair)| pair).collect();
    }
    let n_pairs = pairs.len();
    pairs.truncate(limit.unwrap_or(usize::MAX));
    let mut notes = view.notes();
    if pairs.len() < n_pairs {
        let shown = pairs.len();
        notes.add(view.language.choose(
            format!("the first {shown} of {n_pairs} pairs are shown"),
            format!("de eerste {shown} van {n_pairs} paren staan hier"),
        ));
    }
    let row = |&(a, b): &(usize, usize)| {
        let pair = view.similarity.pair(a, b);
        let mut cells = vec![Cell::text(view.name(a)), Cell::text(view.name(b))];
        let counts = [pair.both, pair.only_a, pair.only_b, pair.neither];
        cells.extend(counts.map(Cell::Count));
        let measures = SimilarityMeasure::ALL.iter();
        cells.extend(measures.map(|&of| notes.number(of.name(), pair.value(of))));
        cells
    };
    let rows = pairs.iter().map(row).collect();
    let mut table = Table::new(view.title(), view.pair_columns(), rows)?;
    table.unit = Some(view.unit().name().to_owned());
    table.base = Some(view.base());
    table.notes = notes.finish();
    Ok(table)
}

/// Returns one measure as a square of all by all.
pub fn similarity_matrix(view: &SimilarityView<'_>) -> Result<Table, Error> {
    let n = view.similarity.profiles.len();
    let mut notes = view.notes();
    let head = view.language.choose("Name", "Naam");
    let mut columns = vec![Column::new("name", head, ColumnKind::Text)];
    columns.extend(
        (0..n).map(|at| Column::new(view.name(at), view.name(at), ColumnKind::Coefficient)),
    );
    let row = |a: usize| {
        let mut cells = vec![Cell::text(view.name(a))];
        cells.extend((0..n).map(|b| {
            let value = view.similarity.pair(a, b).value(view.measure);
            notes.number(view.measure.name(), value)
        }));
        cells
    };
    let rows = (0..n).map(row).collect();
    let mut table = Table::new(view.title(), columns, rows)?;
    table.unit = Some(view.measure.name().to_owned());
    table.base = Some(view.base());
    table.notes = notes.finish();
    Ok(table)
}

/// Returns one measure as a heat map of all by all.
pub fn similarity_heat_map(view: &SimilarityView<'_>) -> Chart {
    let n = view.similarity.profiles.len();
    let labels: Vec<String> = (0..n).map(|at| view.name(at).to_owned()).collect();
    let value = |a: usize, b: usize| match a == b {
        // What is like itself need not be shown.
        true => None,
        false => view.similarity.pair(a, b).value(view.measure).ok(),
    };
    Chart::Heat(HeatMap {
        title: view.title().to_owned(),
        subtitle: view.subtitle(),
        row_labels: labels.clone(),
        row_levels: Vec::new(),
        column_labels: labels,
        values: (0..n).map(|a| (0..n).map(|b| value(a, b)).collect()).collect(),
        value_label: view.measure_label().to_owned(),
        kind: ValueKind::Coefficient,
        has_several_bases: false,
        language: view.language,
    })
}

impl SimilarityView<'_> {
    fn title(&self) -> &'static str {
        match self.similarity.of {
            SimilarityOf::Documents => self.language.choose(
                "How alike documents are in their codes",
                "Hoe documenten in codes op elkaar lijken",
            ),
            SimilarityOf::Participants => self.language.choose(
                "How alike participants are in their codes",
                "Hoe deelnemers in codes op elkaar lijken",
            ),
        }
    }

    fn unit(&self) -> Unit {
        match self.similarity.of {
            SimilarityOf::Documents => Unit::Documents,
            SimilarityOf::Participants => Unit::Participants,
        }
    }

    /// Returns what the one at a place is called.
    fn name(&self, place: usize) -> &str {
        match self.similarity.of {
            SimilarityOf::Documents => &self.snapshot.documents()[place].name,
            SimilarityOf::Participants => &self.snapshot.participants()[place].name,
        }
    }

    fn base(&self) -> String {
        let n_codes = self.similarity.codes.len();
        let codes = crate::units::numbered(n_codes, ("code", "codes"), self.language);
        let study = study_base(self.snapshot, self.subcodes, self.language);
        format!("{codes}; {study}")
    }

    fn measure_label(&self) -> &'static str {
        measure_label(self.measure, self.language)
    }

    /// What a chart says under its title.
    fn subtitle(&self) -> String {
        let word = self.language.choose("Measure", "Maat");
        fact_and_base(word, self.measure_label(), &self.base(), self.language)
    }

    fn pair_columns(&self) -> Vec<Column> {
        let count = |name: &str, english: &str, dutch: &str| {
            Column::new(name, self.language.choose(english, dutch), ColumnKind::Count)
        };
        let mut columns = vec![
            Column::new("a", "A", ColumnKind::Text),
            Column::new("b", "B", ColumnKind::Text),
            count("both", "Codes of both", "Codes van beide"),
            count("only_a", "Only A", "Alleen A"),
            count("only_b", "Only B", "Alleen B"),
            count("neither", "Neither", "Geen van beide"),
        ];
        columns.extend(SimilarityMeasure::ALL.map(|measure| {
            let label = measure_label(measure, self.language);
            Column::new(measure.name(), label, ColumnKind::Coefficient)
        }));
        columns
    }

    /// Returns the notes of every table: how many have no codes.
    fn notes(&self) -> Notes {
        let mut notes = Notes::of_codings(self.snapshot, self.language);
        if let Some(said) = self.without_codes() {
            notes.add(said);
        }
        notes
    }

    /// Says how many have none of the codes, if any.
    fn without_codes(&self) -> Option<String> {
        let all = self.similarity.profiles.len();
        let without = all - self.similarity.with_codes().len();
        let unit = crate::units::plural(self.unit(), self.language);
        (without > 0).then(|| {
            self.language.choose(
                format!(
                    "{without} of {all} {unit} have none of the codes: what they are like is undefined"
                ),
                format!(
                    "{without} van {all} {unit} hebben geen van de codes: waarop zij lijken is ongedefinieerd"
                ),
            )
        })
    }
}

fn measure_label(measure: SimilarityMeasure, language: Language) -> &'static str {
    match measure {
        SimilarityMeasure::Jaccard => "Jaccard",
        SimilarityMeasure::SimpleMatching => "Simple matching",
        SimilarityMeasure::Cosine => language.choose("Cosine", "Cosinus"),
    }
}
