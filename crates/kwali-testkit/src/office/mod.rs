//! Files of office programs, taken apart so that tests can say what is wrong with them and compare
//! what stands in them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod package;
mod web_tables;
mod word;
mod word_rules;
mod workbook;
mod xml;

pub use package::Package;
pub use web_tables::{WebTable, web_tables};
pub use word::{WordTable, word_tables, word_text};
pub use workbook::{Sheet, SheetCell, sheets};
pub use xml::Element;
