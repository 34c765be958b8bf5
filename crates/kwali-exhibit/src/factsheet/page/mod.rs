//! The factsheet as one HTML page that needs no other file.

mod exhibit;
mod text;

use super::blocks::Blocks;
use crate::Language;
use crate::page::{PAGE_END, READING_STYLE, page_start};

/// Returns the page of a factsheet.
pub(super) fn write(page: &Blocks, language: Language) -> String {
    let mut body = String::new();
    text::push_blocks(page, &page.blocks, language, &mut body);
    let start = page_start(language, &page.title, &[READING_STYLE]);
    format!("{start}<main>\n{body}</main>\n{PAGE_END}")
}
