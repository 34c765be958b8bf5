//! Codebook files and the code system, with checks.
//!
//! [`read`] takes a codebook in TOML or CSV and keeps whatever can be understood, with every
//! problem by line; [`write_toml`] and [`write_csv`] write one, the same bytes for the same
//! codebook; [`check`] tells what looks wrong in a codebook without a file.
//!
//! ```
//! let file = r#"
//! [[code]]
//! id = "barrier"
//! label.nl = "Belemmering"
//! definition.nl = "Wat het werk in de weg zit."
//!
//! [[code]]
//! id = "workload"
//! parent = "barrier"
//! label.nl = "Werkdruk"
//! colour = "red"
//! "#;
//! let read = kwali_codebook::read("care.toml", file.as_bytes()).unwrap();
//! assert_eq!(read.codebook.codes[1].path.as_str(), "barrier.workload");
//! let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     problems,
//!     [
//!         "care.toml:8: code `barrier.workload` has no definition",
//!         "care.toml:11: `red` is not a colour",
//!     ]
//! );
//! ```

mod check;
mod codebook;
mod compare;
mod csv_file;
mod draft;
mod error;
mod field;
mod keyword;
mod problem;
mod toml_reader;
mod toml_writer;
mod tree;

#[cfg(test)]
mod tests;

pub use check::check;
pub use codebook::{Codebook, ReadCodebook, read};
pub use compare::{Difference, compare};
pub use csv_file::write_csv;
pub use error::Error;
pub use keyword::{FoldedWords, Keyword, KeywordFault};
pub use problem::{Problem, ProblemKind};
pub use toml_writer::write_toml;
