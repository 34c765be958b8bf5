//! What can go wrong when an exhibit is made. Writing itself answers with [`std::io::Error`].

use crate::ColumnKind;

/// A table or chart that could not be made, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row has more or fewer cells than the table has columns. Rows count from 0.
    #[error("row {row} of table `{title}` has {found} cells, but the table has {expected} columns")]
    RowLength {
        /// The table's title.
        title: String,
        /// The row, counted from 0.
        row: usize,
        /// How many columns the table has.
        expected: usize,
        /// How many cells the row has.
        found: usize,
    },
    /// A cell holds something else than its column says. Rows count from 0.
    #[error("row {row} of table `{title}` has a cell in column `{column}` that is no {kind}")]
    CellKind {
        /// The table's title.
        title: String,
        /// The row, counted from 0.
        row: usize,
        /// The machine name of the column.
        column: String,
        /// What the column holds.
        kind: ColumnKind,
    },
    /// No format of tables has this name.
    #[error(
        "unknown format `{0}` (known: {known})",
        known = crate::Format::ALL.map(crate::Format::name).join(", ")
    )]
    UnknownFormat(String),
    /// No column of a co-occurrence table that could be drawn or sorted by has this name.
    #[error("unknown measure `{name}` (known: {})", known.join(", "))]
    UnknownMeasure {
        /// The name that was asked for.
        name: String,
        /// The names of all measures.
        known: Vec<String>,
    },
    /// A colour is not written as `#rrggbb`.
    #[error("`{0}` is no colour; write one as `#1f77b4`")]
    UnknownColour(String),
    /// A heat map's values are not as many as its labels say.
    #[error(
        "heat map `{title}` has values that do not match its {rows} rows and {columns} columns"
    )]
    HeatMapShape {
        /// The chart's title.
        title: String,
        /// How many row labels it has.
        rows: usize,
        /// How many column labels it has.
        columns: usize,
    },
    /// The chart would be larger than any viewer shows.
    #[error("the chart would be too large to draw")]
    ChartTooLarge,
    /// The built-in typeface could not be read.
    #[error("the built-in typeface could not be read")]
    Typeface,
    /// The drawing failed.
    #[error("the chart could not be drawn: {reason}")]
    Drawing {
        /// What the drawing library answered.
        reason: String,
    },
}
