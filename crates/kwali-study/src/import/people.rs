//! What a file says about the people in it and about its documents, besides their words.

use std::collections::BTreeSet;

use kwali_model::{DocumentId, Scope, SpeakerNumber};
use kwali_store::{Change, ValueOf};
use kwali_transcript::ReadDocument;

use crate::Error;
use crate::directory::{Directory, name};

/// Says who speaks in a new document, and what is known about them and about it.
///
/// Returns the names that no variable can have, whose values were left out.
pub(super) fn say_who_speaks(
    change: &mut Change<'_>,
    directory: &mut Directory,
    (id, document): (DocumentId, &ReadDocument),
) -> Result<BTreeSet<String>, Error> {
    let of = (ValueOf::Document(id), Scope::Document);
    let mut reserved = set_values(change, directory, of, &document.values)?;
    for person in &document.people {
        let participant = directory.participant(change, &person.participant)?;
        let speakers = document.read.transcript.speakers.iter().zip(0..);
        for ((_, asks), number) in speakers.filter(|((name, _), _)| *name == person.speaker) {
            change.set_speaker(id, SpeakerNumber(number), (*asks, Some(participant)))?;
        }
        let of = (ValueOf::Participant(participant), Scope::Participant);
        reserved.extend(set_values(change, directory, of, &person.values)?);
    }
    Ok(reserved)
}

fn set_values(
    change: &mut Change<'_>,
    directory: &mut Directory,
    (of, scope): (ValueOf, Scope),
    values: &[(String, String)],
) -> Result<BTreeSet<String>, Error> {
    let mut reserved = BTreeSet::new();
    for (variable, value) in values {
        match directory.variable(change, (scope, variable), None)? {
            Some(variable) => drop(directory.set_value(change, of, (variable, &name(value)))?),
            None => drop(reserved.insert(variable.clone())),
        }
    }
    Ok(reserved)
}
