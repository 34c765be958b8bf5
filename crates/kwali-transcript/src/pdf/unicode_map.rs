//! The map from a font's codes to text that a PDF carries so that its words can be copied.

use std::collections::BTreeMap;

/// A range of codes is not followed further.
const LONGEST_RANGE: u32 = 0x1_0000;
/// A map has not more entries: fonts have up to 65,536 glyphs.
const MOST_ENTRIES: usize = 0x2_0000;

/// From codes to text.
#[derive(Debug, Default)]
pub(super) struct UnicodeMap {
    texts: BTreeMap<u32, String>,
    /// How many bytes a code has, if the map says so.
    pub(super) code_bytes: Option<usize>,
}

impl UnicodeMap {
    /// Reads the map from its program, as far as it can be understood.
    pub(super) fn read(program: &[u8]) -> UnicodeMap {
        let mut map = UnicodeMap::default();
        let mut section = Section::Other;
        let mut operands: Vec<Operand> = Vec::new();
        for token in Tokens(program) {
            match token {
                Token::Word(b"begincodespacerange") => section = Section::Codes,
                Token::Word(b"beginbfchar") => section = Section::Chars,
                Token::Word(b"beginbfrange") => section = Section::Ranges,
                Token::Word(_) => section = Section::Other,
                Token::Hex(bytes) => operands.push(Operand::Bytes(bytes)),
                Token::List(list) => operands.push(Operand::List(list)),
            }
            let is_complete = match section {
                Section::Other => true,
                Section::Codes | Section::Chars => operands.len() == 2,
                Section::Ranges => operands.len() == 3,
            };
            if is_complete {
                map.take(section, &std::mem::take(&mut operands));
            }
        }
        map
    }

    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    fn take(&mut self, section: Section, operands: &[Operand]) {
        match (section, operands) {
            (Section::Codes, [Operand::Bytes(first), _]) => self.code_bytes = Some(first.len()),
            (Section::Chars, [Operand::Bytes(code), Operand::Bytes(text)]) => {
                self.put(number(code), utf_16(text));
            }
            (Section::Ranges, [Operand::Bytes(first), Operand::Bytes(last), target]) => {
                let (first, last) = (number(first), number(last));
                let last = last.min(first.saturating_add(LONGEST_RANGE));
                for (offset, code) in (first..=last).enumerate() {
                    match target {
                        Operand::Bytes(text) => self.put(code, utf_16(&raised(text, offset))),
                        Operand::List(texts) => match texts.get(offset) {
                            Some(text) => self.put(code, utf_16(text)),
                            None => break,
                        },
                    }
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, code: u32, text: String) {
        let is_text = !text.is_empty() && !text.contains(['\0', char::REPLACEMENT_CHARACTER]);
        if is_text && self.texts.len() < MOST_ENTRIES {
            self.texts.insert(code, text);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Codes,
    Chars,
    Ranges,
    Other,
}

enum Operand {
    Bytes(Vec<u8>),
    List(Vec<Vec<u8>>),
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// The text of a code that stands so far behind the first of its range.
fn raised(text: &[u8], offset: usize) -> Vec<u8> {
    let mut raised = text.to_vec();
    let from = raised.len().saturating_sub(2);
    let last = number(&raised[from..]).wrapping_add(offset as u32).to_be_bytes();
    let length = raised.len() - from;
    raised[from..].copy_from_slice(&last[4 - length..]);
    raised
}

fn utf_16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

enum Token<'a> {
    Word(&'a [u8]),
    Hex(Vec<u8>),
    List(Vec<Vec<u8>>),
}

/// The words, hexadecimal strings and lists of them in a program.
struct Tokens<'a>(&'a [u8]);

impl<'a> Tokens<'a> {
    fn hex(&mut self) -> Vec<u8> {
        let end = self.0.iter().position(|&byte| byte == b'>').unwrap_or(self.0.len());
        let digits: Vec<u8> = self.0[1..end.max(1)]
            .iter()
            .filter_map(|&byte| (byte as char).to_digit(16))
            .map(|d| d as u8)
            .collect();
        self.0 = self.0.get(end + 1..).unwrap_or_default();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
    }

    fn skip_space(&mut self) {
        let space =
            self.0.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
        self.0 = &self.0[space..];
    }

    fn list(&mut self) -> Vec<Vec<u8>> {
        let mut list = Vec::new();
        self.0 = &self.0[1..];
        loop {
            self.skip_space();
            match self.0.first() {
                Some(b'<') => list.push(self.hex()),
                Some(b']') => {
                    self.0 = &self.0[1..];
                    return list;
                }
                Some(_) => self.0 = &self.0[1..],
                None => return list,
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.skip_space();
            match self.0 {
                [] => return None,
                [b'<', b'<', rest @ ..] | [b'>', b'>', rest @ ..] => self.0 = rest,
                [b'<', ..] => return Some(Token::Hex(self.hex())),
                [b'[', ..] => return Some(Token::List(self.list())),
                [b'%', ..] => {
                    let end = self.0.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                    self.0 = &self.0[end.unwrap_or(self.0.len())..];
                }
                [first, ..] => {
                    let is_word =
                        |byte: &&u8| !byte.is_ascii_whitespace() && !b"<>[]%/\0".contains(byte);
                    let length = self.0.iter().take_while(is_word).count();
                    if length == 0 {
                        debug_assert!(b"<>[]%/".contains(first));
                        self.0 = &self.0[1..];
                        continue;
                    }
                    let (word, rest) = self.0.split_at(length);
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_text() {
        let map = UnicodeMap::read(
            b"/CMapName /x def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar % niets\n\
              2 beginbfrange <0010> <0012> <0041> <0020><0021> [<00E9> <D83DDE00>] endbfrange",
        );
        let texts = [3, 4, 0x10, 0x12, 0x20, 0x21].map(|code| map.get(code).unwrap_or_default());
        assert_eq!(texts, [" ", "fi", "A", "C", "é", "😀"]);
        assert_eq!((map.code_bytes, map.get(0x13)), (Some(2), None));
    }

    #[test]
    fn damaged_programs_do_no_harm() {
        let endless = UnicodeMap::read(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
        assert_eq!((endless.get(1), endless.get(0x2_0000)), (Some("B"), None));
        for program in [b"beginbfchar <00".as_slice(), b"beginbfrange [<", b"<<>> ] > / %", b"\0["]
        {
            UnicodeMap::read(program);
        }
    }
}
