//! Choosing from a list: codes for a passage, a parent for a new code, a document, a memo's subject.

use std::ops::Range;

use kwali_model::{Code, CodePath};
use kwali_study::{CodingChange, Error};

use super::{Choice, Message, Pane, Question, Session};
use crate::screen::desk::Act;
use crate::screen::finder::{Entry, Finder};
use crate::screen::line_input::LineInput;

/// What stands for the top of the code tree where a parent is chosen.
pub(crate) const TOP: &str = "(at the top)";

impl Session {
    pub(super) fn choose_codes(&mut self) -> Result<(), Error> {
        let entries = self.code_entries()?;
        self.pane = Pane::Finder(Finder::new(entries), Choice::Codes(self.selection.range()));
        Ok(())
    }

    pub(super) fn choose_parent(&mut self) -> Result<(), Error> {
        let mut entries = vec![Entry::new(TOP, "", [])];
        entries.extend(self.code_entries()?);
        self.pane = Pane::Finder(Finder::new(entries), Choice::Parent(self.selection.range()));
        Ok(())
    }

    pub(super) fn choose_document(&mut self) -> Result<(), Error> {
        let documents = self.desk.snapshot()?.documents().iter();
        let entry = |document: &kwali_model::Document| {
            let coded = self.desk.n_own_codings(document);
            let label = format!("{} words, {coded} codings of yours", document.words);
            Entry::new(&document.name, &label, document.group.as_deref())
        };
        self.pane = Pane::Finder(Finder::new(documents.map(entry).collect()), Choice::Document);
        Ok(())
    }

    /// Returns all codes that can be given to passages, those that were applied last first.
    pub(super) fn code_entries(&self) -> Result<Vec<Entry>, Error> {
        let language = self.desk.language()?;
        let codes = self.desk.snapshot()?.codes();
        let entry = |code: &Code| {
            let labels = code.label.values().map(String::as_str);
            Entry::new(code.path.as_str(), code.label_in(&language), labels)
        };
        let recent: Vec<&CodePath> = self
            .desk
            .recent_codes()?
            .iter()
            .filter_map(|id| CodePath::new(id).ok())
            .filter_map(|path| Some(&codes.code(codes.id(&path)?).path))
            .collect();
        let ids = self.desk.codes()?;
        let mut all: Vec<&Code> = ids.into_iter().map(|id| codes.code(id)).collect();
        let rank = |code: &&Code| {
            let place = recent.iter().position(|path| **path == code.path);
            place.unwrap_or(recent.len())
        };
        all.sort_by_key(rank);
        Ok(all.into_iter().map(entry).collect())
    }

    /// Returns the words that a choice is about: those that are to be coded, those of codings.
    pub(crate) fn words_of_choice(&self, choice: &Choice) -> Result<Vec<String>, Error> {
        let words = |passage: Range<usize>| {
            let words = self.desk.text().get(passage).unwrap_or_default().split_whitespace();
            format!("“{}”", words.collect::<Vec<_>>().join(" "))
        };
        let words_of = |at: usize| {
            let span = self.desk.codings[at].coding.span;
            words(span.start()..span.end())
        };
        Ok(match choice {
            Choice::Codes(passage) | Choice::Parent(passage) => vec![words(passage.clone())],
            Choice::OtherCode(id) => {
                let place = self.desk.codings.iter().position(|coding| coding.name == *id);
                place.map(words_of).into_iter().collect()
            }
            Choice::Decision(difference, _) | Choice::Anew(difference, _) => {
                let both = [difference.mine, difference.theirs].into_iter().flatten();
                let told = |at: usize| {
                    let coding = &self.desk.codings[at];
                    let code = self.desk.path(coding.coding.code)?;
                    Ok(format!("{}, {code}: {}", self.desk.coder_of(coding)?, words_of(at)))
                };
                return both.map(told).collect();
            }
            _ => Vec::new(),
        })
    }

    pub(super) fn take_in_finder(
        &mut self,
        key: &str,
        mut finder: Finder,
        choice: Choice,
    ) -> Result<(), Error> {
        match key {
            "esc" | "ctrl-c" => {}
            "enter" => return self.choose(&finder, choice),
            "ctrl-t" if matches!(choice, Choice::Codes(_)) => {
                if let Choice::Codes(passage) = choice {
                    self.ask_for_code(&passage, finder.typed.text(), "");
                }
            }
            key => {
                // Only codes can be several.
                if key != "tab" || matches!(choice, Choice::Codes(_) | Choice::Anew(..)) {
                    finder.take(key);
                }
                self.pane = Pane::Finder(finder, choice);
            }
        }
        Ok(())
    }

