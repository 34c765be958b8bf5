//! What a coder does: each act is one change of the study.

use std::ops::Range;

use kwali_model::{Code, CodePath};
use kwali_study::{
    Author, CodingChange, CodingRequest, Error, JournalEntry, MemoRequest, Passage,
    SuggestionChoice, Verdict,
};

use super::Desk;

/// Something that a coder does to the study.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Gives a passage codes.
    Code {
        /// Its bytes.
        passage: Range<usize>,
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
        passage: Range<usize>,
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

/// How the names of changes begin that a coder makes at the desk.
const OF_CODING: [&str; 6] =
    ["coding.", "code.", "coder.", "memo.", "suggestion.accept", "suggestion.reject"];

/// Which way one goes through the changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum InTime {
    /// Takes them back.
    Back,
    /// Does them again.
    Again,
}

impl Desk {
    /// Does something and says what was done, when that is on the disk.
    pub(crate) fn act(&mut self, act: &Act) -> Result<String, Error> {
        let said = self.try_act(act)?;
        self.load()?;
        Ok(said)
    }

    fn try_act(&mut self, act: &Act) -> Result<String, Error> {
        let author = (self.clock)();
        match act {
            Act::Code { passage, codes } => {
                let ids = self.add_codings(&author, passage, codes)?;
                Ok(format!("coded {} [{}]", codes.join(", "), ids.join(", ")))
            }
            Act::NewCode { id, label, passage } => {
                let code = self.new_code(id, label.as_deref())?;
                let request = self.request(passage, id);
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
            Act::Undo => self.go_in_time(&author, InTime::Back),
            Act::Redo => self.go_in_time(&author, InTime::Again),
            Act::Memo { about, id, title, text } => {
                self.write_memo(&author, (about, id), title, text)
            }
        }
    }

    /// Takes the last change back, or does it again, if that is one of this coder's coding.
    ///
    /// What others did, or an import, is not to be undone by a slip of a key.
    fn go_in_time(&mut self, author: &Author, way: InTime) -> Result<String, Error> {
        let reach = self.study.reach()?;
        let (step, nothing, done) = match way {
            InTime::Back => (reach.undo.last(), "there is nothing to take back", "taken back"),
            InTime::Again => (reach.redo.last(), "there is nothing to do again", "done again"),
        };
        let Some(step) = step else { return Ok(nothing.to_owned()) };
        let since = self.study.changes_since(step.first.saturating_sub(1))?;
        let entries: Vec<&JournalEntry> =
            since.iter().take_while(|entry| entry.number <= step.last).collect();
        let told: Vec<String> =
            entries.iter().map(|entry| format!("{} {}", entry.action, entry.subject)).collect();
        let told = told.join(", ");
        let is_coding = |entry: &&JournalEntry| {
            entry.who == self.coder && OF_CODING.iter().any(|of| entry.action.starts_with(of))
        };
        // A codebook that came in has only codes; a code that was made here has its coding with it.
        let is_code = |entry: &&JournalEntry| entry.action.starts_with("code.");
        if !entries.iter().all(is_coding) || entries.iter().all(is_code) {
            let who = entries.first().map_or("", |entry| entry.who.as_str());
            return Ok(format!(
                "not {done}: {told} by {who} is no coding of yours; see `kwali undo`"
            ));
        }
        match way {
            InTime::Back => self.study.undo(author, 1)?,
            InTime::Again => self.study.redo(author, 1)?,
        };
        Ok(format!("{done}: {told}"))
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
        passage: &Range<usize>,
        codes: &[String],
    ) -> Result<Vec<String>, Error> {
        let requests: Vec<CodingRequest> =
            codes.iter().map(|code| self.request(passage, code)).collect();
        self.study.add_codings(author, &requests)
    }

    fn request(&self, passage: &Range<usize>, code: &str) -> CodingRequest {
        let chars = |byte| self.open.text.chars_before(byte).unwrap_or_default();
        CodingRequest {
            document: self.name.clone(),
            passage: Passage {
                position: Some((chars(passage.start), chars(passage.end))),
                // Should the text have been corrected meanwhile, its words are looked for.
                quote: self.text().get(passage.clone()).map(str::to_owned),
                before: None,
                after: None,
            },
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
        let request = MemoRequest {
            about: about.to_owned(),
            coder: self.coder.clone(),
            created: Some(author.at.clone()),
            title: title.to_owned(),
            text: text.to_owned(),
        };
        Ok(format!("wrote memo {} on {about}", self.study.add_memo(author, &request)?))
    }
}
