//! How far a ranking of codes leans on single documents and people.

use kwali_analysis::{Robustness, Subcodes, Unit, robustness};
use kwali_model::CodeId;

use crate::{Counted, CrosstabQuestion, Error, Study};

impl Study {
    /// Ranks codes by a unit, with all documents and without each of them.
    pub fn robustness(
        &self,
        counted: &Counted<'_>,
        rows: Option<Vec<CodeId>>,
        (unit, subcodes): (Unit, Subcodes),
        top: usize,
    ) -> Result<Robustness, Error> {
        let by = vec!["document".to_owned()];
        let question = CrosstabQuestion { rows, sets: Vec::new(), by, subcodes, unit };
        let by_document = self.crosstab(counted, &question)?;
        let layouts = self.layouts_for(unit)?;
        Ok(robustness(counted.snapshot(), &layouts, &by_document, (unit, top)))
    }
}
