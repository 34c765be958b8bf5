//! To which group the words of a speaker belong.

use kwali_model::{
    Document, ParticipantId, Snapshot, Speaker, SpeakerNumber, Value, VariableId, VariableKind,
};

use crate::values::{ValueList, value_of, variable};
use crate::{AnalysisError, MISSING};

/// By what words are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum GroupWords {
    /// All together.
    #[default]
    Together,
    /// By document.
    ByDocument,
    /// By document group.
    ByGroup,
    /// By the name that a speaker has in the transcript.
    BySpeaker,
    /// By a variable of documents, or of the participant who speaks.
    ByVariable(VariableId),
}

/// Words of which one can ask whether they belong to a group: by where they stand and who speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spoken {
    /// In the document of this name.
    InDocument(String),
    /// In the document group of this name; `None` for documents without a group.
    InGroup(Option<String>),
    /// By speakers of this name.
    BySpeaker(String),
    /// By this participant.
    ByParticipant(ParticipantId),
    /// In documents or by participants with this value; `None` where it is missing.
    WithValue(VariableId, Option<String>),
}

/// For everybody who speaks in a document the group to which the words belong, if any.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordGroups {
    names: Vec<String>,
    /// By the document's place, by one more than the speaker's number; first, nobody who is named.
    of: Vec<Vec<Option<u32>>>,
}

impl WordGroups {
    /// Returns the groups of a study in their order; one without a name for all words together.
    ///
    /// Where a value is missing or nobody is named the group is `(missing)`, the last one.
    pub fn new(snapshot: &Snapshot, by: GroupWords) -> Result<WordGroups, AnalysisError> {
        let missing = || MISSING.to_owned();
        let groups = match by {
            GroupWords::Together => WordGroups::of(snapshot, vec![String::new()], |_| Some(0)),
            GroupWords::ByDocument => {
                let names = snapshot.documents().iter().map(|document| document.name.clone());
                WordGroups::of(snapshot, names.collect(), |voice| Some(voice.place))
            }
            GroupWords::ByGroup => {
                let list = ValueList::of_groups(snapshot);
                let names = list.with_missing().map(|name| name.unwrap_or_else(missing)).collect();
                let group = |voice: &Voice<'_>| list.place(voice.document.group.as_deref());
                WordGroups::of(snapshot, names, |voice| Some(group(voice)))
            }
            GroupWords::BySpeaker => {
                let mut names: Vec<String> = speaker_names(snapshot);
                names.push(missing());
                let group = |voice: &Voice<'_>| {
                    let name = voice.speaker.map_or("", |speaker| &speaker.name);
                    names.iter().position(|known| known == name).unwrap_or(names.len() - 1)
                };
                let place = |voice: &Voice<'_>| Some(group(voice));
                WordGroups::of(snapshot, names.clone(), place)
            }
            GroupWords::ByVariable(id) => {
                let variable = variable(snapshot, id)?;
                let list = ValueList::of_variable(snapshot, variable);
                let names = list.with_missing().map(|name| name.unwrap_or_else(missing)).collect();
                let group = |voice: &Voice<'_>| list.place(voice.value(snapshot, id));
                WordGroups::of(snapshot, names, |voice| Some(group(voice)))
            }
        };
        Ok(groups)
    }

    /// Returns two groups to compare: the words of the first kind, and those of the second kind or,
    /// without one, all others. Words of both kinds are in the first group only.
    pub fn two(
        snapshot: &Snapshot,
        (first, first_name): (&Spoken, &str),
        second: Option<(&Spoken, &str)>,
    ) -> WordGroups {
        let others = format!("not {first_name}");
        let second_name = second.map_or(others.as_str(), |(_, name)| name);
        let names = vec![first_name.to_owned(), second_name.to_owned()];
        WordGroups::of(snapshot, names, |voice| {
            if voice.is(snapshot, first) {
                return Some(0);
            }
            second.is_none_or(|(second, _)| voice.is(snapshot, second)).then_some(1)
        })
    }

    /// Returns the groups with only the words that `is_counted` says, by the document's place and
    /// the speaker.
    pub fn only(mut self, is_counted: impl Fn(usize, Option<SpeakerNumber>) -> bool) -> WordGroups {
        for (place, of_document) in self.of.iter_mut().enumerate() {
            for (number, group) in of_document.iter_mut().enumerate() {
                let speaker = number.checked_sub(1).map(|number| SpeakerNumber(number as u32));
                *group = group.filter(|_| is_counted(place, speaker));
            }
        }
        self
    }

    /// Returns the groups without the words of participants who are not meant: those who speak in the
    /// study, and nowhere in what [`narrow`](crate::narrow()) has left of it.
    pub fn meant(self, study: &Snapshot, narrowed: &Snapshot) -> WordGroups {
        let participant = |snapshot: &Snapshot, place: usize, speaker: Option<SpeakerNumber>| {
            let document = snapshot.documents().get(place)?;
            match speaker {
                None => document.unnamed_participant(),
                Some(speaker) => document.speakers.get(speaker.index())?.participant,
            }
        };
        self.only(|place, speaker| {
            participant(study, place, speaker).is_none()
                || participant(narrowed, place, speaker).is_some()
        })
    }

    /// Returns the names of the groups.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the place among [`WordGroups::names`] of the group of a speaker's words.
    pub fn group(&self, place: usize, speaker: Option<SpeakerNumber>) -> Option<usize> {
        let number = speaker.map_or(0, |speaker| speaker.index() + 1);
        self.of.get(place)?.get(number).copied().flatten().map(|group| group as usize)
    }

    fn of(
        snapshot: &Snapshot,
        names: Vec<String>,
        group: impl Fn(&Voice<'_>) -> Option<usize>,
    ) -> WordGroups {
        let of_document = |(place, document): (usize, &Document)| {
            let speakers = std::iter::once(None).chain(document.speakers.iter().map(Some));
            let voices = speakers.map(|speaker| Voice { place, document, speaker });
            voices.map(|voice| group(&voice).map(|group| group as u32)).collect()
        };
        let of = snapshot.documents().iter().enumerate().map(of_document).collect();
        WordGroups { names, of }
    }
}

