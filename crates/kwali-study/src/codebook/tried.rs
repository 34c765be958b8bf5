//! A revision of the code system that is tried: what it would do, and the study as it would be.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{CodeId, CodePath, CodingId, DocumentId, MemoTarget};
use kwali_store::Author;

use super::RevisedCodes;
use super::plan::{Plan, codings_of};
use super::revised_query::RevisedQuery;
use crate::study::get_or_load;
use crate::{Error, Study, SuggestionFilter};

/// A revision of the code system that is tried; the study stays as it is.
pub struct TriedRevision<'a> {
    study: &'a Study,
    plan: Plan,
    after: OnceCell<Study>,
}

impl<'a> TriedRevision<'a> {
    pub(super) fn new(study: &'a Study, plan: Plan) -> TriedRevision<'a> {
        TriedRevision { study, plan, after: OnceCell::new() }
    }

    /// Returns the study as it would be: a copy in memory, of which the file knows nothing.
    pub fn after(&self) -> Result<&Study, Error> {
        get_or_load(&self.after, || {
            let mut copy = Study::of(self.study.store.trial()?);
            let nobody = Author { who: String::new(), at: String::new(), process: String::new() };
            copy.change(&nobody, |change, snapshot| self.plan.carry_out(change, snapshot))?;
            Ok(copy)
        })
    }

    /// Tells what the revision would do.
    pub fn told(&self) -> Result<RevisedCodes, Error> {
        let snapshot = self.study.snapshot()?;
        let codes = self.plan.codes(snapshot);
        let moved = self.moved(&codes)?;
        let documents: BTreeSet<DocumentId> = moved.iter().map(|&(_, document)| document).collect();
        let uniting = self.plan.uniting(snapshot, &BTreeMap::new());
        let told = RevisedCodes {
            codes: self.plan.paths(&codes),
            codings: moved.len(),
            documents: documents.len(),
            united: uniting.map_or(0, |uniting| uniting.same.len()),
            queries: match snapshot.queries() {
                [] => Vec::new(),
                _ => RevisedQuery::all(&self.plan, (self.study, self.after()?))?,
            },
            ..RevisedCodes::default()
        };
        match self.plan {
            Plan::Split { .. } => Ok(told),
            _ => self.with_what_goes_along(told, &codes),
        }
    }

    /// Returns the codings that get another code or another id of it, or are removed.
    fn moved(&self, codes: &[CodePath]) -> Result<Vec<(CodingId, DocumentId)>, Error> {
        let snapshot = self.study.snapshot()?;
        let Plan::Split { codings, .. } = &self.plan else {
            return Ok(codings_of(snapshot, codes).collect());
        };
        let wanted: BTreeSet<&CodingId> = codings.iter().collect();
        let all = snapshot.codings().iter().filter(|coding| wanted.contains(&coding.id));
        Ok(all.map(|coding| (coding.id, coding.document)).collect())
    }

    /// Counts what else bears on codes that go or get another id.
    fn with_what_goes_along(
        &self,
        told: RevisedCodes,
        codes: &[CodePath],
    ) -> Result<RevisedCodes, Error> {
        let (study, snapshot) = (self.study, self.study.snapshot()?);
        let is_meant = |code: CodeId| codes.contains(&snapshot.codes().code(code).path);
        let is_about =
            |target: MemoTarget| matches!(target, MemoTarget::Code(code) if is_meant(code));
        let suggestions = study.suggestions(&SuggestionFilter::default())?;
        Ok(RevisedCodes {
            lost_codings: study.lost_codings()?.iter().filter(|lost| is_meant(lost.code)).count(),
            suggestions: suggestions.iter().filter(|one| is_meant(one.code)).count(),
            memos: study.memos()?.iter().filter(|memo| is_about(memo.target)).count(),
            ..told
        })
    }
}
