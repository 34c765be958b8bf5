//! The styles of a Word file.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::{is_on, walk};
use crate::Error;
use crate::style_sheet::{Family, Style, StyleSheet};
use crate::xml::{Part, Step, attribute};

/// Names of the styles that make a heading; they are the same in every language of Word.
const HEADINGS: [&str; 3] = ["heading ", "title", "subtitle"];
/// Names of the styles that make a quotation.
const QUOTES: [&str; 3] = ["quote", "intense quote", "block text"];

/// Reads the part with the styles.
pub(super) fn read(part: &Part) -> Result<StyleSheet, Error> {
    let mut sheet = StyleSheet::default();
    let mut open: Option<(Family, String, Style)> = None;
    walk(part, &mut |step| match step {
        Step::Start("style", start) => {
            open = family(start)
                .zip(attribute(start, "styleId"))
                .map(|(family, id)| (family, id.into_owned(), Style::default()));
        }
        Step::Start(name, start) => {
            if let Some((_, _, style)) = &mut open {
                property(name, start, style);
            }
        }
        Step::End("style") => {
            if let Some((family, id, style)) = open.take() {
                sheet.insert(family, id, style);
            }
        }
        _ => {}
    })?;
    Ok(sheet)
}

fn family(start: &BytesStart) -> Option<Family> {
    match attribute(start, "type")?.as_ref() {
        "paragraph" => Some(Family::Paragraph),
        "character" => Some(Family::Words),
        _ => None,
    }
}

fn property(name: &str, start: &BytesStart, style: &mut Style) {
    let value = || attribute(start, "val");
    match name {
        "basedOn" => style.rests_on = value().map(Cow::into_owned),
        "b" => style.is_bold = Some(is_on(value().as_deref())),
        "vanish" => style.is_hidden = Some(is_on(value().as_deref())),
        "name" => {
            let name = value().unwrap_or_default();
            let begins_with = |heading: &&str| {
                name.get(..heading.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(heading))
            };
            style.is_heading = HEADINGS.iter().any(begins_with);
            style.is_quote = QUOTES.iter().any(begins_with);
        }
        _ => {}
    }
}
