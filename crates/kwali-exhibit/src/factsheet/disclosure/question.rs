//! What a count answers, in a form in which equal questions are equal.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{CodeReach, Expression, NamedKind, Query, Term, Unit, Wanted};
use kwali_model::{Scope, Snapshot};

/// Of what something is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Among {
    /// Those who speak in segments, or documents and segments with them.
    Segments,
    /// All participants or documents of the study, coded or not.
    Sample,
    /// Those who speak in documents.
    Heard,
}

/// What a count answers: a unit, of what, and conditions that all hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Question {
    pub(super) unit: Unit,
    pub(super) among: Among,
    pub(super) conditions: BTreeSet<Condition>,
}

/// A condition of a query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Condition {
    Code {
        path: String,
        is_alone: bool,
    },
    /// `None` where the value is unknown.
    Value {
        of: Scope,
        variable: String,
        value: Option<String>,
    },
    Named {
        kind: &'static str,
        name: String,
    },
    /// Anything else, as it reads.
    Other(String),
}

/// What conditions exclude each other: a person has one role, a segment one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Division {
    Variable(Scope, String),
    Named(&'static str),
}

impl Condition {
    /// Returns what the condition is a part of, if others of it exclude it.
    pub(super) fn division(&self) -> Option<Division> {
        match self {
            Condition::Value { of, variable, .. } => {
                Some(Division::Variable(*of, variable.clone()))
            }
            Condition::Named { kind, .. } => Some(Division::Named(kind)),
            Condition::Code { .. } | Condition::Other(_) => None,
        }
    }

    /// Whether it is about who speaks.
    pub(super) fn is_of_people(&self) -> bool {
        match self {
            Condition::Value { of, .. } => *of == Scope::Participant,
            Condition::Named { kind, .. } => *kind == NamedKind::Participant.name(),
            _ => false,
        }
    }

    /// Whether it is about the document.
    pub(super) fn is_of_documents(&self) -> bool {
        match self {
            Condition::Value { of, .. } => *of == Scope::Document,
            Condition::Named { kind, .. } => {
                [NamedKind::Document.name(), NamedKind::Group.name()].contains(kind)
            }
            _ => false,
        }
    }
}

impl Division {
    /// Whether what is counted in a unit can be in one part only.
    pub(super) fn is_apart(&self, unit: Unit) -> bool {
        let of_people = match self {
            Division::Variable(scope, _) => *scope == Scope::Participant,
            Division::Named(kind) => *kind == NamedKind::Participant.name(),
        };
        let of_coders = *self == Division::Named(NamedKind::Coder.name());
        match unit {
            Unit::Participants => of_people,
            Unit::Documents => !of_people && !of_coders,
            _ => !of_people,
        }
    }
}

/// The conditions that occur, each with the part of a query that it stands for.
#[derive(Default)]
pub(super) struct Conditions(BTreeMap<Condition, Expression>);

impl Conditions {
    /// Returns the conditions of queries that must all hold.
    pub(super) fn of(&mut self, queries: &[&Query], snapshot: &Snapshot) -> BTreeSet<Condition> {
        let mut conditions = BTreeSet::new();
        for query in queries {
            let parts = match query.expression() {
                Expression::All(parts) => parts.as_slice(),
                one => std::slice::from_ref(one),
            };
            for part in parts {
                let condition = condition(part, snapshot);
                self.0.insert(condition.clone(), part.clone());
                conditions.insert(condition);
            }
        }
        conditions
    }

    /// Returns the query for conditions that came from queries.
    pub(super) fn query(&self, conditions: &BTreeSet<Condition>) -> Option<Query> {
        let parts = conditions.iter().map(|condition| self.0.get(condition).cloned());
        parts.collect::<Option<Vec<Expression>>>().map(|parts| Expression::All(parts).into())
    }
}

fn condition(part: &Expression, snapshot: &Snapshot) -> Condition {
    let other = || Condition::Other(part.to_string());
    let Expression::Term(located) = part else { return other() };
    match &located.term {
        Term::Code { path, reach } => {
            Condition::Code { path: path.clone(), is_alone: *reach == CodeReach::Alone }
        }
        Term::Variable { scope, name, value } => {
            let of_scope = |scope: &Scope| snapshot.variable(*scope, name).is_some();
            let scopes: Vec<Scope> = match scope {
                Some(scope) => vec![*scope],
                None => {
                    [Scope::Document, Scope::Participant].into_iter().filter(of_scope).collect()
                }
            };
            match (&scopes[..], value) {
                ([of], Wanted::Missing) => {
                    Condition::Value { of: *of, variable: name.clone(), value: None }
                }
                ([of], Wanted::Is(value)) if !value.contains('*') => {
                    Condition::Value { of: *of, variable: name.clone(), value: Some(value.clone()) }
                }
                _ => other(),
            }
        }
        Term::Named { kind, name: Wanted::Is(name) } if !name.contains('*') => {
            Condition::Named { kind: kind.name(), name: name.clone() }
        }
        _ => other(),
    }
}
