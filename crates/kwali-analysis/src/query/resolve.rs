//! A query checked against a study: every name in it becomes what it names.

use kwali_model::{CodePath, Coder, Document, Participant, Scope, Snapshot, Values, Variable};
use kwali_text::{Phrase, nearest};

use super::{
    CodeReach, CodersMeant, Comparison, Expression, LengthUnit, Located, Lookup, MemoHolds,
    NamedKind, Query, QueryError, QueryProblem, Relation, RelationKind, SpanOperator, Term,
    ValueTest, Wanted,
};

/// A query for codings whose names are known to one study.
#[derive(Clone, PartialEq, Debug)]
pub struct Selection {
    pub(crate) condition: Condition,
    needs: Needs,
}

/// A query for spans that are made of others, with all names known to one study.
#[derive(Clone, PartialEq, Debug)]
pub struct SpanSelection {
    pub(crate) source: SpanSource,
    needs: Needs,
}

/// What must be looked up to answer a query.
#[derive(Clone, PartialEq, Debug, Default)]
struct Needs {
    lookups: Vec<Lookup>,
    cuts: Cuts,
}

/// Into what texts must be cut to count distances; into nothing where neither is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cuts {
    pub(crate) words: bool,
    pub(crate) sentences: bool,
}

impl Selection {
    /// Returns what must be answered from elsewhere than the snapshot.
    pub fn lookups(&self) -> &[Lookup] {
        &self.needs.lookups
    }

    pub(crate) fn cuts(&self) -> Cuts {
        self.needs.cuts
    }
}

impl SpanSelection {
    /// Returns what must be answered from elsewhere than the snapshot.
    pub fn lookups(&self) -> &[Lookup] {
        &self.needs.lookups
    }

    pub(crate) fn cuts(&self) -> Cuts {
        self.needs.cuts
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
    /// By place in [`Selection::lookups`].
    Found(usize),
    Alone(CodersMeant),
    Related(Box<RelatedTo>),
}

/// A relation in numbers of one study.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct RelatedTo {
    pub(crate) kind: RelationKind,
    pub(crate) to: SpanSource,
    pub(crate) coders: CodersMeant,
}

/// Where spans come from.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum SpanSource {
    /// Those of codings.
    Codings(Condition),
    /// Made of two others.
    Made(SpanOperator, Box<(SpanSource, SpanSource)>),
}

impl Query {
    /// Checks a query for codings against a study.
    ///
    /// A code, document, group, coder, speaker, participant, variable or value that the study does
    /// not have is an error that names the nearest one. A query for spans that are made is one too:
    /// they are no codings.
    pub fn resolve(&self, snapshot: &Snapshot) -> Result<Selection, QueryError> {
        let query = self.filled_in(snapshot.queries())?;
        let mut resolver = Resolver { snapshot, needs: Needs::default() };
        let condition = resolver.expression(query.expression())?;
        Ok(Selection { condition, needs: resolver.needs })
    }

    /// Checks a query for spans against a study: `intersect(…)` and the like; `None` for others.
    pub fn resolve_spans(&self, snapshot: &Snapshot) -> Result<Option<SpanSelection>, QueryError> {
        let query = self.filled_in(snapshot.queries())?;
        let mut resolver = Resolver { snapshot, needs: Needs::default() };
        Ok(match resolver.source(query.expression())? {
            SpanSource::Codings(_) => None,
            source => Some(SpanSelection { source, needs: resolver.needs }),
        })
    }
}

struct Resolver<'a> {
    snapshot: &'a Snapshot,
    needs: Needs,
}

