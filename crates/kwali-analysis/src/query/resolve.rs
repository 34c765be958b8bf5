//! A query checked against a study: every name in it becomes what it names.

use kwali_model::{
    CodePath, Coder, Document, Participant, Scope, Snapshot, Value, Values, Variable,
};
use kwali_text::{Phrase, nearest};

use super::{
    CodeReach, Comparison, Expression, Located, NamedKind, Query, QueryError, QueryProblem, Term,
    Wanted,
};

/// A query whose names are known to one study.
#[derive(Clone, PartialEq, Debug)]
pub struct Selection {
    pub(crate) condition: Condition,
    phrases: Vec<Phrase>,
}

impl Selection {
    /// Returns the phrases that must be looked up in the segments' words.
    pub fn needs_words(&self) -> &[Phrase] {
        &self.phrases
    }
}

/// A condition in numbers of one study.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// By code.
    Code(Vec<bool>),
    /// By place in study order.
    Document(Vec<bool>),
    /// By coder id.
    Coder(Vec<bool>),
    /// By document's place and speaker's number.
    Speaker(Vec<Vec<bool>>),
    /// By participant id, and whether segments that belong to nobody meet it.
    Participant {
        members: Vec<bool>,
        nobody: bool,
    },
    Weight(Comparison, u8),
    /// By place in [`Selection::needs_words`].
    Words(usize),
}

impl Query {
    /// Checks the query against a study.
    ///
    /// A code, document, group, coder, speaker, participant, variable or value that the study does
    /// not have is an error that names the nearest one.
    pub fn resolve(&self, snapshot: &Snapshot) -> Result<Selection, QueryError> {
        let mut resolver = Resolver { snapshot, phrases: Vec::new() };
        let condition = resolver.expression(self.expression())?;
        Ok(Selection { condition, phrases: resolver.phrases })
    }
}

struct Resolver<'a> {
    snapshot: &'a Snapshot,
    phrases: Vec<Phrase>,
}

impl Resolver<'_> {
    fn expression(&mut self, expression: &Expression) -> Result<Condition, QueryError> {
        let mut all = |parts: &[Expression]| -> Result<Vec<Condition>, QueryError> {
            parts.iter().map(|part| self.expression(part)).collect()
        };
        Ok(match expression {
            Expression::All(parts) => Condition::All(all(parts)?),
            Expression::Any(parts) => Condition::Any(all(parts)?),
            Expression::Not(inner) => Condition::Not(Box::new(self.expression(inner)?)),
            Expression::Term(Located { term, at }) => {
                self.term(term).map_err(|problem| QueryError::new(at.clone(), problem))?
            }
        })
    }

    fn term(&mut self, term: &Term) -> Result<Condition, QueryProblem> {
        match term {
            Term::Code { path, reach } => self.code(path, *reach),
            Term::Named { kind, name } => self.named(*kind, name),
            Term::Variable { scope, name, value } => self.variable(*scope, name, value),
            Term::Weight(comparison, weight) => Ok(Condition::Weight(*comparison, *weight)),
            Term::Words(typed) => {
                let phrase = Phrase::parse(typed)?;
                let known = self.phrases.iter().position(|known| *known == phrase);
                let place = known.unwrap_or(self.phrases.len());
                if known.is_none() {
                    self.phrases.push(phrase);
                }
                Ok(Condition::Words(place))
            }
        }
    }

    fn code(&self, typed: &str, reach: CodeReach) -> Result<Condition, QueryProblem> {
        let codes = self.snapshot.codes();
        let Some(id) = CodePath::new(typed).ok().and_then(|path| codes.id(&path)) else {
            let near = codes.near(typed).into_iter().map(ToString::to_string).collect();
            return Err(QueryProblem::Unknown { kind: "code", typed: typed.to_owned(), near });
        };
        let wanted = match reach {
            CodeReach::Alone => vec![id],
            CodeReach::WithDescendants => codes.with_descendants(id),
        };
        Ok(Condition::Code(codes.ids().map(|code| wanted.contains(&code)).collect()))
    }

    fn named(&self, kind: NamedKind, name: &Wanted) -> Result<Condition, QueryProblem> {
        let names = Names { kind, wanted: name };
        let documents = self.snapshot.documents().iter();
        match kind {
            NamedKind::Document => {
                let names_of = documents.map(|document| Some(document.name.as_str()));
                names.matches(names_of).map(Condition::Document)
            }
            NamedKind::Group => {
                let groups = documents.map(|document| document.group.as_deref());
                names.matches(groups).map(Condition::Document)
            }
            NamedKind::Coder => {
                let coders = self.snapshot.coders();
                let found = names.matches(coders.iter().map(|coder| Some(coder.name.as_str())))?;
                let ids = coders.iter().map(|coder: &Coder| coder.id.index());
                Ok(Condition::Coder(by_id(ids, &found)))
            }
            NamedKind::Speaker => {
                let speakers = documents.clone().flat_map(|document| &document.speakers);
                let spoken = speakers.map(|speaker| Some(speaker.name.as_str()));
                let mut found = names.matches(spoken)?.into_iter();
                let of =
                    |document: &Document| found.by_ref().take(document.speakers.len()).collect();
                Ok(Condition::Speaker(documents.map(of).collect()))
            }
            NamedKind::Participant => {
                let people = self.snapshot.participants();
                let nobody = *name == Wanted::Missing;
                let found = match nobody {
                    true => vec![false; people.len()],
                    false => names.matches(people.iter().map(|p| Some(p.name.as_str())))?,
                };
                Ok(Condition::Participant { members: by_person(people, &found), nobody })
            }
        }
    }

    fn variable(
        &self,
        scope: Option<Scope>,
        name: &str,
        wanted: &Wanted,
    ) -> Result<Condition, QueryProblem> {
        let variable = self.variable_named(scope, name)?;
        let people = self.snapshot.participants();
        match variable.scope {
            Scope::Document => {
                let values = self.snapshot.documents().iter().map(|document| &document.values);
                Ok(Condition::Document(has_value(variable, wanted, values)?))
            }
            Scope::Participant => {
                let values = people.iter().map(|person| &person.values);
                let members = by_person(people, &has_value(variable, wanted, values)?);
                Ok(Condition::Participant { members, nobody: *wanted == Wanted::Missing })
            }
        }
    }

    fn variable_named(&self, scope: Option<Scope>, name: &str) -> Result<&Variable, QueryProblem> {
        let scopes = scope.map_or(vec![Scope::Document, Scope::Participant], |scope| vec![scope]);
        let found: Vec<&Variable> =
            scopes.iter().filter_map(|&scope| self.snapshot.variable(scope, name)).collect();
        match found[..] {
            [variable] => Ok(variable),
            [] => {
                let variables = self.snapshot.variables().iter();
                let names =
                    variables.filter(|v| scopes.contains(&v.scope)).map(|v| v.name.as_str());
                let kinds = NamedKind::ALL.iter().filter(|_| scope.is_none());
                Err(unknown("variable", name, names.chain(kinds.map(|kind| kind.name()))))
            }
            _ => Err(QueryProblem::AmbiguousVariable(name.to_owned())),
        }
    }
}

