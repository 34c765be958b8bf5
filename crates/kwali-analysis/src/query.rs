//! What is asked of codings, as one line of text.

mod display;
mod error;
mod lexer;
mod parser;
mod resolve;

use std::ops::Range;
use std::str::FromStr;

use kwali_model::Scope;

pub use error::{QueryError, QueryProblem};
pub(crate) use resolve::Condition;
pub use resolve::Selection;
pub(crate) use resolve::is_like;

/// A condition on codings; one without terms holds for every coding.
///
/// ```text
/// #barrier role:bewoner                  both must hold; a code brings its subcodes
/// #barrier! or #enabler                  that code alone; one of the two must hold
/// document:EIW-0* not coder:B            in names `*` stands for any characters
/// (werkdruk or "geen tijd") weight>=50   words in the segment, in any form
/// site:(missing) werk* "aantal jaren":3  an unknown value; the beginning of a word
/// ```
///
/// Terms stand side by side or are joined by `and`, `or` and `not`; `not` binds most, `or` least.
/// What can be named: `document:`, `group:`, `coder:`, `speaker:`, `participant:`, and every
/// variable, as `document.NAME:` or `participant.NAME:` where both have one. A segment has the
/// values of everyone who speaks in it. Names and values with spaces or signs stand in quotes.
///
/// ```
/// use kwali_analysis::Query;
///
/// let query = Query::parse("role:\"sociaal werker\" and (#enabler)").unwrap();
/// assert_eq!(query.to_string(), "role:\"sociaal werker\" #enabler");
///
/// let error = Query::parse("#enabler or").unwrap_err();
/// assert_eq!(error.caret("#enabler or"), "#enabler or\n         ^^");
/// assert_eq!(error.to_string(), "a condition is missing behind `or`");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    expression: Expression,
}

impl Query {
    /// Reads a query as it is typed.
    pub fn parse(text: &str) -> Result<Query, QueryError> {
        parser::parse(text).map(|expression| Query { expression })
    }

    /// Returns the query of one term.
    pub fn of(term: Term) -> Query {
        Query { expression: Expression::Term(Located { term, at: 0..0 }) }
    }

    /// Returns the query for which both must hold.
    pub fn and(self, other: Query) -> Query {
        let parts = [self, other].into_iter().flat_map(|query| match query.expression {
            Expression::All(parts) => parts,
            other => vec![other],
        });
        Query { expression: Expression::all(parts.collect()) }
    }

    /// Returns the query that holds where this one does not.
    pub fn negated(self) -> Query {
        Query { expression: Expression::Not(Box::new(self.expression)) }
    }

    /// Returns the tree of terms.
    pub fn expression(&self) -> &Expression {
        &self.expression
    }
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Query, QueryError> {
        Query::parse(text)
    }
}

/// Terms joined by `and`, `or` and `not`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression {
    /// All must hold; with no parts it always does.
    All(Vec<Expression>),
    /// At least one must hold.
    Any(Vec<Expression>),
    /// It must not hold.
    Not(Box<Expression>),
    /// A single condition.
    Term(Located),
}

impl Default for Expression {
    fn default() -> Expression {
        Expression::All(Vec::new())
    }
}

impl Expression {
    /// Returns the parts joined by `and`; one part stays itself.
    fn all(mut parts: Vec<Expression>) -> Expression {
        if parts.len() == 1 { parts.remove(0) } else { Expression::All(parts) }
    }
}

/// A term with its place in the query's text, for messages.
#[derive(Clone, Debug)]
pub struct Located {
    /// The term.
    pub term: Term,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// Terms are equal wherever they stand.
impl PartialEq for Located {
    fn eq(&self, other: &Located) -> bool {
        self.term == other.term
    }
}

impl Eq for Located {}

/// A single condition on a coding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// `#code` or `#code!`.
    Code {
        /// The code's id as typed.
        path: String,
        /// Which codes it stands for.
        reach: CodeReach,
    },
    /// `document:`, `group:`, `coder:`, `speaker:` or `participant:` with a name.
    Named {
        /// What is named.
        kind: NamedKind,
        /// Its name, or `(missing)`.
        name: Wanted,
    },
    /// A variable with a value.
    Variable {
        /// What the variable describes, where the query says so.
        scope: Option<Scope>,
        /// The variable's name.
        name: String,
        /// The value.
        value: Wanted,
    },
    /// `weight>=50`: codings without a weight never meet it.
    Weight(Comparison, u8),
    /// Words in the segment, as typed.
    Words(String),
}

/// Which codes a code in a query stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CodeReach {
    /// The code and all below it.
    WithDescendants,
    /// The code alone.
    Alone,
}

/// What can be named in a query.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NamedKind {
    /// A document.
    Document,
    /// A document group.
    Group,
    /// A coder, by the short name.
    Coder,
    /// Whoever speaks, by the name in the transcript.
    Speaker,
    /// A participant.
    Participant,
}

impl NamedKind {
    /// Every kind.
    pub const ALL: [NamedKind; 5] = [
        NamedKind::Document,
        NamedKind::Group,
        NamedKind::Coder,
        NamedKind::Speaker,
        NamedKind::Participant,
    ];

    /// Returns the word for it in a query.
    pub fn name(self) -> &'static str {
        match self {
            NamedKind::Document => "document",
            NamedKind::Group => "group",
            NamedKind::Coder => "coder",
            NamedKind::Speaker => "speaker",
            NamedKind::Participant => "participant",
        }
    }
}

/// A name or value that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// This one; in names `*` stands for any characters.
    Is(String),
    /// None is known.
    Missing,
}

/// How a number is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
    /// `=`
    Equal,
}

impl Comparison {
    /// Every comparison; those of two characters first.
    pub const ALL: [Comparison; 5] = [
        Comparison::AtLeast,
        Comparison::AtMost,
        Comparison::Above,
        Comparison::Below,
        Comparison::Equal,
    ];

    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => ">=",
            Comparison::AtMost => "<=",
            Comparison::Above => ">",
            Comparison::Below => "<",
            Comparison::Equal => "=",
        }
    }

    /// True if `number` compares so with `with`.
    pub fn holds(self, number: u8, with: u8) -> bool {
        match self {
            Comparison::AtLeast => number >= with,
            Comparison::AtMost => number <= with,
            Comparison::Above => number > with,
            Comparison::Below => number < with,
            Comparison::Equal => number == with,
        }
    }
}
