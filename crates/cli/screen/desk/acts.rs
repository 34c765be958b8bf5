//! What a coder does: each act is one change of the study.

use std::ops::Range;

use kwali_model::{Code, CodePath};
use kwali_study::{
    Author, CodingChange, CodingRequest, Error, MemoRequest, Passage, Settling, SuggestionChoice,
    Verdict, memo_id,
};

use super::Desk;
use super::past::InTime;

/// What came of an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Done {
    /// In words.
    pub(crate) said: String,
    /// Where the coding is that was taken back or done again.
    pub(crate) place: Option<Range<usize>>,
    /// The memo that was written.
    pub(crate) memo: Option<String>,
    /// True if somebody else changed the words of the document just before.
    pub(crate) has_other_words: bool,
}

/// What was done: in words, and to what.
#[derive(Default)]
pub(super) struct Said {
    pub(super) words: String,
    /// The coding that must be shown where it is.
    pub(super) coding: Option<String>,
    /// The memo that was written.
    pub(super) memo: Option<String>,
    /// What must be read anew.
    pub(super) touched: Touched,
}

/// What an act may have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Touched {
    /// Which codings there are; what is told of each is as it was.
    Presence,
    /// Codings and memos: suggestions are as they were, and so are the places of codes.
    Codings,
    /// Suggestions or codes too.
    #[default]
    Anything,
}

impl Said {
    pub(super) fn of(words: String) -> Said {
        Said { words, ..Said::default() }
    }
}

/// Something that a coder does to the study.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Gives a passage codes.
    Code {
        /// Which.
        passage: Passage,
        /// The codes' ids.
        codes: Vec<String>,
    },
    /// Makes a code, and gives it to a passage.
    NewCode {
        /// Its id.
        id: String,
        /// What it is called, if that is not the last part of its id.
        label: Option<String>,
        /// The passage that gets it.
        passage: Passage,
    },
    /// Changes a coding.
    Change {
        /// Its id.
        id: String,
        /// What is to be changed of it.
        wanted: CodingChange,
        /// What that is, in words.
        told: &'static str,
    },
    /// Takes a coding away.
    Remove(String),
    /// Decides about a suggestion: what, and its id.
    Decide(Verdict, String),
    /// Takes back the last change.
    Undo,
    /// Does again what was taken back last.
    Redo,
    /// Does what was decided about a difference, and keeps the decision as a memo on the document.
    Settle {
        /// What is done to the coder's own codings.
        settling: Settling,
        /// What was decided, in words.
        decision: String,
        /// The title of the memo.
        title: String,
    },
    /// Writes a memo, or changes one.
    Memo {
        /// What it is about, as `kwali memo add` takes it.
        about: String,
        /// The memo that is changed, and what it said when it was opened; else it is a new one.
        before: Option<(String, String)>,
        /// The title.
        title: String,
        /// The note itself.
        text: String,
    },
}

impl Desk {
    /// Does something and says what was done, when that is on the disk.
    pub(crate) fn act(&mut self, act: &Act) -> Result<Done, Error> {
        let state = self.study.snapshot()?.state().0;
        let Said { words: mut said, coding, memo, touched } = self.try_act(act)?;
        let place = |desk: &Desk| desk.passage_of(coding.as_deref()?);
        let before = place(self);
        self.is_stale = true;
        // It is done: whoever tried again would do it twice.
        let has_other_words = self.load_after(touched, state).unwrap_or_else(|error| {
            said.push_str(&format!("; it cannot be read anew yet: {error}"));
            false
        });
        let place = place(self).or(before).filter(|_| !has_other_words);
        Ok(Done { said, place, memo, has_other_words })
    }

    fn try_act(&mut self, act: &Act) -> Result<Said, Error> {
        let author = (self.clock)();
        let said = match act {
            Act::Code { passage, codes } => {
                let ids = self.add_codings(&author, passage, codes)?;
                let overlapped = self.overlapped(passage, codes)?;
                Ok(format!("coded {} [{}]{overlapped}", codes.join(", "), ids.join(", ")))
            }
            Act::NewCode { id, label, passage } => {
                let code = self.new_code(id, label.as_deref())?;
                let request = self.request(passage.clone(), id);
                let coding = self.study.add_code_to(&author, &code, &request)?;
                Ok(format!("made the code {id} and applied it [{coding}]"))
            }
            Act::Change { id, wanted, told } => {
                let has_changed = self.study.change_coding(&author, id, wanted)?;
                Ok(match has_changed {
                    true => format!("coding {id}: {told}"),
                    false => format!("coding {id} was like this already"),
                })
            }
            Act::Remove(id) => {
                let memos = self.study.remove_codings(&author, std::slice::from_ref(id))?;
                let memos = match memos {
                    0 => String::new(),
                    1 => " and the memo on it".to_owned(),
                    memos => format!(" and {memos} memos on it"),
                };
                Ok(format!("removed coding {id}{memos}"))
            }
            Act::Decide(verdict, id) => self.decide(&author, *verdict, id),
            Act::Settle { settling, decision, title } => {
                self.settle(&author, settling, (title, decision))
            }
            Act::Memo { about, before, title, text } => {
                let (said, memo) = self.write_memo(&author, (about, before), (title, text))?;
                return Ok(Said { memo: Some(memo), ..Said::of(said) });
            }
            Act::Undo => return self.go_in_time(&author, InTime::Back),
            Act::Redo => return self.go_in_time(&author, InTime::Again),
        };
        let touched = match act {
            Act::Code { .. } | Act::Remove(_) => Touched::Presence,
            Act::Change { .. } | Act::Settle { .. } => Touched::Codings,
            _ => Touched::Anything,
        };
        Ok(Said { touched, ..Said::of(said?) })
    }

