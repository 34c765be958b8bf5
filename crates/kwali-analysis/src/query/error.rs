//! What is wrong with a query, and where.

use std::ops::Range;

use kwali_text::PhraseError;

/// A problem at a place of a query.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{problem}")]
pub struct QueryError {
    /// The bytes of the query's text that are wrong.
    pub at: Range<usize>,
    /// What is wrong.
    pub problem: QueryProblem,
}

/// What can be wrong with a query.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum QueryProblem {
    /// A quotation mark has no partner.
    #[error("this quotation mark is never closed")]
    UnclosedQuote,
    /// A parenthesis has no partner.
    #[error("this parenthesis is never closed")]
    UnclosedParenthesis,
    /// A parenthesis has no partner.
    #[error("this parenthesis was never opened")]
    UnopenedParenthesis,
    /// There is nothing between two parentheses.
    #[error("there is nothing between these parentheses")]
    EmptyParentheses,
    /// There is nothing for `and`, `or` or `not` to join.
    #[error("a condition is missing {side} `{word}`")]
    NothingToJoin {
        /// `and`, `or` or `not`.
        word: &'static str,
        /// `before` or `behind`.
        side: &'static str,
    },
    /// There is no code behind `#`.
    #[error("a code's id is missing behind `#`")]
    MissingCode,
    /// There is nothing behind a colon.
    #[error("a value is missing behind `{0}:`")]
    MissingValue(String),
    /// There is nothing before a colon.
    #[error("a name is missing before `:`")]
    MissingName,
    /// What stands behind `weight` is no comparison with a weight.
    #[error("a weight is compared with a whole number from 0 to 100, as in `weight>=50`")]
    BadWeight,
    /// A sign has a meaning of its own.
    #[error("`{0}` cannot stand in a word")]
    Reserved(char),
    /// Words that cannot be looked for.
    #[error(transparent)]
    Words(#[from] PhraseError),
    /// Parentheses within parentheses, too many times.
    #[error("the query is nested too deeply")]
    TooDeep,
    /// The study has no such code, document, …
    #[error("there is no {kind} `{typed}` in this study")]
    Unknown {
        /// What it should be.
        kind: &'static str,
        /// What was typed.
        typed: String,
        /// What may have been meant, the nearest first.
        near: Vec<String>,
    },
    /// Nothing has the value.
    #[error("no {of} has {variable} `{typed}`")]
    UnknownValue {
        /// `document` or `participant`.
        of: &'static str,
        /// The variable.
        variable: String,
        /// What was typed.
        typed: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// Documents and participants both have a variable of that name.
    #[error("`{0}` is a variable of documents and of participants")]
    AmbiguousVariable(String),
    /// Something that every coding has cannot be missing.
    #[error("no coding is without a {0}")]
    NeverMissing(&'static str),
}

impl QueryError {
    pub(crate) fn new(at: Range<usize>, problem: impl Into<QueryProblem>) -> QueryError {
        QueryError { at, problem: problem.into() }
    }

    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match &self.problem {
            QueryProblem::Unknown { near, .. } | QueryProblem::UnknownValue { near, .. } => {
                let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
                (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
            }
            QueryProblem::AmbiguousVariable(name) => {
                Some(format!("write `document.{name}:` or `participant.{name}:`"))
            }
            QueryProblem::Reserved('-') => Some("put `not` before what should not hold".into()),
            QueryProblem::Reserved('=') => {
                Some("write a variable's value behind a colon, or put the words in quotes".into())
            }
            QueryProblem::Reserved(_) | QueryProblem::Words(_) => {
                Some("put words with signs in quotes; `*` may end a word".into())
            }
            QueryProblem::MissingValue(_) => {
                Some("put a value with spaces in quotes, or write `(missing)`".into())
            }
            _ => None,
        }
    }

    /// Returns the query's text on one line, and under it a mark below what is wrong.
    pub fn caret(&self, query: &str) -> String {
        let visible = |char: char| if char.is_control() { ' ' } else { char };
        let line: String = query.chars().map(visible).collect();
        let chars_before =
            |byte: usize| query.char_indices().take_while(|(start, _)| *start < byte).count();
        let (start, end) = (chars_before(self.at.start), chars_before(self.at.end));
        let mark = "^".repeat(end.saturating_sub(start).max(1));
        format!("{line}\n{}{mark}", " ".repeat(start))
    }
}
