//! The styles of an OpenDocument text, and its headers and footers.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::walk;
use crate::Error;
use crate::style_sheet::{Family, Style, StyleSheet};
use crate::xml::{Part, Step, attribute};

/// Names of the styles that make a heading; they are the same in every language.
const HEADINGS: [&str; 3] = ["Heading", "Title", "Subtitle"];
/// The name of the style that makes a quotation.
const QUOTES: &str = "Quotations";
/// What may stand on every page: on all of them, on left ones, on the first.
const HEADERS: [&str; 6] =
    ["header", "header-left", "header-first", "footer", "footer-left", "footer-first"];

/// Adds the styles of a part to a sheet, and returns how many headers and footers have words.
pub(super) fn read(part: &Part, sheet: &mut StyleSheet) -> Result<usize, Error> {
    let mut open: Option<(Family, String, Style)> = None;
    let (mut in_header, mut has_words, mut n_headers) = (false, false, 0);
    walk(part, &mut |step| match step {
        Step::Start("style", start) => {
            open = family(start).zip(attribute(start, "name")).map(|(family, name)| {
                let style = style(start, &name);
                (family, name.into_owned(), style)
            });
        }
        Step::Start("text-properties", start) => {
            if let Some((_, _, style)) = &mut open {
                properties(start, style);
            }
        }
        Step::End("style") => {
            if let Some((family, name, style)) = open.take() {
                sheet.insert(family, name, style);
            }
        }
        Step::Start(name, _) if HEADERS.contains(&name) => (in_header, has_words) = (true, false),
        Step::Text(text) if in_header => has_words |= text.contains(char::is_alphabetic),
        Step::End(name) if HEADERS.contains(&name) => {
            n_headers += usize::from(has_words);
            in_header = false;
        }
        _ => {}
    })?;
    Ok(n_headers)
}

fn family(start: &BytesStart) -> Option<Family> {
    match attribute(start, "family")?.as_ref() {
        "paragraph" => Some(Family::Paragraph),
        "text" => Some(Family::Words),
        _ => None,
    }
}

fn style(start: &BytesStart, name: &str) -> Style {
    let rests_on = attribute(start, "parent-style-name").map(Cow::into_owned);
    let is_heading = HEADINGS.iter().any(|heading| name.starts_with(heading));
    let is_quote = name.starts_with(QUOTES);
    Style { rests_on, is_heading, is_quote, ..Style::default() }
}

fn properties(start: &BytesStart, style: &mut Style) {
    if let Some(weight) = attribute(start, "font-weight") {
        let is_heavy = weight.parse().is_ok_and(|weight: u32| weight >= 600);
        style.is_bold = Some(weight == "bold" || is_heavy);
    }
    if let Some(display) = attribute(start, "display") {
        style.is_hidden = Some(display == "none");
    }
}
