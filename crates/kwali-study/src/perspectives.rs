//! Themes by perspective.

use kwali_analysis::{Perspectives, opposed_codes, perspectives, rows_below, top_codes};
use kwali_model::CodeId;

use crate::{Counted, Error, Study};

/// Of which themes it is asked who speaks of them.
#[derive(Clone, Debug)]
pub enum Themes {
    /// These codes, or those at the top of the tree, each with so many levels below it.
    Below {
        /// The codes by their ids.
        codes: Vec<String>,
        /// How many levels below them.
        depth: usize,
    },
    /// These codes alone.
    Only(Vec<CodeId>),
}

impl Study {
    /// Counts themes by the values of a variable of participants.
    pub fn perspectives(
        &self,
        counted: &Counted<'_>,
        themes: &Themes,
        by: &str,
    ) -> Result<Perspectives, Error> {
        let snapshot = counted.snapshot();
        let rows = match themes {
            Themes::Only(codes) => codes.clone(),
            Themes::Below { codes, depth } => {
                let top = match &codes[..] {
                    [] => top_codes(snapshot.codes()),
                    named => named.iter().map(|id| self.code(id)).collect::<Result<_, _>>()?,
                };
                let below = |&code: &CodeId| rows_below(snapshot.codes(), code, Some(*depth));
                let mut rows: Vec<CodeId> = top.iter().flat_map(below).collect();
                rows.sort_unstable();
                rows.dedup();
                rows
            }
        };
        Ok(perspectives(snapshot, self.turns()?, rows, self.variable(by)?)?)
    }

    /// Returns the pairs of codes that are opposed, given as two codes or as two branches of the
    /// tree; see [`opposed_codes`].
    pub fn opposed(&self, pairs: &[(String, String)]) -> Result<Vec<(CodeId, CodeId)>, Error> {
        let codes = self.snapshot()?.codes();
        let mut opposed = Vec::new();
        for (a, b) in pairs {
            opposed.extend(opposed_codes(codes, self.code(a)?, self.code(b)?));
        }
        Ok(opposed)
    }
}
