//! Saved queries filled in, and names in queries changed.

use std::ops::Range;

use kwali_model::{CodePath, SavedQuery, Scope, Snapshot};
use kwali_text::nearest;

use super::parser::DEEPEST;
use super::{Expression, Located, Query, QueryError, QueryProblem, Relation, SpanOperation, Term};

/// The most conditions of a query whose saved queries are filled in.
const MOST_TERMS: usize = 10_000;

impl Query {
    /// Reads a query as it is typed and fills in the saved queries of a study.
    ///
    /// What comes of it says in full what is asked, and goes on saying so when a saved query
    /// changes. Messages point to `@name`.
    pub fn read(text: &str, snapshot: &Snapshot) -> Result<Query, QueryError> {
        Query::parse(text)?.filled_in(snapshot.queries())
    }

    /// Returns the query with each `@name` replaced by the saved query of that name.
    ///
    /// # Errors
    ///
    /// If there is no query of that name, if it cannot be read, if it asks for itself, or if the
    /// whole grows too deep or too long.
    pub fn filled_in(&self, saved: &[SavedQuery]) -> Result<Query, QueryError> {
        let mut filling = Filling { saved, open: Vec::new(), n_terms: 0 };
        let expression = filling.expression(self.expression(), None)?;
        if depth(&expression) > DEEPEST {
            return Err(QueryError::new(0..0, QueryProblem::TooDeep));
        }
        Ok(Query { expression })
    }

    /// Returns the names of the saved queries that this one asks for itself, each once, in order.
    pub fn saved_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.expression().each_term(&mut |term| {
            if let Term::Saved(name) = term {
                names.push(name.clone());
            }
        });
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Returns the terms of codes in the query, each once, in the order in which they stand; not those
    /// in saved queries that it asks for.
    pub fn code_terms(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        self.expression().each_term(&mut |term| {
            if matches!(term, Term::Code { .. }) && !terms.contains(term) {
                terms.push(term.clone());
            }
        });
        terms
    }

    /// Returns the query with a code renamed, and with it every code below it.
    pub fn with_code_renamed(&self, from: &CodePath, to: &CodePath) -> Query {
        self.renamed(&mut |term| match term {
            Term::Code { path, reach } => {
                let below = path.strip_prefix(from.as_str())?;
                let is_meant = below.is_empty() || below.starts_with('.');
                is_meant.then(|| Term::Code { path: format!("{to}{below}"), reach: *reach })
            }
            _ => None,
        })
    }

    /// Returns the query with a variable renamed.
    ///
    /// Where the query does not say whether it means a variable of documents or of participants,
    /// it means the one of this scope; ask only for names that are not variables of both.
    pub fn with_variable_renamed(&self, scope: Scope, from: &str, to: &str) -> Query {
        let is_meant =
            |of: &Option<Scope>, name: &str| name == from && of.is_none_or(|of| of == scope);
        self.renamed(&mut |term| match term {
            Term::Variable { scope: of, name, value } if is_meant(of, name) => {
                Some(Term::Variable { scope: *of, name: to.to_owned(), value: value.clone() })
            }
            Term::Compared { scope: of, name, comparison, value } if is_meant(of, name) => {
                Some(Term::Compared {
                    scope: *of,
                    name: to.to_owned(),
                    comparison: *comparison,
                    value: value.clone(),
                })
            }
            _ => None,
        })
    }

    /// Returns the query with a saved query renamed in it.
    pub fn with_saved_renamed(&self, from: &str, to: &str) -> Query {
        self.renamed(&mut |term| match term {
            Term::Saved(name) if name == from => Some(Term::Saved(to.to_owned())),
            _ => None,
        })
    }

    fn renamed(&self, rename: &mut dyn FnMut(&Term) -> Option<Term>) -> Query {
        Query { expression: self.expression().rewritten(rename) }
    }
}

