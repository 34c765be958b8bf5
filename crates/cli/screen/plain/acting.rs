//! What changes the study, line by line.

use kwali_study::{CodingChange, Passage};

use super::{Reading, Refused};
use crate::screen::desk::Act;
use crate::screen::passage::{FORMS, Typed, extent, meant, typed_passage};

impl Reading {
    pub(super) fn code(&mut self, rest: &str) -> Result<String, Refused> {
        let (passage, codes) = self.passage(rest)?;
        if codes.is_empty() {
            return Err(Refused::of("say which code, behind the passage"));
        }
        let codes = codes.split_whitespace().map(str::to_owned).collect();
        self.act(Act::Code { passage, codes })
    }

    pub(super) fn new_code(&mut self, rest: &str) -> Result<String, Refused> {
        let (passage, code) = self.passage(rest)?;
        if code.is_empty() {
            return Err(Refused::of("say the id of the new code, behind the passage"));
        }
        let (id, label) = head(code);
        self.act(Act::NewCode { id: id.to_owned(), label: some(label), passage })
    }

    pub(super) fn recode(&mut self, rest: &str) -> Result<String, Refused> {
        let (id, code) = head(rest);
        let code = some(code);
        if code.is_none() {
            return Err(Refused::of("say `recode`, the id of a coding, and a code"));
        }
        self.change(id, CodingChange { code, ..CodingChange::default() }, "has another code")
    }

    pub(super) fn ends(&mut self, rest: &str) -> Result<String, Refused> {
        let (id, passage) = head(rest);
        let position = match typed_passage(passage) {
            None | Some((Typed::Quote(_), _)) => None,
            Some(_) => self.passage(passage)?.0.position,
        };
        let Some((start, end)) = position else {
            return Err(Refused::of(
                "say `ends`, the id of a coding, and FROM-TO, sN, all or @N-M",
            ));
        };
        let (start, end) = (Some(start), Some(end));
        let wanted = CodingChange { start, end, ..CodingChange::default() };
        self.change(id, wanted, "has other ends")
    }

    pub(super) fn weight(&mut self, rest: &str) -> Result<String, Refused> {
        let (id, weight) = head(rest);
        let weight = some(weight).map(|weight| weight.parse::<u8>()).transpose();
        let weight = weight.map_err(|_| Refused::of("a weight is a whole number from 0 to 100"))?;
        let wanted = CodingChange { weight: Some(weight), ..CodingChange::default() };
        self.change(id, wanted, "has another weight")
    }

    pub(super) fn comment(&mut self, rest: &str) -> Result<String, Refused> {
        let (id, comment) = head(rest);
        let wanted = CodingChange { comment: Some(some(comment)), ..CodingChange::default() };
        self.change(id, wanted, "has another comment")
    }

    pub(super) fn remove(&mut self, id: &str) -> Result<String, Refused> {
        self.check_own(id)?;
        self.act(Act::Remove(id.to_owned()))
    }

    pub(super) fn memo(&mut self, rest: &str) -> Result<String, Refused> {
        let (about, memo) = head(rest);
        if memo.is_empty() {
            return Err(Refused::of("say `memo`, what it is about, and its title"));
        }
        let (title, text) = memo.split_once('|').unwrap_or((memo, ""));
        let about = match about {
            "document" => format!("document:{}", self.desk.name()),
            about => about.to_owned(),
        };
        let (title, text) = (title.trim().to_owned(), text.trim().to_owned());
        self.act(Act::Memo { about, before: None, title, text })
    }

    /// Refuses what would change a coding of somebody else, or one that is not in this document.
    fn check_own(&self, id: &str) -> Result<(), Refused> {
        let all = self.desk.study().detailed_codings(self.desk.name())?;
        let Some(coding) = all.iter().find(|coding| coding.name == id) else {
            return Err(Refused::of("there is no coding of this id in this document"));
        };
        match self.desk.is_mine(&coding.coding) {
            true => Ok(()),
            false => {
                let coder = self.desk.coder_of(coding)?;
                Err(Refused(format!("that is a coding of {coder}, not of yours")))
            }
        }
    }

    fn change(
        &mut self,
        id: &str,
        wanted: CodingChange,
        told: &'static str,
    ) -> Result<String, Refused> {
        self.check_own(id)?;
        self.act(Act::Change { id: id.to_owned(), wanted, told })
    }

    /// Returns the passage with which a line begins, and what follows.
    fn passage<'l>(&self, line: &'l str) -> Result<(Passage, &'l str), Refused> {
        let none = || Refused(format!("there is no passage behind the command; {FORMS}"));
        let (typed, rest) = typed_passage(line).ok_or_else(none)?;
        let within = self.range();
        let passage = meant((&self.desk.open, &self.units, &within), typed).ok_or_else(|| {
            Refused(format!("there is no such passage: {}", extent(&self.units, &within)))
        })?;
        Ok((passage, rest))
    }
}

/// Returns the first word of a line, and what follows.
pub(super) fn head(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (first, rest.trim())
}

fn some(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}