fn unknown<'a>(
    kind: &'static str,
    typed: &str,
    names: impl Iterator<Item = &'a str>,
) -> QueryProblem {
    let near = nearest(typed, names).into_iter().map(str::to_owned).collect();
    QueryProblem::Unknown { kind, typed: typed.to_owned(), near }
}

/// A name that is looked for among those of one kind.
struct Names<'a> {
    kind: NamedKind,
    wanted: &'a Wanted,
}

impl Names<'_> {
    /// Returns for each name whether it is meant; an error if none is.
    fn matches<'a>(
        &self,
        names: impl Iterator<Item = Option<&'a str>> + Clone,
    ) -> Result<Vec<bool>, QueryProblem> {
        match self.wanted {
            Wanted::Missing if self.kind == NamedKind::Group => {
                Ok(names.map(|name| name.is_none()).collect())
            }
            Wanted::Missing => Err(QueryProblem::NeverMissing(self.kind.name())),
            Wanted::Is(typed) => {
                // A name may hold a `*` itself.
                let is_pattern = !names.clone().any(|name| name == Some(typed));
                let is_meant = |name: Option<&str>| match is_pattern {
                    true => name.is_some_and(|name| is_like(name, typed)),
                    false => name == Some(typed),
                };
                let found: Vec<bool> = names.clone().map(is_meant).collect();
                if found.contains(&true) {
                    return Ok(found);
                }
                Err(unknown(self.kind.name(), typed, names.flatten()))
            }
        }
    }
}

/// True if `name` is `pattern`, in which `*` stands for any characters.
pub(crate) fn is_like(name: &str, pattern: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else { return name == pattern };
    let Some(mut rest) = name.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = tail.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match rest.find(part) {
            Some(place) => rest = &rest[place + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Returns for each document or participant whether it has the value.
fn has_value<'a>(
    variable: &Variable,
    wanted: &Wanted,
    values: impl Iterator<Item = &'a Values> + Clone,
) -> Result<Vec<bool>, QueryProblem> {
    let written = values.map(|values| values.get(&variable.id).map(String::as_str));
    let typed = match wanted {
        Wanted::Missing => return Ok(written.map(|value| value.is_none()).collect()),
        Wanted::Is(typed) => typed,
    };
    let is_typed = |value: Option<&str>| value.is_some_and(|value| is_same(variable, value, typed));
    let found: Vec<bool> = written.clone().map(is_typed).collect();
    if found.contains(&true) {
        return Ok(found);
    }
    Err(QueryProblem::UnknownValue {
        of: variable.scope.name(),
        variable: variable.name.clone(),
        typed: typed.clone(),
        near: nearest(typed, written.flatten()).into_iter().map(str::to_owned).collect(),
    })
}

/// True if two values are written alike, or are the same number or date.
fn is_same(variable: &Variable, value: &str, typed: &str) -> bool {
    let read = |written| Value::read(written, variable.kind);
    value == typed || matches!((read(value), read(typed)), (Some(a), Some(b)) if a == b)
}

fn by_id(ids: impl Iterator<Item = usize> + Clone, found: &[bool]) -> Vec<bool> {
    let mut members = vec![false; ids.clone().max().map_or(0, |most| most + 1)];
    ids.zip(found).for_each(|(id, &is_found)| members[id] = is_found);
    members
}

fn by_person(people: &[Participant], found: &[bool]) -> Vec<bool> {
    by_id(people.iter().map(|person| person.id.index()), found)
}
