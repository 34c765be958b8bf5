//! Which codes a coding counts for: its own, those above it, and only those that were asked for.

use kwali_model::{CodeId, CodeSystem, Coding};

use crate::Subcodes;

/// The codes that count, and for which of them each code's codings do.
pub(crate) struct CodeChoice {
    /// In code order.
    pub(crate) codes: Vec<CodeId>,
    /// By code, the rows in which its codings count, as [`Subcodes::rows_of_codes`] tells them: what
    /// stands first is the row of everything, and the others are places in `codes` plus 1.
    rows: Vec<Vec<u32>>,
}

impl CodeChoice {
    /// Returns the choice of these codes, or of all.
    pub(crate) fn new(
        system: &CodeSystem,
        codes: Option<&[CodeId]>,
        subcodes: Subcodes,
    ) -> CodeChoice {
        let mut chosen: Vec<CodeId> =
            codes.map_or_else(|| system.ids().collect(), <[CodeId]>::to_vec);
        chosen.sort_unstable();
        chosen.dedup();
        CodeChoice { rows: subcodes.rows_of_codes(system, &chosen), codes: chosen }
    }

    /// Returns the places in `codes` for which a coding counts.
    pub(crate) fn of(&self, coding: &Coding) -> impl Iterator<Item = u32> {
        self.rows[coding.code.index()].iter().skip(1).map(|row| row - 1)
    }
}
