//! The lost codings of a bundle.

use std::collections::BTreeSet;

use kwali_model::{Code, CodePath, CodingDetail, Snapshot};
use kwali_store::{Change, NewLostCoding};

use super::BundleIntake;
use crate::Error;

impl BundleIntake<'_> {
    /// Adds the lost codings, but for those whose ids are there already.
    pub(super) fn lost_codings(
        &mut self,
        change: &mut Change<'_>,
        (snapshot, codes): (&Snapshot, &[Code]),
    ) -> Result<(), Error> {
        let known: BTreeSet<&CodePath> =
            snapshot.codes().codes().iter().chain(codes).map(|code| &code.path).collect();
        let bundle = self.bundle;
        for record in &bundle.lost_codings {
            let line = record.line.unwrap_or(0);
            if record.id.as_ref().is_some_and(|id| self.codings.contains_key(id)) {
                continue;
            }
            let code = CodePath::new(&record.code).ok().filter(|code| known.contains(code));
            let document = self.directory.documents.get(&record.document).copied();
            let Some((code, document)) = code.zip(document) else {
                let what = "its code or document is not in the study";
                self.problem(format!("lost-codings.csv:{line}: {what}"), None);
                continue;
            };
            let coder = self.directory.coder(change, &record.coder, None)?;
            let id = change.add_lost_coding(&NewLostCoding {
                document,
                revision: record.revision,
                position: record.position,
                words: record.quote.clone(),
                code,
                coder,
                weight: record.weight,
                detail: CodingDetail {
                    name: record.id.clone(),
                    comment: record.comment.clone(),
                    created: record.created.clone(),
                    origin: record.origin,
                },
            })?;
            self.codings.extend(record.id.clone().map(|name| (name, id)));
        }
        Ok(())
    }
}
