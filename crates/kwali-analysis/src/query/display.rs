//! A query back into text, always in the same way.

use std::fmt;

use kwali_model::Scope;

use super::lexer::{ALONE, needs_quotes, stand_bare};
use super::{CodeReach, CodersMeant, Expression, Query, Relation, SpanOperation, Term, Wanted};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expression().fmt(f)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Term(located) => located.term.fmt(f),
            Expression::Not(inner) => match **inner {
                Expression::Term(_) | Expression::Not(_) => write!(f, "not {inner}"),
                Expression::All(_) | Expression::Any(_) => write!(f, "not ({inner})"),
            },
            Expression::All(parts) => {
                join(f, parts, " ", |part| matches!(part, Expression::Any(_) | Expression::All(_)))
            }
            Expression::Any(parts) => {
                join(f, parts, " or ", |part| matches!(part, Expression::Any(_)))
            }
        }
    }
}

fn join(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expression],
    between: &str,
    in_parentheses: impl Fn(&Expression) -> bool,
) -> fmt::Result {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            f.write_str(between)?;
        }
        match in_parentheses(part) {
            true => write!(f, "({part})")?,
            false => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Code { path, reach } => {
                let alone = if *reach == CodeReach::Alone { "!" } else { "" };
                write!(f, "#{}{alone}", quoted(path))
            }
            Term::Named { kind, name } => write!(f, "{}:{name}", kind.name()),
            Term::Variable { scope, name, value } => write!(f, "{}:{value}", full(*scope, name)),
            Term::Compared { scope, name, comparison, value } => {
                write!(f, "{}{}{}", full(*scope, name), comparison.sign(), quoted(value))
            }
            Term::Weight(comparison, weight) => write!(f, "weight{}{weight}", comparison.sign()),
            Term::Words(typed) if stand_bare(typed) => f.write_str(typed),
            Term::Words(typed) => f.write_str(&in_quotes(typed)),
            Term::Origin(origin) => write!(f, "origin:{}", origin.name()),
            Term::Memo { on, holds } => write!(f, "{}:{holds}", on.name()),
            Term::Alone(CodersMeant::All) => f.write_str(ALONE),
            Term::Alone(CodersMeant::Same) => write!(f, "{ALONE}({})", CodersMeant::SAME),
            Term::Related(relation) => relation.fmt(f),
            Term::Spans(operation) => operation.fmt(f),
            Term::Saved(name) => write!(f, "@{}", quoted(name)),
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.kind.name())?;
        if let Some(distance) = self.kind.distance() {
            write!(f, "{distance}, ")?;
        }
        let of = self.of.to_string();
        match of.starts_with(|first: char| first.is_ascii_digit()) {
            // Else it would be read as a distance.
            true if self.kind.distance().is_none() => write!(f, "({of})")?,
            _ => f.write_str(&of)?,
        }
        if self.coders == CodersMeant::Same {
            write!(f, ", {}", CodersMeant::SAME)?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for SpanOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({}, {})", self.operator.name(), self.left, self.right)
    }
}

/// A variable's name with what it describes, where the query says so.
fn full(scope: Option<Scope>, name: &str) -> String {
    match scope {
        None => quoted(name),
        Some(scope) => quoted(&format!("{}.{name}", scope.name())),
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wanted::Is(name) => f.write_str(&quoted(name)),
            Wanted::Missing => f.write_str(crate::MISSING),
        }
    }
}

/// Returns `name` in quotes unless it is read as one word without them.
fn quoted(name: &str) -> String {
    let means_more = ["and", "or", "not", ALONE].iter().any(|word| name.eq_ignore_ascii_case(word));
    let plain = !name.is_empty()
        && !means_more
        && !name.starts_with(['-', '/', '@'])
        && !name.contains(needs_quotes);
    if plain { name.to_owned() } else { in_quotes(name) }
}

fn in_quotes(name: &str) -> String {
    let mut quoted = String::from('"');
    for char in name.chars() {
        if matches!(char, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(char);
    }
    quoted.push('"');
    quoted
}
