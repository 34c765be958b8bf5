//! The documents or participants that a table of the sample counts, with their values.

use std::collections::BTreeMap;

use kwali_analysis::{MISSING, Query, Term, participants_asked_for, participants_meant};
use kwali_model::{Document, Participant, Scope, Snapshot, Value, Values, Variable};

use super::crosstab::variable;
use super::values::term;
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;

/// What separates several values of one person, where the template does not say.
pub(super) const USUAL_SEPARATOR: &str = ";";

/// A document or a participant.
#[derive(Clone, Copy)]
pub(super) enum Case<'a> {
    Document(&'a Document),
    Participant(&'a Participant),
}

impl<'a> Case<'a> {
    fn values(self) -> &'a Values {
        match self {
            Case::Document(document) => &document.values,
            Case::Participant(participant) => &participant.values,
        }
    }

    /// Returns the value as it is written.
    pub(super) fn value(self, variable: &Variable) -> Option<&'a str> {
        self.values().get(&variable.id).map(String::as_str)
    }
}

/// Returns all documents, or the participants that a query asks for, in study order.
pub(super) fn cases<'a>(
    evidence: &Evidence<'a>,
    scope: Scope,
    restriction: &Query,
) -> Result<Vec<Case<'a>>, Problem> {
    let snapshot = evidence.snapshot;
    let is_open = *restriction == Query::default();
    match scope {
        Scope::Document if is_open => Ok(snapshot.documents().iter().map(Case::Document).collect()),
        Scope::Participant if is_open => {
            Ok(snapshot.participants().iter().map(Case::Participant).collect())
        }
        Scope::Participant if participants_asked_for(snapshot, restriction).is_some() => {
            let meant = participants_meant(snapshot, restriction).unwrap_or_default();
            let people = snapshot.participants().iter();
            Ok(people.filter(|person| meant.contains(&person.id)).map(Case::Participant).collect())
        }
        _ => Err(Problem {
            message: "`where` may only say here what is known of participants".to_owned(),
            hint: Some("write variables of participants with their values".to_owned()),
        }),
    }
}

/// Returns the variables that the argument `variables` names, and what they all describe.
pub(super) fn variables_asked<'a>(
    snapshot: &'a Snapshot,
    items: &[Arguments],
) -> Result<(Vec<&'a Variable>, Scope), Problem> {
    let names: Vec<&str> =
        items.iter().map(|item| item.required("variable")).collect::<Result<_, _>>()?;
    let variables = variables_of_one_scope(snapshot, &names, None)?;
    match variables.first().map(|variable| variable.scope) {
        Some(scope) => Ok((variables, scope)),
        None => Err(Problem::new("`variables` is missing")),
    }
}

/// Returns the variables of these names; they must all describe documents, or all participants.
pub(super) fn variables_of_one_scope<'a>(
    snapshot: &'a Snapshot,
    names: &[&str],
    scope: Option<Scope>,
) -> Result<Vec<&'a Variable>, Problem> {
    let found: Vec<&Variable> =
        names.iter().map(|name| variable(snapshot, name, &[])).collect::<Result<_, _>>()?;
    let wanted = scope.or_else(|| found.first().map(|variable| variable.scope));
    match found.iter().find(|variable| Some(variable.scope) != wanted) {
        None => Ok(found),
        Some(other) => Err(Problem {
            message: format!(
                "`{}` describes {}s, and others here do not",
                other.name,
                other.scope.name()
            ),
            hint: Some("make one table of documents and one of participants".to_owned()),
        }),
    }
}

/// Puts values in order: first those that the template names, then by kind.
pub(super) struct ValueOrder<'a> {
    variable: &'a Variable,
    given: &'a [&'a str],
}

impl<'a> ValueOrder<'a> {
    pub(super) fn new(variable: &'a Variable, given: &'a [&'a str]) -> ValueOrder<'a> {
        ValueOrder { variable, given }
    }

    /// Sorts values, each once; what is missing comes last.
    pub(super) fn sort(&self, values: &mut Vec<Option<String>>) {
        values.sort_by(|a, b| self.compare(a.as_deref(), b.as_deref()));
        values.dedup();
    }

    pub(super) fn compare(&self, a: Option<&str>, b: Option<&str>) -> std::cmp::Ordering {
        let place = |value: &str| {
            let place = self.given.iter().position(|given| *given == value);
            place.unwrap_or(self.given.len())
        };
        let (Some(a), Some(b)) = (a, b) else { return b.is_some().cmp(&a.is_some()) };
        let read = |value| Value::read(value, self.variable.kind).unwrap_or(Value::Text(value));
        place(a).cmp(&place(b)).then_with(|| read(a).compare(&read(b))).then_with(|| a.cmp(b))
    }
}

/// Returns the query for those who have a value among several.
pub(super) fn query_of_value(
    snapshot: &Snapshot,
    variable: &Variable,
    written: &BTreeMap<String, u64>,
) -> Query {
    let terms = written.keys().map(|value| term_query(snapshot, variable, value).to_string());
    let text = terms.collect::<Vec<_>>().join(" or ");
    Query::parse(&text).unwrap_or_default()
}

fn term_query(snapshot: &Snapshot, variable: &Variable, value: &str) -> Query {
    let term: Term = term(snapshot, variable.id, value);
    Query::of(term)
}

/// Returns the query for those whose value is one of these, `None` standing for unknown.
pub(super) fn query_of(snapshot: &Snapshot, values: &[(&Variable, Option<&str>)]) -> Query {
    let query = |(variable, value): &(&Variable, Option<&str>)| {
        term_query(snapshot, variable, value.unwrap_or(MISSING))
    };
    values.iter().map(query).fold(Query::default(), Query::and)
}
