//! Relations and operations on spans: a name, and in parentheses what it takes.

use std::ops::Range;

use kwali_text::nearest;

use super::lexer::{ALONE, TokenKind};
use super::parser::Parser;
use super::{
    CodersMeant, Distance, Expression, LengthUnit, Located, QueryError, QueryProblem, Relation,
    RelationKind, SpanOperation, SpanOperator, Term,
};

/// What a name before a parenthesis can be.
#[derive(Clone, Copy)]
enum Callable {
    Plain(RelationKind),
    Near,
    Before,
    After,
    Alone,
    Spans(SpanOperator),
}

impl Callable {
    fn all() -> impl Iterator<Item = Callable> {
        let plain = RelationKind::PLAIN.into_iter().map(Callable::Plain);
        let spans = SpanOperator::ALL.into_iter().map(Callable::Spans);
        let others = [Callable::Near, Callable::Before, Callable::After, Callable::Alone];
        plain.chain(others).chain(spans)
    }

    fn name(self) -> &'static str {
        match self {
            Callable::Plain(kind) => kind.name(),
            Callable::Near => "near",
            Callable::Before => "before",
            Callable::After => "after",
            Callable::Alone => ALONE,
            Callable::Spans(operator) => operator.name(),
        }
    }
}

impl Parser<'_> {
    /// Reads what stands behind `name(`, which was just taken.
    pub(super) fn call(
        &mut self,
        name: &str,
        at: Range<usize>,
        depth: usize,
    ) -> Result<Expression, QueryError> {
        let Some(callable) = Callable::all().find(|callable| callable.name() == name) else {
            let near = nearest(name, Callable::all().map(Callable::name)).map(str::to_owned);
            let near = near.into_iter().collect();
            let problem = QueryProblem::UnknownRelation { typed: name.to_owned(), near };
            return Err(QueryError::new(at.start..at.end - 1, problem));
        };
        let mut call = Call { parser: self, name: callable.name(), at: at.clone(), depth };
        let term = match callable {
            Callable::Plain(kind) => call.relation(kind)?,
            Callable::Near => {
                let distance = call.distance()?.ok_or_else(|| call.no_distance())?;
                call.relation(RelationKind::Near(distance))?
            }
            Callable::Before => {
                let distance = call.distance()?;
                call.relation(RelationKind::Before(distance))?
            }
            Callable::After => {
                let distance = call.distance()?;
                call.relation(RelationKind::After(distance))?
            }
            Callable::Alone => {
                call.by_the_same_coder()?;
                Term::Alone(CodersMeant::Same)
            }
            Callable::Spans(operator) => call.spans(operator)?,
        };
        call.close()?;
        let at = at.start..self.taken().end;
        Ok(Expression::Term(Located { term, at }))
    }
}

/// A call that is being read.
struct Call<'p, 't> {
    parser: &'p mut Parser<'t>,
    name: &'static str,
    /// Its name and parenthesis.
    at: Range<usize>,
    depth: usize,
}

impl Call<'_, '_> {
    fn relation(&mut self, kind: RelationKind) -> Result<Term, QueryError> {
        let of = self.query()?;
        let coders = match self.parser.take(&TokenKind::Comma) {
            false => CodersMeant::All,
            true => {
                self.by_the_same_coder()?;
                CodersMeant::Same
            }
        };
        Ok(Term::Related(Box::new(Relation { kind, of, coders })))
    }

    fn spans(&mut self, operator: SpanOperator) -> Result<Term, QueryError> {
        let left = self.query()?;
        if !self.parser.take(&TokenKind::Comma) {
            return Err(self.lacks_query());
        }
        let right = self.query()?;
        Ok(Term::Spans(Box::new(SpanOperation { operator, left, right })))
    }

    fn query(&mut self) -> Result<Expression, QueryError> {
        match self.parser.peek() {
            Some(TokenKind::Close | TokenKind::Comma) => Err(self.lacks_query()),
            None => Err(self.unclosed()),
            Some(_) => self.parser.any(self.depth + 1),
        }
    }

    /// Reads `2 paragraphs,` if that stands here.
    fn distance(&mut self) -> Result<Option<Distance>, QueryError> {
        let parts: Vec<(Option<&str>, Range<usize>)> = self
            .parser
            .tokens
            .iter()
            .skip(self.parser.next)
            .take(3)
            // In quotes it is a word that is looked for, not a number.
            .map(|token| {
                (word(&token.kind).filter(|w| w.len() == token.at.len()), token.at.clone())
            })
            .collect();
        let (number, unit) = match &parts[..] {
            [(Some(number), at), rest @ ..] if number.starts_with(|c: char| c.is_ascii_digit()) => {
                ((*number, at.clone()), rest)
            }
            _ => return Ok(None),
        };
        let Some((Some(typed), unit_at)) = unit.first() else {
            return Err(QueryError::new(number.1, QueryProblem::MissingDistance(self.name)));
        };
        let unit = LengthUnit::from_name(typed).ok_or_else(|| {
            let near = nearest(typed, LengthUnit::ALL.map(LengthUnit::name)).map(str::to_owned);
            let near = near.into_iter().collect();
            let problem = QueryProblem::UnknownUnit { typed: (*typed).to_owned(), near };
            QueryError::new(unit_at.clone(), problem)
        })?;
        let bad = || QueryError::new(number.1.clone(), QueryProblem::BadDistance);
        let distance = Distance { number: number.0.parse().map_err(|_| bad())?, unit };
        self.parser.next += 2;
        if !self.parser.take(&TokenKind::Comma) {
            let at = number.1.start..unit_at.end;
            return Err(QueryError::new(at, QueryProblem::MissingComma));
        }
        Ok(Some(distance))
    }

    fn by_the_same_coder(&mut self) -> Result<(), QueryError> {
        let start = self.parser.next;
        let wanted = CodersMeant::SAME.split(' ');
        for wanted in wanted {
            let found = self.parser.peek().and_then(word);
            if found != Some(wanted) {
                let tokens = self.parser.tokens;
                let first = tokens.get(start).map_or(self.at.clone(), |token| token.at.clone());
                let last = tokens.get(self.parser.next).map_or(first.end, |token| token.at.end);
                return Err(QueryError::new(first.start..last, QueryProblem::TooMuch(self.name)));
            }
            self.parser.next += 1;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), QueryError> {
        if self.parser.take(&TokenKind::Close) {
            return Ok(());
        }
        match self.parser.tokens.get(self.parser.next) {
            None => Err(self.unclosed()),
            Some(more) => Err(QueryError::new(more.at.clone(), QueryProblem::TooMuch(self.name))),
        }
    }

    fn unclosed(&self) -> QueryError {
        QueryError::new(self.at.end - 1..self.at.end, QueryProblem::UnclosedParenthesis)
    }

    fn lacks_query(&self) -> QueryError {
        let end = self.parser.tokens.get(self.parser.next).map_or(self.at.end, |t| t.at.end);
        QueryError::new(self.at.start..end, QueryProblem::MissingQuery(self.name))
    }

    fn no_distance(&self) -> QueryError {
        QueryError::new(self.at.clone(), QueryProblem::MissingDistance(self.name))
    }
}

fn word(kind: &TokenKind) -> Option<&str> {
    match kind {
        TokenKind::Term(Term::Words(word)) => Some(word),
        _ => None,
    }
}
