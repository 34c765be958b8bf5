//! What stands between the parentheses of a function in a template.

use std::collections::BTreeMap;

use kwali_analysis::{Measure, PercentOf, Query, QueryError, Subcodes, Unit};
use kwali_model::Snapshot;
use kwali_text::nearest;
use serde::{Deserialize, Serialize};

/// What a percentage can be of.
const PERCENTAGES: [(&str, PercentOf); 5] = [
    ("row", PercentOf::Row),
    ("column", PercentOf::Column),
    ("total", PercentOf::Total),
    ("documents", PercentOf::Documents),
    ("participants", PercentOf::Participants),
];

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

    /// Returns the error that an exhibit of a factsheet cannot be counted for this reason.
    pub(super) fn of_exhibit(self, exhibit: &str) -> crate::Error {
        let Problem { message, hint } = self;
        crate::Error::Trace { exhibit: exhibit.to_owned(), message, hint }
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
    Decimal(f64),
    Text(String),
    List(Vec<Argument>),
    Map(BTreeMap<String, Argument>),
}

impl Argument {
    /// Returns the number that it is, if it is one.
    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Argument::Whole(number) => Some(*number as f64),
            Argument::Decimal(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns it as it reads, if it is a text or a number.
    pub(super) fn as_words(&self) -> Option<String> {
        match self {
            Argument::Text(text) => Some(text.clone()),
            Argument::Whole(number) => Some(number.to_string()),
            Argument::Decimal(number) => Some(number.to_string()),
            _ => None,
        }
    }
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
    pub(super) fn texts<'a>(&'a self, name: &str) -> Result<Vec<&'a str>, Problem> {
        let Some(Argument::List(list)) = self.0.get(name) else {
            return Ok(self.text(name)?.into_iter().collect());
        };
        let text = |argument: &'a Argument| match argument {
            Argument::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let texts: Option<Vec<&str>> = list.iter().map(text).collect();
        texts.ok_or_else(|| Problem::new(format!("`{name}` must be a list of texts in quotes")))
    }

    /// Returns the arguments of every item of a list that was given; an item that is a text is the
    /// argument `short` alone.
    pub(super) fn items(&self, name: &str, short: &str) -> Result<Vec<Arguments>, Problem> {
        let list = match self.0.get(name) {
            None => return Ok(Vec::new()),
            Some(Argument::List(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        let item = |argument: &Argument| match argument {
            Argument::Map(map) => Some(Arguments(map.clone())),
            Argument::Text(_) => Some(Arguments([(short.to_owned(), argument.clone())].into())),
            _ => None,
        };
        let items: Option<Vec<Arguments>> = list.iter().map(item).collect();
        items.ok_or_else(|| Problem::new(format!("`{name}` must be a list of texts or of maps")))
    }

    /// Returns the texts of a map, by their names; none where nothing was given.
    pub(super) fn wordings<'a>(
        &'a self,
        name: &str,
    ) -> Result<BTreeMap<&'a str, &'a str>, Problem> {
        let no_map = || Problem::new(format!("`{name}` must be a map of texts"));
        let map = match self.0.get(name) {
            None => return Ok(BTreeMap::new()),
            Some(Argument::Map(map)) => map,
            Some(_) => return Err(no_map()),
        };
        let entry = |(key, value): (&'a String, &'a Argument)| match value {
            Argument::Text(text) => Ok((key.as_str(), text.as_str())),
            _ => Err(no_map()),
        };
        map.iter().map(entry).collect()
    }

    /// Returns a text that must be given.
    pub(super) fn required(&self, name: &str) -> Result<&str, Problem> {
        self.text(name)?.ok_or_else(|| Problem::new(format!("`{name}` is missing")))
    }

    /// Makes sure that a text or a list of texts was given.
    pub(super) fn required_list(&self, name: &str) -> Result<(), Problem> {
        match self.0.contains_key(name) {
            true => Ok(()),
            false => Err(Problem::new(format!("`{name}` is missing"))),
        }
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

    /// Returns what the cells hold: counts, unless `percent` says of what they are percentages.
    pub(super) fn measure(&self) -> Result<Measure, Problem> {
        Ok(Measure::new(self.unit()?, self.choice("percent", &PERCENTAGES)?)?)
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
    let query = Query::read(text, snapshot).map_err(|error| Problem::of_query(argument, &error))?;
    query.resolve(snapshot).map_err(|error| Problem::of_query(argument, &error))?;
    Ok(query)
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Problem {
        Problem { message: error.to_string(), hint: error.hint() }
    }
}
