//! What a coder does: each act is one change of the study.

use std::ops::Range;

use kwali_model::{Code, CodePath};
use kwali_study::{
    Author, CodingChange, CodingRequest, Error, MemoRequest, Passage, Settling, SuggestionChoice,
    Verdict,
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
        deed: Deed,
        /// What was decided, in words.
        decision: String,
        /// The title of the memo.
        title: String,
    },
    /// Writes a memo, or changes one.
    Memo {
        /// What it is about, as `kwali memo add` takes it.
        about: String,
        /// The memo that is changed; else it is a new one.
        id: Option<String>,
        /// The title.
        title: String,
        /// The note itself.
        text: String,
    },
}

/// What a decision does to a coder's own codings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Deed {
    /// Nothing.
    Keep,
    /// A passage gets a code.
    Add(Passage, String),
    /// A coding gets other ends.
    Move(String, (usize, usize)),
    /// A coding goes.
    Remove(String),
}

impl Desk {
    /// Does something and says what was done, when that is on the disk.
    pub(crate) fn act(&mut self, act: &Act) -> Result<Done, Error> {
        let (said, coding) = self.try_act(act)?;
        let place = |desk: &Desk| desk.passage_of(coding.as_deref()?);
        let before = place(self);
        self.load()?;
        Ok(Done { said, place: place(self).or(before) })
    }

    /// Says what was done, and the name of the coding to which, where one must be shown where it is.
    fn try_act(&mut self, act: &Act) -> Result<(String, Option<String>), Error> {
        let author = (self.clock)();
        let said = match act {
            Act::Code { passage, codes } => {
                let ids = self.add_codings(&author, passage, codes)?;
                Ok(format!("coded {} [{}]", codes.join(", "), ids.join(", ")))
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
            Act::Settle { deed, decision, title } => self.settle(&author, deed, (title, decision)),
            Act::Memo { about, id, title, text } => {
                self.write_memo(&author, (about, id), title, text)
            }
            Act::Undo => return self.go_in_time(&author, InTime::Back),
            Act::Redo => return self.go_in_time(&author, InTime::Again),
        };
        Ok((said?, None))
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
        let requests: Vec<CodingRequest> =
            codes.iter().map(|code| self.request(passage.clone(), code)).collect();
        self.study.add_codings(author, &requests)
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

    fn write_memo(
        &mut self,
        author: &Author,
        (about, id): (&str, &Option<String>),
        title: &str,
        text: &str,
    ) -> Result<String, Error> {
        if let Some(id) = id {
            self.study.edit_memo(author, id, Some(title), Some(text))?;
            return Ok(format!("changed memo {id}"));
        }
        let request = self.memo(author, about, (title, text));
        Ok(format!("wrote memo {} on {about}", self.study.add_memo(author, &request)?))
    }

    fn settle(
        &mut self,
        author: &Author,
        deed: &Deed,
        (title, decision): (&str, &str),
    ) -> Result<String, Error> {
        let (settling, done) = match deed {
            Deed::Keep => (Settling::Keep, "your codings stay as they are".to_owned()),
            Deed::Add(passage, code) => {
                (Settling::Add(self.request(passage.clone(), code)), format!("coded {code}"))
            }
            Deed::Move(id, (start, end)) => {
                let (start, end) = (Some(*start), Some(*end));
                let wanted = CodingChange { start, end, ..CodingChange::default() };
                (Settling::Change(id.clone(), wanted), format!("coding {id} has their ends"))
            }
            Deed::Remove(id) => (Settling::Remove(id.clone()), format!("removed coding {id}")),
        };
        let about = format!("document:{}", self.name);
        let memo = self.memo(author, &about, (title, decision));
        self.study.settle(author, &settling, &memo)?;
        Ok(format!("{decision}: {done}"))
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
