//! The lost codings of a bundle.

use kwali_model::{Code, CodingDetail, Snapshot};
use kwali_store::{Change, NewLostCoding};

use super::{BundleIntake, known_codes};
use crate::Error;

impl BundleIntake<'_> {
    /// Adds the lost codings, but for those whose ids are there already.
    pub(super) fn lost_codings(
        &mut self,
        change: &mut Change<'_>,
        (snapshot, codes): (&Snapshot, &[Code]),
    ) -> Result<(), Error> {
        let known = known_codes(snapshot, codes);
        let bundle = self.bundle;
        for record in &bundle.lost_codings {
            if record.id.as_ref().is_some_and(|id| self.codings.contains_key(id)) {
                continue;
            }
            let place = ("lost-codings.csv", record.line);
            let found = self.code_and_document(&known, (&record.code, &record.document), place);
            let Some((code, document)) = found else { continue };
            if !self.can_be_coder(&record.coder, place) {
                continue;
            }
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
