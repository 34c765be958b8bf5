//! Adding, changing and removing codings.

use std::collections::BTreeMap;

use kwali_model::{CodePath, CoderId, CodingDetail, CodingId, DocumentId, Weight};
use kwali_text::{Span, Text};
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error, words};

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

impl Change<'_> {
    /// Returns the words of a document, in its newest revision.
    pub fn text(&self, document: DocumentId) -> Result<Text, Error> {
        words::text(&self.transaction, &self.path, document)
    }

    /// Returns what belongs to codings but to no count, as it is in this change.
    pub fn coding_details(&self) -> Result<BTreeMap<CodingId, CodingDetail>, Error> {
        let details = words::coding_details(&self.transaction);
        details.map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the comment on a coding, as it is in this change.
    pub fn coding_comment(&self, id: CodingId) -> Result<Option<String>, Error> {
        let sql = "SELECT comment FROM coding_details WHERE coding = ?1";
        Ok(self.one::<Option<String>>(sql, params![id.0])?.flatten())
    }

    /// True if there is such a coding, perhaps a lost one.
    pub fn has_coding(&self, id: CodingId) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM codings WHERE id = ?1
                   UNION ALL SELECT 1 FROM lost_codings WHERE id = ?1";
        Ok(self.one::<i64>(sql, params![id.0])?.is_some())
    }

    /// Adds codings and returns their ids in the same order.
    ///
    /// One journal entry stands for all of one document; what was added can be read from the
    /// study by the ids that the entry names, for as long as no later entry removed it.
    pub fn add_codings(&mut self, codings: &[NewCoding]) -> Result<Vec<CodingId>, Error> {
        let mut ids = Vec::with_capacity(codings.len());
        let mut by_document: BTreeMap<DocumentId, Vec<usize>> = BTreeMap::new();
        for (place, coding) in codings.iter().enumerate() {
            by_document.entry(coding.document).or_default().push(place);
            ids.push(self.add_coding(coding)?);
        }
        for (document, places) in by_document {
            let added: Vec<CodingId> = places.iter().map(|&place| ids[place]).collect();
            self.note_added((document, &added), &codings[places[0]])?;
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
        let name = self.settle_coding_name(id, new.detail.name.as_deref())?;
        if name.is_some() || new.detail != CodingDetail::default() {
            let CodingDetail { comment, created, origin, .. } = &new.detail;
            let sql = "INSERT INTO coding_details VALUES (?1, ?2, ?3, ?4, ?5)";
            self.run(sql, params![id, name, comment, created, origin.name()])?;
        }
        Ok(CodingId(id))
    }

    /// Notes what was added to a document; `first` is the first of it.
    fn note_added(
        &mut self,
        (document, ids): (DocumentId, &[CodingId]),
        first: &NewCoding,
    ) -> Result<(), Error> {
        let (subject, after) = match ids {
            [only] => (self.coding_name(*only)?, new_coding_json(first)),
            _ => {
                let ranges = ranges(ids);
                let subject = match ranges.as_slice() {
                    [(first, last)] => format!("{first}..{last}"),
                    _ => format!("{} codings", ids.len()),
                };
                let after = json!({ "document": document.0, "codings": ids.len(), "ids": ranges });
                (subject, after)
            }
        };
        self.note_on_document(document.0, ("coding.add", &subject), None, Some(after))
    }

    /// Changes weight and comment of a coding; says whether that changed anything.
    pub fn set_coding(
        &mut self,
        id: CodingId,
        (weight, comment): (Option<Weight>, Option<&str>),
    ) -> Result<bool, Error> {
        let sql = "SELECT json_object('document', document, 'code', path, 'coder', coder,
                     'weight', weight, 'comment', d.comment)
                   FROM codings JOIN codes ON codes.id = code
                   LEFT JOIN coding_details d ON d.coding = codings.id WHERE codings.id = ?1";
        let Some(before) = self.json(sql, params![id.0])? else { return Ok(false) };
        let weight = weight.map(Weight::get);
        if (before["weight"].as_u64(), before["comment"].as_str())
            == (weight.map(u64::from), comment)
        {
            return Ok(false);
        }
        self.run("UPDATE codings SET weight = ?2 WHERE id = ?1", params![id.0, weight])?;
        if before["comment"].as_str() != comment {
            self.run(
                "INSERT INTO coding_details (coding, comment, origin) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET comment = ?2",
                params![id.0, comment, CodingDetail::default().origin.name()],
            )?;
        }
        let after = self.json(sql, params![id.0])?;
        let document = before["document"].as_u64().unwrap_or_default() as u32;
        let subject = self.coding_name(id)?;
        self.note_on_document(document, ("coding.change", &subject), Some(before), after)?;
        Ok(true)
    }

    /// Gives a coding another passage or another code; says whether that changed anything.
    pub fn change_coding(
        &mut self,
        id: CodingId,
        (span, code): (Option<Span>, Option<&CodePath>),
    ) -> Result<bool, Error> {
        let sql = "SELECT json_object('document', document, 'start', start, 'end', end,
                     'start_char', start_char, 'end_char', end_char, 'code', path,
                     'coder', coder)
                   FROM codings JOIN codes ON codes.id = code WHERE codings.id = ?1";
        let Some(before) = self.json(sql, params![id.0])? else { return Ok(false) };
        if let Some(span) = span {
            self.move_coding(id, span)?;
        }
        if let Some(code) = code {
            let sql =
                "UPDATE codings SET code = (SELECT id FROM codes WHERE path = ?2) WHERE id = ?1";
            self.run(sql, params![id.0, code.as_str()])?;
        }
        let after = self.json(sql, params![id.0])?;
        if after.as_ref() == Some(&before) {
            return Ok(false);
        }
        let document = before["document"].as_u64().unwrap_or_default() as u32;
        let subject = self.coding_name(id)?;
        self.note_on_document(document, ("coding.change", &subject), Some(before), after)?;
        Ok(true)
    }

    /// Removes a coding, also a lost one, and the memos on it; returns how many these were, or `None` where there is
    /// no such coding.
    pub fn remove_coding(&mut self, id: CodingId) -> Result<Option<usize>, Error> {
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
            return self.remove_lost_coding(id);
        };
        let n_memos = before["memos"].as_array().map_or(0, Vec::len);
        let subject = self.coding_name(id)?;
        let document = before["document"].as_u64().unwrap_or_default() as u32;
        self.run("DELETE FROM memos WHERE target_kind = 'coding' AND target = ?1", params![id.0])?;
        self.run("DELETE FROM codings WHERE id = ?1", params![id.0])?;
        self.note_on_document(document, ("coding.remove", &subject), Some(before), None)?;
        Ok(Some(n_memos))
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

/// Returns the ids, which ascend, as ranges of first and last.
pub(crate) fn ranges(ids: &[CodingId]) -> Vec<(u32, u32)> {
    let runs = ids.chunk_by(|a, b| a.0 + 1 == b.0);
    runs.filter_map(|run| Some((run.first()?.0, run.last()?.0))).collect()
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
