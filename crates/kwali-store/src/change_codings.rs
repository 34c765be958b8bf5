//! Adding and removing codings and memos.

use kwali_model::{
    CodePath, CoderId, CodingDetail, CodingId, DocumentId, Memo, MemoId, MemoTarget, Weight,
};
use kwali_text::Span;
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error};

/// A coding that is to be added.
#[derive(Clone, Debug)]
pub struct NewCoding {
    /// In which document.
    pub document: DocumentId,
    /// Where; a span of that document's text.
    pub span: Span,
    /// With which code.
    pub code: CodePath,
    /// By whom.
    pub coder: CoderId,
    /// How strongly.
    pub weight: Option<Weight>,
    /// What belongs to it but to no count.
    pub detail: CodingDetail,
}

/// A memo that is to be added; a code is named by its path.
#[derive(Clone, Debug)]
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
    /// Adds codings and returns their ids in the same order.
    ///
    /// One journal entry stands for all of one document; what was added can be read from the
    /// study by the range of ids that the entry names, for as long as no later entry removed it.
    pub fn add_codings(&mut self, codings: &[NewCoding]) -> Result<Vec<CodingId>, Error> {
        let mut ids = Vec::with_capacity(codings.len());
        for group in codings.chunk_by(|a, b| a.document == b.document) {
            let first = ids.len();
            for coding in group {
                ids.push(self.add_coding(coding)?);
            }
            self.note_added(group, &ids[first..])?;
        }
        Ok(ids)
    }

    fn add_coding(&mut self, new: &NewCoding) -> Result<CodingId, Error> {
        let code: Option<u32> =
            self.one("SELECT id FROM codes WHERE path = ?1", params![new.code.as_str()])?;
        let id = self.insert(
            "INSERT INTO codings (document, start, end, start_char, end_char, code, coder, weight)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                new.document.0,
                new.span.start() as i64,
                new.span.end() as i64,
                new.span.start_char() as i64,
                new.span.end_char() as i64,
                code,
                new.coder.0,
                new.weight.map(Weight::get),
            ],
        )?;
        let taken = new.detail.name.is_none() && self.is_coding_name(&id.to_string())?;
        if taken || new.detail != CodingDetail::default() {
            let CodingDetail { name, comment, created, origin } = &new.detail;
            let name = name.clone().or_else(|| taken.then(|| format!("kwali-{id}")));
            let sql = "INSERT INTO coding_details VALUES (?1, ?2, ?3, ?4, ?5)";
            self.run(sql, params![id, name, comment, created, origin.name()])?;
        }
        Ok(CodingId(id))
    }

    /// True if a coding came with this id from outside, so that no other can have it as its number.
    fn is_coding_name(&self, name: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM coding_details WHERE name = ?1";
        Ok(self.one::<i64>(sql, params![name])?.is_some())
    }

    fn note_added(&mut self, group: &[NewCoding], ids: &[CodingId]) -> Result<(), Error> {
        let (Some(first), Some(last), [coding, ..]) = (ids.first(), ids.last(), group) else {
            return Ok(());
        };
        let document = coding.document.0;
        let (subject, after) = match group {
            [only] => (first.to_string(), new_coding_json(only)),
            _ => (
                format!("{first}..{last}"),
                json!({ "document": document, "codings": ids.len(), "first": first.0, "last": last.0 }),
            ),
        };
        self.note_on_document(document, ("coding.add", &subject), None, Some(after))
    }

    /// Removes a coding and the memos on it; says whether it was there.
    pub fn remove_coding(&mut self, id: CodingId) -> Result<bool, Error> {
        let before = self.json(
            "SELECT json_object('document', document, 'start', start, 'end', end,
               'start_char', start_char, 'end_char', end_char, 'code', codes.path,
               'coder', coder, 'weight', weight, 'name', d.name, 'comment', d.comment,
               'created', d.created, 'origin', d.origin, 'memos', json((
                 SELECT json_group_array(json_object('name', m.name, 'coder', m.coder,
                   'created', m.created, 'title', m.title, 'text', m.body))
                 FROM memos m WHERE m.target_kind = 'coding' AND m.target = codings.id)))
             FROM codings JOIN codes ON codes.id = code
             LEFT JOIN coding_details d ON d.coding = codings.id WHERE codings.id = ?1",
            params![id.0],
        )?;
        let Some(before) = before else {
            return Ok(false);
        };
        let document = before["document"].as_u64().unwrap_or_default() as u32;
        self.run("DELETE FROM memos WHERE target_kind = 'coding' AND target = ?1", params![id.0])?;
        self.run("DELETE FROM codings WHERE id = ?1", params![id.0])?;
        let subject = id.to_string();
        self.note_on_document(document, ("coding.remove", &subject), Some(before), None)?;
        Ok(true)
    }

    /// Adds a memo.
    pub fn add_memo(&mut self, new: &NewMemo) -> Result<MemoId, Error> {
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
        let after = json!({ "about": kind, "target": target, "coder": new.coder.0,
            "created": new.created, "title": new.title, "text": new.text });
        self.note("memo.add", &id.to_string(), None, Some(after))?;
        Ok(MemoId(id))
    }

    /// Changes the title and the text of a memo.
    pub fn set_memo(&mut self, memo: &Memo, title: &str, text: &str) -> Result<(), Error> {
        if (memo.title.as_str(), memo.text.as_str()) == (title, text) {
            return Ok(());
        }
        let sql = "UPDATE memos SET title = ?2, body = ?3 WHERE id = ?1";
        self.run(sql, params![memo.id.0, title, text])?;
        let before = json!({ "title": memo.title, "text": memo.text });
        let after = json!({ "title": title, "text": text });
        self.note("memo.change", &memo.id.to_string(), Some(before), Some(after))?;
        Ok(())
    }

    pub(crate) fn json(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Option<Value>, Error> {
        let text: Option<String> = self.one(sql, params)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

fn new_coding_json(new: &NewCoding) -> Value {
    json!({
        "document": new.document.0, "start": new.span.start(), "end": new.span.end(),
        "start_char": new.span.start_char(), "end_char": new.span.end_char(),
        "code": new.code.as_str(), "coder": new.coder.0, "weight": new.weight.map(Weight::get),
        "name": new.detail.name, "comment": new.detail.comment,
        "created": new.detail.created, "origin": new.detail.origin.name(),
    })
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
