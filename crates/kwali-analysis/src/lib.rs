//! Retrieval, frequencies, crosstabs and co-occurrence as pure functions.

mod columns;
mod cooccurrence;
mod crosstab;
mod error;
mod frequencies;
mod parallel;
mod tally;
mod undefined;
mod units;
mod values;
mod voices;

pub use cooccurrence::{
    CodePair, Cooccurrence, CooccurrenceRequest, Fourfold, PairUnits, ZeroPairs, cooccurrence,
};
pub use crosstab::{
    Column, ColumnKey, Crosstab, CrosstabRequest, Dimension, PercentOf, SEVERAL_VALUES_NOTE,
    crosstab,
};
pub use error::AnalysisError;
pub use frequencies::{CodeFrequency, Frequencies, Totals, frequencies};
pub use tally::Counts;
pub use undefined::Undefined;
pub use units::{Subcodes, Unit, rows_below};
pub use values::MISSING;
