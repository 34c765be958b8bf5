//! What cannot be counted.

use kwali_model::{CodeId, Scope, VariableId};

use crate::Unit;

/// Why an analysis cannot be done as it was asked for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AnalysisError {
    /// The study has no such variable.
    #[error("the study has no variable number {0}")]
    UnknownVariable(VariableId),
    /// The study has no such code.
    #[error("the study has no code number {0}")]
    UnknownCode(CodeId),
    /// Who speaks where must be known.
    #[error("variable `{0}` describes participants, and who speaks where was not given")]
    LayoutsNeeded(String),
    /// Who speaks where must be known.
    #[error("columns of participants need to know who speaks where, which was not given")]
    SpeakersNeeded,
    /// A percentage of something else than what is counted.
    #[error("{} are no part of all {}: a table has one unit", .unit.name(), .base.name())]
    MixedUnits {
        /// What is counted.
        unit: Unit,
        /// What the base is.
        base: Unit,
    },
    /// A variable of the other kind is needed.
    #[error("variable `{name}` describes {found}s, not {wanted}s", found = .found.name(), wanted = .wanted.name())]
    WrongScope {
        /// The variable's name.
        name: String,
        /// What it describes.
        found: Scope,
        /// What it should describe.
        wanted: Scope,
    },
}
