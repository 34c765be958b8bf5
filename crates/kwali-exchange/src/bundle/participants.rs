//! `participants.csv`.

use std::collections::BTreeSet;

use kwali_model::Scope;
use kwali_text::TableWriter;

use super::values::{names, values_in, variable_columns, write_values};
use crate::records::{ParticipantRecord, SpeakerRecord, VariableRecord};
use crate::sheet::{Reader, Seen};
use crate::{Problem, ProblemKind};

pub(crate) const FILE: &str = "participants.csv";

/// Returns the participants in study order, and the columns that are variables.
pub(crate) fn read(reader: &mut Reader) -> (Vec<ParticipantRecord>, Vec<String>) {
    let Some(mut sheet) = reader.sheet(FILE, &["participant"]) else {
        return (Vec::new(), Vec::new());
    };
    let columns = variable_columns(&sheet.table, &["participant"]);
    let mut seen = Seen::new("participant");
    let participants = sheet.records(|cells| {
        let name = cells.required_name("participant")?;
        seen.check(name.clone(), &name, cells.row.line)?;
        Ok(ParticipantRecord { line: cells.line(), name, values: values_in(cells, &columns) })
    });
    reader.close(sheet);
    (participants, columns)
}

/// Adds the participants that only `speakers.csv` names; a problem only where a list is kept.
pub(crate) fn add_speakers(
    reader: &mut Reader,
    participants: &mut Vec<ParticipantRecord>,
    speakers: &[SpeakerRecord],
) {
    let a_list_is_kept = !participants.is_empty();
    let mut known: BTreeSet<String> =
        participants.iter().map(|person| person.name.clone()).collect();
    for speaker in speakers {
        let Some(name) = speaker.participant.clone().filter(|name| known.insert(name.clone()))
        else {
            continue;
        };
        if a_list_is_kept {
            let what = ProblemKind::ParticipantAdded(name.clone());
            reader.problems.push(Problem {
                file: super::speakers::FILE.into(),
                line: speaker.line,
                what,
            });
        }
        participants.push(ParticipantRecord { line: None, name, values: Vec::new() });
    }
}

pub(crate) fn write(
    participants: &[ParticipantRecord],
    variables: &[VariableRecord],
) -> Option<Vec<u8>> {
    let variables = names(variables, Scope::Participant);
    if participants.is_empty() && variables.is_empty() {
        return None;
    }
    let mut writer = TableWriter::new(["participant"].iter().chain(&variables));
    for participant in participants {
        let values = write_values(&participant.values, &variables);
        writer.row(std::iter::once(participant.name.as_str()).chain(values));
    }
    Some(writer.finish())
}
