//! What one moves by and selects: words, sentences, paragraphs, turns.

use std::ops::Range;

use kwali_model::Layout;
use kwali_study::OpenDocument;
use kwali_text::{sentences, words};

/// What one moves by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unit {
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph, without the name of who speaks.
    Paragraph,
    /// What one speaker says, without the name.
    Turn,
}

/// Where the units of a document are, as bytes of its text, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    words: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
    paragraphs: Vec<Range<usize>>,
    turns: Vec<Range<usize>>,
}

impl Units {
    /// Finds the units of a document.
    pub(crate) fn of(open: &OpenDocument) -> Units {
        let text = open.text.as_str();
        let paragraphs = spoken(text, &open.layout);
        let mut units = Units::default();
        for paragraph in &paragraphs {
            let said = &text[paragraph.clone()];
            let in_text =
                |part: Range<usize>| paragraph.start + part.start..paragraph.start + part.end;
            let before = units.words.len();
            let whole = words(said).filter_map(|word| without_loose_marks(said, word));
            units.words.extend(whole.map(in_text));
            if units.words.len() == before {
                // What has no words, such as a lone sign, can be coded as well.
                units.words.push(paragraph.clone());
            }
            units.sentences.extend(sentences(said).into_iter().map(in_text));
        }
        for turn in &open.layout.turns {
            let first = paragraphs.partition_point(|part| part.end <= turn.span.start());
            let behind = paragraphs.partition_point(|part| part.start < turn.span.end());
            if first < behind {
                units.turns.push(paragraphs[first].start..paragraphs[behind - 1].end);
            }
        }
        units.paragraphs = paragraphs;
        units
    }

    /// Returns all units of a kind; paragraphs where a document has no turns.
    pub(crate) fn all(&self, unit: Unit) -> &[Range<usize>] {
        match unit {
            Unit::Word => &self.words,
            Unit::Sentence => &self.sentences,
            Unit::Turn if !self.turns.is_empty() => &self.turns,
            Unit::Paragraph | Unit::Turn => &self.paragraphs,
        }
    }

    /// Returns the first word that starts at or behind a byte, or the last word there is.
    pub(crate) fn word_from(&self, byte: usize) -> Range<usize> {
        let number = self.words.partition_point(|word| word.end <= byte);
        self.words.get(number).or(self.words.last()).cloned().unwrap_or_default()
    }

    /// Returns the number of the unit in which a byte lies, or of the next one before it.
    pub(crate) fn number_at(&self, unit: Unit, byte: usize) -> usize {
        self.all(unit).partition_point(|part| part.start <= byte).saturating_sub(1)
    }

    /// Returns the smallest sentence, paragraph or turn that holds more than `range`.
    pub(crate) fn around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        [Unit::Word, Unit::Sentence, Unit::Paragraph, Unit::Turn].into_iter().find_map(|unit| {
            let all = self.all(unit);
            let first = &all.get(all.partition_point(|part| part.end <= range.start))?;
            let last = &all[self.number_at(unit, range.end.saturating_sub(1))];
            let hull = first.start.min(range.start)..last.end.max(range.end);
            (hull != *range).then_some(hull)
        })
    }

    /// Returns a range brought to whole words, as far as it touches any.
    pub(crate) fn whole_words(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.words.partition_point(|word| word.end <= range.start);
        let behind = self.words.partition_point(|word| word.start < range.end);
        match self.words.get(first..behind) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.clone(),
            _ => self.word_from(range.start),
        }
    }
}

/// Returns a word without marks at its start, which belong to the sign before it, such as the
/// variation selector of an emoji; `None` if nothing is left.
fn without_loose_marks(said: &str, word: Range<usize>) -> Option<Range<usize>> {
    let begins = |char: char| char.is_alphanumeric() || matches!(char, '\'' | '’');
    let start = word.start + said[word.clone()].find(begins)?;
    Some(start..word.end)
}

/// Which way one moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// Towards the end.
    On,
    /// Towards the start.
    Back,
}

/// Returns the part to which one moves from `from`: the one in which that lies if it is not taken in
/// wholly, else the next one that way.
pub(crate) fn next_part(
    parts: &[Range<usize>],
    from: &Range<usize>,
    way: Way,
) -> Option<Range<usize>> {
    let is_taken = |part: &Range<usize>| from.start <= part.start && part.end <= from.end;
    let found = match way {
        Way::On => {
            let number = parts.partition_point(|part| part.end <= from.end.saturating_sub(1));
            parts[number..].iter().find(|part| !is_taken(part))
        }
        Way::Back => {
            let number = parts.partition_point(|part| part.start <= from.start);
            parts[..number].iter().rev().find(|part| !is_taken(part))
        }
    };
    found.cloned()
}

