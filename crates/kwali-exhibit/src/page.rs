//! What every page of HTML begins and ends with; a page needs no other file.

use crate::Language;
use crate::visible::escape;

/// The look of pages for reading: type, headings, tables, quotes, print.
pub(crate) const READING_STYLE: &str = include_str!("page.css");

/// What stands at the end of a page.
pub(crate) const PAGE_END: &str = "</body>\n</html>\n";

/// Returns the beginning of a page, up to and with `<body>`.
pub(crate) fn page_start(language: Language, title: &str, styles: &[&str]) -> String {
    page_start_with("", language, title, styles)
}

/// Does what [`page_start`] does, with further lines in the head.
pub(crate) fn page_start_with(
    head: &str,
    language: Language,
    title: &str,
    styles: &[&str],
) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         {head}<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        language.tag(),
        escape(title),
        styles.concat()
    )
}
