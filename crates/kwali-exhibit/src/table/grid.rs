//! A table as the texts that readers see.

use super::Table;
use super::for_people::ForPeople;
use crate::{ColumnKind, Language, Style};

/// The headings and the cells of a table as readers see them, rows under it included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) headings: Vec<String>,
    pub(crate) kinds: Vec<ColumnKind>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns the texts that readers see.
    pub(crate) fn grid(&self, language: Language) -> Grid {
        let view = ForPeople::new(self, Style { width: None, language });
        Grid {
            headings: view.columns().map(|column| column.heading()).collect(),
            kinds: view.columns().map(|column| column.kind).collect(),
            rows: view.rows("").chain(view.bases()).collect(),
        }
    }
}
