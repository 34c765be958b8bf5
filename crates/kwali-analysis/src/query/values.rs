//! Conditions on the value of a variable.

use kwali_model::{Date, Scope, Value, Variable, VariableKind};

use super::{Comparison, QueryProblem, Term, Wanted};

/// What must hold of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValueTest<'a> {
    /// None is known.
    Missing,
    /// It is this one.
    Is(&'a str),
    /// It compares so with this one.
    Compared(Comparison, &'a str),
}

/// Returns of which variable a term speaks, and what must hold; `None` for other terms.
pub(crate) fn value_test(term: &Term) -> Option<(Option<Scope>, &str, ValueTest<'_>)> {
    match term {
        Term::Variable { scope, name, value } => Some((*scope, name, ValueTest::of(value))),
        Term::Compared { scope, name, comparison, value } => {
            Some((*scope, name, ValueTest::Compared(*comparison, value)))
        }
        _ => None,
    }
}

impl<'a> ValueTest<'a> {
    /// Returns the test of a value that is wanted.
    pub(crate) fn of(value: &'a Wanted) -> ValueTest<'a> {
        match value {
            Wanted::Missing => ValueTest::Missing,
            Wanted::Is(typed) => ValueTest::Is(typed),
        }
    }

    /// Refuses what can hold of no value of the variable.
    pub(crate) fn check(self, variable: &Variable) -> Result<(), QueryProblem> {
        let ValueTest::Compared(_, typed) = self else { return Ok(()) };
        let name = variable.name.clone();
        match variable.kind {
            VariableKind::Text => Err(QueryProblem::TextHasNoOrder(name)),
            kind if Value::read(typed, kind).is_some() => Ok(()),
            kind => Err(QueryProblem::NotOfKind {
                variable: name,
                kind: kind.name(),
                typed: typed.to_owned(),
            }),
        }
    }

    /// True if it holds of a value as it is written; of an unknown one only [`ValueTest::Missing`]
    /// does.
    pub(crate) fn holds(self, variable: &Variable, written: Option<&str>) -> bool {
        let read = |written| Value::read(written, variable.kind);
        match (self, written) {
            (ValueTest::Missing, written) => written.is_none(),
            (_, None) => false,
            // Written alike, or the same number or date.
            (ValueTest::Is(typed), Some(written)) => {
                written == typed
                    || matches!((read(written), read(typed)), (Some(a), Some(b)) if a == b)
            }
            (ValueTest::Compared(comparison, typed), Some(written)) => {
                match (read(written), read(typed)) {
                    (Some(Value::Number(a)), Some(Value::Number(b))) => comparison.holds(&a, &b),
                    (Some(Value::Date(a)), Some(Value::Date(b))) => compare_dates(comparison, a, b),
                    _ => false,
                }
            }
        }
    }
}

/// True if a date certainly compares so with another, whatever days are meant.
///
/// A year or a month stands for each of its days. So 2019 is neither before nor after 2019-03; and
/// 2019-03-05 equals 2019-03, since it lies in it.
fn compare_dates(comparison: Comparison, date: Date, other: Date) -> bool {
    let ((first, last), (from, to)) = (date.days(), other.days());
    match comparison {
        Comparison::Below => last < from,
        Comparison::AtMost => last <= to,
        Comparison::Above => first > to,
        Comparison::AtLeast => first >= from,
        Comparison::Equal => from <= first && last <= to,
    }
}
