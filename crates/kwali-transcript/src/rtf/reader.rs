//! The words of a rich text.

use std::collections::BTreeSet;

use super::destination::{Apart, Destination, Opens, characters, is_worth_reading, opened_by};
use super::fonts::{Fonts, SIGNS, of_charset, of_code_page};
use super::group::Group;
use super::paragraphs::Paragraphs;
use super::tokens::Token;
use crate::Aside;
use crate::passage::Passage;
use crate::story::{LeftOut, Written, note_sign};
use crate::symbols::symbol;

/// Names of the styles that make a heading, in small letters.
const HEADINGS: [&str; 6] = ["heading", "title", "subtitle", "kop ", "titel", "ondertitel"];

/// The outline level of what is no heading.
const BODY_LEVEL: i32 = 9;

/// Puts the words of a rich text together, token by token.
#[derive(Default)]
pub(super) struct Reader {
    paragraphs: Paragraphs,
    written: Written,
    groups: Vec<Group>,
    now: Group,
    fonts: Fonts,
    default_font: i32,
    headings: BTreeSet<i32>,
    /// The name of the style that is being read.
    style_name: String,
    author: String,
    date: String,
    /// Characters of the font's encoding that were not decoded yet.
    pending: Vec<u8>,
    /// The first half of a character beyond 16 bits.
    high_surrogate: Option<u32>,
    /// How many characters are still to be left out behind a Unicode one.
    to_skip: usize,
    /// The last words were deleted, and counted as such.
    in_deleted: bool,
}

impl Reader {
    pub(super) fn take(&mut self, token: Token) {
        match token {
            Token::Open => {
                self.flush();
                self.to_skip = 0;
                self.groups.push(self.now);
                self.now = self.now.within();
            }
            Token::Close => self.close(),
            Token::Hex(byte) => {
                if !self.skips() {
                    self.pending.push(byte);
                }
            }
            Token::Plain(bytes) => {
                let skipped = self.to_skip.min(bytes.len());
                self.to_skip -= skipped;
                self.pending.extend_from_slice(&bytes[skipped..]);
            }
            Token::Symbol(sign) => self.sign(sign),
            Token::Word("u", Some(number)) => self.unicode(number),
            Token::Word(word, number) => {
                self.flush();
                if characters(word).is_none() {
                    // Some programs forget what stands in place of a Unicode character.
                    self.to_skip = 0;
                }
                if !self.skips() {
                    self.word(word, number);
                }
            }
        }
    }

    /// Closes all that is open and returns the document.
    pub(super) fn finish(mut self) -> Written {
        while !self.groups.is_empty() {
            self.close();
        }
        self.flush();
        let (lines, left_out) = self.paragraphs.finish();
        let left_out = LeftOut { headers: self.written.left_out.headers, ..left_out };
        Written { lines, left_out, ..self.written }
    }

    /// True if what comes stands in place of a Unicode character that was read.
    fn skips(&mut self) -> bool {
        let skips = self.to_skip > 0;
        self.to_skip -= usize::from(skips);
        skips
    }

    fn sign(&mut self, sign: u8) {
        self.flush();
        if sign == b'*' {
            self.now.is_optional = true;
        } else if !self.skips() {
            match sign {
                b'{' | b'}' | b'\\' => self.words(std::str::from_utf8(&[sign]).unwrap_or_default()),
                b'~' => self.words("\u{a0}"),
                b'_' => self.words("-"),
                _ => {}
            }
        }
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.now.destination == Destination::Styles {
            self.end_style();
        }
        if let Some(apart) = self.now.apart {
            self.end_apart(apart);
        }
        self.now = self.groups.pop().unwrap_or_default();
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_optional = std::mem::take(&mut self.now.is_optional);
        if word == "ud"
            && let Some(destination) = self.now.second.take()
        {
            self.now.destination = destination;
        }
        if self.now.destination == Destination::Nothing {
            return;
        }
        match opened_by(word) {
            Some(Opens::Elsewhere(destination)) => self.now.destination = destination,
            Some(Opens::Apart(apart)) => self.begin_apart(apart),
            None if is_optional && !is_worth_reading(word) => {
                self.now.destination = Destination::Nothing;
            }
            None => match self.now.destination {
                Destination::Fonts => self.font_word(word, number),
                Destination::Words => self.document_word(word, number),
                _ if word == "s" => self.now.style = number.unwrap_or(0),
                _ => {}
            },
        }
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let Some(number) = number else { return };
        match word {
            "f" => self.now.font = number,
            "fcharset" => {
                let font = self.fonts.entry(self.now.font);
                font.has_signs = number == SIGNS;
                font.encoding = of_charset(number);
            }
            "cpg" => self.fonts.entry(self.now.font).encoding = of_code_page(number),
            _ => {}
        }
    }