impl Expression {
    /// Returns the tree with the terms replaced for which `rewrite` returns another.
    fn rewritten(&self, rewrite: &mut dyn FnMut(&Term) -> Option<Term>) -> Expression {
        let mut all = |parts: &[Expression]| -> Vec<Expression> {
            parts.iter().map(|part| part.rewritten(rewrite)).collect()
        };
        match self {
            Expression::All(parts) => Expression::All(all(parts)),
            Expression::Any(parts) => Expression::Any(all(parts)),
            Expression::Not(inner) => Expression::Not(Box::new(inner.rewritten(rewrite))),
            Expression::Term(Located { term, at }) => {
                let term = rewrite(term).unwrap_or_else(|| match term {
                    Term::Related(relation) => Term::Related(Box::new(Relation {
                        of: relation.of.rewritten(rewrite),
                        ..**relation
                    })),
                    Term::Spans(operation) => Term::Spans(Box::new(SpanOperation {
                        operator: operation.operator,
                        left: operation.left.rewritten(rewrite),
                        right: operation.right.rewritten(rewrite),
                    })),
                    other => other.clone(),
                });
                Expression::Term(Located { term, at: at.clone() })
            }
        }
    }
}

/// How deep conditions stand within each other.
fn depth(expression: &Expression) -> usize {
    let deepest = |parts: &[Expression]| parts.iter().map(depth).max().unwrap_or(0);
    match expression {
        Expression::All(parts) | Expression::Any(parts) => 1 + deepest(parts),
        Expression::Not(inner) => 1 + depth(inner),
        Expression::Term(located) => match &located.term {
            Term::Related(relation) => 1 + depth(&relation.of),
            Term::Spans(operation) => 1 + depth(&operation.left).max(depth(&operation.right)),
            _ => 0,
        },
    }
}

struct Filling<'a> {
    saved: &'a [SavedQuery],
    /// The saved queries that are being filled in, the outermost first.
    open: Vec<String>,
    n_terms: usize,
}

impl Filling<'_> {
    /// `at` is where the outermost saved query is named, if this is one.
    fn expression(
        &mut self,
        expression: &Expression,
        at: Option<&Range<usize>>,
    ) -> Result<Expression, QueryError> {
        let mut all = |parts: &[Expression]| -> Result<Vec<Expression>, QueryError> {
            parts.iter().map(|part| self.expression(part, at)).collect()
        };
        Ok(match expression {
            Expression::All(parts) => Expression::All(all(parts)?),
            Expression::Any(parts) => Expression::Any(all(parts)?),
            Expression::Not(inner) => Expression::Not(Box::new(self.expression(inner, at)?)),
            Expression::Term(located) => {
                self.n_terms += 1;
                let here = at.unwrap_or(&located.at);
                if self.n_terms > MOST_TERMS {
                    return Err(QueryError::new(here.clone(), QueryProblem::TooLong));
                }
                let term = match &located.term {
                    Term::Saved(name) => return self.saved(name, here),
                    Term::Related(relation) => Term::Related(Box::new(Relation {
                        of: self.expression(&relation.of, at)?,
                        ..**relation
                    })),
                    Term::Spans(operation) => Term::Spans(Box::new(SpanOperation {
                        operator: operation.operator,
                        left: self.expression(&operation.left, at)?,
                        right: self.expression(&operation.right, at)?,
                    })),
                    other => other.clone(),
                };
                Expression::Term(Located { term, at: here.clone() })
            }
        })
    }

    fn saved(&mut self, name: &str, at: &Range<usize>) -> Result<Expression, QueryError> {
        let error = |problem| QueryError::new(at.clone(), problem);
        let Some(found) = self.saved.iter().find(|query| query.name == name) else {
            let near = nearest(name, self.saved.iter().map(|query| query.name.as_str()));
            let near = near.map(|name| format!("@{name}")).into_iter().collect();
            let typed = format!("@{name}");
            return Err(error(QueryProblem::Unknown { kind: "saved query", typed, near }));
        };
        if let Some(first) = self.open.iter().position(|open| open == name) {
            let mut circle = self.open[first..].to_vec();
            circle.push(name.to_owned());
            return Err(error(QueryProblem::SavedInCircle(circle)));
        }
        if self.open.len() >= DEEPEST {
            return Err(error(QueryProblem::TooDeep));
        }
        let query = Query::parse(&found.text).map_err(|wrong| {
            let problem = Box::new(wrong.problem);
            error(QueryProblem::SavedUnreadable { name: name.to_owned(), problem })
        })?;
        self.open.push(name.to_owned());
        let filled = self.expression(query.expression(), Some(at));
        self.open.pop();
        filled
    }
}
