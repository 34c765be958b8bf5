//! Codings from outside: rows of a table, each placed in its text by position, by quote, or both;
//! and where they stand in a text that was corrected: [`Revision`].
//!
//! ```
//! use kwali_coding::{How, Locator, Passage};
//! use kwali_text::Text;
//!
//! let text = Text::new("Anna: Ik had geen\ntijd. Echt geen tijd.").unwrap();
//! let locator = Locator::new(&text);
//! let passage = Passage {
//!     quote: Some("geen tijd".into()),
//!     before: Some("Echt".into()),
//!     ..Passage::default()
//! };
//! let placed = locator.place(&passage, |start, end| (start, end)).unwrap();
//! assert_eq!((placed.span.start_char(), placed.how), (29, How::Found));
//! ```

mod error;
mod locate;
mod loose;
mod problem;
mod revise;
mod rows;
mod same;

pub use error::Error;
pub use locate::{How, Locator, Passage, PlaceError, Placed};
pub use problem::{Problem, ProblemKind};
pub use revise::{Carried, CarriedCoding, Revision, continued_speakers, continued_times};
pub use rows::{CodingRow, ReadRows, read_guarded_rows, read_rows, write_rows};
pub use same::is_same;
