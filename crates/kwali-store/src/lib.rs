//! The study file: SQLite schema, migrations and journal.
//!
//! A study is one SQLite file. Every change to it is a [`Change`]: one transaction, with an entry
//! in the journal for everything in it. Reading gives a [`Snapshot`](kwali_model::Snapshot), and
//! words and layout apart from it.
//!
//! ```
//! use kwali_store::{Author, DEFAULT_WAIT, NewStudy, Store};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("buurt.kwali");
//! let author = Author { who: "A".into(), at: "2019-02-05T10:00:00Z".into(), process: "doc".into() };
//! let study = NewStudy { uuid: "0000", name: "Buurt", languages: &["nl"] };
//! let mut store = Store::create(&path, &study, &author).unwrap();
//!
//! let mut change = store.begin(&author).unwrap();
//! change.add_coder("A", Some("Anna")).unwrap();
//! change.commit().unwrap();
//!
//! let snapshot = Store::open(&path, DEFAULT_WAIT).unwrap().snapshot().unwrap();
//! assert_eq!(snapshot.coders()[0].name, "A");
//! ```

mod chain;
mod change;
mod change_code_system;
mod change_codes;
mod change_codings;
mod change_documents;
mod change_memos;
mod change_people;
mod change_queries;
mod change_revisions;
mod change_suggestions;
mod code_names;
mod content;
mod error;
mod integrity;
mod journal;
mod keeping_up;
mod load;
mod lost;
mod migrations;
mod names;
mod open;
mod part;
mod past;
mod recording;
mod rows;
mod sought;
mod source_maps;
mod step_chain;
mod steps;
mod suggestions;
mod tables;
mod taking_back;
#[cfg(test)]
mod tests;
mod undoing;
mod unread;
mod words;

pub use chain::ChainProblem;
pub use change::Change;
pub use change_code_system::SameCodings;
pub use change_codes::CodesPut;
pub use change_codings::NewCoding;
pub use change_documents::NewDocument;
pub use change_memos::NewMemo;
pub use change_people::ValueOf;
pub use change_queries::QuerySaved;
pub use change_revisions::{NewLostCoding, NewRevision};
pub use change_suggestions::NewSuggestion;
pub use error::{Cause, Error};
pub use journal::{Author, JournalEntry};
pub use keeping_up::ChangedCodings;
pub use open::{DEFAULT_WAIT, NewStudy, Store};
pub use part::SomeCodings;
pub use past::PastStep;
pub use sought::{SoughtEntries, SoughtName};
pub use steps::{Step, StepKind};
pub use taking_back::Touched;
