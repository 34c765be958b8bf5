//! Lines as they come out of a formatted document: words, and what of them is set apart.

use crate::draft::{Draft, Mark};
use crate::speakers::opens_turn;

/// A line in the making.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Passage {
    pub(crate) words: String,
    pub(crate) mark: Mark,
}

impl Passage {
    /// Returns a line about which nothing is known.
    pub(crate) fn plain(words: impl Into<String>) -> Passage {
        Passage { words: words.into(), mark: Mark::default() }
    }

    /// Adds words; bold ones at the beginning of the line are set apart.
    pub(crate) fn push(&mut self, words: &str, is_bold: bool) {
        let start = self.words.len();
        let set_apart = &mut self.mark.set_apart;
        let is_any = set_apart.end > set_apart.start;
        let continues = is_any && set_apart.end == start;
        let begins = !is_any && self.words.trim().is_empty();
        self.words.push_str(words);
        if is_bold && continues {
            set_apart.end = self.words.len();
        } else if is_bold && begins {
            *set_apart = start..self.words.len();
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// True if a speaker's label or a time stamp opens the line.
    pub(crate) fn opens_turn(&self) -> bool {
        opens_turn(&self.words, &self.mark)
    }

    /// Adds another line behind this one.
    pub(crate) fn join(&mut self, next: &Passage) {
        if !self.words.is_empty() && !self.words.ends_with(char::is_whitespace) {
            self.words.push(' ');
        }
        self.words.push_str(next.words.trim_start());
        self.mark.asides.extend(&next.mark.asides);
    }
}

impl Draft {
    /// Adds lines.
    pub(crate) fn push_all(&mut self, passages: impl IntoIterator<Item = Passage>) {
        for passage in passages {
            self.push(&passage.words, passage.mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_words_at_the_beginning_are_set_apart() {
        let mut passage = Passage::default();
        for (words, is_bold) in
            [(" ", false), ("Els", true), (":", true), (" ja", false), ("nee", true)]
        {
            passage.push(words, is_bold);
        }
        assert_eq!(passage.mark.set_apart, 1..5);
        assert_eq!(passage.words, " Els: janee");
    }
}
