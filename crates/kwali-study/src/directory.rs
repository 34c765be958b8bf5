//! Names to ids while a change is under way.

use std::collections::BTreeMap;

use kwali_model::{
    CoderId, DocumentId, ParticipantId, Scope, Snapshot, Speaker, Variable, VariableId,
    VariableKind,
};
use kwali_store::{Change, ValueOf};

use crate::Error;

/// The names in a study, kept up while a change adds to them.
pub(crate) struct Directory {
    pub(crate) documents: BTreeMap<String, DocumentId>,
    /// Who speaks in each document, by speaker number.
    pub(crate) speakers: BTreeMap<DocumentId, Vec<Speaker>>,
    pub(crate) participants: BTreeMap<String, ParticipantId>,
    pub(crate) coders: BTreeMap<String, CoderId>,
    variables: BTreeMap<(Scope, String), Variable>,
    /// Every value of every variable, to tell the variable's kind.
    values: BTreeMap<(VariableId, ValueKey), String>,
    stated_kinds: BTreeMap<VariableId, VariableKind>,
}

/// Whose value it is, as something that has an order.
type ValueKey = (Scope, u32);

fn key(of: ValueOf) -> ValueKey {
    match of {
        ValueOf::Document(id) => (Scope::Document, id.0),
        ValueOf::Participant(id) => (Scope::Participant, id.0),
    }
}

impl Directory {
    pub(crate) fn of(snapshot: &Snapshot) -> Directory {
        let mut directory = Directory {
            documents: snapshot.documents().iter().map(|d| (d.name.clone(), d.id)).collect(),
            speakers: snapshot.documents().iter().map(|d| (d.id, d.speakers.clone())).collect(),
            participants: snapshot.participants().iter().map(|p| (p.name.clone(), p.id)).collect(),
            coders: snapshot.coders().iter().map(|c| (c.name.clone(), c.id)).collect(),
            variables: BTreeMap::new(),
            values: BTreeMap::new(),
            stated_kinds: BTreeMap::new(),
        };
        for variable in snapshot.variables() {
            let name = (variable.scope, variable.name.clone());
            directory.variables.insert(name, variable.clone());
        }
        for document in snapshot.documents() {
            for (&variable, value) in &document.values {
                let whose = (Scope::Document, document.id.0);
                directory.values.insert((variable, whose), value.clone());
            }
        }
        for participant in snapshot.participants() {
            for (&variable, value) in &participant.values {
                let whose = (Scope::Participant, participant.id.0);
                directory.values.insert((variable, whose), value.clone());
            }
        }
        directory
    }

    /// Returns the participant of that name, who is added if new.
    pub(crate) fn participant(
        &mut self,
        change: &mut Change<'_>,
        name: &str,
    ) -> Result<ParticipantId, Error> {
        if let Some(&id) = self.participants.get(name) {
            return Ok(id);
        }
        let id = change.add_participant(name)?;
        self.participants.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Returns the coder of that name, who is added if new.
    pub(crate) fn coder(
        &mut self,
        change: &mut Change<'_>,
        name: &str,
        full_name: Option<&str>,
    ) -> Result<CoderId, Error> {
        if let Some(&id) = self.coders.get(name) {
            if let Some(full_name) = full_name {
                change.set_coder_name(id, full_name)?;
            }
            return Ok(id);
        }
        let id = change.add_coder(name, full_name)?;
        self.coders.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Returns the variable of that name, which is added if new.
    ///
    /// Its kind follows from its values in the end, unless `kind` states it and they fit.
    pub(crate) fn variable(
        &mut self,
        change: &mut Change<'_>,
        (scope, name): (Scope, &str),
        kind: Option<VariableKind>,
    ) -> Result<VariableId, Error> {
        let key = (scope, name.to_owned());
        let id = match self.variables.get(&key) {
            Some(variable) => variable.id,
            None => {
                let new_kind = kind.unwrap_or(VariableKind::Text);
                let id = change.add_variable(scope, name, new_kind)?;
                let variable = Variable { id, name: name.to_owned(), scope, kind: new_kind };
                self.variables.insert(key, variable);
                id
            }
        };
        if let Some(kind) = kind {
            self.stated_kinds.insert(id, kind);
        }
        Ok(id)
    }

    /// Sets a value; says whether that changed anything.
    pub(crate) fn set_value(
        &mut self,
        change: &mut Change<'_>,
        of: ValueOf,
        (variable, value): (VariableId, &str),
    ) -> Result<bool, Error> {
        self.values.insert((variable, key(of)), value.to_owned());
        Ok(change.set_value(of, variable, Some(value))?)
    }

    /// Gives every variable the kind that its values have.
    pub(crate) fn settle_kinds(&self, change: &mut Change<'_>) -> Result<(), Error> {
        for variable in self.variables.values() {
            let from = (variable.id, (Scope::Document, 0));
            let values: Vec<&str> = self
                .values
                .range(from..)
                .take_while(|((id, _), _)| *id == variable.id)
                .map(|(_, value)| value.as_str())
                .collect();
            let fitting = VariableKind::of(values.iter().copied());
            let fits = |kind: &VariableKind| {
                values.iter().all(|value| kwali_model::Value::read(value, *kind).is_some())
            };
            let stated = self.stated_kinds.get(&variable.id).copied().filter(fits);
            change.set_variable_kind(variable, stated.unwrap_or(fitting))?;
        }
        Ok(())
    }
}
