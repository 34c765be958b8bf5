//! Writing memos.

use kwali_model::{Memo, MemoTarget};
use kwali_study::{Error, memo_id};

use super::{Choice, Message, Pane, Session};
use crate::screen::desk::{Act, Done, SETTLED};
use crate::screen::editor::Editor;
use crate::screen::finder::{Entry, Finder};

impl Session {
    /// Asks what a memo is about.
    pub(super) fn choose_memo(&mut self) -> Result<(), Error> {
        let document = self.desk.name();
        let mut entries = vec![Entry::new(&format!("document:{document}"), "on this document", [])];
        if let Some(at) = self.here() {
            let coding = &self.desk.codings[at];
            let code = self.desk.path(coding.coding.code)?;
            let label = format!("on this coding with {code}");
            entries.insert(0, Entry::new(&format!("coding:{}", coding.name), &label, []));
            entries.push(Entry::new(&format!("code:{code}"), "on this code", []));
        }
        entries.push(Entry::new("study", "on the study", []));
        let codes = self.desk.snapshot()?.codes().codes();
        let other = |code: &kwali_model::Code| format!("code:{}", code.path);
        let known: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
        let others = codes.iter().map(other).filter(|about| !known.contains(about));
        entries.extend(others.map(|about| Entry::new(&about, "on the code", [])));
        self.pane = Pane::Finder(Finder::new(entries), Choice::MemoAbout);
        Ok(())
    }

    /// Opens the editor on the coder's memo about something, or on a new one.
    pub(super) fn write_memo(&mut self, about: &str) -> Result<(), Error> {
        let memo = self.own_memo(about)?;
        let id = memo.as_ref().map(memo_id);
        let (title, text) = memo.map_or_else(Default::default, |memo| (memo.title, memo.text));
        self.pane = Pane::Editor(Box::new(Editor::new(about, id, &title, &text)));
        Ok(())
    }

    /// Returns the last memo of the coder's about something.
    fn own_memo(&self, about: &str) -> Result<Option<Memo>, Error> {
        let snapshot = self.desk.snapshot()?;
        let Some(me) = snapshot.coder_named(self.desk.coder()).map(|coder| coder.id) else {
            return Ok(None);
        };
        let is_about = |memo: &Memo| match memo.target {
            MemoTarget::Study => about == "study",
            MemoTarget::Document(id) => {
                let name = snapshot.document(id).map_or("", |document| document.name.as_str());
                about.strip_prefix("document:") == Some(name)
            }
            MemoTarget::Code(id) => {
                about.strip_prefix("code:") == Some(snapshot.codes().code(id).path.as_str())
            }
            MemoTarget::Coding(id) => {
                let coding = self.desk.codings.iter().find(|coding| coding.coding.id == id);
                coding.is_some_and(|c| about.strip_prefix("coding:") == Some(c.name.as_str()))
            }
            MemoTarget::Participant(_) => false,
        };
        let memos = self.desk.study().memos()?;
        // What was decided about a difference is no memo to go on writing in.
        let is_own = |memo: &Memo| memo.coder == me && !memo.title.starts_with(SETTLED);
        Ok(memos.into_iter().rev().find(|memo| is_own(memo) && is_about(memo)))
    }

    pub(super) fn take_in_editor(
        &mut self,
        key: &str,
        mut editor: Box<Editor>,
    ) -> Result<(), Error> {
        match key {
            "esc" | "ctrl-s" => match editor.written() {
                Some(act) => self.act(act),
                None if editor.memo.is_some() => self.message = Message::said("the memo is kept"),
                None => self.message = Message::said("nothing was written"),
            },
            key => {
                self.wants_own_editor = key == "ctrl-o";
                if !self.wants_own_editor {
                    editor.take(key);
                }
                self.pane = Pane::Editor(editor);
            }
        }
        Ok(())
    }

    /// True while something is written that is not on the disk.
    pub(crate) fn has_draft(&self) -> bool {
        matches!(&self.pane, Pane::Editor(editor) if editor.written().is_some())
    }

    /// Keeps a memo that is being written as it is now; one goes on writing.
    pub(crate) fn keep_draft(&mut self) {
        let Pane::Editor(editor) = &mut self.pane else { return };
        // Nothing at all is no draft: it would take the memo away.
        let Some(act) = editor.written().filter(|_| !editor.is_empty()) else { return };
        // What cannot be kept now is tried again, at the latest when the memo is closed.
        if let Ok(Done { memo: Some(memo), has_other_words, .. }) = self.desk.act(&act) {
            editor.kept(memo);
            if !has_other_words {
                self.set_stripes();
            } else if let Err(error) = self.begin() {
                self.message = Message::error(&error);
            }
        }
    }

    /// Returns what is being written, if the coder wants to go on in an editor of their own.
    pub(crate) fn for_own_editor(&mut self) -> Option<String> {
        match &self.pane {
            Pane::Editor(editor) if std::mem::take(&mut self.wants_own_editor) => {
                Some(editor.whole())
            }
            _ => None,
        }
    }

    /// Takes over what was written in another editor, or tells why it was not.
    pub(crate) fn take_over(&mut self, written: Result<String, String>) {
        match (written, &mut self.pane) {
            (Ok(written), Pane::Editor(editor)) => editor.set_whole(&written),
            (Err(why), _) => self.message = Message { words: why, is_error: true },
            _ => {}
        }
    }
}

impl Editor {
    /// Returns the act that keeps what was written; `None` if nothing was, or nothing changed.
    fn written(&self) -> Option<Act> {
        let (title, text) = self.title_and_text();
        let is_empty = title.is_empty() && text.is_empty();
        if self.is_unchanged() || (is_empty && self.memo.is_none()) {
            return None;
        }
        let before = self.memo.clone().map(|memo| (memo, self.opened()));
        Some(Act::Memo { about: self.about.clone(), before, title, text })
    }
}
