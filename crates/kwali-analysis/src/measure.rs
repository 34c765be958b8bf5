//! What the numbers of a table are: counts in a unit, or percentages of a base in the same unit.

use crate::{AnalysisError, Unit};

/// What a percentage is a percentage of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PercentOf {
    /// The row's own total, in which what stands in several columns counts once.
    Row,
    /// All there is in the column, with any code, counted once.
    Column,
    /// All there is in the study, with any code, counted once.
    Total,
    /// The documents that belong to the column, coded or not.
    Documents,
    /// The participants that belong to the column.
    Participants,
}

impl PercentOf {
    /// True if each column has a base of its own.
    pub fn is_of_column(self) -> bool {
        matches!(self, PercentOf::Column | PercentOf::Documents | PercentOf::Participants)
    }

    /// Returns the unit of the base; `None` where it is that of what is counted.
    fn unit(self) -> Option<Unit> {
        match self {
            PercentOf::Row | PercentOf::Column | PercentOf::Total => None,
            PercentOf::Documents => Some(Unit::Documents),
            PercentOf::Participants => Some(Unit::Participants),
        }
    }
}

/// Counts in a unit, or percentages of a base that has the same unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measure {
    unit: Unit,
    percent: Option<PercentOf>,
}

impl Measure {
    /// Returns the measure that counts in a unit.
    pub fn counts(unit: Unit) -> Measure {
        Measure { unit, percent: None }
    }

    /// Returns the measure of a unit and a base.
    ///
    /// # Errors
    ///
    /// Where the base has another unit: segments are no part of all participants.
    pub fn new(unit: Unit, percent: Option<PercentOf>) -> Result<Measure, AnalysisError> {
        match percent.and_then(PercentOf::unit) {
            Some(base) if base != unit => Err(AnalysisError::MixedUnits { unit, base }),
            _ => Ok(Measure { unit, percent }),
        }
    }

    /// Returns what is counted.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// Returns what percentages are of; `None` for counts.
    pub fn percent(self) -> Option<PercentOf> {
        self.percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_of_its_own_unit() {
        for unit in Unit::ALL {
            for (of, base) in [
                (PercentOf::Documents, Unit::Documents),
                (PercentOf::Participants, Unit::Participants),
            ] {
                let measure = Measure::new(unit, Some(of));
                match unit == base {
                    true => assert_eq!(measure.map(Measure::percent), Ok(Some(of))),
                    false => assert_eq!(measure, Err(AnalysisError::MixedUnits { unit, base })),
                }
            }
            for of in [PercentOf::Row, PercentOf::Column, PercentOf::Total] {
                assert_eq!(Measure::new(unit, Some(of)).map(Measure::unit), Ok(unit));
            }
        }
    }
}
