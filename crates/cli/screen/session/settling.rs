//! Settling differences with other coders, one by one; each decision is kept as a memo.

use kwali_study::{Error, Settling};

use super::{Choice, Message, Pane, Session};
use crate::screen::desk::{Act, Decision, Whose, anew_in_words};
use crate::screen::differences::Difference;
use crate::screen::finder::{Entry, Finder};
use crate::screen::selection::Selection;

/// What can be decided about a difference.
const DECISIONS: [(&str, &str); 4] = [
    (Decision::Mine.words(), "what you have stays as it is"),
    (Decision::Theirs.words(), "yours becomes what they have"),
    (Decision::Both.words(), "yours stays, and theirs is yours as well"),
    ("new", "yours goes, and the passage gets a code that you choose"),
];

impl Session {
    /// Lists where the coder and others differ in this document, but for what was settled.
    pub(super) fn list_differences(&mut self) -> Result<(), Error> {
        if self.desk.whose == Whose::Mine {
            self.whose_before = Some(Whose::Mine);
            self.desk.show(Whose::Everyones)?;
            self.set_stripes();
        }
        if !self.desk.shows_others() {
            self.message = Message::said("nobody else has coded anything here");
            return Ok(());
        }
        let open = self.desk.open_differences()?;
        if open.is_empty() {
            self.message = Message::said("there is no difference that is not settled");
            return Ok(());
        }
        let mut entries = Vec::with_capacity(open.len());
        for (number, &difference) in open.iter().enumerate() {
            let label = self.desk.difference_in_words(difference)?;
            entries.push(Entry::new(&(number + 1).to_string(), &label, [label.as_str()]));
        }
        self.pane = Pane::Finder(Finder::new(entries), Choice::Difference(open));
        Ok(())
    }

    /// Shows whose codings were shown before differences were listed, where none is settled any more.
    pub(super) fn leave_settling(&mut self) -> Result<(), Error> {
        if !self.pane.is_settling()
            && let Some(whose) = self.whose_before.take()
        {
            self.desk.show(whose)?;
            self.set_stripes();
        }
        Ok(())
    }

    /// Shows a difference and asks for a decision.
    pub(super) fn ask_to_settle(&mut self, difference: Difference, place: usize) {
        self.selection = Selection::of(self.desk.passage_of_both(difference));
        self.keep_in_view();
        let entry = |(decision, means): (&str, &str)| Entry::new(decision, means, []);
        let finder = Finder::new(DECISIONS.map(entry).into());
        self.pane = Pane::Finder(finder, Choice::Decision(difference, place));
    }

    /// Does what was decided about the difference at this place of the list, and goes to the next.
    pub(super) fn settle(
        &mut self,
        (difference, place): (Difference, usize),
        decision: &str,
    ) -> Result<(), Error> {
        if decision == "new" {
            // Nothing is done before a code is chosen.
            let finder = Finder::new(self.code_entries()?);
            self.pane = Pane::Finder(finder, Choice::Anew(difference, place));
            return Ok(());
        }
        let chosen = Decision::of_words(decision).unwrap_or(Decision::Mine);
        let settling = self.desk.settling(difference, chosen)?;
        self.settle_by((difference, place), decision, settling)
    }

    /// Codes the passage of a difference anew, instead of what the coder had.
    pub(super) fn settle_anew(
        &mut self,
        (difference, place): (Difference, usize),
        codes: Vec<String>,
    ) -> Result<(), Error> {
        let settling = self.desk.settling_anew(difference, &codes);
        self.settle_by((difference, place), &anew_in_words(&codes), settling)
    }

    fn settle_by(
        &mut self,
        (difference, place): (Difference, usize),
        decision: &str,
        settling: Settling,
    ) -> Result<(), Error> {
        let title = self.desk.title_of(difference)?;
        self.act(Act::Settle { settling, decision: decision.to_owned(), title });
        if self.waiting.is_some() || self.message.is_error {
            return Ok(());
        }
        self.go_on_settling(place)
    }

    /// Lists what is still to be settled, at a place, below what was done last.
    fn go_on_settling(&mut self, place: usize) -> Result<(), Error> {
        let done = std::mem::take(&mut self.message.words);
        self.list_differences()?;
        if let Pane::Finder(finder, _) = &mut self.pane {
            finder.go_to(place);
        }
        let words = std::mem::take(&mut self.message.words);
        let words = if words.is_empty() { done } else { format!("{done}; {words}") };
        self.message = Message::said(words);
        Ok(())
    }
}
