//! How a query comes to its answer: what each part selects, and which part leaves nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;

use kwali_model::{CodingId, Snapshot};

use crate::{
    Expression, Lookup, Query, QueryError, Sources, SpanOperation, SpanOperator, Term, select,
    select_spans,
};

/// A part of a query with what it selects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// How deep it stands inside other parts; 0 is the whole.
    pub depth: usize,
    /// The part.
    pub part: String,
    /// How many codings it selects by itself, or how many spans it makes.
    pub selects: usize,
    /// Of parts joined by `and`, how many are left when this one was looked at; of parts joined by
    /// `or`, how many there are so far.
    pub so_far: Option<usize>,
}

/// Returns every part of a query with what it selects, the whole first.
///
/// Parts joined by `and` come in the order in which they are looked at: those that look at other
/// codings last.
pub fn explain(
    snapshot: &Snapshot,
    sources: &Sources<'_>,
    query: &Query,
) -> Result<Vec<Step>, QueryError> {
    let known = RefCell::new(Vec::new());
    let found = |lookup: &Lookup| remembered(&known, sources, lookup);
    let asker = Asker { snapshot, sources: Sources { found: &found, ..*sources } };
    let mut steps = Vec::new();
    asker.steps(query.expression(), (0, None), &mut steps)?;
    Ok(steps)
}

/// Returns why a query selects nothing, in one sentence; `None` if it selects something.
pub fn why_nothing(
    snapshot: &Snapshot,
    sources: &Sources<'_>,
    query: &Query,
) -> Result<Option<String>, QueryError> {
    let known = RefCell::new(Vec::new());
    let found = |lookup: &Lookup| remembered(&known, sources, lookup);
    let asker = Asker { snapshot, sources: Sources { found: &found, ..*sources } };
    if asker.count(query.expression())? > 0 {
        return Ok(None);
    }
    if snapshot.codings().is_empty() {
        return Ok(Some("the study has no codings".to_owned()));
    }
    asker.reason(query.expression()).map(Some)
}

type Known = RefCell<Vec<(Lookup, BTreeSet<CodingId>)>>;

/// Looks up each thing once, as the parts of a query are asked again and again.
fn remembered(known: &Known, sources: &Sources<'_>, lookup: &Lookup) -> BTreeSet<CodingId> {
    let before = known.borrow().iter().find(|(of, _)| of == lookup).map(|(_, ids)| ids.clone());
    before.unwrap_or_else(|| {
        let ids = (sources.found)(lookup);
        known.borrow_mut().push((lookup.clone(), ids.clone()));
        ids
    })
}

struct Asker<'a> {
    snapshot: &'a Snapshot,
    sources: Sources<'a>,
}

impl Asker<'_> {
    fn count(&self, expression: &Expression) -> Result<usize, QueryError> {
        let query = Query::from(expression.clone());
        if let Some(selection) = query.resolve_spans(self.snapshot)? {
            return Ok(select_spans(self.snapshot, &self.sources, &selection).len());
        }
        let selection = query.resolve(self.snapshot)?;
        Ok(select(self.snapshot, &self.sources, &selection).len())
    }

    fn steps(
        &self,
        expression: &Expression,
        (depth, so_far): (usize, Option<usize>),
        steps: &mut Vec<Step>,
    ) -> Result<(), QueryError> {
        let part = match expression.to_string() {
            nothing if nothing.is_empty() => "everything".to_owned(),
            part => part,
        };
        let selects = self.count(expression)?;
        steps.push(Step { depth, part, selects, so_far });
        let below = depth + 1;
        match expression {
            Expression::All(parts) => {
                let parts = in_order(parts);
                for n in 0..parts.len() {
                    let so_far = self.count(&Expression::All(parts[..=n].to_vec()))?;
                    self.steps(&parts[n], (below, Some(so_far)), steps)?;
                }
            }
            Expression::Any(parts) => {
                for n in 0..parts.len() {
                    let so_far = self.count(&Expression::Any(parts[..=n].to_vec()))?;
                    self.steps(&parts[n], (below, Some(so_far)), steps)?;
                }
            }
            Expression::Not(inner) => self.steps(inner, (below, None), steps)?,
            Expression::Term(located) => match &located.term {
                Term::Related(relation) => self.steps(&relation.of, (below, None), steps)?,
                Term::Spans(operation) => {
                    self.steps(&operation.left, (below, None), steps)?;
                    self.steps(&operation.right, (below, None), steps)?;
                }
                _ => {}
            },
        }
        Ok(())
    }

    /// Why an expression selects nothing.
    fn reason(&self, expression: &Expression) -> Result<String, QueryError> {
        match expression {
            Expression::All(parts) => self.reason_of_all(&in_order(parts)),
            Expression::Any(parts) => {
                let reasons: Result<Vec<String>, QueryError> =
                    parts.iter().map(|part| self.reason(part)).collect();
                Ok(reasons?.join("; "))
            }
            Expression::Not(inner) => Ok(format!("every coding meets `{inner}`")),
            Expression::Term(located) => match &located.term {
                Term::Related(relation) => match self.count(&relation.of)? {
                    0 => self.reason(&relation.of),
                    n => {
                        let of = &relation.of;
                        let term = &located.term;
                        Ok(format!("no coding meets `{term}`, though `{of}` selects {n}"))
                    }
                },
                Term::Spans(operation) => self.reason_of_spans(operation),
                term => Ok(format!("no coding meets `{term}`")),
            },
        }
    }

    fn reason_of_all(&self, parts: &[Expression]) -> Result<String, QueryError> {
        let mut left = None;
        for (n, part) in parts.iter().enumerate() {
            let selects = self.count(part)?;
            if selects == 0 {
                return self.reason(part);
            }
            let now = self.count(&Expression::All(parts[..=n].to_vec()))?;
            if let Some(left) = left.filter(|_| now == 0) {
                let before = Expression::All(parts[..n].to_vec());
                return Ok(format!(
                    "`{before}` selects {left} and `{part}` selects {selects}, but no coding meets both"
                ));
            }
            left = Some(now);
        }
        Ok("no coding meets all of it".to_owned())
    }

    fn reason_of_spans(&self, operation: &SpanOperation) -> Result<String, QueryError> {
        let SpanOperation { operator, left, right } = operation;
        if self.count(left)? == 0 {
            return self.reason(left);
        }
        if *operator == SpanOperator::Intersect && self.count(right)? == 0 {
            return self.reason(right);
        }
        Ok(match operator {
            SpanOperator::Minus => format!("`{right}` covers all that `{left}` covers"),
            _ => format!("`{left}` and `{right}` share no character"),
        })
    }
}

/// Those that look at other codings last.
fn in_order(parts: &[Expression]) -> Vec<Expression> {
    let mut parts = parts.to_vec();
    parts.sort_by_key(Expression::looks_around);
    parts
}
