//! Settling differences between coders.

use kwali_store::Author;

use crate::codings::{CodingChange, CodingRequest};
use crate::directory::Directory;
use crate::{Error, MemoRequest, Study, codings, memos};

/// What a decision about a difference does to a coder's own codings; nothing, if nothing is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settling {
    /// These are added.
    pub add: Vec<CodingRequest>,
    /// The coding of this id is changed.
    pub change: Option<(String, CodingChange)>,
    /// The coding of this id is removed.
    pub remove: Option<String>,
}

impl Study {
    /// Does what was decided about a difference, and keeps the decision as a memo: one change.
    ///
    /// Errors are those of [`Study::add_codings`], [`Study::change_coding`],
    /// [`Study::remove_codings`] and [`Study::add_memo`]; nothing is done then.
    pub fn settle(
        &mut self,
        author: &Author,
        settling: &Settling,
        decision: &MemoRequest,
    ) -> Result<(), Error> {
        self.change(author, |change, snapshot| {
            let mut directory = Directory::of(snapshot);
            codings::add(author, (change, snapshot), &mut directory, &settling.add)?;
            if let Some((id, wanted)) = &settling.change {
                codings::alter((change, snapshot), id, wanted)?;
            }
            codings::remove(change, settling.remove.as_slice())?;
            memos::add((change, snapshot), &mut directory, decision)?;
            Ok(())
        })
    }
}
