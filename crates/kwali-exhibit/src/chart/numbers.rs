//! How the numbers in a chart read.

use crate::Language;
use crate::language::{MOST_DECIMALS, UNDEFINED, decimals_needed};

/// What the numbers of a chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ValueKind {
    /// Whole numbers.
    #[default]
    Count,
    /// Measures, with as many decimals as they need, at most three.
    Number,
    /// Measures of how things go together, with three decimals.
    Coefficient,
    /// From 0 to 100, with one decimal and a percent sign.
    Percent,
}

/// Prints the values of one chart, all alike.
pub(super) struct Printer {
    kind: ValueKind,
    language: Language,
    decimals: usize,
}

impl Printer {
    pub(super) fn new(
        kind: ValueKind,
        language: Language,
        values: impl Iterator<Item = f64>,
    ) -> Printer {
        let decimals = match kind {
            ValueKind::Count => 0,
            ValueKind::Number => decimals_needed(values),
            ValueKind::Coefficient => MOST_DECIMALS,
            ValueKind::Percent => 1,
        };
        Printer { kind, language, decimals }
    }

    /// The printer for the marks of an axis, which need other decimals than the values.
    pub(super) fn for_ticks(&self, ticks: &[f64]) -> Printer {
        Printer { decimals: decimals_needed(ticks.iter().copied()), ..*self }
    }

    /// The value as text; an undefined one as a dash.
    pub(super) fn print(&self, value: Option<f64>) -> String {
        let Some(value) = value else { return UNDEFINED.to_owned() };
        let number = self.language.number(value, self.decimals);
        if self.kind == ValueKind::Percent { format!("{number}%") } else { number }
    }
}

/// Returns the value unless it is no number, or endless.
pub(super) fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// Joins what is not empty to sentences with a full stop each.
pub(super) fn as_sentences(sentences: &[String]) -> String {
    let told: Vec<_> = sentences
        .iter()
        .map(|sentence| sentence.trim().trim_end_matches('.'))
        .filter(|sentence| !sentence.is_empty())
        .map(|sentence| format!("{sentence}."))
        .collect();
    told.join(" ")
}
