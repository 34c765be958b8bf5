//! Tokens into a tree: `or` binds least, then `and` (which can be left out), then `not`.

use std::ops::Range;

use super::lexer::{Token, TokenKind, tokens};
use super::{Expression, Located, QueryError, QueryProblem};

/// How deep parentheses and `not` may stand within each other.
pub(super) const DEEPEST: usize = 64;

/// Returns the tree of a query's text.
pub(super) fn parse(text: &str) -> Result<Expression, QueryError> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Ok(Expression::default());
    }
    let mut parser = Parser { tokens: &tokens, next: 0, end: text.len() };
    let expression = parser.any(0)?;
    match parser.tokens.get(parser.next) {
        None => Ok(expression),
        Some(left) => Err(left_over(left)),
    }
}

/// What cannot be part of a condition where one ended.
fn left_over(token: &Token) -> QueryError {
    let problem = match token.kind {
        TokenKind::Comma => QueryProblem::MisplacedComma,
        _ => QueryProblem::UnopenedParenthesis,
    };
    QueryError::new(token.at.clone(), problem)
}

pub(super) struct Parser<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) next: usize,
    /// The length of the text.
    end: usize,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    pub(super) fn take(&mut self, kind: &TokenKind) -> bool {
        let found = self.peek() == Some(kind);
        self.next += usize::from(found);
        found
    }

    /// The bytes of the token just taken.
    pub(super) fn taken(&self) -> Range<usize> {
        self.tokens.get(self.next.wrapping_sub(1)).map_or(0..0, |token| token.at.clone())
    }

    pub(super) fn any(&mut self, depth: usize) -> Result<Expression, QueryError> {
        let mut parts = vec![self.all(depth)?];
        while self.take(&TokenKind::Or) {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::Any(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Expression, QueryError> {
        let mut parts = vec![self.one(depth)?];
        loop {
            match self.peek() {
                None | Some(TokenKind::Or | TokenKind::Close | TokenKind::Comma) => break,
                Some(TokenKind::And) => self.next += 1,
                Some(_) => {}
            }
            parts.push(self.one(depth)?);
        }
        Ok(Expression::all(parts))
    }

    fn one(&mut self, depth: usize) -> Result<Expression, QueryError> {
        if depth > DEEPEST {
            return Err(QueryError::new(self.taken(), QueryProblem::TooDeep));
        }
        let Some(token) = self.tokens.get(self.next) else {
            return Err(self.nothing_behind());
        };
        match &token.kind {
            TokenKind::Term(term) => {
                self.next += 1;
                Ok(Expression::Term(Located { term: term.clone(), at: token.at.clone() }))
            }
            TokenKind::Not => {
                self.next += 1;
                Ok(Expression::Not(Box::new(self.one(depth + 1)?)))
            }
            TokenKind::Open => {
                self.next += 1;
                self.parenthesis(token.at.clone(), depth)
            }
            TokenKind::Call(name) => {
                self.next += 1;
                self.call(name, token.at.clone(), depth)
            }
            TokenKind::Comma if self.taken_word().is_none() => Err(left_over(token)),
            TokenKind::And | TokenKind::Or | TokenKind::Close | TokenKind::Comma => {
                Err(self.misplaced(token))
            }
        }
    }

    fn parenthesis(&mut self, open: Range<usize>, depth: usize) -> Result<Expression, QueryError> {
        if self.take(&TokenKind::Close) {
            let at = open.start..self.taken().end;
            return Err(QueryError::new(at, QueryProblem::EmptyParentheses));
        }
        if self.peek().is_none() {
            return Err(QueryError::new(open, QueryProblem::UnclosedParenthesis));
        }
        let inside = self.any(depth + 1)?;
        match self.peek() {
            Some(TokenKind::Close) => {
                self.next += 1;
                Ok(inside)
            }
            Some(TokenKind::Comma) => Err(left_over(&self.tokens[self.next])),
            _ => Err(QueryError::new(open, QueryProblem::UnclosedParenthesis)),
        }
    }

    /// The joining word that was just taken, if one was.
    fn taken_word(&self) -> Option<&'static str> {
        self.tokens.get(self.next.wrapping_sub(1)).and_then(joining_word)
    }

    /// The query ends where a condition should stand.
    fn nothing_behind(&self) -> QueryError {
        let word = self.taken_word();
        let problem = QueryProblem::NothingToJoin { word: word.unwrap_or("and"), side: "behind" };
        let at = if word.is_some() { self.taken() } else { self.end..self.end };
        QueryError::new(at, problem)
    }

    /// `and`, `or` or `)` stands where a condition should.
    fn misplaced(&self, token: &Token) -> QueryError {
        match (self.taken_word(), joining_word(token)) {
            (Some(word), _) => {
                let problem = QueryProblem::NothingToJoin { word, side: "behind" };
                QueryError::new(self.taken(), problem)
            }
            (None, Some(word)) => {
                let problem = QueryProblem::NothingToJoin { word, side: "before" };
                QueryError::new(token.at.clone(), problem)
            }
            (None, None) => QueryError::new(token.at.clone(), QueryProblem::UnopenedParenthesis),
        }
    }
}

fn joining_word(token: &Token) -> Option<&'static str> {
    match token.kind {
        TokenKind::And => Some("and"),
        TokenKind::Or => Some("or"),
        TokenKind::Not => Some("not"),
        _ => None,
    }
}
