//! Changing the coding at which one is: its code, its ends, its weight, its comment.

use std::ops::Range;

use kwali_study::{CodingChange, Error};

use super::{Choice, Message, Pane, Question, Session};
use crate::screen::desk::Act;
use crate::screen::finder::Finder;
use crate::screen::keys::Edge;
use crate::screen::line_input::LineInput;
use crate::screen::selection::Selection;
use crate::screen::units::{Unit, Way};

impl Session {
    pub(super) fn choose_other_code(&mut self) -> Result<(), Error> {
        if let Some(at) = self.own_here()? {
            let name = self.desk.codings[at].name.clone();
            self.pane = Pane::Finder(Finder::new(self.code_entries()?), Choice::OtherCode(name));
        }
        Ok(())
    }

    pub(super) fn ask_for_weight(&mut self) -> Result<(), Error> {
        if let Some(at) = self.own_here()? {
            let coding = &self.desk.codings[at];
            let weight = coding.coding.weight.map(|weight| weight.get().to_string());
            let line = LineInput::with(&weight.unwrap_or_default());
            self.pane = Pane::Prompt(line, Question::Weight(coding.name.clone()));
        }
        Ok(())
    }

    pub(super) fn ask_for_comment(&mut self) -> Result<(), Error> {
        if let Some(at) = self.own_here()? {
            let coding = &self.desk.codings[at];
            let line = LineInput::with(coding.detail.comment.as_deref().unwrap_or_default());
            self.pane = Pane::Prompt(line, Question::Comment(coding.name.clone()));
        }
        Ok(())
    }

    /// Sets the weight of a coding; nothing takes it away.
    pub(super) fn weigh(&mut self, id: String, typed: &str) {
        let weight = match typed.trim() {
            "" => None,
            typed => match typed.parse::<u8>() {
                Ok(weight) => Some(weight),
                Err(_) => {
                    let words = "a weight is a number from 0 to 100".to_owned();
                    self.message = Message { words, is_error: true };
                    return;
                }
            },
        };
        let wanted = CodingChange { weight: Some(weight), ..CodingChange::default() };
        self.act(Act::Change { id, wanted, told: "has another weight" });
    }

    /// Gives the coding at which one is the ends of what is selected.
    pub(super) fn take_ends(&mut self) -> Result<(), Error> {
        let Some(at) = self.own_here()? else { return Ok(()) };
        let id = self.desk.codings[at].name.clone();
        let selected = self.selection.range();
        let chars = |byte| self.desk.open.text.chars_before(byte);
        let (start, end) = (chars(selected.start), chars(selected.end));
        let wanted = CodingChange { start, end, ..CodingChange::default() };
        self.act(Act::Change { id, wanted, told: "has the ends of what is selected" });
        Ok(())
    }

    /// Moves the start or the end of the coding at which one is by one word.
    pub(super) fn move_edge(&mut self, edge: Edge, way: Way) -> Result<(), Error> {
        let Some(at) = self.own_here()? else { return Ok(()) };
        let coding = &self.desk.codings[at];
        let span = coding.coding.span;
        let id = coding.name.clone();
        let words = self.units.all(Unit::Word);
        let Some(moved) = moved(words, &(span.start()..span.end()), edge, way) else {
            self.message = Message::said("a coding has at least one word, and ends with the text");
            return Ok(());
        };
        let chars = |byte| self.desk.open.text.chars_before(byte);
        let wanted = match edge {
            Edge::Start => CodingChange { start: chars(moved.start), ..CodingChange::default() },
            Edge::End => CodingChange { end: chars(moved.end), ..CodingChange::default() },
        };
        let (before, after) = match edge {
            Edge::Start => (span.start(), moved.start),
            Edge::End => (span.end() - 1, moved.end - 1),
        };
        let paragraph = |byte| self.desk.open.layout.paragraph_at(byte);
        let told = match (edge, paragraph(before) == paragraph(after)) {
            (Edge::Start, true) => "begins elsewhere",
            (Edge::Start, false) => "begins elsewhere, in another paragraph",
            (Edge::End, true) => "ends elsewhere",
            (Edge::End, false) => "ends elsewhere, in another paragraph",
        };
        self.act(Act::Change { id, wanted, told });
        if self.waiting.is_none() && !self.message.is_error {
            // One stays on the coding, and sees both its ends.
            self.selection = Selection::of(moved);
            self.keep_in_view();
        }
        Ok(())
    }
}

/// Returns a passage with one end a word further that way; `None` where there is no word for it.
fn moved(
    words: &[Range<usize>],
    passage: &Range<usize>,
    edge: Edge,
    way: Way,
) -> Option<Range<usize>> {
    let moved = match (edge, way) {
        (Edge::End, Way::On) => {
            let next = words.iter().find(|word| word.end > passage.end)?;
            passage.start..next.end
        }
        (Edge::End, Way::Back) => {
            let before = words.iter().rev().find(|word| word.end < passage.end)?;
            passage.start..before.end
        }
        (Edge::Start, Way::Back) => {
            let before = words.iter().rev().find(|word| word.start < passage.start)?;
            before.start..passage.end
        }
        (Edge::Start, Way::On) => {
            let next = words.iter().find(|word| word.start > passage.start)?;
            next.start..passage.end
        }
    };
    (moved.start < moved.end).then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_moves_by_a_word() {
        // een twee drie.
        let words = [0..3, 4..8, 9..13];
        let check = |passage: Range<usize>, edge, way, expected: Option<Range<usize>>| {
            assert_eq!(moved(&words, &passage, edge, way), expected, "{passage:?}");
        };
        check(0..3, Edge::End, Way::On, Some(0..8));
        check(0..14, Edge::End, Way::Back, Some(0..13));
        check(4..8, Edge::End, Way::Back, None);
        check(4..8, Edge::Start, Way::Back, Some(0..8));
        check(4..8, Edge::Start, Way::On, None);
        check(0..8, Edge::Start, Way::On, Some(4..8));
        check(0..13, Edge::End, Way::On, None);
        check(0..8, Edge::Start, Way::Back, None);
    }
}
