//! What an operation has to tell besides its result.

use kwali_text::{Finding, Problem, Severity};

/// Something a person should know: where, what, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How bad it is.
    pub severity: Severity,
    /// Place and matter, as `codings.csv:14: what is wrong`.
    pub message: String,
    /// What to do next, where there is something to do.
    pub hint: Option<String>,
}

impl Notice {
    /// Returns something that was left out.
    pub fn error(message: impl Into<String>, hint: Option<String>) -> Notice {
        Notice { severity: Severity::Error, message: message.into(), hint }
    }

    /// Returns something that is probably a mistake.
    pub fn warning(message: impl Into<String>) -> Notice {
        Notice { severity: Severity::Warning, message: message.into(), hint: None }
    }

    /// Returns something that is good to know.
    pub fn note(message: impl Into<String>) -> Notice {
        Notice { severity: Severity::Note, message: message.into(), hint: None }
    }

    /// True if something was left out.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl<What: Finding> From<&Problem<What>> for Notice {
    fn from(problem: &Problem<What>) -> Notice {
        Notice { severity: problem.severity(), message: problem.to_string(), hint: problem.hint() }
    }
}
