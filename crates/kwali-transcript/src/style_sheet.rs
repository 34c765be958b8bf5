//! The styles of a document, as far as they make words bold, hidden, a heading or a quotation.

use std::collections::BTreeMap;

use crate::story::Look;

/// Styles rest on others, but not on more than so many.
const LONGEST_CHAIN: usize = 32;

/// What a style is for: each kind has names of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Family {
    Paragraph,
    Words,
}

/// What a style says; what it does not say, the style that it rests on does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Style {
    pub(crate) rests_on: Option<String>,
    pub(crate) is_bold: Option<bool>,
    pub(crate) is_hidden: Option<bool>,
    pub(crate) is_heading: bool,
    pub(crate) is_quote: bool,
}

/// All styles of a document by name.
#[derive(Debug, Default)]
pub(crate) struct StyleSheet {
    paragraphs: BTreeMap<String, Style>,
    words: BTreeMap<String, Style>,
}

impl StyleSheet {
    pub(crate) fn insert(&mut self, family: Family, name: String, style: Style) {
        match family {
            Family::Paragraph => self.paragraphs.insert(name, style),
            Family::Words => self.words.insert(name, style),
        };
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty() && self.words.is_empty()
    }

    /// Returns how words look in a style that are set in a place of this look.
    pub(crate) fn look(&self, family: Family, name: &str, around: Look) -> Look {
        let said = |what: fn(&Style) -> Option<bool>| self.chain(family, name).find_map(what);
        Look {
            is_bold: said(|style| style.is_bold).unwrap_or(around.is_bold),
            is_hidden: said(|style| style.is_hidden).unwrap_or(around.is_hidden),
        }
    }

    /// True if paragraphs in a style are headings.
    pub(crate) fn is_heading(&self, name: &str) -> bool {
        self.chain(Family::Paragraph, name).any(|style| style.is_heading)
    }

    /// True if paragraphs in a style are quotations.
    pub(crate) fn is_quote(&self, name: &str) -> bool {
        self.chain(Family::Paragraph, name).any(|style| style.is_quote)
    }

    /// A style, the one it rests on, and so on.
    fn chain(&self, family: Family, name: &str) -> impl Iterator<Item = &Style> {
        let styles = match family {
            Family::Paragraph => &self.paragraphs,
            Family::Words => &self.words,
        };
        let get = move |name: &str| styles.get(name);
        let next = move |style: &&Style| get(style.rests_on.as_deref()?);
        std::iter::successors(get(name), next).take(LONGEST_CHAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_does_not_say_the_one_below_does() {
        let mut sheet = StyleSheet::default();
        let style = |rests_on: &str, is_bold| Style {
            rests_on: Some(rests_on.to_owned()),
            is_bold,
            ..Style::default()
        };
        sheet.insert(Family::Words, "naam".into(), style("sterk", None));
        sheet.insert(Family::Words, "sterk".into(), style("naam", Some(true)));
        sheet.insert(Family::Words, "rond".into(), style("rond", None));
        let bold = |name: &str| sheet.look(Family::Words, name, Look::default()).is_bold;
        assert_eq!((bold("naam"), bold("rond"), bold("geen")), (true, false, false));
        assert!(!sheet.look(Family::Paragraph, "naam", Look::default()).is_bold);
    }
}
