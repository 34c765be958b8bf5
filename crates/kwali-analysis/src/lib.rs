//! Retrieval, frequencies, crosstabs and co-occurrence as pure functions.

mod columns;
mod cooccurrence;
mod crosstab;
mod error;
mod frequencies;
mod parallel;
mod query;
mod select;
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
pub use query::{
    CodeReach, Comparison, Expression, Located, NamedKind, Query, QueryError, QueryProblem,
    Selection, Term, Wanted,
};
pub use select::{select, words_in};
pub use tally::Counts;
pub use undefined::Undefined;
pub use units::{Subcodes, Unit, rows_below};
pub use values::MISSING;
