//! Adding, changing and removing memos.

use kwali_model::{CodePath, CoderId, Memo, MemoTarget, Snapshot};
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error, words};

/// A memo that is to be added; a code is named by its path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NewMemo {
    /// The id it comes with from outside.
    pub name: Option<String>,
    /// What it is about, unless it is a code.
    pub target: MemoTarget,
    /// The code it is about.
    pub code: Option<CodePath>,
    /// By whom.
    pub coder: CoderId,
    /// When it was written.
    pub created: Option<String>,
    /// A few words.
    pub title: String,
    /// The note itself.
    pub text: String,
}

impl Change<'_> {
    /// Returns all memos as they are in this change, in the order in which they were added.
    pub fn memos(&self, snapshot: &Snapshot) -> Result<Vec<Memo>, Error> {
        words::memos(&self.transaction, snapshot).map_err(|error| Error::sql(&self.path, error))
    }

    /// Adds a memo and returns its id as people and files know it.
    pub fn add_memo(&mut self, new: &NewMemo) -> Result<String, Error> {
        let (kind, target) = target_columns(new.target);
        let by_path = match &new.code {
            Some(path) => {
                self.one("SELECT id FROM codes WHERE path = ?1", params![path.as_str()])?
            }
            None => None,
        };
        let (kind, target) = match by_path {
            Some(code) => ("code", Some(code)),
            None => (kind, target),
        };
        let id = self.insert(
            "INSERT INTO memos (name, target_kind, target, coder, created, title, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![new.name, kind, target, new.coder.0, new.created, new.title, new.text],
        )?;
        let name = self.settle_memo_name(id, new.name.as_deref())?;
        let after = json!({ "name": name, "about": kind, "target": target, "coder": new.coder.0,
            "created": new.created, "title": new.title, "text": new.text });
        let subject = name.unwrap_or_else(|| id.to_string());
        self.note("memo.add", &subject, None, Some(after))?;
        Ok(subject)
    }

    /// Changes the title and the text of a memo.
    pub fn set_memo(&mut self, memo: &Memo, title: &str, text: &str) -> Result<(), Error> {
        if (memo.title.as_str(), memo.text.as_str()) == (title, text) {
            return Ok(());
        }
        let before = self.memo_json(memo)?;
        let sql = "UPDATE memos SET title = ?2, body = ?3 WHERE id = ?1";
        self.run(sql, params![memo.id.0, title, text])?;
        let after = self.memo_json(memo)?;
        self.note("memo.change", &id_of(memo), before, after)?;
        Ok(())
    }

    /// Removes a memo.
    pub fn remove_memo(&mut self, memo: &Memo) -> Result<(), Error> {
        let before = self.memo_json(memo)?;
        self.run("DELETE FROM memos WHERE id = ?1", params![memo.id.0])?;
        self.note("memo.remove", &id_of(memo), before, None)?;
        Ok(())
    }

    fn memo_json(&self, memo: &Memo) -> Result<Option<Value>, Error> {
        self.json(
            "SELECT json_object('name', name, 'about', target_kind, 'target', target,
               'coder', coder, 'created', created, 'title', title, 'text', body)
             FROM memos WHERE id = ?1",
            params![memo.id.0],
        )
    }
}

/// Returns the id of a memo as people and files know it.
fn id_of(memo: &Memo) -> String {
    memo.name.clone().unwrap_or_else(|| memo.id.to_string())
}

fn target_columns(target: MemoTarget) -> (&'static str, Option<u32>) {
    match target {
        MemoTarget::Study => ("study", None),
        MemoTarget::Document(id) => ("document", Some(id.0)),
        MemoTarget::Participant(id) => ("participant", Some(id.0)),
        MemoTarget::Coding(id) => ("coding", Some(id.0)),
        // A code's place is no row number: `NewMemo::code` names it by path.
        MemoTarget::Code(_) => ("code", None),
    }
}
