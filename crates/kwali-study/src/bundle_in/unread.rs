//! The documents of a bundle that have still to be read for codes younger than their coding.

use std::collections::BTreeSet;

use kwali_model::{Code, Snapshot};
use kwali_store::Change;

use super::{BundleIntake, known_codes};
use crate::Error;

impl BundleIntake<'_> {
    /// Adds what is said of documents that come with the bundle; of those that were there already
    /// the study knows better.
    pub(super) fn unread(
        &mut self,
        change: &mut Change<'_>,
        (snapshot, codes): (&Snapshot, &[Code]),
    ) -> Result<(), Error> {
        let bundle = self.bundle;
        let known = known_codes(snapshot, codes);
        let older: BTreeSet<&str> =
            snapshot.documents().iter().map(|document| document.name.as_str()).collect();
        for record in &bundle.unread {
            if older.contains(record.document.as_str()) {
                continue;
            }
            let place = ("unread.csv", record.line);
            let found = self.code_and_document(&known, (&record.code, &record.document), place);
            if let Some((code, document)) = found {
                change.add_unread(document, &code)?;
            }
        }
        Ok(())
    }
}
