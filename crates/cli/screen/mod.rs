//! Coding on the screen: a document as a page, with its codings beside it.
//!
//! What is shown and what each key changes is a [`session`](session::Session), which knows no
//! terminal; [`draw`] makes cells of it, [`terminal`] moves keys in and screens out.

mod areas;
pub(crate) mod batch;
pub(crate) mod colours;
pub(crate) mod desk;
mod differences;
pub(crate) mod draw;
mod editor;
mod finder;
mod fuzzy;
pub(crate) mod keys;
mod line_input;
mod passage;
pub(crate) mod plain;
mod selection;
pub(crate) mod session;
pub(crate) mod terminal;
#[cfg(test)]
mod tests;
mod units;

use std::io;

use kwali_model::Snapshot;
use kwali_text::nearest;

/// Why coding in the terminal had to end.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The study.
    Study(kwali_study::Error),
    /// The terminal.
    Terminal(io::Error),
}

impl From<kwali_study::Error> for Failed {
    fn from(error: kwali_study::Error) -> Failed {
        Failed::Study(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::Terminal(error)
    }
}

/// Returns what to tell of a coder of whom the study knows nothing yet; `None` if it knows them.
pub(crate) fn new_coder(snapshot: &Snapshot, coder: &str) -> Option<String> {
    if snapshot.coder_named(coder).is_some() {
        return None;
    }
    let names = snapshot.coders().iter().map(|coder| coder.name.as_str());
    let nearest = nearest(coder, names).map(|name| format!("; did you mean {name}?"));
    Some(format!("{coder} is a new coder in this study{}", nearest.unwrap_or_default()))
}
