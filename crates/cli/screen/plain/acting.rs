//! What changes the study, line by line.

use kwali_study::{CodingChange, Error, Passage};

use super::Reading;
use crate::screen::desk::Act;
use crate::screen::passage::{FORMS, Typed, meant, typed_passage};

impl Reading {
    pub(super) fn code(&mut self, rest: &str) -> Result<String, Error> {
        match self.passage(rest) {
            Some((passage, codes)) if !codes.is_empty() => {
                let codes = codes.split_whitespace().map(str::to_owned).collect();
                self.act(Act::Code { passage, codes })
            }
            _ => Ok(format!("error: say `code`, a passage, and codes; {FORMS}\n")),
        }
    }

    pub(super) fn new_code(&mut self, rest: &str) -> Result<String, Error> {
        match self.passage(rest) {
            Some((passage, code)) if !code.is_empty() => {
                let (id, label) = head(code);
                let (id, label) = (id.to_owned(), some(label));
                self.act(Act::NewCode { id, label, passage })
            }
            _ => Ok(format!("error: say `new`, a passage, and the id of a code; {FORMS}\n")),
        }
    }

    pub(super) fn recode(&mut self, rest: &str) -> Result<String, Error> {
        let (id, code) = head(rest);
        match some(code) {
            None => Ok("error: say `recode`, the id of a coding, and a code\n".to_owned()),
            code => {
                let wanted = CodingChange { code, ..CodingChange::default() };
                self.change(id, wanted, "has another code")
            }
        }
    }

    pub(super) fn ends(&mut self, rest: &str) -> Result<String, Error> {
        let (id, passage) = head(rest);
        let passage = match typed_passage(passage) {
            None | Some((Typed::Quote(_), _)) => None,
            Some(_) => self.passage(passage),
        };
        match passage.and_then(|(passage, _)| passage.position) {
            None => {
                Ok("error: say `ends`, the id of a coding, and FROM-TO, sN, all or @N-M\n"
                    .to_owned())
            }
            Some((start, end)) => {
                let (start, end) = (Some(start), Some(end));
                let wanted = CodingChange { start, end, ..CodingChange::default() };
                self.change(id, wanted, "has other ends")
            }
        }
    }

    pub(super) fn weight(&mut self, rest: &str) -> Result<String, Error> {
        let (id, weight) = head(rest);
        let weight = some(weight).map(|weight| weight.parse::<u8>());
        match weight.transpose() {
            Err(_) => Ok("error: a weight is a whole number from 0 to 100\n".to_owned()),
            Ok(weight) => {
                let wanted = CodingChange { weight: Some(weight), ..CodingChange::default() };
                self.change(id, wanted, "has another weight")
            }
        }
    }

    pub(super) fn comment(&mut self, rest: &str) -> Result<String, Error> {
        let (id, comment) = head(rest);
        let wanted = CodingChange { comment: Some(some(comment)), ..CodingChange::default() };
        self.change(id, wanted, "has another comment")
    }

    pub(super) fn memo(&mut self, rest: &str) -> Result<String, Error> {
        let (about, memo) = head(rest);
        let (title, text) = memo.split_once('|').unwrap_or((memo, ""));
        let about = match about {
            "document" => format!("document:{}", self.desk.name()),
            about => about.to_owned(),
        };
        if memo.is_empty() {
            return Ok("error: say `memo`, what it is about, and its title\n".to_owned());
        }
        let (title, text) = (title.trim().to_owned(), text.trim().to_owned());
        self.act(Act::Memo { about, id: None, title, text })
    }

    fn change(
        &mut self,
        id: &str,
        wanted: CodingChange,
        told: &'static str,
    ) -> Result<String, Error> {
        self.act(Act::Change { id: id.to_owned(), wanted, told })
    }

    /// Returns the passage with which a line begins, and what follows.
    fn passage<'l>(&self, line: &'l str) -> Option<(Passage, &'l str)> {
        let (typed, rest) = typed_passage(line)?;
        let within = self.range();
        Some((meant((&self.desk.open, &self.units, &within), typed)?, rest))
    }
}

/// Returns the first word of a line, and what follows.
fn head(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (first, rest.trim())
}

fn some(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}
