//! Settling differences with other coders, one by one; each decision is kept as a memo.

use std::ops::Range;

use kwali_model::{Coding, MemoTarget};
use kwali_study::{CodingChange, Error};

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
    ("new", "yours goes, and you code the passage anew"),
];

/// With what the title of a memo begins that keeps a decision.
const SETTLED: &str = "settled: ";

impl Session {
    /// Lists where the coder and others differ in this document, but for what was settled.
    pub(super) fn list_differences(&mut self) -> Result<(), Error> {
        self.desk.show(Whose::Everyones)?;
        self.set_stripes();
        let codings: Vec<Coding> = self.desk.codings.iter().map(|c| c.coding).collect();
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
    pub(super) fn ask_to_settle(&mut self, difference: Difference) {
        self.selection = Selection::of(self.passage(difference));
        self.keep_in_view();
        let entry = |(decision, means): (&str, &str)| Entry::new(decision, means, []);
        let finder = Finder::new(DECISIONS.map(entry).into());
        self.pane = Pane::Finder(finder, Choice::Decision(difference));
    }

    /// Does what was decided, and keeps the decision as a memo on the document.
    pub(super) fn settle(&mut self, difference: Difference, decision: &str) -> Result<(), Error> {
        let (title, passage) = (self.title(difference)?, self.passage(difference));
        if let Some(act) = self.act_of(difference, decision)? {
            self.act(act);
            if self.waiting.is_some() || self.message.is_error {
                return Ok(());
            }
        }
        let done = std::mem::take(&mut self.message.words);
        let about = format!("document:{}", self.desk.name());
        self.act(Act::Memo { about, id: None, title, text: decision.to_owned() });
        if !done.is_empty() && !self.message.is_error {
            self.message.words = format!("{decision}: {done}");
        }
        if decision == "new" {
            self.selection = Selection::of(passage);
            self.choose_codes()?;
        }
        Ok(())
    }

    /// Returns what is to be done to the coder's own codings.
    fn act_of(&self, difference: Difference, decision: &str) -> Result<Option<Act>, Error> {
        let coding = |at: usize| &self.desk.codings[at];
        let remove = |at: usize| Act::Remove(coding(at).name.clone());
        let code = |at: usize| -> Result<Act, Error> {
            let Coding { span, code, .. } = coding(at).coding;
            let codes = vec![self.desk.path(code)?.to_string()];
            Ok(Act::Code { passage: span.start()..span.end(), codes })
        };
        Ok(match (decision, difference.mine, difference.theirs) {
            ("take theirs", Some(mine), Some(theirs)) => {
                let span = coding(theirs).coding.span;
                let (start, end) = (Some(span.start_char()), Some(span.end_char()));
                let wanted = CodingChange { start, end, ..CodingChange::default() };
                Some(Act::Change { id: coding(mine).name.clone(), wanted, told: "has their ends" })
            }
            ("take theirs" | "new", Some(mine), _) => Some(remove(mine)),
            ("take theirs" | "both", _, Some(theirs)) => Some(code(theirs)?),
            _ => None,
        })
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
