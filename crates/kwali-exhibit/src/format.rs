//! The formats a table can be written in, and how it looks for people.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Language};

/// A form in which a table can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Format {
    /// Aligned text for people; may change from version to version.
    #[default]
    Plain,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object, with title, unit and base.
    Json,
    /// A Markdown table.
    Markdown,
    /// An HTML `<table>`.
    Html,
}

impl Format {
    /// Every format, in the order in which help texts name them.
    pub const ALL: [Format; 6] =
        [Format::Plain, Format::Csv, Format::Tsv, Format::Json, Format::Markdown, Format::Html];

    /// Returns the name of the format as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Format::Plain => "plain",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Reads a format's name in small letters.
    fn from_str(name: &str) -> Result<Format, Error> {
        Format::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| Error::UnknownFormat(name.to_owned()))
    }
}

/// How a table looks in the formats for people: plain, Markdown and HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// The columns of the terminal; text wraps to fit. `None` lets lines be as long as they are.
    pub width: Option<usize>,
    /// Decimal point or comma, and the language of the few words a table adds itself.
    pub language: Language,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!(
            "xml".parse::<Format>().unwrap_err().to_string(),
            "unknown format `xml` (known: plain, csv, tsv, json, markdown, html)"
        );
    }
}
