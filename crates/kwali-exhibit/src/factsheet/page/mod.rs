//! The factsheet as one HTML page that needs no other file.
//!
//! The page is whole without its script. With it, a number leads to the segments behind it: these
//! are in the page as JSON, the script puts them in as text and never as markup, and the page's
//! policy lets nothing else run and nothing be fetched.

mod embedded;
mod exhibit;
mod text;

use self::embedded::Embedded;
use super::blocks::Blocks;
use super::build::{Options, SegmentsInPage};
use super::evidence::Evidence;
use super::recorder::Entry;
use crate::page::{PAGE_END, READING_STYLE, page_start_with, policy};
use crate::{Error, Language};

/// The look of what only this page has.
const STYLE: &str = include_str!("live.css");

/// The parts of the script, which share one scope.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("script/segments.js"),
    include_str!("script/panel.js"),
    include_str!("script/filter.js"),
    include_str!("script/charts.js"),
    include_str!("script/start.js"),
    "})();\n"
);

/// What a page is written from.
pub(super) struct Source<'a> {
    pub(super) page: &'a Blocks,
    pub(super) entries: &'a [Entry],
    pub(super) evidence: &'a Evidence<'a>,
    pub(super) options: &'a Options,
}

/// A page while it is written.
struct Writer<'a> {
    page: &'a Blocks,
    language: Language,
    /// The segments behind the numbers, unless the page leaves them out.
    embedded: Option<Embedded>,
}

/// Returns the page of a factsheet.
///
/// # Errors
///
/// If the study no longer has what an exhibit asks for.
pub(super) fn write(source: &Source<'_>) -> Result<String, Error> {
    let Source { page, entries, evidence, options } = *source;
    let language = options.language;
    let embedded = match options.segments {
        SegmentsInPage::Shown => Some(Embedded::new(page, entries, evidence, options)?),
        SegmentsInPage::LeftOut => None,
    };
    let writer = Writer { page, language, embedded };
    let mut body = String::new();
    writer.push_blocks(&page.blocks, &mut body);
    let (script, data) = match &writer.embedded {
        Some(embedded) => (SCRIPT, embedded.element()?),
        None => ("", String::new()),
    };
    let start = page_start_with(&policy(script), language, &page.title, &[READING_STYLE, STYLE]);
    let script = match script {
        "" => String::new(),
        script => format!("<script>{script}</script>\n"),
    };
    Ok(format!("{start}<main>\n{body}</main>\n{data}{script}{PAGE_END}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Colour;

    /// The grounds on which text of any colour but white can stand.
    const GROUNDS: [&str; 3] = ["#fff", "#eef4f8", "#fdf0c8"];

    fn colour(hex: &str) -> Colour {
        let digits = hex.trim_start_matches('#');
        let whole = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        let part = |at: usize| u8::from_str_radix(&whole[at..at + 2], 16).unwrap();
        Colour::new(part(0), part(2), part(4))
    }

    /// Returns the values that a property has in a rule.
    fn values<'a>(rule: &'a str, property: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = rule.split(';').filter_map(|pair| pair.split_once(':'));
        let named = pairs.filter(move |(name, _)| name.trim() == property);
        named.map(|(_, value)| value.trim()).filter(|value| value.starts_with('#'))
    }

    #[test]
    fn text_stands_out_from_its_ground() {
        let style = format!("{READING_STYLE}{STYLE}");
        let mut n_checked = 0;
        for rule in style.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let own: Vec<&str> = values(rule, "background").collect();
            for text in values(rule, "color") {
                let grounds = if own.is_empty() { &GROUNDS[..] } else { &own[..] };
                for ground in grounds {
                    let contrast = colour(text).contrast(colour(ground));
                    assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.2} in {{{rule}}}");
                    n_checked += 1;
                }
            }
        }
        assert!(n_checked > 30, "only {n_checked} pairs were found");
    }

    #[test]
    fn the_script_puts_words_in_as_text_alone() {
        for way in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
        {
            assert!(!SCRIPT.contains(way), "{way}");
        }
        assert!(!SCRIPT.contains("</script"));
    }
}
