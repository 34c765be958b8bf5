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
}