impl Resolver<'_> {
    fn expression(&mut self, expression: &Expression) -> Result<Condition, QueryError> {
        let mut all = |parts: &[Expression]| -> Result<Vec<Condition>, QueryError> {
            parts.iter().map(|part| self.expression(part)).collect()
        };
        Ok(match expression {
            Expression::All(parts) => {
                let (around, own): (Vec<_>, Vec<_>) =
                    (parts.iter().cloned()).partition(Expression::looks_around);
                // What looks at other codings comes last, for the few that are left.
                let mut conditions = all(&own)?;
                conditions.extend(all(&around)?);
                Condition::All(conditions)
            }
            Expression::Any(parts) => Condition::Any(all(parts)?),
            Expression::Not(inner) => Condition::Not(Box::new(self.expression(inner)?)),
            Expression::Term(Located { term, at }) => match term {
                Term::Related(relation) => self.relation(relation)?,
                term => self.term(term).map_err(|problem| QueryError::new(at.clone(), problem))?,
            },
        })
    }

    fn relation(&mut self, relation: &Relation) -> Result<Condition, QueryError> {
        let to = self.source(&relation.of)?;
        let unit = relation.kind.distance().map(|distance| distance.unit);
        self.needs.cuts.words |= unit == Some(LengthUnit::Words);
        self.needs.cuts.sentences |= unit == Some(LengthUnit::Sentences);
        let (kind, coders) = (relation.kind, relation.coders);
        Ok(Condition::Related(Box::new(RelatedTo { kind, to, coders })))
    }

    /// Returns where the spans of a query come from.
    fn source(&mut self, expression: &Expression) -> Result<SpanSource, QueryError> {
        let operation = match expression {
            Expression::Term(Located { term: Term::Spans(operation), .. }) => operation,
            other => return Ok(SpanSource::Codings(self.expression(other)?)),
        };
        let sides = (self.source(&operation.left)?, self.source(&operation.right)?);
        Ok(SpanSource::Made(operation.operator, Box::new(sides)))
    }

    fn term(&mut self, term: &Term) -> Result<Condition, QueryProblem> {
        match term {
            Term::Variable { scope, name, value } => {
                self.variable(*scope, name, ValueTest::of(value))
            }
            Term::Compared { scope, name, comparison, value } => {
                self.variable(*scope, name, ValueTest::Compared(*comparison, value))
            }
            Term::Code { path, reach } => self.code(path, *reach),
            Term::Named { kind, name } => self.named(*kind, name),
            Term::Weight(comparison, weight) => Ok(Condition::Weight(*comparison, *weight)),
            Term::Alone(coders) => Ok(Condition::Alone(*coders)),
            Term::Words(typed) => Ok(self.found(Lookup::Phrase(Phrase::parse(typed)?))),
            Term::Origin(origin) => Ok(self.found(Lookup::Origin(*origin))),
            Term::Memo { on, holds } => {
                let holds = match holds {
                    Wanted::Missing => MemoHolds::NoMemo,
                    Wanted::Is(typed) if typed == "*" => MemoHolds::Anything,
                    Wanted::Is(typed) => MemoHolds::Phrase(Phrase::parse(typed)?),
                };
                Ok(self.found(Lookup::Memo { on: *on, holds }))
            }
            Term::Spans(operation) => Err(QueryProblem::NoCodings(operation.operator.name())),
            // Read with its own places; see `expression`.
            Term::Related(relation) => self.relation(relation).map_err(|error| error.problem),
            Term::Saved(name) => Err(unknown("saved query", name, std::iter::empty())),
        }
    }

    fn found(&mut self, lookup: Lookup) -> Condition {
        let lookups = &mut self.needs.lookups;
        let known = lookups.iter().position(|known| *known == lookup);
        Condition::Found(known.unwrap_or_else(|| {
            lookups.push(lookup);
            lookups.len() - 1
        }))
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
        test: ValueTest<'_>,
    ) -> Result<Condition, QueryProblem> {
        let variable = self.variable_named(scope, name)?;
        test.check(variable)?;
        let people = self.snapshot.participants();
        match variable.scope {
            Scope::Document => {
                let values = self.snapshot.documents().iter().map(|document| &document.values);
                Ok(Condition::Document(has_value(variable, test, values)?))
            }
            Scope::Participant => {
                let values = people.iter().map(|person| &person.values);
                let members = by_person(people, &has_value(variable, test, values)?);
                let nobody = matches!(test, ValueTest::Missing);
                Ok(Condition::Participant { members, nobody })
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
///
/// That nothing has a value is an error, as it may be mistyped; that nothing compares so is not.
fn has_value<'a>(
    variable: &Variable,
    test: ValueTest<'_>,
    values: impl Iterator<Item = &'a Values> + Clone,
) -> Result<Vec<bool>, QueryProblem> {
    let written = values.map(|values| values.get(&variable.id).map(String::as_str));
    let found: Vec<bool> = written.clone().map(|value| test.holds(variable, value)).collect();
    match test {
        ValueTest::Is(typed) if !found.contains(&true) => Err(QueryProblem::UnknownValue {
            of: variable.scope.name(),
            variable: variable.name.clone(),
            typed: typed.to_owned(),
            near: nearest(typed, written.flatten()).into_iter().map(str::to_owned).collect(),
        }),
        _ => Ok(found),
    }
}

fn by_id(ids: impl Iterator<Item = usize> + Clone, found: &[bool]) -> Vec<bool> {
    let mut members = vec![false; ids.clone().max().map_or(0, |most| most + 1)];
    ids.zip(found).for_each(|(id, &is_found)| members[id] = is_found);
    members
}

fn by_person(people: &[Participant], found: &[bool]) -> Vec<bool> {
    by_id(people.iter().map(|person| person.id.index()), found)
}
