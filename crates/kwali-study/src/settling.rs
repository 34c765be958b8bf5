//! Settling differences between coders.

use kwali_store::Author;

use crate::codings::{CodingChange, CodingRequest};
use crate::directory::Directory;
use crate::{Error, MemoRequest, Study, codings, memos};

/// What a decision about a difference does to a coder's own codings.
#[derive(Clone, Debug)]
pub enum Settling {
    /// Everything stays as it is.
    Keep,
    /// A coding is added.
    Add(CodingRequest),
    /// The coding of this id is changed.
    Change(String, CodingChange),
    /// The coding of this id is removed.
    Remove(String),
    /// The coding of this id is removed, if there is one, and these are added.
    Replace(Option<String>, Vec<CodingRequest>),
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
            match settling {
                Settling::Keep => {}
                Settling::Add(request) => {
                    let requests = std::slice::from_ref(request);
                    codings::add(author, (change, snapshot), &mut directory, requests)?;
                }
                Settling::Change(id, wanted) => {
                    codings::alter((change, snapshot), id, wanted)?;
                }
                Settling::Remove(id) => {
                    codings::remove(change, std::slice::from_ref(id))?;
                }
                Settling::Replace(id, requests) => {
                    codings::add(author, (change, snapshot), &mut directory, requests)?;
                    codings::remove(change, id.as_slice())?;
                }
            }
            memos::add((change, snapshot), &mut directory, decision)?;
            Ok(())
        })
    }
}
