//! Where the coder and others differ in the document, and what can be decided about that.

use std::ops::Range;

use kwali_model::{Coding, MemoTarget};
use kwali_study::{CodingChange, Error, Settling};

use super::Desk;
use crate::screen::differences::{Difference, differences};

/// With what the title of a memo begins that keeps a decision.
pub(crate) const SETTLED: &str = "settled: ";

/// What can be decided about a difference at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decision {
    /// What the coder has stays as it is.
    Mine,
    /// What the coder has becomes what the other has.
    Theirs,
    /// What the coder has stays, and theirs is the coder's as well.
    Both,
}

impl Decision {
    /// Returns the decision that these words say, as memos keep it.
    pub(crate) fn of_words(words: &str) -> Option<Decision> {
        let all = [Decision::Mine, Decision::Theirs, Decision::Both];
        all.into_iter().find(|decision| decision.words() == words)
    }

    /// Returns the decision in words, as memos keep it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Decision::Mine => "keep mine",
            Decision::Theirs => "take theirs",
            Decision::Both => "both",
        }
    }
}

/// Returns, as memos keep it, the decision that a passage is coded anew.
pub(crate) fn anew_in_words(codes: &[String]) -> String {
    format!("new: {}", codes.join(", "))
}

impl Desk {
    /// True if somebody else has coded anything of what is shown.
    pub(crate) fn shows_others(&self) -> bool {
        self.codings.iter().any(|coding| !self.is_mine(&coding.coding))
    }

    /// Returns where the coder and others differ, but for what was settled; the codings of everyone
    /// must be shown.
    pub(crate) fn open_differences(&self) -> Result<Vec<Difference>, Error> {
        let codings: Vec<Coding> = self.codings.iter().map(|coding| coding.coding).collect();
        let settled = self.settled()?;
        let mut open = Vec::new();
        for difference in differences(&codings, |coding| self.is_mine(coding)) {
            if !settled.contains(&self.title_of(difference)?) {
                open.push(difference);
            }
        }
        Ok(open)
    }

    /// Returns a difference in words: the code, who has it, and the first of the words.
    pub(crate) fn difference_in_words(&self, difference: Difference) -> Result<String, Error> {
        let coder = |at: usize| self.coder_of(&self.codings[at]);
        let how = match (difference.mine, difference.theirs) {
            (Some(_), None) => "only you".to_owned(),
            (Some(_), Some(at)) => format!("other ends: {}", coder(at)?),
            (None, Some(at)) => format!("only {}", coder(at)?),
            (None, None) => String::new(),
        };
        let at = difference.mine.or(difference.theirs).unwrap_or_default();
        let code = self.path(self.codings[at].coding.code)?;
        let words = self.text().get(self.passage_of_both(difference)).unwrap_or_default();
        let words = words.split_whitespace().take(20).collect::<Vec<_>>().join(" ");
        Ok(format!("{code}, {how}: {words}"))
    }

    /// Returns all that either coding covers.
    pub(crate) fn passage_of_both(&self, difference: Difference) -> Range<usize> {
        let places = [difference.mine, difference.theirs].into_iter().flatten();
        let spans = places.map(|at| self.codings[at].coding.span);
        let hull = spans.reduce(|a, b| a.hull(b));
        hull.map_or(0..0, |span| span.start()..span.end())
    }

    /// Returns what a decision does to the coder's own codings.
    pub(crate) fn settling(
        &self,
        difference: Difference,
        decision: Decision,
    ) -> Result<Settling, Error> {
        let coding = |at: usize| &self.codings[at];
        let mut settling = Settling::default();
        match (decision, difference.mine, difference.theirs) {
            (Decision::Theirs, Some(mine), Some(theirs)) => {
                let span = coding(theirs).coding.span;
                let (start, end) = (Some(span.start_char()), Some(span.end_char()));
                let wanted = CodingChange { start, end, ..CodingChange::default() };
                settling.change = Some((coding(mine).name.clone(), wanted));
            }
            (Decision::Theirs, Some(mine), None) => {
                settling.remove = Some(coding(mine).name.clone());
            }
            (Decision::Theirs | Decision::Both, _, Some(theirs)) => {
                let Coding { span, code, .. } = coding(theirs).coding;
                let passage = self.passage(&(span.start()..span.end()));
                settling.add = self.requests(&passage, &[self.path(code)?.to_string()]);
            }
            _ => {}
        }
        Ok(settling)
    }

    /// Returns what codes the passage of a difference anew, instead of what the coder had.
    pub(crate) fn settling_anew(&self, difference: Difference, codes: &[String]) -> Settling {
        let remove = difference.mine.map(|at| self.codings[at].name.clone());
        let passage = self.passage(&self.passage_of_both(difference));
        Settling { add: self.requests(&passage, codes), remove, ..Settling::default() }
    }

    /// Returns the title of the memo that keeps a decision: code, characters and coders.
    pub(crate) fn title_of(&self, difference: Difference) -> Result<String, Error> {
        let coding = |at: usize| &self.codings[at];
        let mut title = SETTLED.to_owned();
        for at in [difference.mine, difference.theirs].into_iter().flatten() {
            let (coder, span) = (self.coder_of(coding(at))?, coding(at).coding.span);
            title.push_str(&format!("{coder} {}..{} ", span.start_char(), span.end_char()));
        }
        let at = difference.mine.or(difference.theirs).unwrap_or_default();
        Ok(format!("{title}{}", self.path(coding(at).coding.code)?))
    }

    /// Returns the titles of all memos on the document that keep a decision.
    fn settled(&self) -> Result<Vec<String>, Error> {
        let document = MemoTarget::Document(self.document()?.id);
        let memos = self.study.memos()?.into_iter();
        let kept = memos.filter(|memo| memo.target == document && memo.title.starts_with(SETTLED));
        Ok(kept.map(|memo| memo.title).collect())
    }
}
