//! Asking queries of studies in memory.

use kwali_analysis::{MadeSpan, Query, QueryError, Records, Sources, select, select_spans};
use kwali_model::{Layout, Memo, Snapshot};
use kwali_text::Text;

/// A study in memory.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) layouts: &'a [Layout],
    pub(crate) texts: &'a [Text],
    pub(crate) memos: &'a [Memo],
}

impl<'a> Asked<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        layouts: &'a [Layout],
        texts: &'a [Text],
    ) -> Asked<'a> {
        Asked { snapshot, layouts, texts, memos: &[] }
    }

    /// The places of the codings that a query selects.
    pub(crate) fn codings(&self, query: &Query) -> Result<Vec<usize>, QueryError> {
        let selection = query.resolve(self.snapshot)?;
        Ok(self.with_sources(|sources| select(self.snapshot, sources, &selection)))
    }

    /// The same for a query as text that can be read.
    pub(crate) fn select(&self, query: &str) -> Vec<usize> {
        self.codings(&Query::parse(query).unwrap()).unwrap()
    }

    /// The spans that a query makes.
    pub(crate) fn spans(&self, query: &str) -> Vec<MadeSpan> {
        let query = Query::parse(query).unwrap();
        let selection = query.resolve_spans(self.snapshot).unwrap().unwrap();
        self.with_sources(|sources| select_spans(self.snapshot, sources, &selection))
    }

    fn with_sources<T>(&self, act: impl FnOnce(&Sources<'_>) -> T) -> T {
        let Asked { snapshot, layouts, texts, memos } = *self;
        let records = Records { snapshot, texts, details: None, memos };
        act(&Sources {
            layouts,
            found: &|lookup| records.find(lookup),
            text: &|place, read| texts.get(place).into_iter().for_each(read),
        })
    }
}