    fn document_word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        if let Some(characters) = characters(word) {
            return self.words(characters);
        }
        match word {
            "ansicpg" => {
                self.fonts.of_file = number.and_then(of_code_page).unwrap_or(self.fonts.of_file);
            }
            "mac" => self.fonts.of_file = encoding_rs::MACINTOSH,
            "deff" => {
                self.default_font = number.unwrap_or(0);
                self.now.font = self.default_font;
            }
            "f" => self.now.font = number.unwrap_or(self.default_font),
            "uc" => self.now.substitutes = number.map_or(1, |number| number.clamp(0, 16) as usize),
            "b" => self.now.look.is_bold = is_on,
            "v" => self.now.look.is_hidden = is_on,
            "deleted" => self.now.is_deleted = is_on,
            "plain" => {
                self.now.look = Default::default();
                self.now.is_deleted = false;
                self.now.font = self.default_font;
            }
            "s" => {
                let is_heading = number.is_some_and(|style| self.headings.contains(&style));
                self.paragraphs.set_heading(is_heading);
            }
            "outlinelevel" => {
                self.paragraphs.set_heading(number.is_some_and(|level| level < BODY_LEVEL));
            }
            "par" | "sect" => self.paragraphs.end_paragraph(self.now.is_deleted),
            "line" | "lbr" | "page" | "column" => self.paragraphs.break_line(self.now.look),
            "upr" => {
                self.now.second = Some(self.now.destination);
                self.now.destination = Destination::Nothing;
            }
            _ => self.paragraphs.table_word(word, number),
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        self.to_skip = self.now.substitutes;
        let unit = (number & 0xffff) as u32;
        let number = match (self.high_surrogate.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high_surrogate = Some(unit);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00),
            _ => unit,
        };
        let has_signs = self.fonts.get(self.now.font).is_some_and(|font| font.has_signs);
        if has_signs && (0xf000..=0xf0ff).contains(&number) {
            return self.symbol(number);
        }
        let char = char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.words(char.encode_utf8(&mut [0; 4]));
    }

    /// Decodes the characters that were collected.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.fonts.get(self.now.font);
        if self.now.destination == Destination::Words && font.is_some_and(|font| font.has_signs) {
            for byte in bytes {
                if byte.is_ascii_graphic() || byte > 0x7f {
                    self.symbol(u32::from(byte));
                } else {
                    self.words(" ");
                }
            }
            return;
        }
        let encoding = match self.now.destination {
            Destination::Words => self.fonts.encoding(self.now.font),
            _ => self.fonts.of_file,
        };
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.words(&text);
    }

    fn symbol(&mut self, number: u32) {
        let name = self.fonts.get(self.now.font).map(|font| font.name.clone()).unwrap_or_default();
        match symbol(name.trim(), number) {
            Some(char) => self.words(char.encode_utf8(&mut [0; 4])),
            None if self.now.destination == Destination::Words => {
                self.paragraphs.left_out().symbols += 1;
            }
            None => {}
        }
    }

    fn words(&mut self, words: &str) {
        match self.now.destination {
            Destination::Words if self.now.is_deleted => {
                let is_first =
                    !words.trim().is_empty() && !std::mem::replace(&mut self.in_deleted, true);
                self.paragraphs.left_out().deletions += usize::from(is_first);
            }
            Destination::Words => {
                self.paragraphs.words(words, self.now.look);
                self.in_deleted = false;
            }
            Destination::Fonts => {
                let name = words.split(';').next().unwrap_or_default();
                self.fonts.entry(self.now.font).name.push_str(name);
            }
            Destination::Styles => {
                self.style_name.push_str(words);
                if words.contains(';') {
                    self.end_style();
                }
            }
            Destination::AsideAuthor => self.author.push_str(words),
            Destination::AsideDate => self.date.push_str(words),
            Destination::Nothing => {}
        }
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.style_name).trim().to_lowercase();
        if HEADINGS.iter().any(|heading| name.starts_with(heading)) {
            self.headings.insert(self.now.style);
        }
    }

    fn begin_apart(&mut self, apart: Apart) {
        if self.now.destination != Destination::Words || self.now.apart.is_some() {
            return;
        }
        match apart {
            Apart::Footnote => {
                self.written.footnotes.push(Vec::new());
                self.now.look = Default::default();
                self.words(&note_sign(self.written.footnotes.len()));
            }
            Apart::Aside => self.paragraphs.hang(self.written.asides.len()),
            Apart::Box | Apart::Header => {}
        }
        self.paragraphs.begin_frame();
        self.now.apart = Some(apart);
    }

    fn end_apart(&mut self, apart: Apart) {
        if apart == Apart::Box {
            return self.paragraphs.end_box();
        }
        let lines = self.paragraphs.end_frame();
        match apart {
            Apart::Footnote => {
                if let Some(last) = self.written.footnotes.last_mut() {
                    *last = lines;
                }
            }
            Apart::Aside => self.keep_aside(&lines),
            Apart::Header | Apart::Box => {
                let has_words = lines.iter().any(|line| line.words.contains(char::is_alphabetic));
                self.written.left_out.headers += usize::from(has_words);
            }
        }
    }

    fn keep_aside(&mut self, lines: &[Passage]) {
        let author = std::mem::take(&mut self.author);
        let date = std::mem::take(&mut self.date);
        let written = date.trim().parse().ok().filter(|&packed| packed > 0).map(time_of);
        self.written.asides.push(Aside::new(Some(&author), written.as_deref(), lines));
    }
}

/// Returns the time that Word packs in a number: minutes, hours, day, month and year from 1900.
fn time_of(packed: i64) -> String {
    let bits = |from: u32, length: u32| (packed >> from) & ((1 << length) - 1);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:00",
        1900 + bits(20, 9),
        bits(16, 4),
        bits(11, 5),
        bits(6, 5),
        bits(0, 6)
    )
}