/// Who speaks in which document.
struct Voice<'a> {
    place: usize,
    document: &'a Document,
    speaker: Option<&'a Speaker>,
}

impl Voice<'_> {
    fn participant(&self) -> Option<ParticipantId> {
        match self.speaker {
            Some(speaker) => speaker.participant,
            None => self.document.unnamed_participant(),
        }
    }

    /// The value of a variable of the document or of who speaks.
    fn value<'s>(&'s self, snapshot: &'s Snapshot, id: VariableId) -> Option<&'s str> {
        let of_document = value_of(self.document, id);
        let person = || snapshot.participant(self.participant()?)?.values.get(&id);
        of_document.or_else(|| person().map(String::as_str))
    }

    fn is(&self, snapshot: &Snapshot, spoken: &Spoken) -> bool {
        match spoken {
            Spoken::InDocument(name) => self.document.name == *name,
            Spoken::InGroup(group) => self.document.group == *group,
            Spoken::BySpeaker(name) => self.speaker.is_some_and(|speaker| speaker.name == *name),
            Spoken::ByParticipant(person) => self.participant() == Some(*person),
            Spoken::WithValue(id, wanted) => {
                let kind = snapshot.variable_by_id(*id).map(|variable| variable.kind);
                same_value(kind, self.value(snapshot, *id), wanted.as_deref())
            }
        }
    }
}

/// True if two values are written alike or mean the same number or date, or both are missing.
fn same_value(kind: Option<VariableKind>, has: Option<&str>, wanted: Option<&str>) -> bool {
    let (Some(has), Some(wanted)) = (has, wanted) else { return has == wanted };
    let read = |written| kind.and_then(|kind| Value::read(written, kind));
    has == wanted || (read(has).is_some() && read(has) == read(wanted))
}

/// The names of all speakers, each once, by code point.
fn speaker_names(snapshot: &Snapshot) -> Vec<String> {
    let documents = snapshot.documents().iter();
    let speakers = documents.flat_map(|document| &document.speakers);
    let names = speakers.map(|speaker| speaker.name.clone()).filter(|name| !name.is_empty());
    names.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
