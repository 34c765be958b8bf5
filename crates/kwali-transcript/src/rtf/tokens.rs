//! Rich text cut into its smallest pieces.

/// A piece of rich text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its number, as `\fs24`.
    Word(&'a str, Option<i32>),
    /// A control symbol, as `\~`.
    Symbol(u8),
    /// A character of the font's encoding, as `\'e9`.
    Hex(u8),
    /// Characters as they stand.
    Plain(&'a [u8]),
}

/// The longest control word; longer ones are none.
const LONGEST_WORD: usize = 32;

/// Cuts rich text into pieces; binary content is left out.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            self.take(1);
            return Some(self.hex());
        }
        if !first.is_ascii_alphabetic() {
            self.take(1);
            return Some(match first {
                b'\r' | b'\n' => Token::Word("par", None),
                b'\t' => Token::Word("tab", None),
                sign => Token::Symbol(sign),
            });
        }
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
        let length = self.rest.iter().take(LONGEST_WORD).take_while(|byte| is_letter(byte)).count();
        let name = std::str::from_utf8(self.take(length)).unwrap_or_default();
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == "bin" {
            self.take(number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0));
            return self.next();
        }
        Some(Token::Word(name, number))
    }

    fn number(&mut self) -> Option<i32> {
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let digits = self.rest.iter().skip(sign).take(10).take_while(is_digit).count();
        if digits == 0 {
            return None;
        }
        let written = std::str::from_utf8(self.take(sign + digits)).ok()?;
        let number: i64 = written.parse().ok()?;
        Some(number.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
    }

    fn hex(&mut self) -> Token<'a> {
        let digit = |at: usize| Some((*self.rest.get(at)? as char).to_digit(16)? as u8);
        match (digit(0), digit(1)) {
            (Some(high), Some(low)) => {
                self.take(2);
                Token::Hex(high * 16 + low)
            }
            _ => Token::Plain(b""),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.rest.first()? {
                b'{' => {
                    self.take(1);
                    return Some(Token::Open);
                }
                b'}' => {
                    self.take(1);
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.take(1);
                    return self.control();
                }
                // Line ends are for whoever reads the file itself.
                b'\r' | b'\n' | b'\0' => drop(self.take(1)),
                _ => {
                    let is_plain = |byte: &&u8| !b"{}\\\r\n\0".contains(byte);
                    let length = self.rest.iter().take_while(is_plain).count();
                    return Some(Token::Plain(self.take(length)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[Token]) {
        assert_eq!(Tokens::of(bytes).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn rich_text_is_cut_into_pieces() {
        use Token::{Close, Hex, Open, Plain, Symbol, Word};
        check(
            b"{\\b0 Een\\'E9\\~\\u-10179?}\r\n",
            &[
                Open,
                Word("b", Some(0)),
                Plain(b"Een"),
                Hex(0xe9),
                Symbol(b'~'),
                Word("u", Some(-10179)),
                Plain(b"?"),
                Close,
            ],
        );
        check(
            b"a\\\nb\\par  c",
            &[Plain(b"a"), Word("par", None), Plain(b"b"), Word("par", None), Plain(b" c")],
        );
        check(b"\\bin3 }}}a\\bin9 }", &[Plain(b"a")]);
        check(b"\\b-\\'x\\", &[Word("b", None), Plain(b"-"), Plain(b""), Plain(b"x")]);
        check(b"\\b99999999999", &[Word("b", Some(i32::MAX)), Plain(b"9")]);
    }
}
