//! Cleaning: steps that change the words of a text, each recorded in its source map.

mod characters;
mod edited_text;

pub(crate) use characters::{control_characters, join_accents, line_ends};
pub(crate) use edited_text::{Change, EditedText};
