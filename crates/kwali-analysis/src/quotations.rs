//! Quotations of a report in the transcripts: exact, elided, altered, or not there.
//!
//! What counts as which is told in `docs/definitions.md`. Words are compared as they are written;
//! spaces, the kind of quotation marks, square brackets, and, at both ends, the case of the first
//! letter and punctuation make no difference. Names before turns are no part of what is said.

mod align;
mod marks;
mod nearest;
mod needle;
mod negations;
mod search;
mod verdict;
mod written;

pub use marks::{MarkedQuotation, marked_quotations};
pub use negations::Negation;
pub use search::find_quotations;
pub use written::is_elision;

/// What was found for a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotationMatch {
    /// How it agrees with what was said.
    pub verdict: QuotationVerdict,
    /// Where it was said, in study order: every passage that agrees as well, or the nearest one;
    /// none where nothing was found.
    pub places: Vec<QuotedPlace>,
}

/// How a quotation agrees with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuotationVerdict {
    /// It was said like that.
    Exact,
    /// It was said like that, with what was left out or put in marked as such.
    Elided,
    /// Something like it was said: the nearest passage differs.
    Altered(Vec<Alteration>),
    /// Nothing like it was said.
    NotFound,
}

/// A difference between a quotation and what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alteration {
    /// Words that differ, one after the other.
    Words(WordChange),
    /// Its parts were said in another order.
    Order,
    /// Its parts were said in one document, but far from each other.
    FarApart,
    /// Its parts were said in several documents.
    SeveralDocuments,
}

/// Words of a quotation and what was said in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordChange {
    /// What the quotation has; empty where words were dropped.
    pub quoted: String,
    /// What was said; empty where words were added.
    pub said: String,
    /// What became of a negation, if one is among them.
    pub negation: Option<Negation>,
}

/// A passage of a transcript that is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotedPlace {
    /// The document, by its place in study order.
    pub document: usize,
    /// Where its first word begins, in bytes of the text.
    pub start: usize,
    /// Where its last word ends, in bytes of the text.
    pub end: usize,
}
