//! Adding participants, coders and variables, and setting values.

use kwali_model::{CoderId, DocumentId, ParticipantId, Scope, Variable, VariableId, VariableKind};
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error};

/// Whose value is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueOf {
    /// A document's.
    Document(DocumentId),
    /// A participant's.
    Participant(ParticipantId),
}

impl Change<'_> {
    /// Adds a participant behind the others.
    pub fn add_participant(&mut self, name: &str) -> Result<ParticipantId, Error> {
        let place = self.take_place("participants")?;
        let sql = "INSERT INTO participants (place, name) VALUES (?1, ?2)";
        let id = self.insert(sql, params![place, name])?;
        self.note("participant.add", name, None, Some(json!({})))?;
        Ok(ParticipantId(id))
    }

    /// Adds a coder behind the others.
    pub fn add_coder(&mut self, name: &str, full_name: Option<&str>) -> Result<CoderId, Error> {
        let place = self.take_place("coders")?;
        let sql = "INSERT INTO coders (place, name, full_name) VALUES (?1, ?2, ?3)";
        let id = self.insert(sql, params![place, name, full_name])?;
        self.note("coder.add", name, None, Some(json!({ "full_name": full_name })))?;
        Ok(CoderId(id))
    }

    /// Returns the coder of that name.
    pub fn coder_named(&self, name: &str) -> Result<Option<CoderId>, Error> {
        let id = self.one("SELECT id FROM coders WHERE name = ?1", params![name])?;
        Ok(id.map(CoderId))
    }

    /// Gives a coder a full name.
    pub fn set_coder_name(&mut self, coder: CoderId, full_name: &str) -> Result<(), Error> {
        let sql = "SELECT full_name FROM coders WHERE id = ?1";
        let before: Option<String> = self.one::<Option<String>>(sql, params![coder.0])?.flatten();
        if before.as_deref() == Some(full_name) {
            return Ok(());
        }
        self.run("UPDATE coders SET full_name = ?2 WHERE id = ?1", params![coder.0, full_name])?;
        let subject = self.name_in("coders", coder.0)?;
        self.note("coder.set", &subject, before.map(Value::from), Some(json!(full_name)))?;
        Ok(())
    }

    /// Adds a variable behind the others.
    pub fn add_variable(
        &mut self,
        scope: Scope,
        name: &str,
        kind: VariableKind,
    ) -> Result<VariableId, Error> {
        let place = self.take_place("variables")?;
        let sql = "INSERT INTO variables (place, scope, name, kind) VALUES (?1, ?2, ?3, ?4)";
        let id = self.insert(sql, params![place, scope.name(), name, kind.name()])?;
        let subject = format!("{}.{name}", scope.name());
        self.note("variable.add", &subject, None, Some(json!({ "kind": kind.name() })))?;
        Ok(VariableId(id))
    }

    /// Changes the kind of a variable, as when a value arrives that the old kind does not fit.
    pub fn set_variable_kind(
        &mut self,
        variable: &Variable,
        kind: VariableKind,
    ) -> Result<(), Error> {
        if variable.kind == kind {
            return Ok(());
        }
        let sql = "UPDATE variables SET kind = ?2 WHERE id = ?1";
        self.run(sql, params![variable.id.0, kind.name()])?;
        let subject = format!("{}.{}", variable.scope.name(), variable.name);
        let (before, after) = (json!(variable.kind.name()), json!(kind.name()));
        self.note("variable.kind", &subject, Some(before), Some(after))?;
        Ok(())
    }

    /// Sets a value, or takes it away; says whether that changed anything.
    pub fn set_value(
        &mut self,
        of: ValueOf,
        variable: VariableId,
        value: Option<&str>,
    ) -> Result<bool, Error> {
        let (table, column, (names, id)) = match of {
            ValueOf::Document(id) => ("document_values", "document", ("documents", id.0)),
            ValueOf::Participant(id) => {
                ("participant_values", "participant", ("participants", id.0))
            }
        };
        let sql = format!("SELECT value FROM {table} WHERE {column} = ?1 AND variable = ?2");
        let before: Option<String> = self.one(&sql, params![id, variable.0])?;
        if before.as_deref() == value {
            return Ok(false);
        }
        match value {
            Some(value) => self.run(
                &format!(
                    "INSERT INTO {table} VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = ?3"
                ),
                params![id, variable.0, value],
            )?,
            None => self.run(
                &format!("DELETE FROM {table} WHERE {column} = ?1 AND variable = ?2"),
                params![id, variable.0],
            )?,
        }
        let (name, variable) = (self.name_in(names, id)?, self.name_in("variables", variable.0)?);
        let subject = format!("{column}:{name} variable:{variable}");
        let (before, after) = (before.map(Value::from), value.map(Value::from));
        let what = ("value.set", subject.as_str());
        match of {
            ValueOf::Document(_) => self.note_on_document(id, what, before, after)?,
            // A participant may speak in any document.
            ValueOf::Participant(_) => self.note_on_all(what, before, after)?,
        }
        Ok(true)
    }
}
