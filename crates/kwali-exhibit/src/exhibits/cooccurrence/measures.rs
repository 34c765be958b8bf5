//! The columns of a table of pairs of codes, each of which can be drawn and sorted by.

use kwali_analysis::{CodePair, Cooccurrence, Distance, Fourfold, LengthUnit, Undefined};

use super::chance;
use crate::exhibits::notes::Notes;
use crate::{Cell, Column, ColumnKind, Error, Language, ValueKind};

/// One column of the table of pairs.
pub(super) struct Measure {
    name: String,
    pub(super) label: String,
    pub(super) kind: ColumnKind,
    is_detail: bool,
    of: Box<dyn Fn(&CodePair) -> Value>,
}

/// What a column has of a pair.
pub(super) enum Value {
    Count(u64),
    Number(Result<f64, Undefined>),
    Flag(bool),
    /// What is needed was not at hand.
    NotAtHand,
}

impl Measure {
    pub(super) fn new(
        name: &str,
        label: &str,
        of: impl Fn(&CodePair) -> Value + 'static,
    ) -> Measure {
        Measure {
            name: name.to_owned(),
            label: label.to_owned(),
            kind: ColumnKind::Count,
            is_detail: false,
            of: Box::new(of),
        }
    }

    pub(super) fn of_kind(self, kind: ColumnKind) -> Measure {
        Measure { kind, ..self }
    }

    pub(super) fn detail(self) -> Measure {
        Measure { is_detail: true, ..self }
    }

    pub(super) fn column(&self) -> Column {
        match self.is_detail {
            true => Column::detail(&self.name, &self.label, self.kind),
            false => Column::new(&self.name, &self.label, self.kind),
        }
    }

    pub(super) fn cell(&self, pair: &CodePair, notes: &mut Notes) -> Cell {
        match (self.of)(pair) {
            Value::Count(count) => Cell::Count(count),
            Value::Number(number) => notes.number(&self.name, number),
            Value::Flag(flag) => Cell::Flag(flag),
            Value::NotAtHand => Cell::Undefined,
        }
    }

    /// How a chart prints the values.
    pub(super) fn value_kind(&self) -> ValueKind {
        match self.kind {
            ColumnKind::Count => ValueKind::Count,
            ColumnKind::Measure => ValueKind::Number,
            _ => ValueKind::Coefficient,
        }
    }

    /// Whether the pair has a value, and not zero.
    pub(super) fn is_some(&self, pair: &CodePair) -> bool {
        self.value(pair).is_some_and(|value| value != 0.0)
    }

    pub(super) fn value(&self, pair: &CodePair) -> Option<f64> {
        match (self.of)(pair) {
            Value::Count(count) => Some(count as f64),
            Value::Number(number) => number.ok(),
            Value::Flag(_) | Value::NotAtHand => None,
        }
    }
}

/// Returns the measure of a name.
pub(super) fn find<'a>(measures: &'a [Measure], name: &str) -> Result<&'a Measure, Error> {
    let numeric = |measure: &&Measure| measure.kind.json_type() != "boolean";
    let known = || measures.iter().filter(numeric);
    known().find(|measure| measure.name == name).ok_or_else(|| Error::UnknownMeasure {
        name: name.to_owned(),
        known: known().map(|measure| measure.name.clone()).collect(),
    })
}

/// Returns all columns with numbers, in their order.
pub(super) fn measures(cooccurrence: &Cooccurrence, language: Language) -> Vec<Measure> {
    let mut measures = overlap_measures(language);
    measures.extend(cooccurrence.near.iter().enumerate().map(|(number, &distance)| {
        let label = near_label(distance, language);
        Measure::new(&near_column(distance), &label, move |pair| {
            let near = pair.near.get(number).copied().flatten();
            near.map_or(Value::NotAtHand, Value::Count)
        })
    }));
    measures.extend([
        Measure::new(
            "same_document",
            language.choose("Documents with both", "Documenten met beide"),
            |pair| Value::Count(pair.same_document),
        ),
        Measure::new(
            "same_participant",
            language.choose("Participants with both", "Deelnemers met beide"),
            |pair| pair.by_participant.map_or(Value::NotAtHand, |people| Value::Count(people.a)),
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
    if cooccurrence.draws.is_some() {
        measures.extend(chance::measures(language));
    }
    measures.extend(fourfold_measures("by_document", |pair| Some(pair.by_document)));
    measures.extend(fourfold_measures("by_span", |pair| Some(pair.by_span)));
    measures.extend(fourfold_measures("by_paragraph", |pair| pair.by_paragraph));
    measures.extend(fourfold_measures("by_participant", |pair| pair.by_participant));
    measures
}

/// How often and how far segments of two codes overlap.
fn overlap_measures(language: Language) -> Vec<Measure> {
    vec![
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
    ]
}

/// Returns the column of pairs that are at most so far apart: `near2` counts paragraphs,
/// `near_sentences2` sentences.
pub fn near_column(distance: Distance) -> String {
    let Distance { number, unit } = distance;
    match unit {
        LengthUnit::Paragraphs => format!("near{number}"),
        unit => format!("near_{}{number}", unit.name()),
    }
}

/// Returns of how far apart pairs a column is that [`near_column`] names.
pub(crate) fn near_distance(column: &str) -> Option<Distance> {
    let rest = column.strip_prefix("near")?;
    let unit = match rest.strip_prefix('_') {
        None => LengthUnit::Paragraphs,
        Some(named) => LengthUnit::from_name(named.trim_end_matches(|c: char| c.is_ascii_digit()))?,
    };
    let digits = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    Some(Distance { number: digits.parse().ok()?, unit })
}

/// How pairs are headed that are at most so far apart.
fn near_label(Distance { number, unit }: Distance, language: Language) -> String {
    let (english, dutch, article) = match unit {
        LengthUnit::Characters => ("character", ("teken", "tekens"), "hetzelfde"),
        LengthUnit::Words => ("word", ("woord", "woorden"), "hetzelfde"),
        LengthUnit::Sentences => ("sentence", ("zin", "zinnen"), "dezelfde"),
        LengthUnit::Turns => ("turn", ("beurt", "beurten"), "dezelfde"),
        LengthUnit::Paragraphs => ("paragraph", ("alinea", "alinea’s"), "dezelfde"),
        LengthUnit::Seconds => ("second", ("seconde", "seconden"), "dezelfde"),
    };
    match number {
        0 => language.choose(format!("In the same {english}"), format!("In {article} {}", dutch.0)),
        1 => language.choose(format!("≤ 1 {english} apart"), format!("≤ 1 {} uiteen", dutch.0)),
        _ => language.choose(
            format!("≤ {number} {english}s apart"),
            format!("≤ {number} {} uiteen", dutch.1),
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
        let value = move |pair: &CodePair| table(pair).map_or(Value::NotAtHand, |t| of(&t));
        Measure::new(&name, &label, value).of_kind(kind).detail()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(column: &str, distance: Option<&str>) {
        let distance = distance.and_then(Distance::read);
        assert_eq!(near_distance(column), distance);
        assert!(distance.is_none_or(|distance| near_column(distance) == column));
    }

    #[test]
    fn columns_of_distances_can_be_read_back() {
        check("near2", Some("2 paragraphs"));
        check("near_turns0", Some("0 turns"));
        check("near_sentences12", Some("12 sentences"));
        check("near", None);
        check("near_miles3", None);
        check("same_document", None);
    }
}
