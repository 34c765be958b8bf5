//! What the program proposed, what became of it, and what such proposals are worth.

mod list;
mod worth;

pub use list::suggestions_table;
pub use worth::{CodeWorth, WorthOptions, suggestion_worth_table};
