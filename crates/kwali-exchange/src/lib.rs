//! A whole study as plain text files: the bundle.
//!
//! A bundle is a folder that lives well in git: one text file a document, one CSV file a kind of
//! record, one record a line. [`read`] turns its files into records and tells every problem with
//! file and line; [`write()`] turns records into files, the same bytes for the same records. The
//! codebook and the codings pass through as they stand: other crates know their contents.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! let files = BTreeMap::from([
//!     ("documents/EIW-01.txt".to_owned(), b"Anna: Geen tijd.\n".to_vec()),
//!     ("speakers.csv".to_owned(), b"document,speaker,participant\nEIW-01,Anna,P1\n".to_vec()),
//! ]);
//! let read = kwali_exchange::read(files.into());
//! assert!(read.problems.is_empty());
//! assert_eq!(read.bundle.documents[0].name, "EIW-01");
//! assert_eq!(read.bundle.participants[0].name, "P1");
//! ```

mod bundle;
mod error;
mod file_names;
mod folder;
mod problem;
mod records;
mod sheet;
mod written;

pub use bundle::{Bundle, ReadBundle, read, write};
pub use error::Error;
pub use file_names::{document_file_names, natural_order};
pub use folder::{Files, read_folder};
pub use problem::{Problem, ProblemKind};
pub use records::{
    CleaningRecord, CoderRecord, DocumentRecord, LostCodingRecord, MemoRecord, MemoSubject,
    ParticipantRecord, QueryRecord, SourceRecord, SpeakerRecord, StudyRecord, SuggestionRecord,
    TurnRecord, UnreadRecord, VariableRecord, VerdictRecord,
};
pub use written::{LIST, write_folder};