/// Returns the bytes of each paragraph without the label of who speaks, where anything is said.
fn spoken(text: &str, layout: &Layout) -> Vec<Range<usize>> {
    let mut turns = layout.turns.iter().peekable();
    let mut spoken = Vec::new();
    for paragraph in &layout.paragraphs {
        while turns.next_if(|turn| turn.span.end() <= paragraph.start()).is_some() {}
        let words_start = turns
            .peek()
            .filter(|turn| turn.span.start() <= paragraph.start())
            .map_or(0, |turn| turn.words_start as usize);
        let start = paragraph.start().max(words_start);
        let words = text.get(start..paragraph.end()).unwrap_or_default();
        let start = start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        if start < end {
            spoken.push(start..end);
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use kwali_model::{Layout, SpeakerNumber, Turn};
    use kwali_text::Text;

    use super::*;

    fn open(content: &str) -> OpenDocument {
        let text = Text::new(content).unwrap();
        let turn = |paragraph: &kwali_text::Span| {
            let label = text.slice(*paragraph).find(": ")? + 2;
            let words_start = (paragraph.start() + label) as u32;
            Some(Turn { speaker: SpeakerNumber(0), span: *paragraph, words_start, time: None })
        };
        let paragraphs = text.paragraphs();
        let turns = paragraphs.iter().filter_map(turn).collect();
        OpenDocument { layout: Layout { paragraphs, turns }, text }
    }

    /// Moves by a unit from the first word on and checks what is selected one after the other.
    #[track_caller]
    fn check(content: &str, unit: Unit, expected: &[&str]) {
        let open = open(content);
        let units = Units::of(&open);
        let mut at = units.word_from(0);
        let mut found = vec![&content[at.clone()]];
        while let Some(part) = next_part(units.all(unit), &at, Way::On) {
            found.push(&content[part.clone()]);
            at = part;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn one_moves_to_what_one_stands_in_and_then_to_the_next() {
        let content = "I: En dan?\nAnna: Ik wel. Zij niet.";
        check(content, Unit::Word, &["En", "dan", "Ik", "wel", "Zij", "niet"]);
        check(content, Unit::Sentence, &["En", "En dan?", "Ik wel.", "Zij niet."]);
        check(content, Unit::Turn, &["En", "En dan?", "Ik wel. Zij niet."]);
    }

    #[test]
    fn words_stand_where_they_stand_behind_anything() {
        check("👩‍⚕️ cliënt", Unit::Word, &["cliënt"]);
        check("A: 👍", Unit::Word, &["👍"]);
        check("e\u{301}e\u{301}n twee", Unit::Word, &["e\u{301}e\u{301}n", "twee"]);
        check("مرحبا بكم هنا", Unit::Word, &["مرحبا", "بكم", "هنا"]);
    }

    #[test]
    fn one_moves_back_to_the_start_of_what_one_stands_in() {
        let content = "Ik wel. Zij niet. En jij?";
        let open = open(content);
        let units = Units::of(&open);
        let jij = content.find("jij").unwrap();
        let from = units.word_from(jij);
        let sentence = next_part(units.all(Unit::Sentence), &from, Way::Back).unwrap();
        assert_eq!(&content[sentence.clone()], "En jij?");
        let before = next_part(units.all(Unit::Sentence), &sentence, Way::Back).unwrap();
        assert_eq!(&content[before], "Zij niet.");
    }

    #[test]
    fn a_selection_grows_by_units() {
        let content = "Anna: Ik wel. Zij niet.\nB: Ja.";
        let open = open(content);
        let units = Units::of(&open);
        let mut at = units.word_from(content.find("wel").unwrap());
        let mut found = Vec::new();
        while let Some(around) = units.around(&at) {
            found.push(&content[around.clone()]);
            at = around;
        }
        assert_eq!(found, ["Ik wel.", "Ik wel. Zij niet."]);
    }

    #[test]
    fn what_is_dragged_over_is_brought_to_whole_words() {
        let content = "Dat is zo’n ding.";
        let units = Units::of(&open(content));
        let whole = |range: Range<usize>| &content[units.whole_words(&range)];
        assert_eq!(whole(5..9), "is zo’n");
        assert_eq!(whole(3..4), "is");
        assert_eq!(whole(content.len() - 1..content.len()), "ding");
    }
}
