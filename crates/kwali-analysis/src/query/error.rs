//! What is wrong with a query, and where.

use std::ops::Range;

use kwali_model::Origin;
use kwali_text::PhraseError;

use super::LengthUnit;

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
    /// A pattern has no end.
    #[error("this pattern is never closed with `/`")]
    UnclosedPattern,
    /// What stands before a parenthesis is no relation.
    #[error("there is no relation `{typed}`")]
    UnknownRelation {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// A relation lacks a part.
    #[error("`{0}` lacks a query")]
    MissingQuery(&'static str),
    /// A relation has a part too many.
    #[error("`{0}` takes no more than this")]
    TooMuch(&'static str),
    /// A comma where none can be.
    #[error("a comma stands only between the parts of a relation")]
    MisplacedComma,
    /// A relation lacks its distance.
    #[error("`{0}` needs a distance first")]
    MissingDistance(&'static str),
    /// A distance without a comma behind it.
    #[error("a comma is missing behind this distance")]
    MissingComma,
    /// A distance that is no whole number.
    #[error("a distance is a whole number up to 4294967295")]
    BadDistance,
    /// A unit that there is not.
    #[error("there is no unit `{typed}`")]
    UnknownUnit {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// There is no name behind `@`.
    #[error("a saved query's name is missing behind `@`")]
    MissingSaved,
    /// A saved query asks for itself.
    #[error("this saved query asks for itself: {}", chain(.0))]
    SavedInCircle(Vec<String>),
    /// A saved query that can no longer be read.
    #[error("the saved query `@{name}` cannot be read: {problem}")]
    SavedUnreadable {
        /// Its name.
        name: String,
        /// What is wrong with it.
        problem: Box<QueryProblem>,
    },
    /// Saved queries within saved queries make it too long.
    #[error("the query has too many conditions when its saved queries are filled in")]
    TooLong,
    /// Made spans where codings are needed.
    #[error("`{0}` makes new spans, which are no codings: they have no code, coder or weight")]
    NoCodings(&'static str),
    /// An origin that there is not.
    #[error("there is no origin `{typed}`")]
    UnknownOrigin {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// A name cannot be more or less than another.
    #[error("a {0} is not compared but named")]
    NotCompared(&'static str),
    /// There is nothing behind a comparison.
    #[error("a value is missing behind the comparison")]
    NothingToCompare,
    /// Text has no order.
    #[error("`{0}` holds text, which has no order")]
    TextHasNoOrder(String),
    /// A number or date was needed.
    #[error("`{variable}` holds {kind}s, and `{typed}` is none")]
    NotOfKind {
        /// The variable.
        variable: String,
        /// What it holds.
        kind: &'static str,
        /// What was typed.
        typed: String,
    },
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

/// How the names of saved queries lead to each other.
fn chain(names: &[String]) -> String {
    names.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join(" → ")
}

fn one_of<const N: usize>(names: [&str; N]) -> String {
    names.map(|name| format!("`{name}`")).join(", ")
}

/// How a relation is written.
fn form(name: &str) -> String {
    match name {
        "alone" => "write `alone` or `alone(by the same coder)`".to_owned(),
        "near" => "as in `near(2 paragraphs, #code)`".to_owned(),
        "intersect" | "minus" | "union" => format!("as in `{name}(#a, #b)`"),
        _ => format!("as in `{name}(#code)` or `{name}(#code, by the same coder)`"),
    }
}

impl QueryError {
    pub(crate) fn new(at: Range<usize>, problem: impl Into<QueryProblem>) -> QueryError {
        QueryError { at, problem: problem.into() }
    }

    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match &self.problem {
            QueryProblem::UnknownRelation { near, .. } if near.is_empty() => {
                Some("put a space before the parenthesis if these are words".into())
            }
            QueryProblem::UnknownUnit { near, .. } if near.is_empty() => {
                Some(format!("units are {}", one_of(LengthUnit::ALL.map(LengthUnit::name))))
            }
            QueryProblem::UnknownOrigin { near, .. } if near.is_empty() => {
                Some(format!("origins are {}", one_of(Origin::ALL.map(Origin::name))))
            }
            QueryProblem::Unknown { near, .. }
            | QueryProblem::UnknownValue { near, .. }
            | QueryProblem::UnknownRelation { near, .. }
            | QueryProblem::UnknownUnit { near, .. }
            | QueryProblem::UnknownOrigin { near, .. } => {
                let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
                (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
            }
            QueryProblem::MissingDistance(name) => {
                Some(format!("as in `{name}(2 paragraphs, #code)`"))
            }
            QueryProblem::BadDistance | QueryProblem::MissingComma => {
                Some("as in `near(2 paragraphs, #code)`".into())
            }
            QueryProblem::MissingQuery(name) | QueryProblem::TooMuch(name) => Some(form(name)),
            QueryProblem::MisplacedComma => Some("put words with a comma in quotes".into()),
            QueryProblem::UnclosedPattern => {
                Some(r"put words with signs in quotes; in a pattern write `\/` for `/`".into())
            }
            QueryProblem::NoCodings(name) => Some(format!(
                "let `kwali retrieve` show these spans, or put `{name}` into a relation, \
                 as in `overlaps({name}(#a, #b))`"
            )),
            QueryProblem::NotCompared(kind) => Some(format!("write `{kind}:NAME`")),
            QueryProblem::TextHasNoOrder(name) => Some(format!("write `{name}:VALUE`")),
            QueryProblem::NotOfKind { kind: "date", .. } => {
                Some("dates are written as 2019, 2019-03 or 2019-03-05".into())
            }
            QueryProblem::AmbiguousVariable(name) => {
                Some(format!("write `document.{name}:` or `participant.{name}:`"))
            }
            QueryProblem::Reserved('-') => Some("put `not` before what should not hold".into()),
            QueryProblem::Words(PhraseError::BadPattern { .. }) => None,
            QueryProblem::Words(PhraseError::BadDistance(_)) => Some("as in `tijd~1`".into()),
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
