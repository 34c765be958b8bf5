//! The saved queries of a bundle.

use kwali_analysis::Query;
use kwali_model::{SavedQuery, Snapshot};
use kwali_store::{Change, QuerySaved};

use super::BundleIntake;
use crate::Error;
use crate::saved::{put, with};

impl BundleIntake<'_> {
    /// Saves the queries that can be read and do not ask for themselves.
    ///
    /// Codes and names in them may be unknown: they are told when the query is asked.
    pub(super) fn queries(
        &mut self,
        change: &mut Change<'_>,
        snapshot: &Snapshot,
    ) -> Result<(), Error> {
        let mut saved: Vec<SavedQuery> = snapshot.queries().to_vec();
        let mut read = Vec::new();
        for record in &self.bundle.queries {
            let line = record.line.unwrap_or(0);
            match Query::parse(&record.query) {
                Ok(query) => {
                    put(&mut saved, &record.name, &query);
                    read.push((line, &record.name, query));
                }
                Err(error) => {
                    self.problem(format!("queries.csv:{line}: {error}"), error.hint());
                }
            }
        }
        for (line, name, query) in read {
            if let Err(error) = query.filled_in(&with(&saved, name, &query)) {
                self.problem(format!("queries.csv:{line}: {error}"), error.hint());
                continue;
            }
            let became = change.save_query(name, &query.to_string())?;
            self.report.queries += usize::from(became != QuerySaved::Unchanged);
        }
        Ok(())
    }
}
