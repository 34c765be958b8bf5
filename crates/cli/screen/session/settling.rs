//! Settling differences with other coders, one by one; each decision is kept as a memo.

use std::ops::Range;

use kwali_model::{Coding, MemoTarget};
use kwali_study::{CodingChange, Error, Settling};

use super::{Choice, Message, Pane, Session};
use crate::screen::desk::{Act, Whose};
use crate::screen::differences::{Difference, differences};
use crate::screen::finder::{Entry, Finder};
use crate::screen::selection::Selection;

/// What can be decided about a difference.
const DECISIONS: [(&str, &str); 4] = [
    ("keep mine", "what you have stays as it is"),
    ("take theirs", "yours becomes what they have"),
    ("both", "yours stays, and theirs is yours as well"),
    ("new", "yours goes, and the passage gets a code that you choose"),
];

/// With what the title of a memo begins that keeps a decision.
pub(super) const SETTLED: &str = "settled: ";

impl Session {
    /// Lists where the coder and others differ in this document, but for what was settled.
    pub(super) fn list_differences(&mut self) -> Result<(), Error> {
        if self.desk.whose == Whose::Mine {
            self.whose_before = Some(Whose::Mine);
            self.desk.show(Whose::Everyones)?;
            self.set_stripes();
        }
        let codings: Vec<Coding> = self.desk.codings.iter().map(|c| c.coding).collect();
        if codings.iter().all(|coding| self.desk.is_mine(coding)) {
            self.message = Message::said("nobody else has coded anything here");
            return Ok(());
        }
        let settled = self.settled()?;
        let mut open = Vec::new();
        for difference in differences(&codings, |coding| self.desk.is_mine(coding)) {
            if !settled.contains(&self.title(difference)?) {
                open.push(difference);
            }
        }
        if open.is_empty() {
            self.message = Message::said("there is no difference that is not settled");
            return Ok(());
        }
        let mut entries = Vec::with_capacity(open.len());
        for (number, &difference) in open.iter().enumerate() {
            entries.push(self.difference_entry(number + 1, difference)?);
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

    fn difference_entry(&self, number: usize, difference: Difference) -> Result<Entry, Error> {
        let coding = |at: usize| &self.desk.codings[at];
        let how = match (difference.mine, difference.theirs) {
            (Some(_), None) => "only you".to_owned(),
            (Some(_), Some(at)) => format!("other ends: {}", self.desk.coder_of(coding(at))?),
            (None, Some(at)) => format!("only {}", self.desk.coder_of(coding(at))?),
            (None, None) => String::new(),
        };
        let at = difference.mine.or(difference.theirs).unwrap_or_default();
        let code = self.desk.path(coding(at).coding.code)?;
        let words = self.desk.text().get(self.passage(difference)).unwrap_or_default();
        let words = words.split_whitespace().take(20).collect::<Vec<_>>().join(" ");
        let label = format!("{code}, {how}: {words}");
        Ok(Entry::new(&number.to_string(), &label, [label.as_str()]))
    }

    /// Returns all that either coding covers.
    fn passage(&self, difference: Difference) -> Range<usize> {
        let places = [difference.mine, difference.theirs].into_iter().flatten();
        let spans = places.map(|at| self.desk.codings[at].coding.span);
        let hull = spans.reduce(|a, b| a.hull(b));
        hull.map_or(0..0, |span| span.start()..span.end())
    }

    /// Shows a difference and asks for a decision.
    pub(super) fn ask_to_settle(&mut self, difference: Difference, place: usize) {
        self.selection = Selection::of(self.passage(difference));
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
        let settling = self.settling(difference, decision)?;
        self.settle_by((difference, place), decision, settling)
    }

    /// Codes the passage of a difference anew, instead of what the coder had.
    pub(super) fn settle_anew(
        &mut self,
        (difference, place): (Difference, usize),
        codes: Vec<String>,
    ) -> Result<(), Error> {
        let remove = difference.mine.map(|at| self.desk.codings[at].name.clone());
        let passage = self.desk.passage(&self.passage(difference));
        let decision = format!("new: {}", codes.join(", "));
        let add = self.desk.requests(&passage, &codes);
        let settling = Settling { add, remove, ..Settling::default() };
        self.settle_by((difference, place), &decision, settling)
    }

    fn settle_by(
        &mut self,
        (difference, place): (Difference, usize),
        decision: &str,
        settling: Settling,
    ) -> Result<(), Error> {
        let title = self.title(difference)?;
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

    /// Returns what a decision does to the coder's own codings.
    fn settling(&self, difference: Difference, decision: &str) -> Result<Settling, Error> {
        let coding = |at: usize| &self.desk.codings[at];
        let mut settling = Settling::default();
        match (decision, difference.mine, difference.theirs) {
            ("take theirs", Some(mine), Some(theirs)) => {
                let span = coding(theirs).coding.span;
                let (start, end) = (Some(span.start_char()), Some(span.end_char()));
                let wanted = CodingChange { start, end, ..CodingChange::default() };
                settling.change = Some((coding(mine).name.clone(), wanted));
            }
            ("take theirs", Some(mine), None) => settling.remove = Some(coding(mine).name.clone()),
            ("take theirs" | "both", _, Some(theirs)) => {
                let Coding { span, code, .. } = coding(theirs).coding;
                let passage = self.desk.passage(&(span.start()..span.end()));
                settling.add = self.desk.requests(&passage, &[self.desk.path(code)?.to_string()]);
            }
            _ => {}
        }
        Ok(settling)
    }

    /// Returns the title of the memo that keeps a decision: code, characters and coders.
    fn title(&self, difference: Difference) -> Result<String, Error> {
        let coding = |at: usize| &self.desk.codings[at];
        let mut title = SETTLED.to_owned();
        for at in [difference.mine, difference.theirs].into_iter().flatten() {
            let (coder, span) = (self.desk.coder_of(coding(at))?, coding(at).coding.span);
            title.push_str(&format!("{coder} {}..{} ", span.start_char(), span.end_char()));
        }
        let at = difference.mine.or(difference.theirs).unwrap_or_default();
        Ok(format!("{title}{}", self.desk.path(coding(at).coding.code)?))
    }

    /// Returns the titles of all memos on the document that keep a decision.
    fn settled(&self) -> Result<Vec<String>, Error> {
        let document = MemoTarget::Document(self.desk.document()?.id);
        let memos = self.desk.study().memos()?.into_iter();
        let kept = memos.filter(|memo| memo.target == document && memo.title.starts_with(SETTLED));
        Ok(kept.map(|memo| memo.title).collect())
    }
}
