//! Codings that corrected transcripts lost: listing them, and putting them back.

use kwali_coding::{Locator, Passage};
use kwali_model::{Coding, LostCoding};
use kwali_store::Author;

use crate::codings::{place_error, refuse_same};
use crate::{Error, Study};

impl Study {
    /// Returns the codings that corrected transcripts lost, by document and by where they stood.
    pub fn lost_codings(&self) -> Result<Vec<LostCoding>, Error> {
        Ok(self.store.lost_codings(self.without_codings()?)?)
    }

    /// Puts a lost coding back into its document, at a passage of the text as it is now.
    pub fn reattach_coding(
        &mut self,
        author: &Author,
        id: &str,
        passage: &Passage,
    ) -> Result<(), Error> {
        self.change(author, |change, snapshot| {
            let lost = change.lost_codings(snapshot)?;
            let lost = lost.iter().find(|lost| lost_name(lost) == id);
            let lost = lost.ok_or_else(|| Error::unknown("lost coding", id, Vec::new()))?;
            let text = change.text(lost.document)?;
            let document = snapshot.document(lost.document);
            let name = document.map_or("", |document| document.name.as_str());
            let placed = Locator::new(&text).place(passage, |start, end| (start, end));
            let span = placed.map_err(|error| place_error(name, error))?.span;
            let (id, document, code, coder) = (lost.id, lost.document, lost.code, lost.coder);
            let wanted = Coding { id, document, span, code, coder, weight: lost.weight };
            refuse_same((change, snapshot), &wanted)?;
            Ok(change.reattach_coding(lost, span)?)
        })
    }
}

/// Returns the id of a lost coding as people and files know it.
pub fn lost_name(lost: &LostCoding) -> String {
    lost.detail.name.clone().unwrap_or_else(|| lost.id.to_string())
}
