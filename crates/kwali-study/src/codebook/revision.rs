//! Revising the code system: what would become of codings, memos and saved queries, and doing it.

use kwali_model::{CodePath, CodingId};
use kwali_store::Author;

use super::plan::{Plan, known, new_path, under};
use super::revised_query::RevisedQuery;
use super::tried::TriedRevision;
use crate::{Error, Retrieved, Study};

/// What is to be done to the code system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CodebookRevision {
    /// The last part of a code's id becomes another; codes below it go with it.
    Rename {
        /// The code.
        code: String,
        /// The last part of its new id.
        name: String,
    },
    /// A code goes under another, with all below it.
    Move {
        /// The code.
        code: String,
        /// The code it goes under; `None` for the top.
        under: Option<String>,
    },
    /// The codings of a code become those of another, and the code goes; codes below it go under the
    /// other.
    Merge {
        /// The code that goes.
        code: String,
        /// The code that stays.
        into: String,
    },
    /// The codings of a code that meet a query become those of a new code.
    Split {
        /// The code.
        code: String,
        /// The id of the new code.
        new: String,
        /// The query.
        query: String,
    },
    /// A code goes, with all below it.
    Delete {
        /// The code.
        code: String,
        /// What becomes of their codings.
        codings: FateOfCodings,
    },
}

/// What becomes of the codings of a code that is deleted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FateOfCodings {
    /// There must be none.
    None,
    /// They become codings of this code.
    To(String),
    /// They are removed, with the memos on them.
    Removed,
}

/// What a revision of the code system does, or would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RevisedCodes {
    /// Codes that have another id before and after; `None` for one that comes or goes.
    pub codes: Vec<(Option<CodePath>, Option<CodePath>)>,
    /// How many codings have another code or another id of it, or are removed.
    pub codings: usize,
    /// In how many documents these are.
    pub documents: usize,
    /// How many of them become one with another that says the same.
    pub united: usize,
    /// How many lost codings are concerned.
    pub lost_codings: usize,
    /// How many suggestions are for these codes.
    pub suggestions: usize,
    /// How many memos are about these codes.
    pub memos: usize,
    /// Saved queries that are rewritten or find something else, by name.
    pub queries: Vec<RevisedQuery>,
}

impl Study {
    /// Tries a revision of the code system; the study stays as it is.
    pub fn try_codebook_revision(
        &self,
        revision: &CodebookRevision,
    ) -> Result<TriedRevision<'_>, Error> {
        Ok(TriedRevision::new(self, self.plan(revision)?))
    }

    /// Revises the code system, in one transaction.
    pub fn revise_codebook(
        &mut self,
        author: &Author,
        revision: &CodebookRevision,
    ) -> Result<(), Error> {
        let plan = self.plan(revision)?;
        let planned_in = self.snapshot()?.state();
        let path = self.path().to_owned();
        self.change(author, |change, snapshot| {
            if snapshot.state() != planned_in {
                return Err(Error::TooBusy(path));
            }
            plan.carry_out(change, snapshot)
        })
    }

    fn plan(&self, revision: &CodebookRevision) -> Result<Plan, Error> {
        let snapshot = self.snapshot()?;
        match revision {
            CodebookRevision::Rename { code, name } => {
                let from = known(snapshot, code)?;
                if name.contains('.') {
                    return Err(Error::CodeName(name.clone()));
                }
                let to = under(from.parent().as_ref(), name)?;
                Plan::renamed(snapshot, from, to)
            }
            CodebookRevision::Move { code, under: parent } => {
                let from = known(snapshot, code)?;
                let parent = parent.as_deref().map(|parent| known(snapshot, parent)).transpose()?;
                let to = under(parent.as_ref(), from.name())?;
                Plan::renamed(snapshot, from, to)
            }
            CodebookRevision::Merge { code, into } => {
                let (from, into) = (known(snapshot, code)?, known(snapshot, into)?);
                Plan::merged(snapshot, from, into)
            }
            CodebookRevision::Split { code, new, query } => {
                let from = known(snapshot, code)?;
                let new = new_path(snapshot, new)?;
                let codings = self.codings_with(&from, query)?;
                if codings.is_empty() {
                    let (code, query) = (code.clone(), query.clone());
                    return Err(Error::NothingToSplit { code, query });
                }
                Ok(Plan::Split { from, new, codings })
            }
            CodebookRevision::Delete { code, codings } => {
                let code = known(snapshot, code)?;
                Plan::deleted((snapshot, &self.lost_codings()?), code, codings)
            }
        }
    }

    /// Returns the codings of a code itself that meet a query.
    fn codings_with(&self, code: &CodePath, query: &str) -> Result<Vec<CodingId>, Error> {
        let answer = self.ask(query)?;
        let Retrieved::Codings(places) = &answer.found else {
            return Err(Error::SplitBySpans);
        };
        let part = answer.part.snapshot();
        let codings = places.iter().map(|&place| part.codings()[place]);
        let mut ids: Vec<CodingId> = codings
            .filter(|coding| part.codes().code(coding.code).path == *code)
            .map(|coding| coding.id)
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }
}
