//! Those who answered a survey.

use crate::Person;
use crate::sheet::SheetRow;

/// Someone who answered something.
pub(super) struct Respondent {
    /// A name that no other respondent of the survey has.
    pub(super) name: String,
    pub(super) row: SheetRow,
    /// Closed answers, by the names of variables.
    pub(super) values: Vec<(String, String)>,
}

impl Respondent {
    pub(super) fn person(&self) -> Person {
        Person {
            speaker: self.name.clone(),
            participant: self.name.clone(),
            values: self.values.clone(),
        }
    }
}
