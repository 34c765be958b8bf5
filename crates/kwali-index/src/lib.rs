//! The full-text index: derived from the study, always rebuildable.
//!
//! It lies in a folder beside the study file and holds nothing that is nowhere else: the words of
//! text units (what one speaker says in one paragraph) and of coded segments, with what is known
//! of each. It knows which state of which study it shows, and is not trusted when that is not the
//! wanted one or when its files are not as they were written.
//!
//! ```
//! use kwali_index::{Condition, DEFAULT_BUDGET, Index, IndexWriter, IndexedDocument, Stamp};
//! use kwali_index::UnitFilter;
//! use kwali_model::StateNumber;
//! use kwali_text::Phrase;
//!
//! let study = kwali_testkit::study("Er is geen tijd.\nDe cliënten wachten.");
//! let folder = tempfile::tempdir().unwrap();
//! let stamp = Stamp { study: "0000".into(), state: StateNumber(1), token: "a1".into() };
//! assert_eq!(Index::condition(folder.path(), &stamp), Condition::Missing);
//!
//! let mut writer = IndexWriter::rebuild(folder.path(), DEFAULT_BUDGET).unwrap();
//! let snapshot = &study.snapshot;
//! let document = IndexedDocument {
//!     document: &snapshot.documents()[0],
//!     text: &study.texts[0],
//!     layout: &study.layouts[0],
//!     codings: snapshot.codings_at(0),
//! };
//! writer.add(snapshot, document).unwrap();
//! writer.commit(&stamp).unwrap();
//! assert_eq!(Index::condition(folder.path(), &stamp), Condition::Fresh);
//!
//! let index = Index::open(folder.path()).unwrap();
//! let client = Phrase::parse("client").unwrap();
//! let hits = index.units(&[client], &UnitFilter::default()).unwrap();
//! assert_eq!(hits[0].start, 17);
//! ```

mod entry;
mod error;
mod facts;
mod folder;
mod lookup;
mod search;
mod stamp;
mod tantivy_index;
mod term_list;
mod tokens;
mod vocabulary;
mod writer;

pub use error::Error;
pub use facts::{SegmentFilter, UnitFilter, ValueCondition, Voice};
pub use kwali_model::{Piece, pieces, units};
pub use search::{Index, UnitHit};
pub use stamp::{Condition, Stamp};
pub use writer::{DEFAULT_BUDGET, IndexWriter, IndexedDocument};
