//! Adding codes and changing what is said of them.

use std::collections::BTreeMap;

use kwali_model::{Code, CodePath, Wording};
use rusqlite::params;
use serde_json::{Value, json};

use crate::load::read_error;
use crate::{Change, Error, rows};

/// What became of codes that were put into the study.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodesPut {
    /// How many were new.
    pub added: usize,
    /// Of how many something that is said of them changed.
    pub changed: usize,
    /// How many were there like this already.
    pub unchanged: usize,
}

impl Change<'_> {
    /// Adds codes, or brings what is said of them up to date; parents must be there or among them.
    ///
    /// Documents in which anything is coded already have still to be read for the new ones.
    pub fn put_codes(&mut self, codes: &[Code]) -> Result<CodesPut, Error> {
        let known =
            rows::codes(&self.transaction).map_err(|error| read_error(&self.path, error))?;
        let known: BTreeMap<&CodePath, &Code> =
            known.iter().map(|(_, code)| (&code.path, code)).collect();
        let mut put = CodesPut::default();
        for code in codes {
            match known.get(&code.path) {
                Some(&same) if same == code => put.unchanged += 1,
                Some(before) => {
                    self.put_code(code, Some(code_json(before)))?;
                    put.changed += 1;
                }
                None => {
                    self.put_code(code, None)?;
                    put.added += 1;
                    self.add_unread_where_coded(&code.path)?;
                }
            }
        }
        Ok(put)
    }

    pub(crate) fn put_code(&mut self, code: &Code, before: Option<Value>) -> Result<(), Error> {
        let colour = code.colour.map(|colour| colour.to_string());
        let place = self.take_place("codes")?;
        self.run(
            "INSERT INTO codes (place, path, include, exclude, example, colour, kind)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (path) DO UPDATE
             SET include = ?3, exclude = ?4, example = ?5, colour = ?6, kind = ?7",
            params![
                place,
                code.path.as_str(),
                code.include,
                code.exclude,
                code.example,
                colour,
                code.kind.name(),
            ],
        )?;
        self.put_wordings(code)?;
        let action = if before.is_some() { "code.change" } else { "code.add" };
        // The search index holds paths only, and these only of codings.
        self.note(action, code.path.as_str(), before, Some(code_json(code)))?;
        Ok(())
    }

    fn put_wordings(&mut self, code: &Code) -> Result<(), Error> {
        let path = code.path.as_str();
        let id: Option<u32> = self.one("SELECT id FROM codes WHERE path = ?1", params![path])?;
        let id =
            id.ok_or_else(|| Error::damaged(&self.path, "a code that was just put is gone"))?;
        self.run("DELETE FROM code_wordings WHERE code = ?1", params![id])?;
        self.run("DELETE FROM code_keywords WHERE code = ?1", params![id])?;
        for (field, wording) in [("label", &code.label), ("definition", &code.definition)] {
            for (language, words) in wording {
                let sql = "INSERT INTO code_wordings VALUES (?1, ?2, ?3, ?4)";
                self.run(sql, params![id, field, language.code(), words])?;
            }
        }
        for (language, keywords) in &code.keywords {
            for (place, keyword) in keywords.iter().enumerate() {
                let sql = "INSERT INTO code_keywords VALUES (?1, ?2, ?3, ?4)";
                self.run(sql, params![id, language.code(), place as i64, keyword])?;
            }
        }
        Ok(())
    }
}

pub(crate) fn code_json(code: &Code) -> Value {
    let wording = |wording: &Wording| -> Value {
        wording.iter().map(|(language, words)| (language.code().to_owned(), json!(words))).collect()
    };
    let keywords: Value = code
        .keywords
        .iter()
        .map(|(language, words)| (language.code().to_owned(), json!(words)))
        .collect();
    json!({
        "label": wording(&code.label),
        "definition": wording(&code.definition),
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "keywords": keywords,
        "colour": code.colour.map(|colour| colour.to_string()),
        "kind": code.kind.name(),
    })
}
