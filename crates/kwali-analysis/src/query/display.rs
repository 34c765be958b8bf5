//! A query back into text, always in the same way.

use std::fmt;

use super::lexer::needs_quotes;
use super::{CodeReach, Expression, Query, Term, Wanted};

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
            Term::Variable { scope: None, name, value } => {
                write!(f, "{}:{value}", quoted(name))
            }
            Term::Variable { scope: Some(scope), name, value } => {
                write!(f, "{}:{value}", quoted(&format!("{}.{name}", scope.name())))
            }
            Term::Weight(comparison, weight) => write!(f, "weight{}{weight}", comparison.sign()),
            Term::Words(typed) => f.write_str(&quoted(typed)),
        }
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
    let joins = ["and", "or", "not"].iter().any(|word| name.eq_ignore_ascii_case(word));
    let plain =
        !name.is_empty() && !joins && !name.starts_with('-') && !name.contains(needs_quotes);
    if plain {
        return name.to_owned();
    }
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