    fn decide(&mut self, author: &Author, verdict: Verdict, id: &str) -> Result<String, Error> {
        let choice = SuggestionChoice::Numbered(vec![id.to_owned()]);
        let decided = self.study.decide_suggestions(author, (verdict, &self.coder), &choice)?;
        Ok(match verdict {
            Verdict::Accepted if decided.codings == 0 => {
                format!("accepted suggestion {id}; you had coded it so already")
            }
            Verdict::Accepted => format!("accepted suggestion {id}"),
            Verdict::Rejected => format!("rejected suggestion {id}"),
        })
    }

    fn add_codings(
        &mut self,
        author: &Author,
        passage: &Passage,
        codes: &[String],
    ) -> Result<Vec<String>, Error> {
        self.study.add_codings(author, &self.requests(passage, codes))
    }

    /// Tells which of the coder's codings with one of these codes a passage overlaps.
    fn overlapped(&self, passage: &Passage, codes: &[String]) -> Result<String, Error> {
        let Some((start, end)) = passage.position else { return Ok(String::new()) };
        let mut names = Vec::new();
        for coding in self.codings.iter().filter(|coding| self.is_mine(&coding.coding)) {
            let span = coding.coding.span;
            let overlaps = span.start_char() < end && start < span.end_char();
            let code = self.path(coding.coding.code)?.as_str();
            if overlaps && codes.iter().any(|given| given == code) {
                names.push(coding.name.as_str());
            }
        }
        Ok(match names.is_empty() {
            true => String::new(),
            false => format!("; overlaps [{}] with the same code", names.join(", ")),
        })
    }

    pub(crate) fn requests(&self, passage: &Passage, codes: &[String]) -> Vec<CodingRequest> {
        codes.iter().map(|code| self.request(passage.clone(), code)).collect()
    }

    fn request(&self, passage: Passage, code: &str) -> CodingRequest {
        CodingRequest {
            document: self.name.clone(),
            passage,
            code: code.to_owned(),
            coder: self.coder.clone(),
            weight: None,
            comment: None,
        }
    }

    fn new_code(&self, id: &str, label: Option<&str>) -> Result<Code, Error> {
        let mut code = Code::new(CodePath::new(id).map_err(Error::CodeId)?);
        if let Some(label) = label {
            code.label.insert(self.language()?, label.to_owned());
        }
        Ok(code)
    }

    /// Says what was done, and returns the memo's id.
    ///
    /// What somebody else has written into the memo meanwhile stays; then there are two.
    fn write_memo(
        &mut self,
        author: &Author,
        (about, before): (&str, &Option<(String, String)>),
        (title, text): (&str, &str),
    ) -> Result<(String, String), Error> {
        let mut elsewhere = "";
        if let Some((id, opened)) = before {
            let memos = self.study.memos()?;
            let memo = memos.iter().find(|memo| memo_id(memo) == *id);
            let is_as_opened =
                memo.is_some_and(|memo| whole_memo(&memo.title, &memo.text) == *opened);
            let is_emptied = title.is_empty() && text.is_empty();
            if is_emptied && !is_as_opened {
                let said = format!("memo {id} stays: it was changed elsewhere meanwhile");
                return Ok((said, id.clone()));
            }
            if is_as_opened {
                if is_emptied {
                    self.study.remove_memos(author, std::slice::from_ref(id))?;
                    return Ok((format!("removed memo {id}"), id.clone()));
                }
                self.study.edit_memo(author, id, Some(title), Some(text))?;
                return Ok((format!("changed memo {id}"), id.clone()));
            }
            elsewhere = "; the one that you opened was changed elsewhere meanwhile";
        }
        let id = self.study.add_memo(author, &self.memo(author, about, (title, text)))?;
        Ok((format!("wrote memo {id} on {about}{elsewhere}"), id))
    }

    fn settle(
        &mut self,
        author: &Author,
        settling: &Settling,
        (title, decision): (&str, &str),
    ) -> Result<String, Error> {
        let about = format!("document:{}", self.name);
        let memo = self.memo(author, &about, (title, decision));
        self.study.settle(author, settling, &memo)?;
        Ok(format!("{decision}: {}", told(settling)))
    }

    fn memo(&self, author: &Author, about: &str, (title, text): (&str, &str)) -> MemoRequest {
        MemoRequest {
            about: about.to_owned(),
            coder: self.coder.clone(),
            created: Some(author.at.clone()),
            title: title.to_owned(),
            text: text.to_owned(),
        }
    }
}

/// Tells what a decision did to the coder's own codings.
fn told(settling: &Settling) -> String {
    let Settling { add, change, remove } = settling;
    match (add.as_slice(), change, remove) {
        ([], Some((id, _)), _) => format!("coding {id} has their ends"),
        ([], None, Some(id)) => format!("removed coding {id}"),
        ([], None, None) => "your codings stay as they are".to_owned(),
        (added, ..) => {
            let codes: Vec<&str> = added.iter().map(|request| request.code.as_str()).collect();
            format!("coded {}", codes.join(", "))
        }
    }
}

/// Returns a memo as one text: its title is the first line.
pub(crate) fn whole_memo(title: &str, text: &str) -> String {
    match (title, text) {
        ("", "") => String::new(),
        _ => std::iter::once(title).chain(text.lines()).collect::<Vec<_>>().join("\n"),
    }
}
