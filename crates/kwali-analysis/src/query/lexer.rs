//! A query's text into terms, parentheses and joining words.

use std::ops::Range;

use kwali_model::{Origin, Scope};
use kwali_text::{Phrase, nearest};

use super::{
    CodeReach, CodersMeant, Comparison, MemoPlace, NamedKind, QueryError, QueryProblem, Term,
    Wanted,
};
use crate::MISSING;

/// Signs that have or may get a meaning; inside a word they are refused rather than misread.
const RESERVED: [char; 11] = ['#', '=', '<', '>', '|', '&', '{', '}', '[', ']', '^'];

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
    /// Between the parts of a call.
    Comma,
    /// A name with a parenthesis right behind it: `overlaps(`.
    Call(String),
    And,
    Or,
    Not,
    Term(Term),
}

/// Returns the tokens of a query.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { text, at: 0, open: Vec::new(), n_calls: 0 };
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
    /// For each parenthesis that is open, whether it is a call's.
    open: Vec<bool>,
    /// How many of these are calls; a comma has its meaning only inside one.
    n_calls: usize,
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
            '(' => {
                self.open.push(false);
                Ok(self.single(TokenKind::Open))
            }
            ')' => {
                self.n_calls -= usize::from(self.open.pop() == Some(true));
                Ok(self.single(TokenKind::Close))
            }
            ',' if self.n_calls > 0 => Ok(self.single(TokenKind::Comma)),
            '/' => self.pattern().map(TokenKind::Term),
            '@' => self.saved().map(TokenKind::Term),
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

    fn saved(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        self.skip("@");
        let name = match self.next_char() {
            Some(quote) if is_quote(quote) => self.quoted()?,
            _ => self.run(|_| false),
        };
        if name.is_empty() {
            return Err(QueryError::new(start..self.at, QueryProblem::MissingSaved));
        }
        Ok(Term::Saved(name))
    }

    /// What stands between two `/`, with them; `\/` inside is no end.
    fn pattern(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        let mut escaped = false;
        let is_end = |char: char| {
            let ends = char == '/' && !escaped;
            escaped = char == '\\' && !escaped;
            ends
        };
        let Some(length) = self.rest()[1..].find(is_end) else {
            return Err(QueryError::new(start..start + 1, QueryProblem::UnclosedPattern));
        };
        let pattern = self.rest()[..length + 2].to_owned();
        self.at += pattern.len();
        self.words(pattern, start)
    }

    fn quoted_term(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        let quoted = self.quoted()?;
        if self.skip(":") {
            return self.pair(quoted, start);
        }
        if let Some(sign) = Comparison::ALL.into_iter().find(|sign| self.skip(sign.sign())) {
            let value = self.run(|_| false);
            return self.compared(quoted, sign, value, start);
        }
        self.words(quoted, start)
    }

    /// A joining word, a call, a name with a value, a comparison, or a word.
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
        if let Some((name, rest)) = run.find(['<', '>', '=']).map(|place| run.split_at(place)) {
            let sign = Comparison::ALL.into_iter().find(|sign| rest.starts_with(sign.sign()));
            if let Some(sign) = sign.filter(|_| !name.is_empty()) {
                let value = rest[sign.sign().len()..].to_owned();
                return self.compared(name.to_owned(), sign, value, start).map(TokenKind::Term);
            }
        }
        let leading = run.chars().next().filter(|&first| first == '-' || first == '!');
        if let Some(sign) = leading.or_else(|| run.chars().find(|char| RESERVED.contains(char))) {
            return Err(QueryError::new(start..self.at, QueryProblem::Reserved(sign)));
        }
        if self.next_char() == Some('(') {
            self.open.push(true);
            self.n_calls += 1;
            self.at += 1;
            return Ok(TokenKind::Call(run));
        }
        if run == ALONE {
            return Ok(TokenKind::Term(Term::Alone(CodersMeant::All)));
        }
        self.words(run, start).map(TokenKind::Term)
    }

    fn compared(
        &mut self,
        name: String,
        comparison: Comparison,
        mut value: String,
        start: usize,
    ) -> Result<Term, QueryError> {
        if value.is_empty() && self.next_char().is_some_and(is_quote) {
            value = self.quoted()?;
        }
        let at = start..self.at;
        if name == "weight" {
            let plain = value.bytes().all(|byte| byte.is_ascii_digit());
            let weight = value.parse::<u8>().ok().filter(|&weight| plain && weight <= 100);
            let bad = || QueryError::new(at, QueryProblem::BadWeight);
            return weight.map(|weight| Term::Weight(comparison, weight)).ok_or_else(bad);
        }
        if let Some(kind) = NamedKind::ALL.into_iter().find(|kind| kind.name() == name) {
            return Err(QueryError::new(at, QueryProblem::NotCompared(kind.name())));
        }
        if value.is_empty() {
            return Err(QueryError::new(at, QueryProblem::NothingToCompare));
        }
        let (scope, name) = scoped(name);
        Ok(Term::Compared { scope, name, comparison, value })
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
        if let Some(on) = MemoPlace::ALL.into_iter().find(|place| place.name() == name) {
            return self.memo(on, value, start);
        }
        if name == ORIGIN {
            return self.origin(&value, start);
        }
        let (scope, name) = scoped(name);
        Ok(Term::Variable { scope, name, value })
    }

    fn memo(&self, on: MemoPlace, holds: Wanted, start: usize) -> Result<Term, QueryError> {
        match &holds {
            Wanted::Is(words) if words != "*" => match Phrase::parse(words) {
                Ok(_) => Ok(Term::Memo { on, holds }),
                Err(problem) => Err(QueryError::new(start..self.at, problem)),
            },
            _ => Ok(Term::Memo { on, holds }),
        }
    }

    fn origin(&self, value: &Wanted, start: usize) -> Result<Term, QueryError> {
        let error = |problem| QueryError::new(start..self.at, problem);
        let typed = match value {
            Wanted::Missing => return Err(error(QueryProblem::NeverMissing(ORIGIN))),
            Wanted::Is(typed) => typed,
        };
        Origin::from_name(typed).map(Term::Origin).ok_or_else(|| {
            let near = nearest(typed, Origin::ALL.map(Origin::name)).map(str::to_owned);
            let near = near.into_iter().collect();
            error(QueryProblem::UnknownOrigin { typed: typed.clone(), near })
        })
    }

    /// What stands up to white space, a parenthesis, a quotation mark, inside a call a comma, or
    /// where `ends` says.
    fn run(&mut self, ends: impl Fn(char) -> bool) -> String {
        let in_call = self.n_calls > 0;
        let is_end = |char: char| {
            char.is_whitespace()
                || matches!(char, '(' | ')')
                || (char == ',' && in_call)
                || is_quote(char)
                || ends(char)
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
        || matches!(char, '(' | ')' | ':' | '!' | ',' | '~')
        || is_quote(char)
        || RESERVED.contains(&char)
}

/// True if these words are read as themselves without quotes.
pub(super) fn stand_bare(words: &str) -> bool {
    let is_them = |token: &Token| match &token.kind {
        TokenKind::Term(Term::Words(read)) => read == words && token.at == (0..words.len()),
        _ => false,
    };
    // A comma would have another meaning in a relation.
    !words.contains(',') && matches!(&tokens(words).as_deref(), Ok([token]) if is_them(token))
}

/// The word for a segment that overlaps no other code.
pub(super) const ALONE: &str = "alone";

/// The word for how a coding came about.
const ORIGIN: &str = "origin";

/// Takes `document.` or `participant.` off a variable's name.
fn scoped(name: String) -> (Option<Scope>, String) {
    let parted = name.split_once('.').and_then(|(scope, name)| {
        Scope::from_name(scope).filter(|_| !name.is_empty()).map(|scope| (scope, name.to_owned()))
    });
    match parted {
        Some((scope, name)) => (Some(scope), name),
        None => (None, name),
    }
}
