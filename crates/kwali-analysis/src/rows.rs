//! In which rows of a table a coding counts.

use kwali_model::{CodeId, Coding, CodingId, Snapshot};

use crate::{Query, Subcodes};

/// A row of segments that a query selects, whatever their codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SegmentSet {
    /// What the row is called.
    pub name: String,
    /// The query that selects them.
    pub query: Query,
    /// The codings that it selects, in the order of their ids.
    pub codings: Vec<CodingId>,
}

/// The rows of a table; row 0 holds everything.
pub(crate) struct Rows<'a> {
    len: usize,
    by_code: Vec<Vec<u32>>,
    sets: &'a [SegmentSet],
    /// The row of the first set.
    first_set: u32,
}

impl<'a> Rows<'a> {
    /// One row a code, then one row a set.
    pub(crate) fn new(
        snapshot: &Snapshot,
        codes: &[CodeId],
        subcodes: Subcodes,
        sets: &'a [SegmentSet],
    ) -> Rows<'a> {
        Rows {
            len: 1 + codes.len() + sets.len(),
            by_code: subcodes.rows_of_codes(snapshot.codes(), codes),
            sets,
            first_set: 1 + codes.len() as u32,
        }
    }

    /// Returns the number of rows, at least 1.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the rows of a coding, each once; `found` is for them to stand in.
    pub(crate) fn of<'r>(&'r self, coding: &Coding, found: &'r mut Vec<u32>) -> &'r [u32] {
        let of_code = &self.by_code[coding.code.index()];
        if self.sets.is_empty() {
            return of_code;
        }
        found.clear();
        found.extend(of_code);
        let rows = self.first_set..;
        let holding = rows.zip(self.sets).filter(|(_, set)| set.holds(coding.id));
        found.extend(holding.map(|(row, _)| row));
        found
    }
}

impl SegmentSet {
    fn holds(&self, coding: CodingId) -> bool {
        self.codings.binary_search(&coding).is_ok()
    }
}
