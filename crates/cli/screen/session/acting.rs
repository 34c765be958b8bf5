//! Acts: each is on the disk before the screen shows it.

use kwali_study::{Error, Verdict};

use super::{Message, Named, Pane, Session};
use crate::screen::desk::{Act, Done};
use crate::screen::editor::Editor;
use crate::screen::selection::Selection;

impl Session {
    /// Does something, or keeps it back while another process is writing.
    pub(super) fn act(&mut self, act: Act) {
        self.catch_up();
        match self.desk.act(&act) {
            Ok(Done { said, place, has_other_words, .. }) => {
                self.waiting = None;
                self.remember(&act);
                if has_other_words {
                    let laid_out = self.begin();
                    self.message =
                        laid_out.map_or_else(|e| Message::error(&e), |()| Message::said(said));
                    return;
                }
                self.message = Message::said(said);
                self.set_stripes();
                if let Some(place) = place {
                    self.selection = Selection::of(place);
                    self.keep_in_view();
                }
            }
            Err(error) if error.kind() == "busy" => {
                self.message = Message::said(format!("waiting: {error}"));
                self.waiting = Some(act);
            }
            Err(error) => {
                self.waiting = None;
                self.message = Message::error(&error);
                self.open_again(act);
            }
        }
    }

    /// Tries once more what had to wait.
    pub(crate) fn try_again(&mut self) {
        if let Some(act) = self.waiting.take() {
            self.act(act);
        }
    }

    /// Lets go of what had to wait, and says that it was not done.
    pub(crate) fn give_up(&mut self) {
        if let Some(act) = self.waiting.take() {
            self.open_again(act);
            let said = std::mem::take(&mut self.message.words);
            let words = format!("not done: {}", said.trim_start_matches("waiting: "));
            self.message = Message { words, is_error: true };
        }
    }

    /// Opens what was written and could not be kept, so that it is not lost.
    fn open_again(&mut self, act: Act) {
        if let Act::Memo { about, before, title, text } = act {
            self.pane = Pane::Editor(Box::new(Editor::again(&about, before, (&title, &text))));
        }
    }

    fn remember(&mut self, act: &Act) {
        match act {
            Act::Code { codes, .. } => self.last_codes.clone_from(codes),
            Act::NewCode { id, .. } => self.last_codes = vec![id.clone()],
            Act::Change { .. }
            | Act::Remove(_)
            | Act::Decide(..)
            | Act::Undo
            | Act::Redo
            | Act::Settle { .. }
            | Act::Memo { .. } => {}
        }
        self.extending = false;
        self.turn_here = 0;
    }

    pub(super) fn code_again(&mut self) -> Result<(), Error> {
        if self.last_codes.is_empty() {
            self.last_codes = self.desk.recent_codes()?.into_iter().take(1).collect();
        }
        match self.last_codes.is_empty() {
            true => self.message = Message::said("no code was applied yet; c chooses one"),
            false => {
                let passage = self.desk.passage(&self.selection.range());
                let codes = self.last_codes.clone();
                self.act(Act::Code { passage, codes });
            }
        }
        Ok(())
    }

    pub(super) fn decide_here(&mut self, verdict: Verdict) {
        match self.suggestion_here() {
            None => self.message = Message::said("there is no suggestion here; ) goes to the next"),
            Some(at) => {
                let id = self.desk.suggestions[at].id.clone();
                self.act(Act::Decide(verdict, id));
            }
        }
    }

    pub(super) fn remove_here(&mut self) -> Result<(), Error> {
        if let Some(at) = self.own_here()? {
            self.act(Act::Remove(self.desk.codings[at].name.clone()));
        }
        Ok(())
    }

    /// Returns the coding at which one is, by place in the list; tells why there is none to change.
    pub(super) fn own_here(&mut self) -> Result<Option<usize>, Error> {
        let at = match self.named_here() {
            Named::Coding(at) => at,
            Named::Suggestion(_) => {
                let words = "here is a suggestion: y accepts it, X rejects it; ] goes to codings";
                self.message = Message::said(words);
                return Ok(None);
            }
            Named::Nothing => {
                self.message = Message::said("there is no coding here");
                return Ok(None);
            }
        };
        let coder = self.desk.coder_of(&self.desk.codings[at])?;
        if coder != self.desk.coder() {
            self.message = Message::said(format!("that is a coding of {coder}, not of yours"));
            return Ok(None);
        }
        Ok(Some(at))
    }
}
