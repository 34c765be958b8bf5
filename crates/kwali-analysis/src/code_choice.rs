//! Which codes a coding counts for: its own, those above it, and only those that were asked for.

use kwali_model::{CodeId, CodeSystem, Coding};

use crate::Subcodes;

/// The codes that count, and for which of them each code's codings do.
pub(crate) struct CodeChoice {
    /// In code order.
    pub(crate) codes: Vec<CodeId>,
    /// By code, the places in `codes` for which its codings count.
    places: Vec<Vec<u32>>,
}

impl CodeChoice {
    /// Returns the choice of these codes, or of all.
    pub(crate) fn new(
        system: &CodeSystem,
        codes: Option<&[CodeId]>,
        subcodes: Subcodes,
    ) -> CodeChoice {
        let is_chosen = |code: &CodeId| codes.is_none_or(|codes| codes.contains(code));
        let chosen: Vec<CodeId> = system.ids().filter(is_chosen).collect();
        let counts_for = |code: CodeId| {
            let own = (subcodes != Subcodes::Only).then_some(code);
            let above = system.ancestors(code).filter(|_| subcodes != Subcodes::Separate);
            let places = own.into_iter().chain(above);
            places.filter_map(|code| Some(chosen.binary_search(&code).ok()? as u32)).collect()
        };
        let places = system.ids().map(counts_for).collect();
        CodeChoice { codes: chosen, places }
    }

    /// Returns the places in `codes` for which a coding counts.
    pub(crate) fn of(&self, coding: &Coding) -> &[u32] {
        &self.places[coding.code.index()]
    }
}
