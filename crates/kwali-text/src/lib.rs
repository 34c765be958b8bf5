//! Spans, code points, words and stems of an immutable text.
//!
//! A [`Text`] never changes once it is made. A [`Span`] is checked against its text once and from
//! then on knows its place both in bytes (how the program works) and in code points (how every
//! file that leaves the program counts).
//!
//! ```
//! use kwali_text::Text;
//!
//! let text = Text::new("Zo’n cliënt, zei ze.").unwrap();
//! let span = text.span_of_chars(5, 11).unwrap();
//! assert_eq!(text.slice(span), "cliënt");
//! assert_eq!((span.start(), span.end()), (7, 14));
//! ```

mod analyser;
mod byte_masks;
mod compound;
mod cut_words;
mod decode;
mod digest;
mod first_bytes;
mod fold;
mod formula;
mod nearest;
mod normalise;
mod phrase;
mod problem;
mod sentences;
mod span;
mod stop_words;
mod table;
mod text;
mod word_places;
mod words;

pub use analyser::{ANALYSER_VERSION, Analyser, Language};
pub use compound::WordInCompounds;
pub use cut_words::{Cut, Joint, KnownWords, is_hyphen, join_cut_word};
pub use decode::{Decoded, Encoding, NotText, decode, has_byte_order_mark};
pub use digest::Digest;
pub use first_bytes::{chars_beyond_ascii, chars_by_first_byte};
pub use fold::{counted_form, fold};
pub use formula::{guard_formula, unguard_formula};
pub use nearest::{edit_distance, nearest};
pub use normalise::{Normalised, accents_apart, normalise};
pub use phrase::{Phrase, PhraseElement, PhraseError, WordPattern};
pub use problem::{Finding, Problem, Severity, line_and_column};
pub use sentences::{SentencePlaces, sentences};
pub use span::{Span, union_chars};
pub use stop_words::stop_words;
pub use table::{Row, Rows, Table, TableError, TableProblem, TableWriter};
pub use text::{MAX_TEXT_BYTES, SpanError, Text, TextTooLong};
pub use word_places::WordPlaces;
pub use words::{count_words, hyphen_parts, words};
