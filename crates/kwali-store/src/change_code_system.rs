//! Changing the tree of codes: ids, order, and which code codings have.

use kwali_model::{CodePath, CodingId, Weight};
use rusqlite::params;
use serde_json::{Value, json};

use crate::change_codes::code_json;
use crate::change_codings::ranges;
use crate::load::read_error;
use crate::{Change, Error, rows};

/// Two codings of which one goes, since both would say the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SameCodings {
    /// The one that goes.
    pub goes: CodingId,
    /// The one that stays.
    pub stays: CodingId,
    /// The weight of what stays.
    pub weight: Option<Weight>,
    /// Its comment.
    pub comment: Option<String>,
}

impl Change<'_> {
    /// Gives a code another id, and with it every code below it; the new id must be free.
    pub fn rename_code(&mut self, from: &CodePath, to: &CodePath) -> Result<(), Error> {
        let rows = self.code_rows(from)?;
        let below = rows.len() - 1;
        self.run(
            "UPDATE codes SET path = ?2 || substr(path, length(?1) + 1)
             WHERE path = ?1 OR substr(path, 1, length(?1) + 1) = ?1 || '.'",
            params![from.as_str(), to.as_str()],
        )?;
        let before = json!({ "path": from.as_str(), "below": below });
        let after = json!({ "path": to.as_str() });
        let number = self.note("code.rename", to.as_str(), Some(before), Some(after))?;
        self.mark_documents_of(&rows, number)
    }

    /// Puts all codes in this order.
    pub fn order_codes(&mut self, order: &[CodePath]) -> Result<(), Error> {
        for (place, path) in order.iter().enumerate() {
            self.run(
                "UPDATE codes SET place = ?2 WHERE path = ?1 AND place <> ?2",
                params![path.as_str(), place as i64],
            )?;
        }
        Ok(())
    }

    /// Gives codings another code.
    pub fn recode(&mut self, codings: &[CodingId], to: &CodePath) -> Result<(), Error> {
        let row = self.code_row(to)?;
        let mut ids: Vec<CodingId> = codings.to_vec();
        ids.sort_unstable();
        let mut before: Vec<Value> = Vec::new();
        for (first, last) in ranges(&ids) {
            let sql = "SELECT json_group_array(json_array(path, first, last)) FROM (
                         SELECT path, min(codings.id) first, max(codings.id) last FROM codings
                         JOIN codes ON codes.id = code WHERE codings.id BETWEEN ?1 AND ?2
                         GROUP BY path)";
            let codes = self.json(sql, params![first, last])?;
            before.extend(codes.as_ref().and_then(Value::as_array).cloned().unwrap_or_default());
            let sql = "UPDATE codings SET code = ?3 WHERE id BETWEEN ?1 AND ?2";
            self.run(sql, params![first, last, row])?;
        }
        let after = json!({ "code": to.as_str(), "codings": ids.len(), "ids": ranges(&ids) });
        let subject = format!("{} codings", ids.len());
        let before = json!({ "codings": before });
        let number = self.note("coding.recode", &subject, Some(before), Some(after))?;
        for (first, last) in ranges(&ids) {
            let sql = "UPDATE documents SET changed = ?3 WHERE id IN (
                         SELECT document FROM codings WHERE id BETWEEN ?1 AND ?2)";
            self.run(sql, params![first, last, number])?;
        }
        Ok(())
    }

    /// Makes one coding of two that would say the same; memos go over to the one that stays.
    pub fn unite_codings(&mut self, same: &SameCodings) -> Result<(), Error> {
        let (goes, stays) = (same.goes.0, same.stays.0);
        self.move_memos(("coding", goes), ("coding", stays))?;
        self.run("UPDATE suggestions SET coding = ?2 WHERE coding = ?1", params![goes, stays])?;
        self.set_coding(same.stays, (same.weight, same.comment.as_deref()))?;
        self.remove_coding(same.goes)?;
        Ok(())
    }

    /// Gives what hangs on a code to another, but for its codings and the codes below it: lost
    /// codings, suggestions, memos, and documents that have still to be read for it.
    pub fn hand_over_code(&mut self, from: &CodePath, to: &CodePath) -> Result<(), Error> {
        let (from_row, to_row) = (self.code_row(from)?, self.code_row(to)?);
        self.run("UPDATE lost_codings SET code = ?2 WHERE code = ?1", params![from_row, to_row])?;
        self.hand_over_suggestions(from_row, to_row)?;
        self.move_memos(("code", from_row), ("code", to_row))?;
        self.run(
            "INSERT OR IGNORE INTO unread SELECT ?2, document FROM unread WHERE code = ?1",
            params![from_row, to_row],
        )?;
        let (before, after) = (json!({ "from": from.as_str() }), json!({ "into": to.as_str() }));
        self.note("code.merge", to.as_str(), Some(before), Some(after))?;
        Ok(())
    }

    /// Notes that documents that have still to be read for a code have to be read for another too.
    pub fn copy_unread(&mut self, from: &CodePath, to: &CodePath) -> Result<(), Error> {
        let (from, to) = (self.code_row(from)?, self.code_row(to)?);
        let sql = "INSERT OR IGNORE INTO unread SELECT ?2, document FROM unread WHERE code = ?1";
        self.run(sql, params![from, to])
    }

    /// Adds a code for passages that another code had: they need not be read for it again.
    pub fn add_code_of_others(&mut self, code: &kwali_model::Code) -> Result<(), Error> {
        self.put_code(code, None)
    }

    /// Deletes a code that has no codings and none below it, with the memos on it.
    pub fn delete_code(&mut self, path: &CodePath) -> Result<(), Error> {
        let row = self.code_row(path)?;
        let codes =
            rows::codes(&self.transaction).map_err(|error| read_error(&self.path, error))?;
        let code = codes.iter().find(|(number, _)| *number == row).map(|(_, code)| code_json(code));
        let memos = self.json(
            "SELECT json_group_array(json_object('name', name, 'coder', coder, 'created', created,
               'title', title, 'text', body))
             FROM memos WHERE target_kind = 'code' AND target = ?1",
            params![row],
        )?;
        let mut before = code.unwrap_or_else(|| json!({}));
        before["memos"] = memos.unwrap_or_else(|| json!([]));
        self.run("DELETE FROM memos WHERE target_kind = 'code' AND target = ?1", params![row])?;
        self.run("DELETE FROM codes WHERE id = ?1", params![row])?;
        self.note("code.delete", path.as_str(), Some(before), None)?;
        Ok(())
    }

    fn move_memos(&mut self, from: (&str, u32), to: (&str, u32)) -> Result<(), Error> {
        let sql = "SELECT count(*) FROM memos WHERE target_kind = ?1 AND target = ?2";
        let n: i64 = self.one(sql, params![from.0, from.1])?.unwrap_or(0);
        if n == 0 {
            return Ok(());
        }
        self.run(
            "UPDATE memos SET target_kind = ?3, target = ?4 WHERE target_kind = ?1 AND target = ?2",
            params![from.0, from.1, to.0, to.1],
        )?;
        let place = |(kind, number): (&str, u32)| json!({ "about": kind, "target": number });
        let subject = format!("{n} memos");
        self.note("memo.move", &subject, Some(place(from)), Some(place(to)))?;
        Ok(())
    }

    /// Returns the row numbers of a code and all below it, its own first.
    fn code_rows(&self, path: &CodePath) -> Result<Vec<u32>, Error> {
        let own = self.code_row(path)?;
        let below = self.json(
            "SELECT json_group_array(id) FROM codes WHERE substr(path, 1, length(?1) + 1) = ?1 || '.'",
            params![path.as_str()],
        )?;
        let below = below.as_ref().and_then(Value::as_array).into_iter().flatten();
        Ok(std::iter::once(own).chain(below.filter_map(|id| Some(id.as_u64()? as u32))).collect())
    }

    fn code_row(&self, path: &CodePath) -> Result<u32, Error> {
        let row = self.one("SELECT id FROM codes WHERE path = ?1", params![path.as_str()])?;
        row.ok_or_else(|| Error::damaged(&self.path, "a code that was just there is gone"))
    }

    /// Notes a change for all documents with codings of these codes: the search index holds ids.
    fn mark_documents_of(&self, rows: &[u32], number: i64) -> Result<(), Error> {
        let sql = "UPDATE documents SET changed = ?2 WHERE id IN (
                     SELECT document FROM codings
                     WHERE code IN (SELECT value FROM json_each(?1)))";
        self.run(sql, params![json!(rows).to_string(), number])
    }
}
