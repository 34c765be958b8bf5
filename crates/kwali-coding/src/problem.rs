//! What can be wrong with single codings of a file.

use kwali_text::{Finding, Severity, TableProblem};

use crate::PlaceError;

/// Something wrong in a file of codings, with the line.
pub type Problem = kwali_text::Problem<ProblemKind>;

/// What is wrong. A row with an error is left out; one with a warning is kept.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProblemKind {
    /// Something about the table itself.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// A cell that must be filled is not.
    #[error("`{0}` is empty")]
    EmptyCell(&'static str),
    /// A cell holds something else than it should.
    #[error("`{column}` is not {expected}")]
    BadCell {
        /// The column.
        column: &'static str,
        /// What belongs there.
        expected: &'static str,
    },
    /// There is no such document.
    #[error("there is no document `{0}`")]
    NoDocument(String),
    /// There is no such code.
    #[error("there is no code `{code}`")]
    NoCode {
        /// The code as it was written.
        code: String,
        /// The code that is nearest to it.
        nearest: Option<String>,
    },
    /// The passage cannot be placed in the text.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The quote stands elsewhere than the position says.
    #[error(
        "the quote does not stand at {}..{} but at {}..{}, where the coding was put",
        from.0, from.1, to.0, to.1
    )]
    Moved {
        /// The position that was given, in code points.
        from: (usize, usize),
        /// Where the quote stands, in code points of the text.
        to: (usize, usize),
    },
    /// The same coding was there before.
    #[error("the same coding stands there already, on line {first}")]
    Same {
        /// The line of the first.
        first: usize,
    },
}

impl Finding for ProblemKind {
    fn severity(&self) -> Severity {
        match self {
            ProblemKind::Table(problem) => problem.severity(),
            ProblemKind::Moved { .. } | ProblemKind::Same { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            ProblemKind::Table(problem) => problem.hint(),
            ProblemKind::NoCode { nearest: Some(code), .. } => {
                Some(format!("did you mean `{code}`?"))
            }
            ProblemKind::NoCode { .. } => Some("`kwali list codes` tells what there is".into()),
            ProblemKind::NoDocument(_) => Some("`kwali list documents` tells what there is".into()),
            ProblemKind::Place(error) => error.hint().map(str::to_owned),
            ProblemKind::EmptyCell(column) => Some(format!("fill the cell `{column}`")),
            ProblemKind::BadCell { column: "start" | "end", .. } => {
                Some("correct it, or leave both empty and give the `quote`".into())
            }
            ProblemKind::BadCell { .. } => Some("correct it, or leave the cell empty".into()),
            _ => None,
        }
    }
}
