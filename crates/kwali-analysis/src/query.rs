//! What is asked of codings, as one line of text.

mod calls;
mod display;
mod error;
mod lexer;
mod lookup;
mod parser;
mod reach;
mod relation;
mod resolve;
mod saved;
mod term;
mod values;

use std::ops::Range;
use std::str::FromStr;

pub use error::{QueryError, QueryProblem};
pub use lookup::{Lookup, MemoHolds};
pub use relation::{
    CodersMeant, Distance, LengthUnit, Relation, RelationKind, SpanOperation, SpanOperator,
};
pub(crate) use resolve::{Condition, Cuts, RelatedTo, SpanSource, is_like};
pub use resolve::{Selection, SpanSelection};
pub use term::{CodeReach, Comparison, MemoPlace, NamedKind, Term, Wanted};
pub(crate) use values::{ValueTest, value_test};

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

impl From<Expression> for Query {
    fn from(expression: Expression) -> Query {
        Query { expression }
    }
}

impl Expression {
    /// True if it looks at other codings than the one it judges.
    pub(crate) fn looks_around(&self) -> bool {
        match self {
            Expression::All(parts) | Expression::Any(parts) => {
                parts.iter().any(Expression::looks_around)
            }
            Expression::Not(inner) => inner.looks_around(),
            Expression::Term(located) => {
                matches!(located.term, Term::Alone(_) | Term::Related(_))
            }
        }
    }

    /// Hears of every term, those within relations and operations after the one that has them.
    pub(crate) fn each_term(&self, hear: &mut dyn FnMut(&Term)) {
        match self {
            Expression::All(parts) | Expression::Any(parts) => {
                parts.iter().for_each(|part| part.each_term(hear));
            }
            Expression::Not(inner) => inner.each_term(hear),
            Expression::Term(Located { term, .. }) => {
                hear(term);
                match term {
                    Term::Related(relation) => relation.of.each_term(hear),
                    Term::Spans(operation) => {
                        operation.left.each_term(hear);
                        operation.right.each_term(hear);
                    }
                    _ => {}
                }
            }
        }
    }

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
