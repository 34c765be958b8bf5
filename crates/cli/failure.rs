//! Why a command could not be done, as a person and as a script is told.

use std::fmt;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::screen::Failed;

/// Why a command could not be done.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: &'static str,
    message: String,
    hints: Vec<String>,
    closed_pipe: bool,
}

impl Failure {
    /// Something the person asked for that cannot be.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        let hints = vec![hint.into()];
        Failure { kind: "usage", message: message.into(), hints, closed_pipe: false }
    }

    /// Arguments that cannot be understood.
    pub(crate) fn arguments(error: &clap::Error) -> Failure {
        let rendered = error.to_string();
        let first = rendered.lines().next().unwrap_or_default();
        let message = first.strip_prefix("error: ").unwrap_or(first);
        Failure::usage(message, "add --help to see what the command takes")
    }

    /// A file or folder that could not be read or written.
    pub(crate) fn io(path: &Path, error: io::Error) -> Failure {
        let closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        let message = format!("{}: {error}", path.display());
        let hints = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => {
                vec!["check the name, and your permission to read or write there".to_owned()]
            }
            _ => Vec::new(),
        };
        Failure { kind: "file", message, hints, closed_pipe }
    }

    /// Returns the failure with the file that it is about before it.
    pub(crate) fn at(self, path: &Path) -> Failure {
        Failure { message: format!("{}: {}", path.display(), self.message), ..self }
    }

    /// True where the reader of the output has gone, which is no failure.
    /// The failure of a report that could not be read.
    pub(crate) fn of_report(path: &Path, error: &kwali_transcript::Error) -> Failure {
        Failure {
            kind: "report",
            message: format!("{}: {}", path.display(), with_causes(error)),
            hints: error.hint().into_iter().collect(),
            closed_pipe: false,
        }
    }

    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    pub(crate) fn hints(&self) -> Vec<String> {
        self.hints.clone()
    }

    pub(crate) fn to_json(&self) -> Value {
        // What stands on further lines is drawn for eyes, such as a mark under a query.
        let message = self.message.lines().next().unwrap_or_default();
        json!({ "kind": self.kind, "error": message, "hints": self.hints })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<kwali_study::Error> for Failure {
    fn from(error: kwali_study::Error) -> Failure {
        Failure {
            kind: error.kind(),
            message: with_causes(&error),
            hints: error.hint().into_iter().collect(),
            closed_pipe: false,
        }
    }
}

impl From<kwali_exhibit::Error> for Failure {
    fn from(error: kwali_exhibit::Error) -> Failure {
        let message = with_causes(&error);
        let hints = error.hint().into_iter().collect();
        Failure { kind: "exhibit", message, hints, closed_pipe: false }
    }
}

impl From<Failed> for Failure {
    fn from(failed: Failed) -> Failure {
        match failed {
            Failed::Study(error) => Failure::from(error),
            Failed::Terminal(error) => Failure::io(Path::new("the terminal"), error),
        }
    }
}

/// Standard output that could not be written to.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::io(Path::new("standard output"), error)
    }
}

/// The message with its causes behind it, outermost first.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !message.contains(&words) {
            message = format!("{message}: {words}");
        }
        cause = inner.source();
    }
    message
}
