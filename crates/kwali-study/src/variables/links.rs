//! Who the speakers are: from what a table says to the speakers of documents.

use kwali_model::{DocumentId, ParticipantId, Speaker, SpeakerNumber};
use kwali_store::Change;

use crate::Error;
use crate::directory::{Directory, name};

/// Who a speaker is.
pub(crate) struct SpeakerLink<'a> {
    /// The document, or a pattern of names; `None` for every document that has such a speaker.
    pub(crate) document: Option<&'a str>,
    /// The document group, or a pattern of groups; `None` for all of them.
    pub(crate) group: Option<&'a str>,
    /// What the document calls the speaker.
    pub(crate) speaker: &'a str,
    /// The participant; `None` leaves it as it is.
    pub(crate) participant: Option<&'a str>,
    /// `None` leaves it as it is, but a participant that is new does not ask.
    pub(crate) is_interviewer: Option<bool>,
}

/// What became of a link between a speaker and a participant.
pub(crate) enum Linked {
    /// How many speakers are other than before.
    Places(usize),
    /// There is no such speaker, and why.
    Nowhere(String),
}

/// Says who a speaker is; a speaker without a name is added where there is none yet.
pub(crate) fn link_speaker(
    change: &mut Change<'_>,
    directory: &mut Directory,
    link: &SpeakerLink<'_>,
) -> Result<Linked, Error> {
    let (document, group) = (link.document.map(name), link.group.map(name));
    let speaker = name(link.speaker);
    let (document, group) = (document.as_deref(), group.as_deref());
    let link = &SpeakerLink { document, group, speaker: &speaker, ..*link };
    let documents = match documents_of(directory, link) {
        Ok(documents) => documents,
        Err(message) => return Ok(Linked::Nowhere(message)),
    };
    let given: Option<ParticipantId> = match link.participant {
        Some(name) => Some(directory.participant(change, name)?),
        None => None,
    };
    let mut changed = 0;
    for document in documents {
        let speakers = directory.speakers.entry(document).or_default();
        match speakers.iter_mut().zip(0..).find(|(speaker, _)| speaker.name == link.speaker) {
            Some((speaker, number)) => {
                let asks = speaker.is_interviewer && given.is_none();
                let asks = link.is_interviewer.unwrap_or(asks);
                let participant = given.or(speaker.participant);
                if (speaker.is_interviewer, speaker.participant) != (asks, participant) {
                    change.set_speaker(document, SpeakerNumber(number), (asks, participant))?;
                    (speaker.is_interviewer, speaker.participant) = (asks, participant);
                    changed += 1;
                }
            }
            None => {
                let speaker = Speaker {
                    name: link.speaker.to_owned(),
                    is_interviewer: link.is_interviewer.unwrap_or(false),
                    participant: given,
                };
                change.add_speaker(document, &speaker)?;
                speakers.push(speaker);
                changed += 1;
            }
        }
    }
    Ok(Linked::Places(changed))
}

/// Returns the documents in which such a speaker is, or may be added without a name.
fn documents_of(directory: &Directory, link: &SpeakerLink<'_>) -> Result<Vec<DocumentId>, String> {
    let speaks = |id: &DocumentId| {
        let speakers = directory.speakers.get(id).into_iter().flatten();
        speakers.into_iter().any(|speaker| speaker.name == link.speaker)
    };
    let speaker = link.speaker;
    if let (Some(name), None) = (link.document, link.group) {
        match directory.documents.get(name) {
            Some(id) if speaker.is_empty() || speaks(id) => return Ok(vec![*id]),
            Some(_) => return Err(format!("nobody called `{speaker}` speaks in `{name}`")),
            None if !name.contains(ANYTHING) => {
                return Err(format!("there is no document `{name}`"));
            }
            None => {}
        }
    }
    let (name, group) = (link.document.unwrap_or("*"), link.group.unwrap_or("*"));
    let is_in_group = |id: &DocumentId| match directory.groups.get(id) {
        Some(own) => fits(group, own),
        None => link.group.is_none(),
    };
    let documents = directory.documents.iter();
    let found: Vec<DocumentId> = documents
        .filter(|(own, id)| fits(name, own) && is_in_group(id) && speaks(id))
        .map(|(_, id)| *id)
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let documents = if name == "*" { "any document".to_owned() } else { format!("`{name}`") };
    let group = link.group.map_or(String::new(), |group| format!(" of group `{group}`"));
    Err(format!("nobody called `{speaker}` speaks in {documents}{group}"))
}

/// Stands for anything in a pattern of names.
const ANYTHING: char = '*';

/// True if a name fits a pattern.
fn fits(pattern: &str, name: &str) -> bool {
    let (first, patterns) = match pattern.split_once(ANYTHING) {
        None => return pattern == name,
        Some(split) => split,
    };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let (middle, last) = patterns.rsplit_once(ANYTHING).unwrap_or(("", patterns));
    for part in middle.split(ANYTHING) {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, expected) in [
            ("*", "", true),
            ("wijk*", "wijk 3", true),
            ("wijk*", "de wijk", false),
            ("*2019", "mei 2019", true),
            ("a*b*c", "a-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("a*a", "a", false),
            ("**", "x", true),
            ("wijk", "wijk", true),
            ("é*", "één", true),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
