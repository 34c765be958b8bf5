//! A regular expression that whole words must fit.

use regex::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most memory that one compiled pattern may take, in bytes.
const MAX_SIZE: usize = 1 << 20;

/// A regular expression for whole words, in which case and accents do not matter.
///
/// Two are equal if they are written alike.
#[derive(Clone, Debug)]
pub struct WordPattern {
    written: String,
    regex: Regex,
}

impl WordPattern {
    /// Returns the pattern between two slashes, or why it is none.
    ///
    /// It has the syntax of the crate `regex`: no look-around and no back-references, so that no
    /// pattern takes more time than its length times that of the word.
    pub(crate) fn new(written: &str) -> Result<WordPattern, String> {
        let whole = format!("^(?:{})$", without_accents(written));
        let mut builder = RegexBuilder::new(&whole);
        let regex = builder.case_insensitive(true).size_limit(MAX_SIZE).build();
        match regex {
            Ok(regex) => Ok(WordPattern { written: written.to_owned(), regex }),
            Err(regex::Error::CompiledTooBig(_)) => Err("it is too large".to_owned()),
            Err(error) => Err(reason(&error)),
        }
    }

    /// Returns what stands between the slashes.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Returns true if a folded word fits from its first to its last letter.
    pub fn fits(&self, folded: &str) -> bool {
        self.regex.is_match(folded)
    }
}

impl PartialEq for WordPattern {
    fn eq(&self, other: &WordPattern) -> bool {
        self.written == other.written
    }
}

impl Eq for WordPattern {}

/// Words are folded, so that an accent in a pattern must go as well. ASCII stays: `\S` is not `\s`.
fn without_accents(written: &str) -> String {
    let plain = |char: char| match char {
        '’' => '\''.to_string(),
        other if other.is_ascii() => other.to_string(),
        other => other.nfkd().filter(|&char| !is_combining_mark(char)).collect(),
    };
    written.chars().map(plain).collect()
}

/// The last line of what the crate says, without the drawing of the place before it.
fn reason(error: &regex::Error) -> String {
    let said = error.to_string();
    let last = said.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