    fn choose(&mut self, finder: &Finder, choice: Choice) -> Result<(), Error> {
        let chosen = finder.chosen();
        match (choice, chosen.first()) {
            (Choice::Codes(passage), Some(_)) => {
                let passage = self.desk.passage(&passage);
                self.act(Act::Code { passage, codes: chosen });
            }
            (Choice::Codes(passage), None) => {
                self.ask_for_code(&passage, finder.typed.text(), "");
            }
            (Choice::Parent(passage), Some(parent)) => {
                let words = self.desk.text().get(passage.clone()).unwrap_or_default().to_owned();
                let parent = if parent == TOP { String::new() } else { format!("{parent}.") };
                self.ask_for_code(&passage, &format!("{parent}{}", id_of_words(&words)), &words);
            }
            (Choice::OtherCode(id), Some(code)) => {
                let wanted = CodingChange { code: Some(code.clone()), ..CodingChange::default() };
                self.act(Act::Change { id, wanted, told: "has another code" });
            }
            (Choice::Document, Some(name)) => {
                self.desk.go_to(name)?;
                self.begin()?;
                let where_one_is = std::mem::take(&mut self.message.words);
                let said = format!("opened {name}; {where_one_is}");
                self.message = Message::said(said.trim_end_matches("; "));
            }
            (Choice::Difference(all), Some(number)) => {
                let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                if let Some(place) = place
                    && let Some(&difference) = all.get(place)
                {
                    self.ask_to_settle(difference, place);
                }
            }
            (Choice::Decision(difference, place), Some(decision)) => {
                return self.settle((difference, place), decision);
            }
            (Choice::Anew(difference, place), Some(_)) => {
                return self.settle_anew((difference, place), chosen);
            }
            (Choice::SegmentsOf, Some(code)) => return self.list_segments(code),
            (Choice::Segment(_), Some(id)) => return self.go_to_segment(id),
            (Choice::MemoAbout, Some(about)) => return self.write_memo(about),
            (_, None) => self.message = Message::said("nothing was chosen"),
        }
        Ok(())
    }

    /// Asks for the id of a new code for a passage; what is no id becomes one, and the label.
    fn ask_for_code(&mut self, passage: &Range<usize>, id: &str, label: &str) {
        let typed = id.trim();
        let (id, label) = match typed.contains(char::is_whitespace) && label.is_empty() {
            true => (id_of_words(typed), typed),
            false => (typed.to_owned(), label),
        };
        let question = Question::NewCode(passage.clone(), label.to_owned());
        self.pane = Pane::Prompt(LineInput::with(&id), question);
    }

    /// Asks again, with what was typed, if that could not be done.
    fn ask_again(&mut self, line: LineInput, question: Question) {
        if self.message.is_error {
            self.pane = Pane::Prompt(line, question);
        }
    }

    pub(super) fn take_in_prompt(
        &mut self,
        key: &str,
        mut line: LineInput,
        question: Question,
    ) -> Result<(), Error> {
        match (key, question) {
            ("esc" | "ctrl-c", _) => {}
            ("enter", Question::Search) => self.search(line.text()),
            ("enter", Question::Weight(id)) => {
                self.weigh(id.clone(), line.text());
                self.ask_again(line, Question::Weight(id));
            }
            ("enter", Question::Comment(id)) => {
                let comment = Some(line.text().trim()).filter(|comment| !comment.is_empty());
                let comment = Some(comment.map(str::to_owned));
                let wanted = CodingChange { comment, ..CodingChange::default() };
                self.act(Act::Change { id, wanted, told: "has another comment" });
            }
            ("enter", Question::NewCode(passage, label)) => {
                let id = line.text().trim().to_owned();
                let named = Some(label.clone()).filter(|label| !label.trim().is_empty());
                let act = Act::NewCode { id, label: named, passage: self.desk.passage(&passage) };
                self.act(act);
                self.ask_again(line, Question::NewCode(passage, label));
            }
            (key, question) => {
                line.take(key);
                self.pane = Pane::Prompt(line, question);
            }
        }
        Ok(())
    }
}

/// Returns words as the last part of a code's id: small letters and digits, joined by hyphens.
fn id_of_words(words: &str) -> String {
    let small = words.to_lowercase();
    let parts = small.split(|char: char| !char.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).take(6).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_make_an_id() {
        for (words, id) in [
            ("Ik hoef niks.", "ik-hoef-niks"),
            ("zo’n cliënt", "zo-n-cliënt"),
            ("één twee drie vier vijf zes zeven", "één-twee-drie-vier-vijf-zes"),
            ("…", ""),
        ] {
            assert_eq!(id_of_words(words), id);
        }
    }
}
