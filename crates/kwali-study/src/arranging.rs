//! What retrieved segments are grouped by.

use kwali_analysis::Grouping;
use kwali_text::nearest;

use crate::{Error, Study};

/// What segments can be grouped by in every study.
const GROUPINGS: [&str; 5] = ["code", "document", "group", "participant", "coder"];

impl Study {
    /// Returns what segments are grouped by: `code`, `document`, `group` (of documents),
    /// `participant`, `coder`, or a variable.
    pub fn grouping(&self, by: &str) -> Result<Grouping, Error> {
        Ok(match by {
            "code" => Grouping::Code,
            "document" => Grouping::Document,
            "group" => Grouping::DocumentGroup,
            "participant" => Grouping::Participant,
            "coder" => Grouping::Coder,
            name => Grouping::Variable(self.variable(name).map_err(|error| match error {
                Error::Unknown { .. } => unknown_grouping(name, error),
                other => other,
            })?),
        })
    }
}

/// Returns the error with the groupings that come near what was typed; else as it is.
fn unknown_grouping(typed: &str, error: Error) -> Error {
    match nearest(typed, GROUPINGS) {
        Some(near) => Error::unknown("variable or grouping", typed, vec![near.to_owned()]),
        None => error,
    }
}
