//! What a file says about the people in it and about its documents, besides their words.

use kwali_model::{DocumentId, Scope, SpeakerNumber};
use kwali_store::{Change, ValueOf};
use kwali_transcript::ReadDocument;

use crate::Error;
use crate::directory::{Directory, name};

/// Says who speaks in a new document, and what is known about them and about it.
///
/// Values of variables that cannot be are left out: their columns were named when the file was read.
pub(super) fn say_who_speaks(
    change: &mut Change<'_>,
    directory: &mut Directory,
    (id, document): (DocumentId, &ReadDocument),
) -> Result<(), Error> {
    set_values(change, directory, (ValueOf::Document(id), Scope::Document), &document.values)?;
    for person in &document.people {
        let participant = directory.participant(change, &person.participant)?;
        let speakers = document.read.transcript.speakers.iter().zip(0..);
        for ((_, asks), number) in speakers.filter(|((name, _), _)| *name == person.speaker) {
            change.set_speaker(id, SpeakerNumber(number), (*asks, Some(participant)))?;
        }
        let of = (ValueOf::Participant(participant), Scope::Participant);
        set_values(change, directory, of, &person.values)?;
    }
    Ok(())
}

fn set_values(
    change: &mut Change<'_>,
    directory: &mut Directory,
    (of, scope): (ValueOf, Scope),
    values: &[(String, String)],
) -> Result<(), Error> {
    for (variable, value) in values {
        if let Some(variable) = directory.variable(change, (scope, variable), None)? {
            directory.set_value(change, of, (variable, &name(value)))?;
        }
    }
    Ok(())
}
