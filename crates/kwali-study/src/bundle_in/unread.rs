//! The documents of a bundle that have still to be read for codes younger than their coding.

use std::collections::BTreeSet;

use kwali_model::{Code, CodePath, Snapshot};
use kwali_store::Change;

use super::BundleIntake;
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
        let known: BTreeSet<&CodePath> =
            snapshot.codes().codes().iter().chain(codes).map(|code| &code.path).collect();
        let older: BTreeSet<&str> =
            snapshot.documents().iter().map(|document| document.name.as_str()).collect();
        for record in &bundle.unread {
            if older.contains(record.document.as_str()) {
                continue;
            }
            let code = CodePath::new(&record.code).ok().filter(|code| known.contains(code));
            let document = self.directory.documents.get(&record.document).copied();
            let Some((code, document)) = code.zip(document) else {
                let line = record.line.unwrap_or(0);
                let what = "its code or document is not in the study";
                self.problem(format!("unread.csv:{line}: {what}"), None);
                continue;
            };
            change.add_unread(document, &code)?;
        }
        Ok(())
    }
}
