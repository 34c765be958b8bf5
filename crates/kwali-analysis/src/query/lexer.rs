//! A query's text into terms, parentheses and joining words.

use std::ops::Range;

use kwali_model::Scope;
use kwali_text::Phrase;

use super::{CodeReach, Comparison, NamedKind, QueryError, QueryProblem, Term, Wanted};
use crate::MISSING;

/// Signs that a later language may need; inside a word they are refused rather than misread.
const RESERVED: [char; 12] = ['#', '=', '<', '>', '|', '&', '{', '}', '[', ']', '^', '~'];

/// A piece of a query with its bytes.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: Range<usize>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    Term(Term),
}

/// Returns the tokens of a query.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(first) = lexer.skip_space() {
        let start = lexer.at;
        let kind = lexer.token(first)?;
        tokens.push(Token { kind, at: start..lexer.at });
    }
    Ok(tokens)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next_char(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Returns the first character that is no white space.
    fn skip_space(&mut self) -> Option<char> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.next_char()
    }

    fn skip(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn token(&mut self, first: char) -> Result<TokenKind, QueryError> {
        match first {
            '(' => Ok(self.single(TokenKind::Open)),
            ')' => Ok(self.single(TokenKind::Close)),
            '#' => self.code().map(TokenKind::Term),
            _ if is_quote(first) => self.quoted_term().map(TokenKind::Term),
            _ => self.bare(),
        }
    }

    fn single(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn code(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        self.skip("#");
        let (path, alone) = match self.next_char() {
            Some(quote) if is_quote(quote) => {
                let path = self.quoted()?;
                (path, self.skip("!"))
            }
            _ => {
                let run = self.run(|_| false);
                match run.strip_suffix('!') {
                    Some(path) => (path.to_owned(), true),
                    None => (run, false),
                }
            }
        };
        if path.is_empty() {
            return Err(QueryError::new(start..self.at, QueryProblem::MissingCode));
        }
        let reach = if alone { CodeReach::Alone } else { CodeReach::WithDescendants };
        Ok(Term::Code { path, reach })
    }

    fn quoted_term(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        let quoted = self.quoted()?;
        if self.skip(":") {
            return self.pair(quoted, start);
        }
        self.words(quoted, start)
    }

    /// A joining word, a name with a value, a comparison of weights, or a word.
    fn bare(&mut self) -> Result<TokenKind, QueryError> {
        let start = self.at;
        let run = self.run(|char| char == ':');
        if self.skip(":") {
            return self.pair(run, start).map(TokenKind::Term);
        }
        match run.as_str() {
            "and" | "AND" => return Ok(TokenKind::And),
            "or" | "OR" => return Ok(TokenKind::Or),
            "not" | "NOT" => return Ok(TokenKind::Not),
            _ => {}
        }
        let compared = run.strip_prefix("weight").filter(|rest| rest.starts_with(['<', '>', '=']));
        if let Some(comparison) = compared {
            let weight = weight(comparison);
            let bad = || QueryError::new(start..self.at, QueryProblem::BadWeight);
            return weight.map(TokenKind::Term).ok_or_else(bad);
        }
        let leading = run.chars().next().filter(|&first| first == '-' || first == '!');
        if let Some(sign) = leading.or_else(|| run.chars().find(|char| RESERVED.contains(char))) {
            return Err(QueryError::new(start..self.at, QueryProblem::Reserved(sign)));
        }
        self.words(run, start).map(TokenKind::Term)
    }

    fn words(&self, typed: String, start: usize) -> Result<Term, QueryError> {
        match Phrase::parse(&typed) {
            Ok(_) => Ok(Term::Words(typed)),
            Err(problem) => Err(QueryError::new(start..self.at, problem)),
        }
    }

    fn pair(&mut self, name: String, start: usize) -> Result<Term, QueryError> {
        if name.is_empty() {
            return Err(QueryError::new(start..self.at, QueryProblem::MissingName));
        }
        let value = match self.next_char() {
            Some(quote) if is_quote(quote) => Wanted::Is(self.quoted()?),
            _ if self.skip(MISSING) => Wanted::Missing,
            _ => Wanted::Is(self.run(|_| false)),
        };
        if value == Wanted::Is(String::new()) {
            return Err(QueryError::new(start..self.at, QueryProblem::MissingValue(name)));
        }
        if let Some(kind) = NamedKind::ALL.into_iter().find(|kind| kind.name() == name) {
            return Ok(Term::Named { kind, name: value });
        }
        let scoped = name.split_once('.').and_then(|(scope, name)| {
            Scope::from_name(scope).filter(|_| !name.is_empty()).map(|scope| (scope, name))
        });
        Ok(match scoped {
            Some((scope, name)) => {
                Term::Variable { scope: Some(scope), name: name.to_owned(), value }
            }
            None => Term::Variable { scope: None, name, value },
        })
    }

    /// What stands up to white space, a parenthesis, a quotation mark, or where `ends` says.
    fn run(&mut self, ends: impl Fn(char) -> bool) -> String {
        let is_end = |char: char| {
            char.is_whitespace() || matches!(char, '(' | ')') || is_quote(char) || ends(char)
        };
        let length = self.rest().find(is_end).unwrap_or(self.rest().len());
        let run = self.rest()[..length].to_owned();
        self.at += length;
        run
    }

    /// What stands between quotation marks; `\"` is a mark and `\\` a backslash.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let mut chars = self.rest().char_indices();
        let opening = chars.next().map_or('"', |(_, quote)| quote);
        let mut content = String::new();
        while let Some((offset, char)) = chars.next() {
            if closes(opening, char) {
                self.at += offset + char.len_utf8();
                return Ok(content);
            }
            let escaped = chars.as_str().chars().next().filter(|&c| c == '\\' || is_quote(c));
            match escaped.filter(|_| char == '\\') {
                Some(escaped) => {
                    chars.next();
                    content.push(escaped);
                }
                None => content.push(char),
            }
        }
        let length = opening.len_utf8();
        Err(QueryError::new(start..start + length, QueryProblem::UnclosedQuote))
    }
}

/// Straight quotation marks, and the curly ones that word processors make of them.
pub(super) fn is_quote(char: char) -> bool {
    matches!(char, '"' | '“' | '”' | '„')
}

fn closes(opening: char, char: char) -> bool {
    if opening == '"' { char == '"' } else { matches!(char, '”' | '“') }
}

/// True if `char` cannot stand unquoted in a name, value or word.
pub(super) fn needs_quotes(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, '(' | ')' | ':' | '!')
        || is_quote(char)
        || RESERVED.contains(&char)
}

fn weight(comparison: &str) -> Option<Term> {
    let of = |sign: Comparison| Some((sign, comparison.strip_prefix(sign.sign())?));
    let (sign, number) = Comparison::ALL.into_iter().find_map(of)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<u8>().ok().filter(|&number| plain && number <= 100)?;
    Some(Term::Weight(sign, number))
}
