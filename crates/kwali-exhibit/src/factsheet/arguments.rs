//! What stands between the parentheses of a function in a template.

use std::collections::BTreeMap;

use kwali_analysis::{Query, QueryError, Subcodes, Unit};
use kwali_model::Snapshot;
use kwali_text::nearest;
use serde::{Deserialize, Serialize};

/// Why a function of a template cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Problem {
        Problem { message: message.into(), hint: None }
    }

    /// Returns the problem of a name that is not among those known.
    pub(super) fn unknown<'a>(
        kind: &str,
        typed: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Problem {
        let hint = match nearest(typed, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let known: Vec<String> =
                    known.into_iter().map(|name| format!("`{name}`")).collect();
                format!("known: {}", known.join(", "))
            }
        };
        Problem { message: format!("unknown {kind} `{typed}`"), hint: Some(hint) }
    }

    /// Returns the problem without the name of an argument that the template gives without it.
    pub(super) fn not_naming(self, argument: &str) -> Problem {
        let message = match self.message.strip_prefix(&format!("`{argument}`")) {
            Some(rest) => match rest.strip_prefix(": ") {
                Some(message) => message.to_owned(),
                None if rest == " is given twice" => return self,
                None => format!("the argument{rest}"),
            },
            None => return self,
        };
        Problem { message, ..self }
    }

    fn of_query(argument: &str, error: &QueryError) -> Problem {
        Problem { message: format!("`{argument}`: {error}"), hint: error.hint() }
    }
}

impl From<crate::Error> for Problem {
    fn from(error: crate::Error) -> Problem {
        Problem::new(error.to_string())
    }
}

impl From<kwali_analysis::AnalysisError> for Problem {
    fn from(error: kwali_analysis::AnalysisError) -> Problem {
        Problem::new(error.to_string())
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Argument {
    Flag(bool),
    Whole(i64),
    Text(String),
    Texts(Vec<String>),
}

/// The values by name, as the template and the manifest have them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Arguments(pub(super) BTreeMap<String, Argument>);

impl Arguments {
    /// Checks that every name is one of those that a function takes.
    pub(super) fn check_names(&self, known: &[&str]) -> Result<(), Problem> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Problem::unknown("argument", name, known.iter().copied())),
            None => Ok(()),
        }
    }

    /// Returns a text, if it was given.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Argument::Text(text)) => Ok(Some(text)),
            Some(_) => Err(Problem::new(format!("`{name}` must be a text in quotes"))),
        }
    }

    /// Returns one or several texts; none where nothing was given.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&str>, Problem> {
        match self.0.get(name) {
            Some(Argument::Texts(texts)) => Ok(texts.iter().map(String::as_str).collect()),
            _ => Ok(self.text(name)?.into_iter().collect()),
        }
    }

    /// Returns a text that must be given.
    pub(super) fn required(&self, name: &str) -> Result<&str, Problem> {
        self.text(name)?.ok_or_else(|| Problem::new(format!("`{name}` is missing")))
    }

    /// Returns a whole number from 0, if it was given.
    pub(super) fn number(&self, name: &str) -> Result<Option<usize>, Problem> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Argument::Whole(number)) if usize::try_from(*number).is_ok() => {
                Ok(Some(*number as usize))
            }
            Some(_) => Err(Problem::new(format!("`{name}` must be a whole number from 0"))),
        }
    }

    /// Returns whether something is wanted.
    pub(super) fn flag(&self, name: &str, otherwise: bool) -> Result<bool, Problem> {
        match self.0.get(name) {
            None => Ok(otherwise),
            Some(Argument::Flag(flag)) => Ok(*flag),
            Some(_) => Err(Problem::new(format!("`{name}` must be true or false"))),
        }
    }

    /// Returns one of several named things, if it was given.
    pub(super) fn choice<T: Copy>(
        &self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, Problem> {
        let Some(typed) = self.text(name)? else { return Ok(None) };
        let found = choices.iter().find(|(known, _)| *known == typed);
        let known = choices.iter().map(|(known, _)| *known);
        found.map(|&(_, choice)| Some(choice)).ok_or_else(|| Problem::unknown(name, typed, known))
    }

    /// Returns the unit to count in; segments where none was given.
    pub(super) fn unit(&self) -> Result<Unit, Problem> {
        let units = Unit::ALL.map(|unit| (unit.name(), unit));
        Ok(self.choice("unit", &units)?.unwrap_or_default())
    }

    /// Returns how subcodes count; with their parent where nothing was given.
    pub(super) fn subcodes(&self) -> Result<Subcodes, Problem> {
        let settings = Subcodes::ALL.map(|setting| (setting.name(), setting));
        Ok(self.choice("subcodes", &settings)?.unwrap_or(Subcodes::Included))
    }

    /// Returns a query with all its names known; one that always holds where none was given.
    pub(super) fn query(&self, name: &str, snapshot: &Snapshot) -> Result<Query, Problem> {
        match self.text(name)? {
            None => Ok(Query::default()),
            Some(text) => parse_query(name, text, snapshot),
        }
    }
}

/// Reads a query and checks its names.
pub(super) fn parse_query(
    argument: &str,
    text: &str,
    snapshot: &Snapshot,
) -> Result<Query, Problem> {
    let query = Query::parse(text).map_err(|error| Problem::of_query(argument, &error))?;
    query.resolve(snapshot).map_err(|error| Problem::of_query(argument, &error))?;
    Ok(query)
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Problem {
        Problem { message: error.to_string(), hint: error.hint() }
    }
}
