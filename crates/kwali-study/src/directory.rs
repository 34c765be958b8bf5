//! Names to ids while a change is under way.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{
    CoderId, DocumentId, ParticipantId, Scope, Snapshot, Speaker, Variable, VariableId,
    VariableKind,
};
use kwali_store::{Change, ValueOf};

use crate::{Error, Notice};

/// The names in a study, kept up while a change adds to them.
#[derive(Default)]
pub(crate) struct Directory {
    pub(crate) documents: BTreeMap<String, DocumentId>,
    /// The document group of each document that is in one.
    pub(crate) groups: BTreeMap<DocumentId, String>,
    /// Who speaks in each document, by speaker number.
    pub(crate) speakers: BTreeMap<DocumentId, Vec<Speaker>>,
    pub(crate) participants: BTreeMap<String, ParticipantId>,
    pub(crate) coders: BTreeMap<String, CoderId>,
    variables: BTreeMap<(Scope, String), Variable>,
    /// Every value of every variable, to tell the variable's kind.
    values: BTreeMap<(VariableId, ValueKey), String>,
    stated_kinds: BTreeMap<VariableId, VariableKind>,
    new_variables: BTreeSet<VariableId>,
}

/// Brings a name to the form in which names are kept and compared: in NFC, with no white space
/// around it.
pub(crate) fn name(written: &str) -> String {
    kwali_text::normalise(written.trim()).text
}

/// Says whether a coder can be added by this name: it is told on one line, and typed.
pub(crate) fn new_coder_name(name: &str) -> Result<(), Error> {
    // Separators of lines and paragraphs are no control characters to Unicode.
    let is_invisible = |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}');
    match name {
        "" => Err(Error::NoCoder),
        _ if name.contains(is_invisible) => Err(Error::CoderName),
        _ => Ok(()),
    }
}

/// True for a name that no variable can have, since it means something else in tables and queries.
fn is_reserved(scope: Scope, name: &str) -> bool {
    let of_scope: &[&str] = match scope {
        Scope::Document => &["document", "group", "language"],
        Scope::Participant => &["participant"],
    };
    of_scope.contains(&name) || ["speaker", "code", "coder", "weight"].contains(&name)
}

/// Tells that a variable cannot have this name.
pub(crate) fn reserved_name(place: &str, name: &str) -> Notice {
    let message = format!("{place}: no variable can be called `{name}`; it was left out");
    let hint = format!("give the column another name, such as `{name}_value`");
    Notice::error(message, Some(hint))
}

/// A variable that is of another kind than it was, or than most of its values are.
pub(crate) struct Misfits {
    pub(crate) variable: VariableId,
    pub(crate) name: String,
    /// What it is now.
    pub(crate) kind: VariableKind,
    /// What it was before, or would be without one value.
    pub(crate) other: VariableKind,
}

/// Of fewer values it cannot be told which one is the exception.
const ENOUGH_VALUES: usize = 3;

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
            documents: snapshot.documents().iter().map(|d| (name(&d.name), d.id)).collect(),
            groups: snapshot
                .documents()
                .iter()
                .filter_map(|d| Some((d.id, name(d.group.as_deref()?))))
                .collect(),
            speakers: snapshot.documents().iter().map(|d| (d.id, d.speakers.clone())).collect(),
            participants: snapshot.participants().iter().map(|p| (name(&p.name), p.id)).collect(),
            coders: snapshot.coders().iter().map(|c| (name(&c.name), c.id)).collect(),
            variables: BTreeMap::new(),
            values: BTreeMap::new(),
            stated_kinds: BTreeMap::new(),
            new_variables: BTreeSet::new(),
        };
        for variable in snapshot.variables() {
            let key = (variable.scope, name(&variable.name));
            directory.variables.insert(key, variable.clone());
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
        written: &str,
    ) -> Result<ParticipantId, Error> {
        let name = name(written);
        if let Some(&id) = self.participants.get(&name) {
            return Ok(id);
        }
        let id = change.add_participant(&name)?;
        self.participants.insert(name, id);
        Ok(id)
    }

    /// Returns a coder's name as it is kept; an error for one that no new coder can have.
    pub(crate) fn coder_name(&self, written: &str) -> Result<String, Error> {
        let name = name(written);
        match self.coders.contains_key(&name) {
            true => Ok(name),
            false => new_coder_name(&name).map(|()| name),
        }
    }

    /// Returns the coder of that name, who is added if new.
    pub(crate) fn coder(
        &mut self,
        change: &mut Change<'_>,
        written: &str,
        full_name: Option<&str>,
    ) -> Result<CoderId, Error> {
        let name = self.coder_name(written)?;
        if let Some(&id) = self.coders.get(&name) {
            if let Some(full_name) = full_name {
                change.set_coder_name(id, full_name)?;
            }
            return Ok(id);
        }
        let id = change.add_coder(&name, full_name)?;
        self.coders.insert(name, id);
        Ok(id)
    }

    /// Returns the variable of that name, which is added if new; `None` for a name that no variable
    /// can have.
    ///
    /// Its kind follows from its values in the end, unless `kind` states it and they fit.
    pub(crate) fn variable(
        &mut self,
        change: &mut Change<'_>,
        (scope, written): (Scope, &str),
        kind: Option<VariableKind>,
    ) -> Result<Option<VariableId>, Error> {
        let name = name(written);
        if name.is_empty() || is_reserved(scope, &name) {
            return Ok(None);
        }
        let key = (scope, name);
        let id = match self.variables.get(&key) {
            Some(variable) => variable.id,
            None => {
                let new_kind = kind.unwrap_or(VariableKind::Text);
                let id = change.add_variable(scope, &key.1, new_kind)?;
                let variable = Variable { id, name: key.1.clone(), scope, kind: new_kind };
                self.new_variables.insert(id);
                self.variables.insert(key, variable);
                id
            }
        };
        if let Some(kind) = kind {
            self.stated_kinds.insert(id, kind);
        }
        Ok(Some(id))
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

    /// Gives every variable the kind that its values have; returns those of which a person should
    /// know.
    pub(crate) fn settle_kinds(&self, change: &mut Change<'_>) -> Result<Vec<Misfits>, Error> {
        let mut misfits = Vec::new();
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
            let kind = stated.unwrap_or(fitting);
            change.set_variable_kind(variable, kind)?;
            let other = match self.new_variables.contains(&variable.id) {
                true => kind_but_for_one(&values, kind),
                false => Some(variable.kind).filter(|before| *before < kind),
            };
            misfits.extend(other.map(|other| Misfits {
                variable: variable.id,
                name: variable.name.clone(),
                kind,
                other,
            }));
        }
        Ok(misfits)
    }
}

/// Returns the stricter kind that all values but one have.
fn kind_but_for_one(values: &[&str], kind: VariableKind) -> Option<VariableKind> {
    let is_exception =
        |value: &&&str, kind: VariableKind| kwali_model::Value::read(value, kind).is_none();
    let one_only = |other: &VariableKind| {
        values.iter().filter(|value| is_exception(value, *other)).count() == 1
    };
    let stricter = VariableKind::ALL.into_iter().take_while(|other| *other != kind);
    stricter.filter(|_| values.len() >= ENOUGH_VALUES).find(one_only)
}
