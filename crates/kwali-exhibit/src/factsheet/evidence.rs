//! The study a factsheet is made from, and the parts of it that queries select.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{Lookup, Query, QueryError, ReadText, Sources, narrow, select};
use kwali_model::{CodingDetail, CodingId, Layout, Snapshot};
use kwali_text::Text;

use super::arguments::{Arguments, Problem};
use crate::Passages;

/// Everything a factsheet is made from.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Paragraphs and turns, by place in study order.
    pub layouts: &'a [Layout],
    /// The words, by place in study order.
    pub texts: &'a [Text],
    /// What is known of codings beside what counts need.
    pub details: &'a BTreeMap<CodingId, CodingDetail>,
    /// Answers what queries ask that is not in the snapshot: the index and the study do, or
    /// [`Records::find`](kwali_analysis::Records::find).
    pub found: &'a dyn Fn(&Lookup) -> BTreeSet<CodingId>,
}

impl<'a> Evidence<'a> {
    /// Returns the study with its words.
    pub(super) fn passages(&self) -> Passages<'a> {
        let Evidence { snapshot, layouts, texts, details, .. } = *self;
        Passages { snapshot, layouts, texts, details }
    }

    /// Returns the places of the codings that meet a query.
    pub(super) fn select(&self, query: &Query) -> Result<Vec<usize>, QueryError> {
        let selection = query.resolve(self.snapshot)?;
        Ok(self.with_texts(|text| {
            let sources = Sources { layouts: self.layouts, found: self.found, text };
            select(self.snapshot, &sources, &selection)
        }))
    }

    /// Calls `act` with what hands over texts.
    pub(super) fn with_texts<T>(&self, act: impl FnOnce(&ReadText<'_>) -> T) -> T {
        act(&|place, read| self.texts.get(place).into_iter().for_each(read))
    }

    /// Returns the study with only the codings that meet a query, see [`narrow`].
    pub(super) fn narrowed(&self, query: &Query) -> Result<Snapshot, QueryError> {
        Ok(narrow(self.snapshot, query, &self.select(query)?))
    }

    /// Returns what the argument `where` asks for, and the study with only the codings that meet it.
    pub(super) fn restricted(&self, arguments: &Arguments) -> Result<(Query, Snapshot), Problem> {
        let restriction = arguments.query("where", self.snapshot)?;
        let snapshot = self.narrowed(&restriction)?;
        Ok((restriction, snapshot))
    }
}
